"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar, get_args

import click

REMOTE: Final = "trainer.remote"  # in the context: whether --remote was given before the command
F = TypeVar("F", bound=Callable[..., Any])


def routines_option(command: F) -> F:
    """`--routines FILE`, before or after the command, repeatable."""
    return click.option(
        "--routines",
        "routines",
        multiple=True,
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="A routine file of your own, merged over the bundled routines (repeatable).",
    )(command)


def effort_option(command: F) -> F:
    """`--effort low|usual|high`."""
    from trainer.routine.model import EFFORTS

    return click.option(
        "--effort", type=click.Choice(EFFORTS), help="Which dose: reps, seconds. Without it, as in the settings (usual)."
    )(command)


def json_option(command: F) -> F:
    """`--json`: stable output for other programs."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON (times in whole milliseconds).")(command)


def figure_option(command: F) -> F:
    """`--figure auto|ascii|blocks|plain`."""
    from trainer.settings.settings import FigureMode

    return click.option(
        "--figure",
        type=click.Choice(get_args(FigureMode)),
        help="How figures are drawn. ASCII characters on colour, quadrant blocks (sharpest), or characters alone.",
    )(command)


def remote_option(command: F) -> F:
    """`--remote`: sessions listen to `trainer remote`."""
    return click.option("--remote", is_flag=True, help="Let 'trainer remote' control the session from another terminal.")(command)


def no_guided_option(command: F) -> F:
    """`--no-guided`: every rep and prepare takes the time that its routine gives it."""
    return click.option(
        "--no-guided", is_flag=True, help="No first reps at the pace of their words: every rep as long as in the routine."
    )(command)


def all_routines(ctx: click.Context, routines: tuple[Path, ...]) -> tuple[Path, ...]:
    """The files given before and after the command, in that order."""
    return (*(ctx.obj or ()), *routines)


def force_option(command: F) -> F:
    """`--force`: an existing file is replaced; see `trainer.commands.output`."""
    return click.option("--force", is_flag=True, help="Replace the file if it exists.")(command)
