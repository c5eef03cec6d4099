"""`trainer restore`: what `trainer backup` kept comes back."""

import sqlite3
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

import click

from trainer.commands.loading import plain
from trainer.history.database import NewerDatabase, opened, taken_from
from trainer.history.diary import DATABASE
from trainer.system import paths

NO_REASON: Final = (None, sqlite3.SQLITE_ERROR)


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> int:
    """Bring the sessions of FILE back into the history. What is there already stays; no session is there twice."""
    if not file.is_file():
        raise click.UsageError(f"There is no file '{plain(str(file))}': check its name.")
    path = paths.data_folder() / DATABASE
    try:
        connection = opened(path, partial(click.echo, err=True))
    except (sqlite3.Error, OSError, NewerDatabase) as error:
        return _refused(path, error)
    try:
        with closing(connection):
            count = taken_from(connection, file)
    except sqlite3.DatabaseError as error:
        # Locked, full, read-only: that is no fault of the file. Other tables than ours are an error without such a reason.
        if isinstance(error, sqlite3.OperationalError) and getattr(error, "sqlite_errorcode", None) not in NO_REASON:
            return _refused(path, error)
        print(f"{plain(str(file))} is no history that 'trainer backup' wrote.", file=sys.stderr)  # noqa: T201
        return 1
    except (OSError, NewerDatabase) as error:
        print(f"{plain(str(file))}: {getattr(error, 'strerror', None) or error}", file=sys.stderr)  # noqa: T201
        return 1
    click.echo(f"Brought back {count} session{'' if count == 1 else 's'}.")
    return 0


def _refused(path: Path, error: Exception) -> int:
    reason = f"{plain(str(path))}: {getattr(error, 'strerror', None) or error}."
    advice = "Close every other trainer, see that the disk has room ('trainer doctor' tells), and try again."
    print(  # noqa: T201
        f"The history cannot be written now, nothing was brought back: {reason}"
        f"{'' if isinstance(error, NewerDatabase) else f' {advice}'}",
        file=sys.stderr,
    )
    return 1
