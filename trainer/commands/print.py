"""`trainer print`: a routine as a handout for paper."""

import os
import tempfile
import webbrowser
from pathlib import Path

import click

from trainer.commands.errors import CommandError
from trainer.commands.options import all_routines, effort_option, force_option, routines_option
from trainer.commands.output import output_file
from trainer.routine.model import Effort
from trainer.system import paths, streams
from trainer.system.reading import cause_of
from trainer.userfiles.loading import find_plan, load, show_problems


@click.command("print")
@click.argument("routine")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="F",
    help="The file to write; without it, one in a temporary folder.",
)
@effort_option
@click.option("--weeks", type=click.IntRange(1, 26), default=4, show_default=True, help="Weeks of boxes to tick.")
@click.option("--for", "reader", default="", metavar="NAME", help="Who it is for.")
@click.option("--open", "opened", is_flag=True, help="Open it in the browser, to print it from there.")
@force_option
@routines_option
@click.pass_context
def command(
    ctx: click.Context,
    routine: str,
    output: Path | None,
    effort: Effort | None,
    weeks: int,
    reader: str,
    opened: bool,
    force: bool,
    routines: tuple[Path, ...],
) -> int:
    """Write ROUTINE as a page to print: pictures, doses, how each exercise goes, and boxes to tick.

    The page is one HTML file that needs nothing else; nothing of it is sent anywhere.
    """
    from trainer.paper.handout import Handout, page
    from trainer.pose.library import Poses

    loaded = load(all_routines(ctx, routines), no_guided=True)
    plan = find_plan(loaded, routine, effort)
    poses = Poses(paths.user_poses())
    text = page(Handout(loaded.library, plan, poses, reader, weeks))
    show_problems((*loaded.problems, *poses.problems()))
    path = _written(text, output, plan.routine, force=force)
    if path is not None:
        streams.echo(str(path))
        if opened and not webbrowser.open(path.resolve().as_uri()):
            raise CommandError(f"No browser could be opened: open {path} yourself.")
    return 0


def _written(text: str, output: Path | None, routine: str, *, force: bool) -> Path | None:
    """Write the page; the path of its file, None where that is standard output."""
    if output is not None:
        with output_file(output, force=force) as file:
            file.write(text.encode())
        return None if str(output) == "-" else output
    try:
        descriptor, name = tempfile.mkstemp(prefix=f"{routine}-", suffix=".html")  # for this user's eyes only
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode())
    except OSError as error:
        raise CommandError(f"{tempfile.gettempdir()} cannot be written: {cause_of(error)}. Name a file with -o.") from error
    return Path(name)
