"""`trainer new`: a routine to begin with, in the user's own file, opened in an editor."""

import sys
from pathlib import Path
from typing import Final

import click

from trainer.commands.loading import Loaded, find_routine, load, plain, show_problems
from trainer.routine.editing import free_id
from trainer.routine.model import Routine, Step
from trainer.system import paths

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
"""


@click.command("new")
@click.argument("name", metavar="[ID]", default="")
@click.option("--from", "model", metavar="ROUTINE", help="Begin with the steps of this routine.")
@click.option("--no-edit", is_flag=True, help="Do not open an editor.")
def command(name: str, model: str | None, no_edit: bool) -> int:
    """Write a routine to begin with into your own routines.toml, and open it in your editor ($VISUAL or $EDITOR).

    ID is its name on the command line: lower-case letters, digits and dashes.
    """
    path = paths.config_file("routines.toml")
    loaded = load(())
    if any(problem.file == str(path) for problem in loaded.problems):
        show_problems(loaded.problems)
        print(f"{plain(str(path))} has problems: put them right first.", file=sys.stderr)  # noqa: T201
        return 1
    routine = _routine(loaded, name, model)
    try:
        _write(path, routine)
    except (OSError, UnicodeDecodeError) as error:
        print(f"{plain(str(path))}: {getattr(error, 'strerror', '') or error}", file=sys.stderr)  # noqa: T201
        return 1
    click.echo(f"Wrote the routine {routine.id} into {path}.")
    if not no_edit and sys.stdin.isatty():
        click.edit(filename=str(path))
        after = load(())
        show_problems(after.problems)
        if after.problems:
            return 1
        routine = after.library.routines.get(routine.id, routine)
    click.echo(f"Try it: trainer start {routine.id}")
    return 0


def _routine(loaded: Loaded, name: str, model: str | None) -> Routine:
    """The new routine; raises click.UsageError."""
    taken = loaded.library.routines
    if name and not _is_id(name):
        raise click.UsageError(f"'{plain(name)}' cannot be a routine's id: {PATTERN}; '{free_id(name, set(taken))}' would do.")
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
    from msgspec import ValidationError, convert  # noqa: PLC0415

    from trainer.routine.model import Id  # noqa: PLC0415

    try:
        convert(name, Id)
    except ValidationError:
        return False
    return True


def _write(path: Path, routine: Routine) -> None:
    from trainer.own_routines import save, text_of  # noqa: PLC0415 - after what is quickly told
    from trainer.routine.writer import with_routine  # noqa: PLC0415

    first = not path.exists()
    text = with_routine(text_of(path), routine)
    save(path, f"{text.rstrip()}\n{MORE}" if first else text)
