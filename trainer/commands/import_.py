"""`trainer import`: what `trainer export` wrote elsewhere comes into the user's own routines."""

import sys
from pathlib import Path

import click

from trainer.commands.loading import load, plain, read_file, show_problems
from trainer.diagnostics.position import located
from trainer.diagnostics.problem import FileError
from trainer.own_routines import add
from trainer.pose.library import SUFFIX, Poses, bundled_ids
from trainer.routine.library import merged
from trainer.share import Change, Kind, Shared, changes, received
from trainer.system import paths
from trainer.system.atomic import write


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(file: Path, yes: bool) -> int:
    """Bring the routines of FILE, with their exercises and figures, into your own; what changes is shown first.

    They go into routines.toml and the folder poses in the folder of your configuration, nowhere else; nothing is executed.
    """
    content = read_file(file)
    own = paths.config_file("routines.toml")
    loaded = load(())
    if loaded.problems:
        show_problems(loaded.problems)
        return _failed(f"Your own {plain(str(own))} has problems: put them right first.")
    poses = paths.user_poses()
    try:
        shared = received(content, plain(str(file)))
        merged(loaded.library, shared.routines)
    except FileError as error:
        show_problems(located(error.problems, content))
        return _failed("Nothing was brought in.")
    news = changes(loaded.library, shared, Poses(poses).own_files(), frozenset(bundled_ids()))
    if not news:
        click.echo("All of it is there already.")
        return 0
    for change in news:
        click.echo(_line(change))
    if not yes:
        if not sys.stdin.isatty():
            raise click.UsageError("Nothing was brought in: nobody can be asked here. --yes brings it in without asking.")
        if not click.confirm(f"Bring this into {plain(str(own))}?"):
            return _failed("Nothing was brought in.")
    try:
        _bring_in(shared, {(change.kind, change.id) for change in news}, own, poses)
    except (OSError, UnicodeDecodeError) as error:
        return _failed(f"{plain(str(own))}: {getattr(error, 'strerror', '') or error}")
    routines = [f"'trainer start {routine.id}'" for routine in shared.routines.routines.values()]
    click.echo(f"Done{': ' if routines else ''}{', '.join(routines)}.")
    return 0


def _line(change: Change) -> str:
    if not change.old:
        return f"adds the {change.kind} {change.id}: {change.name}"
    used = f" (also in {', '.join(change.used)})" if change.used else ""
    return f"replaces the {change.kind} {change.id}: {change.name}, before: {change.old}{used}"


def _bring_in(shared: Shared, wanted: set[tuple[Kind, str]], own: Path, poses: Path) -> None:
    """Figures first, so that no routine is there whose figure is not; raises OSError, UnicodeDecodeError."""
    for name, text in shared.poses.items():
        if ("figure", name) in wanted:
            write(poses / f"{name}{SUFFIX}", text)
    brought = shared.routines
    exercises = {name: one for name, one in brought.exercises.items() if ("exercise", name) in wanted}
    add(own, exercises, {one.id: one for one in brought.routines.values() if ("routine", one.id) in wanted})


def _failed(message: str) -> int:
    print(message, file=sys.stderr)  # noqa: T201
    return 1
