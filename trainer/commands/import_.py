"""`trainer import`: add what `trainer export` saved to the user's own routines."""

import sys
from pathlib import Path

import click

from trainer.commands.errors import CommandError
from trainer.diagnostics.problem import MAX_BYTES, FileError
from trainer.pose.library import SUFFIX, Poses, bundled_ids
from trainer.routine.library import Library
from trainer.routine.prescription import prescription
from trainer.system import paths, streams
from trainer.system.atomic import write
from trainer.system.reading import cause_of, read_if_exists
from trainer.system.visible import visible
from trainer.userfiles.loading import Accepted, accepted, bundled_library, own_routines_path, read_file
from trainer.userfiles.routine_file import change, with_added
from trainer.userfiles.sharing import Change, Kind, changes


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
def command(file: Path, yes: bool) -> int:
    """Add the routines of FILE, with their exercises and figures, to your own; changes are shown first.

    Only routines.toml and the folder poses in your configuration folder are changed; nothing is executed.
    """
    content = read_file(file)
    own = own_routines_path()
    base = _own_library(own)
    poses = paths.user_poses()
    try:
        found = accepted(base, content, str(file), shared=True)
    except FileError as error:
        raise CommandError("Nothing was imported.") from error
    planned = changes(base, found, Poses(poses).own_files(), frozenset(bundled_ids()))
    if not planned:
        streams.echo("You already have all of it.")
        return 0
    for one in planned:
        streams.echo(visible(_line(one)))
    for routine in found.added.routines.values():
        for sentence in prescription(routine):
            streams.echo(visible(f"{routine.id}: {sentence}"))
    if not yes:
        if not streams.is_terminal(sys.stdin):
            raise click.UsageError("Nothing was imported: there is no terminal to ask for confirmation. Use --yes.")
        if not click.confirm(f"Import this into {visible(str(own))}?"):
            raise CommandError("Nothing was imported.")
    try:
        _import(found, {(one.kind, one.id) for one in planned}, own, poses)
    except FileError as error:
        raise CommandError("Nothing was imported.") from error
    except OSError as error:
        raise CommandError(f"{error.filename or own} cannot be written: {cause_of(error)}.") from error
    routines = [f"'trainer start {routine.id}'" for routine in found.added.routines.values()]
    streams.echo(f"Done{': ' if routines else ''}{', '.join(routines)}.")
    return 0


def _own_library(own: Path) -> Library:
    """The bundled routines with the person's own; raises CommandError."""
    try:
        content = read_if_exists(own, MAX_BYTES)
        return bundled_library() if content is None else accepted(bundled_library(), content, str(own)).library
    except FileError as error:
        raise CommandError(f"Your own file {own} has problems: fix them first.") from error
    except OSError as error:
        raise CommandError(f"{own} cannot be read: {cause_of(error)}.") from error


def _line(one: Change) -> str:
    if not one.old:
        return f"adds the {one.kind} {one.id}: {one.name}"
    used = f" (also in {', '.join(one.used)})" if one.used else ""
    return f"replaces the {one.kind} {one.id}: {one.name}, previously: {one.old}{used}"


def _import(found: Accepted, wanted: set[tuple[Kind, str]], own: Path, poses: Path) -> None:
    """Add the wanted items, figures first, so that no routine lacks its figure; raises OSError, FileError."""
    exercises = {name: one for name, one in found.added.exercises.items() if ("exercise", name) in wanted}
    routines = [one for one in found.added.routines.values() if ("routine", one.id) in wanted]

    def edit(text: str, present: Accepted | None) -> str:
        with_them = with_added(text, exercises, routines, str(own))
        for name, figure in found.poses.items():
            if ("figure", name) in wanted:
                write(poses / f"{name}{SUFFIX}", figure)
        return with_them

    change(own, edit)
