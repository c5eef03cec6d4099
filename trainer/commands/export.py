"""`trainer export`: a routine with all that it uses, as one file for others."""

import sys
from pathlib import Path

import click

from trainer.commands.loading import find_routine, load, plain, show_problems
from trainer.commands.options import all_routines, routines_option
from trainer.diagnostics.problem import FileError
from trainer.system import paths


@click.command("export")
@click.argument("routine")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("-"),
    metavar="F",
    help="The file to write; without it, stdout.",
)
@routines_option
@click.pass_context
def command(ctx: click.Context, routine: str, output: Path, routines: tuple[Path, ...]) -> int:
    """Write ROUTINE with its exercises, and figures of yours that it shows, to one file: for 'trainer import' elsewhere."""
    from trainer.pose.library import Poses  # noqa: PLC0415
    from trainer.share import exported  # noqa: PLC0415
    from trainer.system.atomic import write  # noqa: PLC0415 - after what is quickly told

    loaded = load(all_routines(ctx, routines))
    chosen = find_routine(loaded, routine)
    try:
        text = exported(loaded.library, chosen, Poses(paths.user_poses()).own_files())
        if str(output) == "-":
            click.echo(text.encode(), nl=False)  # as such files are, whatever the terminal is
        else:
            write(output, text)
    except FileError as error:
        show_problems(error.problems)
        return 1
    except OSError as error:
        print(f"{plain(str(error.filename or output))}: {error.strerror}", file=sys.stderr)  # noqa: T201
        return 1
    return 0
