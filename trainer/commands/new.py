"""`trainer new`: add a starter routine to the user's own file, and open it in an editor."""

import sys
from pathlib import Path
from typing import Final

import click

from trainer.commands.errors import CommandError
from trainer.diagnostics.problem import FileError
from trainer.routine.editing import free_id
from trainer.routine.model import Routine, Step, is_id
from trainer.system import streams
from trainer.system.reading import cause_of
from trainer.system.visible import visible
from trainer.userfiles.loading import (
    Accepted,
    Loaded,
    bundled_library,
    find_routine,
    load,
    own_routines_path,
    show_problems,
)

ID_RULE: Final = "lower-case letters, digits and dashes, at most 64"
# Appended below the first routine of a new file, as examples.
EXAMPLES: Final = """
# A step can override more: reps = 5, seconds = 30, sets = 2, rest_between_sets = 20, prepare = 8, first_side = "right",
# tempo = 1.5, pace = "self". 'trainer list --json' shows the ids of all exercises. One of your own looks like this:
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
@click.option("--from", "template", metavar="ROUTINE", help="Start with the steps of this routine.")
@click.option("--no-edit", is_flag=True, help="Do not open an editor.")
def command(name: str, template: str | None, no_edit: bool) -> int:
    """Add a starter routine to your own routines.toml, and open it in your editor ($VISUAL or $EDITOR).

    ID is its name on the command line: lower-case letters, digits and dashes.
    """
    if name and not is_id(name):
        would = free_id(name, set(bundled_library().routines))
        raise click.UsageError(f"'{visible(name)}' cannot be a routine's id: {ID_RULE}; '{would}' would do.")
    path = own_routines_path()
    routine = _write(path, name, template)
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


def _write(path: Path, name: str, template: str | None) -> Routine:
    """Add the new routine and choose its id in one transaction; raises click.UsageError, CommandError."""
    from trainer.userfiles.routine_file import change, with_added

    created: list[Routine] = []

    def edit(text: str, present: Accepted | None) -> str:
        created[:] = [_routine(Loaded(present.library if present else bundled_library(), ()), name, template)]
        text = with_added(text, {}, created, str(path))
        return text if present else f"{text.rstrip()}\n{EXAMPLES}"

    try:
        change(path, edit)
    except FileError as error:
        raise CommandError(f"{path} has problems: fix them first.") from error
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {cause_of(error)}.") from error
    return created[0]


def _routine(loaded: Loaded, name: str, template: str | None) -> Routine:
    """Create the new routine; raises click.UsageError."""
    taken = loaded.library.routines
    if name in taken:
        raise click.UsageError(f"A routine '{name}' already exists: choose another id. 'trainer list' shows those in use.")
    if not name:
        name = free_id("my routine", set(taken))
    if template is None:
        steps: tuple[Step, ...] = (Step("cat-stretch", rest=10), Step("bird-dog", rest=15), Step("rhomboid-stretch"))
    else:
        steps = find_routine(loaded, template).steps
    title = name.replace("-", " ")
    return Routine(id=name, name=f"{title[:1].upper()}{title[1:]}".strip() or name, steps=steps)
