"""`trainer history`: what was done, as a list, as JSON, as CSV and as calendar entries."""

import csv
import io
import json
import sqlite3
import sys
from datetime import date
from typing import Any, Final

import click

from trainer import files
from trainer.commands.loading import plain
from trainer.history.database import NewerDatabase
from trainer.history.diary import Diary
from trainer.history.entries import SessionEntry, StepEntry
from trainer.routine.wording import clock

COLUMNS: Final = (
    *("id", "routine", "name", "effort", "speed", "started_at", "ended_at", "outcome", "active_ms", "planned_ms"),
    *("pain_before", "pain_after"),
)
STEP_COLUMNS: Final = ("exercise", "side", "outcome", "reps_done", "reps_planned", "active_ms", "pain")
FORMULA: Final = ("=", "+", "-", "@", "\t")  # what a spreadsheet would take for a formula


def _day(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """A date in its usual form."""
    try:
        return date.fromisoformat(value).isoformat() if value else ""
    except ValueError:
        raise click.BadParameter(f"'{plain(value)}' is no date: write it like 2026-01-31", ctx, param) from None


@click.command("history")
@click.option("--since", metavar="YYYY-MM-DD", default="", callback=_day, help="Only sessions of this day or later.")
@click.option("--routine", default="", metavar="ID", help="Only sessions of this routine.")
@click.option("--json", "shape", flag_value="json", help="Print JSON (times in whole milliseconds).")
@click.option("--ics", "shape", flag_value="ics", help="Print calendar entries.")
@click.option("--csv", "shape", flag_value="csv", help="Print a table for spreadsheets: a line for each step and side.")
def command(since: str, routine: str, shape: str | None) -> int:
    """Show what was done, the latest first."""
    try:
        found = Diary(files.data_folder()).sessions(since=since, routine=routine)
    except (sqlite3.Error, OSError, NewerDatabase) as error:
        reason = getattr(error, "strerror", None) or error
        print(f"{plain(str(files.data_folder()))}: the history cannot be read: {reason}", file=sys.stderr)  # noqa: T201
        return 1
    if shape == "json":
        click.echo(json.dumps({"sessions": [_entry(one) for one in found]}, indent=2, ensure_ascii=False))
    elif shape == "csv":
        click.echo(_table(found), nl=False)
    elif shape == "ics":
        from trainer.history.calendar import calendar  # noqa: PLC0415

        click.echo(calendar(found), nl=False)
    else:
        for one in found:
            click.echo(_line(one))
        if not found:
            click.echo("Nothing was done yet." if not (since or routine) else "Nothing of that kind was done yet.")
    return 0


def _line(entry: SessionEntry) -> str:
    started = f"{entry.day} {entry.started_at[11:16]}"
    after = f", back {entry.pain_after} of 10" if entry.pain_after is not None else ""
    speed = f", at {entry.speed:g} times the speed" if entry.speed != 1 else ""
    return f"{started}  {clock(entry.active_ms):>7}  {entry.name}: {entry.outcome}{after}{speed}"


def _entry(entry: SessionEntry) -> dict[str, Any]:
    steps = [{name: getattr(step, name) for name in STEP_COLUMNS} for step in entry.steps]
    return {**{name: getattr(entry, name) for name in COLUMNS}, "steps": steps}


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
