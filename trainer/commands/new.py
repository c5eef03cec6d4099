"""`trainer new`: a routine to begin with, in the user's own file, opened in an editor."""

import sys
from pathlib import Path
from typing import Final

import click

from trainer.commands.errors import CommandError
from trainer.diagnostics.problem import FileError
from trainer.routine.editing import free_id
from trainer.routine.model import Routine, Step
from trainer.system import streams
from trainer.system.reading import reason
from trainer.system.visible import visible
from trainer.userfiles.loading import (
    Accepted,
    Loaded,
    accepted,
    bundled_library,
    find_routine,
    load,
    own_routines,
    show_problems,
)

PATTERN: Final = "lower-case letters, digits and dashes, at most 64"
# What stands below the first routine of a file, for people who have never written one.
MORE: Final = """
# A step may change more: reps = 5, seconds = 30, sets = 2, rest_between_sets = 20, prepare = 8, first_side = "right",
# tempo = 1.5, pace = "self". The ids of all exercises stand in 'trainer list --json'. One of your own looks like this:
#
# [exercise.wall-slide]
# name = "Wall slide"
# start = "Stand with your back to a wall."
# reps = { low = 6, usual = 8, high = 10 }
# movements = [
#   { to = "up", seconds = 3, short = "up", say = "Slide your arms up", breath = "in" },
#   { to = "down", seconds = 3, short = "down", say = "Slide them down", breath = "out" },
# ]
# tips = ["Keep your ribs down."]
# avoid = "Stop if a shoulder hurts."
"""


@click.command("new")
@click.argument("name", metavar="[ID]", default="")
@click.option("--from", "model", metavar="ROUTINE", help="Begin with the steps of this routine.")
@click.option("--no-edit", is_flag=True, help="Do not open an editor.")
def command(name: str, model: str | None, no_edit: bool) -> int:
    """Write a routine to begin with into your own routines.toml, and open it in your editor ($VISUAL or $EDITOR).

    ID is its name on the command line: lower-case letters, digits and dashes.
    """
    if name and not _is_id(name):
        would = free_id(name, set(bundled_library().routines))
        raise click.UsageError(f"'{visible(name)}' cannot be a routine's id: {PATTERN}; '{would}' would do.")
    path = own_routines()
    routine = _write(path, name, model)
    streams.echo(f"Wrote the routine {routine.id} into {path}.")
    if not no_edit and streams.is_terminal(sys.stdin):
        click.edit(filename=str(path))
        after = load(())
        show_problems(after.problems)
        if after.problems:
            return 1
        routine = after.library.routines.get(routine.id, routine)
    streams.echo(f"Try it: trainer start {routine.id}")
    return 0


def _write(path: Path, name: str, model: str | None) -> Routine:
    """Write the new routine, in one step with the choice of its id; raises click.UsageError, CommandError."""
    from trainer.userfiles.routine_file import change, with_added

    bundled = bundled_library()
    written: list[Routine] = []

    def edit(text: str, present: Accepted | None) -> str:
        written[:] = [_routine(Loaded(present.library if present else bundled, ()), name, model)]
        text = with_added(text, {}, written, str(path))
        return text if present else f"{text.rstrip()}\n{MORE}"

    try:
        change(path, lambda content: accepted(bundled, content, str(path)), edit)
    except FileError as error:
        show_problems(error.problems)
        raise CommandError(f"{path} has problems: put them right first.") from error
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {reason(error)}.") from error
    return written[0]


def _routine(loaded: Loaded, name: str, model: str | None) -> Routine:
    """The new routine; raises click.UsageError."""
    taken = loaded.library.routines
    if name in taken:
        raise click.UsageError(
            f"There is a routine '{name}' already: choose another id. 'trainer list' shows those that are taken."
        )
    if not name:
        name = free_id("my routine", set(taken))
    if model is None:
        steps: tuple[Step, ...] = (Step("cat-stretch", rest=10), Step("bird-dog", rest=15), Step("rhomboid-stretch"))
    else:
        steps = find_routine(loaded, model).steps
    title = name.replace("-", " ")
    return Routine(id=name, name=f"{title[:1].upper()}{title[1:]}".strip() or name, steps=steps)


def _is_id(name: str) -> bool:
    from msgspec import ValidationError, convert

    from trainer.routine.model import Id

    try:
        convert(name, Id)
    except ValidationError:
        return False
    return True
