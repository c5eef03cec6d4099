"""`trainer start`: start a routine directly."""

import math
from pathlib import Path
from typing import Any, get_args

import click

from trainer.app.screens import open_app
from trainer.commands import completing
from trainer.commands.options import (
    REMOTE,
    all_routines,
    effort_option,
    figure_option,
    no_guided_option,
    remote_option,
    routines_option,
)
from trainer.routine.model import Effort
from trainer.settings.settings import AudioBackend, FigureMode


class Speed(click.FloatRange):
    """A factor within a range, which must not be NaN."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Parse the factor; fails with a message for the person."""
        factor: float = super().convert(value, param, ctx)
        if math.isnan(factor):  # NaN passes every range check
            self.fail(f"{value!r} is not a number.", param, ctx)
        return factor


@click.command("start")
@click.argument("routine", default="", shell_complete=completing.routines)
@click.option(
    "--resume",
    is_flag=False,
    flag_value="",
    metavar="[ID]",
    help="Resume an unfinished session of the last day: the latest, or the one with this ID.",
)
@effort_option
@no_guided_option
@click.option("--mute", is_flag=True, help="Start without sound; m turns it on.")
@click.option("--no-voice", is_flag=True, help="Start without the voice; v turns it on.")
@click.option(
    "--speed",
    type=Speed(0.25, 100),
    default=1.0,
    show_default=True,
    help="Run this many times as fast, to try out a routine.",
)
@click.option("--audio", type=click.Choice(get_args(AudioBackend)), help="What plays the sound.")
@figure_option
@click.option("--plain", is_flag=True, help="Print lines, for screen readers. The default without a terminal and with TERM=dumb.")
@remote_option
@routines_option
@click.pass_context
def command(
    ctx: click.Context,
    routine: str,
    resume: str | None,
    effort: Effort | None,
    no_guided: bool,
    mute: bool,
    no_voice: bool,
    speed: float,
    audio: AudioBackend | None,
    figure: FigureMode | None,
    plain: bool,
    remote: bool,
    routines: tuple[Path, ...],
) -> int:
    """Start ROUTINE. 'trainer list' shows the names."""
    if bool(routine) == (resume is not None):
        raise click.UsageError("Which routine? 'trainer list' shows the names; --resume alone resumes the last session.")
    if resume is not None and effort is not None:
        raise click.UsageError("--effort cannot be combined with --resume: the session keeps its effort.")
    if plain and figure is not None:
        raise click.UsageError("--figure cannot be combined with --plain, which draws no figures.")
    files = all_routines(ctx, routines)
    return open_app(
        files,
        routine=routine or None,
        resume=resume,
        effort=effort,
        no_guided=no_guided,
        speed=speed,
        muted=mute,
        silent_voice=no_voice,
        audio=audio,
        figure=figure,
        plain=plain,
        remote=remote or bool(ctx.meta.get(REMOTE)),
    )
