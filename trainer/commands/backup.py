"""`trainer backup`: all that was done, as one file."""

import shutil
import tempfile
from pathlib import Path

import click

from trainer.commands.errors import CommandError
from trainer.commands.options import force_option
from trainer.commands.output import output_file
from trainer.history.diary import DATABASE, Diary, Unreadable
from trainer.system import paths
from trainer.system.reading import stamp_of
from trainer.system.streams import echo, warn


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@force_option
def command(file: Path, force: bool) -> int:
    """Write the whole history to FILE, also while a session runs. 'trainer restore FILE' brings it back."""
    if stamp_of(paths.data_folder() / DATABASE) is None:
        raise CommandError("Nothing was done yet: there is nothing to keep.")
    with output_file(file, force=force) as out, tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / DATABASE
        try:
            count = Diary(paths.data_folder()).copy_to(kept)
        except Unreadable as error:
            raise CommandError(f"{error}. Nothing was kept.") from None
        with kept.open("rb") as content:
            shutil.copyfileobj(content, out)
    told = f"Kept {count} session{'' if count == 1 else 's'} in {file}."
    (warn if str(file) == "-" else echo)(told)
    return 0
