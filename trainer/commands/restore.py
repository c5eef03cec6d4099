"""`trainer restore`: restore what `trainer backup` saved."""

from pathlib import Path

import click

from trainer.commands.diary import asked
from trainer.commands.errors import CommandError
from trainer.history.foreign import InvalidBackup, entries_in
from trainer.history.tables import NewerDatabase
from trainer.routine.wording import plural
from trainer.system.reading import cause_of
from trainer.system.streams import echo


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> int:
    """Restore the sessions in FILE. Existing sessions stay unchanged, none is duplicated."""
    try:
        entries = entries_in(file)
    except FileNotFoundError:
        raise click.UsageError(f"There is no file '{file}': check its name.") from None
    except (OSError, ValueError) as error:
        raise click.UsageError(f"'{file}' cannot be read: {cause_of(error)}.") from None
    except (InvalidBackup, NewerDatabase) as error:
        raise CommandError(f"{file}: {error}. Nothing was restored.") from None
    count = asked(lambda diary: diary.import_sessions(entries), "Nothing was restored.")
    echo(f"Restored {plural(count, 'session')}.")
    return 0
