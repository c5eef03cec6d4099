"""`trainer export`: save a routine and everything it uses to one file."""

from pathlib import Path

import click

from trainer.commands import completing
from trainer.commands.errors import CommandError
from trainer.commands.options import all_routines, force_option, routines_option
from trainer.commands.output import output_file
from trainer.diagnostics.problem import FileError
from trainer.system import paths
from trainer.system.reading import cause_of
from trainer.userfiles.loading import find_routine, load


@click.command("export")
@click.argument("routine", shell_complete=completing.routines)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("-"),
    metavar="F",
    help="The file to write. Default: standard output.",
)
@force_option
@routines_option
@click.pass_context
def command(ctx: click.Context, routine: str, output: Path, force: bool, routines: tuple[Path, ...]) -> int:
    """Save ROUTINE with its exercises and your own figures to one file, for 'trainer import' elsewhere."""
    from trainer.pose.library import Poses
    from trainer.userfiles.sharing import exported

    loaded = load(all_routines(ctx, routines))
    chosen = find_routine(loaded, routine)
    try:
        text = exported(loaded.library, chosen, Poses(paths.user_poses()).own_files())
    except FileError as error:
        raise CommandError("Nothing was written.") from error
    except OSError as error:
        raise CommandError(f"{error.filename} cannot be read: {cause_of(error)}.") from error
    with output_file(output, force=force) as file:
        file.write(text.encode())
    return 0
