"""`trainer start`: straight into a routine."""

import math
from pathlib import Path
from typing import Any, get_args

import click

from trainer.app.screens import open_app
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
    """A factor in a range; "nan" is no number."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The factor, or a message for the person."""
        factor: float = super().convert(value, param, ctx)
        if math.isnan(factor):  # which passes every comparison
            self.fail(f"{value!r} is not a number.", param, ctx)
        return factor


@click.command("start")
@click.argument("routine", default="")
@click.option(
    "--resume",
    is_flag=False,
    flag_value="",
    metavar="[ID]",
    help="Go on with a session of the last day where it was cut off: the last one, or that of ID.",
)
@effort_option
@no_guided_option
@click.option("--mute", is_flag=True, help="Begin without sound; m turns it on.")
@click.option("--no-voice", is_flag=True, help="Begin without the voice; v turns it on.")
@click.option(
    "--speed",
    type=Speed(0.25, 100),
    default=1.0,
    show_default=True,
    help="Run so many times as fast, for trying a routine out.",
)
@click.option("--audio", type=click.Choice(get_args(AudioBackend)), help="What plays the sound.")
@figure_option
@click.option("--plain", is_flag=True, help="Line by line, for screen readers; as anyway without a terminal and with TERM=dumb.")
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
    """Start ROUTINE at once. 'trainer list' shows the names."""
    if bool(routine) == (resume is not None):
        raise click.UsageError("Which routine? 'trainer list' shows the names; --resume alone goes on with the last session.")
    if resume is not None and effort is not None:
        raise click.UsageError("--effort cannot be chosen with --resume: the session goes on with the effort that it had.")
    if plain and figure is not None:
        raise click.UsageError("--figure says how figures are drawn, and --plain draws none: leave one of them out.")
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
