"""`trainer start`: straight into a routine."""

import math
from pathlib import Path
from typing import Any

import click

from trainer.commands.app import open_app
from trainer.commands.options import all_routines, effort_option, routines_option
from trainer.routine.model import Effort


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
@routines_option
@click.pass_context
def command(
    ctx: click.Context, routine: str, effort: Effort, mute: bool, speed: float, audio: str, routines: tuple[Path, ...]
) -> int:
    """Start ROUTINE at once. 'trainer list' shows the names."""
    return open_app(all_routines(ctx, routines), routine=routine, effort=effort, speed=speed, muted=mute, audio=audio)
