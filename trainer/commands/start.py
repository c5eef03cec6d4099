"""`trainer start`: straight into a routine."""

import math
from pathlib import Path
from typing import Any

import click

from trainer.commands.app import open_app
from trainer.commands.options import all_routines, effort_option, figure_option, routines_option
from trainer.routine.model import Effort
from trainer.settings.settings import FigureMode


class Speed(click.FloatRange):
    """A factor in a range; "nan" is no number."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The factor, or a message for the person."""
        factor: float = super().convert(value, param, ctx)
        if math.isnan(factor):  # which passes every comparison
            self.fail(f"{value!r} is not a number.", param, ctx)
        return factor


BACKENDS = ("auto", "miniaudio", "simpleaudio", "silent")


@click.command("start")
@click.argument("routine")
@effort_option
@click.option("--mute", is_flag=True, help="Begin without sound; m turns it on.")
@click.option(
    "--speed",
    type=Speed(0.25, 100),
    default=1.0,
    show_default=True,
    help="Run so many times as fast, for trying a routine out.",
)
@click.option("--audio", type=click.Choice(BACKENDS), default="auto", show_default=True, help="What plays the sound.")
@figure_option
@routines_option
@click.pass_context
def command(
    ctx: click.Context,
    routine: str,
    effort: Effort,
    mute: bool,
    speed: float,
    audio: str,
    figure: FigureMode | None,
    routines: tuple[Path, ...],
) -> int:
    """Start ROUTINE at once. 'trainer list' shows the names."""
    files = all_routines(ctx, routines)
    return open_app(files, routine=routine, effort=effort, speed=speed, muted=mute, audio=audio, figure=figure)
