"""`trainer history`: print the history as a list, JSON, CSV or calendar entries."""

import json
from datetime import date
from pathlib import Path
from typing import Final

import click

from trainer.commands import completing
from trainer.commands.diary import asked
from trainer.commands.errors import CommandError
from trainer.history.exchange import InvalidSessions, as_json, as_table, from_json
from trainer.routine.wording import at_speed, clock, plural
from trainer.session.entry import SessionEntry
from trainer.system.reading import cause_of, read
from trainer.system.streams import echo, emit

MAX_BYTES: Final = 1 << 27  # limit for an import file
BYTE_ORDER_MARK: Final = "\ufeff"  # tells Excel that a file is UTF-8


def _day(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """Parse a date option."""
    try:
        return date.fromisoformat(value).isoformat() if value else ""
    except ValueError:
        raise click.BadParameter(f"'{value}' is not a date: write it like 2026-01-31", ctx, param) from None


@click.group("history", invoke_without_command=True, subcommand_metavar="[COMMAND] [ARGS]...")
@click.option("--since", metavar="YYYY-MM-DD", default="", callback=_day, help="Only sessions of this day or later.")
@click.option("--routine", default="", metavar="ID", help="Only sessions of this routine.", shell_complete=completing.routines)
@click.option("--json", "as_json_", is_flag=True, help="Print JSON (times in whole milliseconds).")
@click.option("--ics", is_flag=True, help="Print calendar entries.")
@click.option("--csv", "as_csv", is_flag=True, help="Print a table for spreadsheets, a row for each step and side.")
@click.option("--excel", is_flag=True, help="With --csv: mark it as UTF-8 for Excel.")
@click.pass_context
def command(ctx: click.Context, since: str, routine: str, as_json_: bool, ics: bool, as_csv: bool, excel: bool) -> int:
    """Show your sessions, latest first."""
    if ctx.invoked_subcommand is not None:
        if since or routine or as_json_ or ics or as_csv or excel:
            raise click.UsageError(f"'{ctx.invoked_subcommand}' takes no options before it.")
        return 0
    if as_json_ + ics + as_csv > 1:
        raise click.UsageError("Choose one of --json, --ics and --csv.")
    if excel and not as_csv:
        raise click.UsageError("--excel needs --csv.")
    found = asked(lambda diary: diary.sessions(since=since, routine=routine))
    if as_json_:
        echo(json.dumps(as_json(found), indent=2))
    elif as_csv:
        emit(f"{BYTE_ORDER_MARK if excel else ''}{as_table(found)}".encode())  # regardless of the terminal's encoding
    elif ics:
        from trainer.history.calendar import calendar

        emit(calendar(found).encode())
    else:
        for one in found:
            echo(_line(one))
        if not found:
            echo("No sessions yet." if not (since or routine) else "No such sessions yet.")
    return 0


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_sessions(file: Path) -> int:
    """Import sessions from the output of 'trainer history --json'. Existing sessions stay unchanged."""
    try:
        text = read(file, MAX_BYTES)
    except OSError as error:
        raise click.UsageError(f"'{file}' cannot be read: {cause_of(error)}.") from None
    if len(text) > MAX_BYTES:
        raise CommandError(f"{file}: it is larger than {MAX_BYTES >> 20} MB. Nothing was imported.")
    try:
        entries = from_json(text)
    except InvalidSessions as error:
        raise CommandError(f"{file}: {error}. Nothing was imported.") from None
    count = asked(lambda diary: diary.import_sessions(entries), "Nothing was imported.")
    echo(f"Imported {plural(count, 'session')}.")
    return 0


def _line(entry: SessionEntry) -> str:
    started = f"{entry.day} {entry.started_at[11:16]}"
    pains = [
        f"{one} of 10 {when}" for one, when in ((entry.pain_before, "before"), (entry.pain_after, "after")) if one is not None
    ]
    felt = f", back {', '.join(pains)}" if pains else ""
    note = f"  ({entry.note})" if entry.note else ""
    return f"{started}  {clock(entry.active_ms):>7}  {entry.name}: {entry.outcome}{felt}{at_speed(entry.speed)}{note}"
