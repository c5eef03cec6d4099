"""`trainer history`: what was done, as a list, as JSON, as CSV and as calendar entries."""

import csv
import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import Final

import click

from trainer.commands.loading import plain
from trainer.history.diary import Diary, Unreadable
from trainer.history.exchange import COLUMNS, STEP_COLUMNS, NoSessions, as_json, from_json
from trainer.routine.wording import clock
from trainer.session.entry import SessionEntry, StepEntry
from trainer.system import paths

FORMULA: Final = ("=", "+", "-", "@", "\t")  # what a spreadsheet would take for a formula


def _day(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """A date in its usual form."""
    try:
        return date.fromisoformat(value).isoformat() if value else ""
    except ValueError:
        raise click.BadParameter(f"'{plain(value)}' is no date: write it like 2026-01-31", ctx, param) from None


LARGEST: Final = 1 << 28  # bytes of a file that is read


@click.group("history", invoke_without_command=True)
@click.option("--since", metavar="YYYY-MM-DD", default="", callback=_day, help="Only sessions of this day or later.")
@click.option("--routine", default="", metavar="ID", help="Only sessions of this routine.")
@click.option("--json", "shape", flag_value="json", help="Print JSON (times in whole milliseconds).")
@click.option("--ics", "shape", flag_value="ics", help="Print calendar entries.")
@click.option("--csv", "shape", flag_value="csv", help="Print a table for spreadsheets: a line for each step and side.")
@click.pass_context
def command(ctx: click.Context, since: str, routine: str, shape: str | None) -> int:
    """Show what was done, the latest first."""
    if ctx.invoked_subcommand is not None:
        if since or routine or shape:
            raise click.UsageError(f"'{ctx.invoked_subcommand}' takes no options before it.")
        return 0
    diary = Diary(paths.data_folder())
    try:
        found = diary.sessions(since=since, routine=routine)
    except Unreadable as error:
        print(plain(str(error)), file=sys.stderr)  # noqa: T201
        return 1
    for notice in diary.notices():
        print(plain(notice), file=sys.stderr)  # noqa: T201
    if shape == "json":
        click.echo(json.dumps(as_json(found), indent=2))
    elif shape == "csv":
        click.echo(_table(found), nl=False)
    elif shape == "ics":
        from trainer.history.calendar import calendar  # noqa: PLC0415

        click.echo(calendar(found).encode(), nl=False)  # as such files are, whatever the terminal is
    else:
        for one in found:
            click.echo(_line(one))
        if not found:
            click.echo("Nothing was done yet." if not (since or routine) else "Nothing of that kind was done yet.")
    return 0


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def take_in(file: Path) -> int:
    """Bring sessions in that 'trainer history --json' printed into FILE. Those that are known already stay as they are."""
    diary = Diary(paths.data_folder())
    try:
        with file.open("rb") as opened:
            text = opened.read(LARGEST)
        count = diary.take_in(from_json(text))
    except OSError as error:
        raise click.UsageError(f"'{plain(str(file))}' cannot be read: {error.strerror}.") from None
    except (NoSessions, Unreadable) as error:
        name = f"{plain(str(file))}: " if isinstance(error, NoSessions) else ""
        print(f"{name}{plain(str(error))}. Nothing was brought in.", file=sys.stderr)  # noqa: T201
        return 1
    for notice in diary.notices():
        print(plain(notice), file=sys.stderr)  # noqa: T201
    click.echo(f"Brought in {count} session{'' if count == 1 else 's'}.")
    return 0


def _line(entry: SessionEntry) -> str:
    started = f"{entry.day} {entry.started_at[11:16]}"
    pains = [
        f"{one} of 10 {when}" for one, when in ((entry.pain_before, "before"), (entry.pain_after, "after")) if one is not None
    ]
    felt = f", back {', '.join(pains)}" if pains else ""
    note = f"  ({entry.note})" if entry.note else ""
    speed = f", at {entry.speed:g} times the speed" if entry.speed != 1 else ""
    return plain(f"{started}  {clock(entry.active_ms):>7}  {entry.name}: {entry.outcome}{felt}{speed}{note}")


def _table(found: list[SessionEntry]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*(f"session_{name}" for name in COLUMNS), *STEP_COLUMNS])
    for entry in found:
        for step in entry.steps or (None,):
            writer.writerow([*(_cell(getattr(entry, name)) for name in COLUMNS), *_cells(step)])
    return text.getvalue()


def _cells(step: StepEntry | None) -> list[object]:
    return [_cell(getattr(step, name)) if step else "" for name in STEP_COLUMNS]


def _cell(value: object) -> object:
    """A value that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value
