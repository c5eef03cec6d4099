"""`trainer check`: report every problem in routine files, with position, expectation and nearest spelling."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import click

from trainer.commands.options import json_option
from trainer.diagnostics.problem import MAX_BYTES, FileError, Problem
from trainer.pose.library import Poses
from trainer.routine.library import Library
from trainer.system import paths, streams
from trainer.system.reading import cause_of, exists, read, read_if_exists
from trainer.userfiles.loading import Accepted, accepted, bundled_library, limited_for, own_routines_path

FIELDS = ("file", "line", "column", "key", "severity", "message", "hint")  # of a problem in JSON
COLOURS = {"error": "red", "warning": "yellow"}


@click.command("check")
@click.argument("file", nargs=-1, type=click.Path(path_type=Path, readable=False))
@json_option
def command(file: tuple[Path, ...], as_json: bool) -> int:
    """Check routine FILEs: list every problem with its line, what was expected, and the nearest spelling. Without FILE: your own.

    Each is checked as the app would read it: on top of your own routines.toml and the FILEs before it.

    Exit codes: 0 nothing or only warnings, 1 problems, 2 a file cannot be read.
    """
    own = own_routines_path()
    if not file and not exists(own):
        raise click.UsageError(f"You have no routine file ({own}) to check: 'trainer new' creates one.")
    file = file or (own,)
    problems, unread = _all_problems(sorted(file, key=lambda one: not _same(one, own)), own)
    if as_json:
        import json

        found = [{field: getattr(problem, field) for field in FIELDS} for problem in problems]
        streams.echo(json.dumps({"problems": found}, indent=2))
    else:
        _show(problems)
        if not problems:
            streams.echo("No problems." if len(file) == 1 else f"No problems in {len(file)} files.")
    if unread:
        return 2
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def _all_problems(files: Iterable[Path], own: Path) -> tuple[tuple[Problem, ...], int]:
    """Collect the problems of files, the person's own first, and count the unreadable ones."""
    files = list(files)
    library = bundled_library() if any(_same(one, own) for one in files) else _with_own(own)
    problems: list[Problem] = []
    unread = 0
    for one in files:
        try:
            content = read(one, MAX_BYTES)
            found = accepted(library, content, str(one), shared=not _same(one, own))
        except OSError as error:
            unread += 1
            problems.append(Problem(str(one), (), f"cannot be read: {cause_of(error)}"))
        except FileError as error:
            problems += error.problems
        else:
            library = found.library
            problems += _advice(found, content, str(one))
    return tuple(problems), unread


def _same(path: Path, other: Path) -> bool:
    with suppress(OSError, ValueError):
        return os.path.samefile(path, other)
    return path == other


def _with_own(own: Path) -> Library:
    """The bundled routines, with the person's own if they are usable."""
    bundled = bundled_library()
    try:
        content = read_if_exists(own, MAX_BYTES)
        return bundled if content is None else accepted(bundled, content, str(own)).library
    except OSError as error:
        streams.warn(f"{own} cannot be read: {cause_of(error)}. It is left out of this check.")
    except FileError:
        streams.warn(f"{own} has problems: 'trainer check' shows them. It is left out of this check.")
    return bundled


def _advice(found: Accepted, content: bytes, name: str) -> list[Problem]:
    """Warnings about probable mistakes, located."""
    from trainer.diagnostics.position import located
    from trainer.routine.advice import advice
    from trainer.userfiles.sharing import figures_left_out

    poses = Poses(paths.user_poses())

    def keys_of(pose: str) -> set[str] | None:
        if pose in found.poses:
            return None
        try:
            return set(poses.find(pose).keys)
        except FileError:
            return None

    warnings = advice(found.library, found.added, {*poses.ids(), *found.poses}, keys_of)
    return located([*figures_left_out(found.poses, name), *warnings], content)


def _show(problems: tuple[Problem, ...]) -> None:
    shown, more = limited_for(problems, sys.stdout)
    for problem in shown:
        head, *rest = problem.report().split("\n")
        streams.echo(head, fg=COLOURS[problem.severity], bold=True)
        for line in rest:
            streams.echo(line)
    if more:
        streams.echo(more)
