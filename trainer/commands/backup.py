"""`trainer backup`: save the whole history to one file."""

import shutil
import tempfile
from pathlib import Path

import click

from trainer.commands.errors import CommandError
from trainer.commands.options import force_option
from trainer.commands.output import output_file
from trainer.history.diary import DATABASE, Diary, HistoryUnavailable
from trainer.routine.wording import plural
from trainer.system import paths
from trainer.system.reading import stamp_of
from trainer.system.streams import echo, warn


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@force_option
def command(file: Path, force: bool) -> int:
    """Save the whole history to FILE, even while a session runs. 'trainer restore FILE' restores it."""
    if stamp_of(paths.data_folder() / DATABASE) is None:
        raise CommandError("There are no sessions yet: nothing to save.")
    with output_file(file, force=force, private=True) as out, tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / DATABASE
        try:
            count = Diary(paths.data_folder()).copy_to(kept)
        except HistoryUnavailable as error:
            raise CommandError(f"{error}. Nothing was saved.") from None
        with kept.open("rb") as content:
            shutil.copyfileobj(content, out)
    told = f"Saved {plural(count, 'session')} to {file}."
    (warn if str(file) == "-" else echo)(told)
    return 0
