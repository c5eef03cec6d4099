"""`trainer check`: every problem of routine files, each with its place, what was expected, and the nearest spelling."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from trainer.commands.loading import plain
from trainer.commands.options import json_option
from trainer.diagnostics.problem import MAX_BYTES, FileError, Problem
from trainer.pose.library import Poses
from trainer.routine.library import EMPTY, Library, merged
from trainer.routine.loader import parse
from trainer.system import paths

COLOURS = {"error": "red", "warning": "yellow"}


@click.command("check")
@click.argument("file", nargs=-1, type=click.Path(path_type=Path))
@json_option
def command(file: tuple[Path, ...], as_json: bool) -> int:
    """Check routine FILEs: every problem with its line, what was expected, and the nearest spelling. Without a FILE: your own.

    Exit codes: 0 nothing or only warnings, 1 problems, 2 a file cannot be read.
    """
    own = paths.config_file("routines.toml")
    if not file and not own.exists():
        raise click.UsageError(f"There is no file of yours to check: {own} would be it, and 'trainer new' makes one.")
    file = file or (own,)
    path = paths.bundled_routines()
    bundled = merged(EMPTY, parse(path.read_bytes(), path.name))
    problems: list[Problem] = []
    unread = 0
    for one in file:
        try:
            content = _read(one)
        except OSError as error:
            unread += 1
            problems.append(Problem(plain(str(one)), "", f"cannot be read: {error.strerror or error}"))
            continue
        problems += problems_of(bundled, content, str(one))
    if as_json:
        click.echo(json.dumps({"problems": [_entry(problem) for problem in problems]}, indent=2))
    else:
        for problem in problems:
            _show(problem)
        if not problems:
            click.echo("No problems." if len(file) == 1 else f"No problems in {len(file)} files.")
    if unread:
        return 2
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def _read(path: Path) -> bytes:
    """The bytes of a regular file; raises OSError."""
    if path.exists() and not path.is_file():
        raise OSError(f"'{path.name}' is not a file")
    with path.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)


def problems_of(bundled: Library, content: bytes, name: str) -> list[Problem]:
    """What is wrong with a file's content over the bundled routines, and what is probably not meant, each with its place."""
    from trainer.diagnostics.position import located  # noqa: PLC0415 - after what is quickly told
    from trainer.routine.advice import advice  # noqa: PLC0415
    from trainer.share import received  # noqa: PLC0415

    poses = Poses(paths.user_poses())

    def keys_of(pose: str) -> set[str] | None:
        try:
            return set(poses.find(pose).keys)
        except FileError:
            return None

    try:
        added = received(content, name).routines
        library = merged(bundled, added)
    except FileError as error:
        return located(error.problems, content)
    return located(advice(library, added, set(poses.ids()), keys_of), content)


def _show(problem: Problem) -> None:
    head, *rest = problem.report().split("\n")
    click.secho(head, fg=COLOURS[problem.severity], bold=True, color=None if sys.stdout.isatty() else False)
    for line in rest:
        click.echo(line)


def _entry(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "key": problem.key,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
    }
