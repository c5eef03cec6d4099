"""`trainer restore`: restore what `trainer backup` saved."""

from pathlib import Path

import click

from trainer.commands.errors import CommandError
from trainer.history.diary import Diary, HistoryUnavailable
from trainer.history.foreign import InvalidBackup, entries_in
from trainer.history.tables import NewerDatabase
from trainer.routine.wording import plural
from trainer.system import paths
from trainer.system.reading import cause_of
from trainer.system.streams import echo, warn


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> int:
    """Restore the sessions in FILE. Existing sessions stay unchanged, none is duplicated."""
    diary = Diary(paths.data_folder(), progress=warn)
    try:
        entries = entries_in(file)
    except FileNotFoundError:
        raise click.UsageError(f"There is no file '{file}': check its name.") from None
    except (OSError, ValueError) as error:
        raise click.UsageError(f"'{file}' cannot be read: {cause_of(error)}.") from None
    except (InvalidBackup, NewerDatabase) as error:
        raise CommandError(f"{file}: {error}. Nothing was restored.") from None
    try:
        count = diary.import_sessions(entries)
    except HistoryUnavailable as error:
        if isinstance(error.__cause__, NewerDatabase):
            raise CommandError(f"{error}. Nothing was restored.") from None
        advice = "Close every other trainer, check the free disk space ('trainer doctor' shows it), and try again."
        raise CommandError(f"{error}. Nothing was restored. {advice}") from None
    for notice in diary.take_notices():
        warn(notice)
    echo(f"Restored {plural(count, 'session')}.")
    return 0
