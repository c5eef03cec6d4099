"""`trainer report`: what was done in the last weeks, for oneself or for whoever looks after one's back."""

import webbrowser
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from trainer.commands.diary import asked
from trainer.commands.errors import CommandError
from trainer.commands.options import all_routines, force_option, routines_option
from trainer.commands.output import output_file
from trainer.routine.model import Effort
from trainer.session.entry import SessionEntry
from trainer.session.suggestion import Suggestion, suggested
from trainer.system import streams
from trainer.userfiles.loading import load, show_problems


@click.command("report")
@click.option("--weeks", type=click.IntRange(1, 104), default=6, show_default=True, help="How many weeks, this one included.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="F", help="Write a page to F; without it, text is printed."
)
@click.option("--for", "reader", default="", metavar="NAME", help="Whose report it is, for its title.")
@click.option("--open", "opened", is_flag=True, help="With -o: open the page in the browser.")
@force_option
@routines_option
@click.pass_context
def command(
    ctx: click.Context, weeks: int, output: Path | None, reader: str, opened: bool, force: bool, routines: tuple[Path, ...]
) -> int:
    """Tell what was done: goal and done by week, how the back felt, what hurt and what was left out.

    Nothing of it is sent anywhere: a page is a file of yours.
    """
    from trainer.paper.report import Report, lines, page
    from trainer.session.progress import progress

    if opened and output is None:
        raise click.UsageError("--open shows the page that -o writes: give both.")
    loaded = load(all_routines(ctx, routines))
    show_problems(loaded.problems)
    today = datetime.now().astimezone().date()
    entries = asked(lambda diary: diary.sessions(since=first_day(today, weeks).isoformat()))
    report = Report(progress(entries, today, weeks), loaded.library, today, suggestions(entries), reader)
    if output is None:
        for line in lines(report):
            streams.echo(line)
        return 0
    with output_file(output, force=force, private=True) as file:
        file.write(page(report).encode())
    if opened and not webbrowser.open(output.resolve().as_uri()):
        raise CommandError(f"No browser could be opened: open {output} yourself.")
    return 0


def first_day(today: date, weeks: int) -> date:
    """The Monday of the first of so many weeks."""
    return today - timedelta(days=today.weekday(), weeks=weeks - 1)


def suggestions(entries: list[SessionEntry]) -> list[tuple[str, Suggestion]]:
    """What is suggested for each routine at the effort at which it was done last, from sessions with the latest first."""
    efforts: dict[str, Effort] = {}
    for entry in entries:
        efforts.setdefault(entry.routine, entry.effort)
    found = ((routine, suggested(entries, routine, effort)) for routine, effort in efforts.items())
    return [(routine, suggestion) for routine, suggestion in found if suggestion]
