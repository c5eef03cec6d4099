"""Options shared by several commands."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar, get_args

import click

REMOTE: Final = "trainer.remote"  # context key: whether --remote was given before the command
F = TypeVar("F", bound=Callable[..., Any])


routines_option = click.option(
    "--routines",
    "routines",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A routine file of your own, merged over the bundled routines (repeatable).",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON (times in whole milliseconds).")
remote_option = click.option("--remote", is_flag=True, help="Let 'trainer remote' control the session from another terminal.")
no_guided_option = click.option(
    "--no-guided", is_flag=True, help="Don't lengthen first reps for their words: every rep as long as in the routine."
)
force_option = click.option("--force", is_flag=True, help="Replace the file if it exists.")  # see `trainer.commands.output`


def effort_option(command: F) -> F:
    """`--effort low|usual|high`."""
    from trainer.routine.model import EFFORTS

    return click.option(
        "--effort", type=click.Choice(EFFORTS), help="The effort, which sets reps and seconds. Default: your setting."
    )(command)


def figure_option(command: F) -> F:
    """`--figure auto|ascii|blocks|plain`."""
    from trainer.settings.settings import FigureMode

    return click.option(
        "--figure",
        type=click.Choice(get_args(FigureMode)),
        help="How figures are drawn: ASCII characters on colour, quadrant blocks (sharpest), or characters only.",
    )(command)


def all_routines(ctx: click.Context, routines: tuple[Path, ...]) -> tuple[Path, ...]:
    """The files given before and after the command, in that order."""
    return (*(ctx.obj or ()), *routines)
