"""`trainer restore`: what `trainer backup` kept comes back."""

from pathlib import Path

import click

from trainer.commands.errors import CommandError
from trainer.history.diary import Diary, Unreadable
from trainer.history.foreign import NoHistory, entries_in
from trainer.history.tables import NewerDatabase
from trainer.system import paths
from trainer.system.reading import reason
from trainer.system.streams import echo, warn


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> int:
    """Bring the sessions of FILE back into the history. What is there already stays; no session is there twice."""
    diary = Diary(paths.data_folder(), progress=warn)
    try:
        entries = entries_in(file)
    except FileNotFoundError:
        raise click.UsageError(f"There is no file '{file}': check its name.") from None
    except (OSError, ValueError) as error:
        raise click.UsageError(f"'{file}' cannot be read: {reason(error)}.") from None
    except (NoHistory, NewerDatabase) as error:
        raise CommandError(f"{file}: {error}. Nothing was brought back.") from None
    try:
        count = diary.take_in(entries)
    except Unreadable as error:
        if isinstance(error.__cause__, NewerDatabase):
            raise CommandError(f"{error}. Nothing was brought back.") from None
        advice = "Close every other trainer, see that the disk has room ('trainer doctor' tells), and try again."
        raise CommandError(f"{error}. Nothing was brought back. {advice}") from None
    for notice in diary.notices():
        warn(notice)
    echo(f"Brought back {count} session{'' if count == 1 else 's'}.")
    return 0
