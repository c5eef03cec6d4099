"""`trainer history`: what was done, as a list, as JSON, as CSV and as calendar entries."""

import json
from datetime import date
from pathlib import Path
from typing import Final

import click

from trainer.commands.errors import CommandError
from trainer.history.diary import Diary, Unreadable
from trainer.history.exchange import NoSessions, as_json, as_table, from_json
from trainer.routine.wording import clock
from trainer.session.entry import SessionEntry
from trainer.system import paths
from trainer.system.reading import read, reason
from trainer.system.streams import echo, emit, warn

LARGEST: Final = 1 << 27  # bytes of a file that is read
BYTE_ORDER_MARK: Final = "\ufeff"  # by which Excel knows UTF-8


def _day(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """A date in its usual form."""
    try:
        return date.fromisoformat(value).isoformat() if value else ""
    except ValueError:
        raise click.BadParameter(f"'{value}' is no date: write it like 2026-01-31", ctx, param) from None


@click.group("history", invoke_without_command=True)
@click.option("--since", metavar="YYYY-MM-DD", default="", callback=_day, help="Only sessions of this day or later.")
@click.option("--routine", default="", metavar="ID", help="Only sessions of this routine.")
@click.option("--json", "as_json_", is_flag=True, help="Print JSON (times in whole milliseconds).")
@click.option("--ics", is_flag=True, help="Print calendar entries.")
@click.option("--csv", "as_csv", is_flag=True, help="Print a table for spreadsheets: a line for each step and side.")
@click.option("--excel", is_flag=True, help="With --csv: marked as UTF-8 in the way that Excel needs.")
@click.pass_context
def command(ctx: click.Context, since: str, routine: str, as_json_: bool, ics: bool, as_csv: bool, excel: bool) -> int:
    """Show what was done, the latest first."""
    if ctx.invoked_subcommand is not None:
        if since or routine or as_json_ or ics or as_csv or excel:
            raise click.UsageError(f"'{ctx.invoked_subcommand}' takes no options before it.")
        return 0
    if as_json_ + ics + as_csv > 1:
        raise click.UsageError("--json, --ics and --csv print different things: choose one of them.")
    if excel and not as_csv:
        raise click.UsageError("--excel says how --csv is printed: give both.")
    diary = Diary(paths.data_folder(), progress=warn)
    try:
        found = diary.sessions(since=since, routine=routine)
    except Unreadable as error:
        raise CommandError(str(error)) from None
    for notice in diary.notices():
        warn(notice)
    if as_json_:
        echo(json.dumps(as_json(found), indent=2))
    elif as_csv:
        emit(f"{BYTE_ORDER_MARK if excel else ''}{as_table(found)}".encode())  # whatever the terminal is
    elif ics:
        from trainer.history.calendar import calendar

        emit(calendar(found).encode())
    else:
        for one in found:
            echo(_line(one))
        if not found:
            echo("Nothing was done yet." if not (since or routine) else "Nothing of that kind was done yet.")
    return 0


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def take_in(file: Path) -> int:
    """Bring sessions in that 'trainer history --json' printed into FILE. Those that are known already stay as they are."""
    diary = Diary(paths.data_folder(), progress=warn)
    try:
        text = read(file, LARGEST)
    except OSError as error:
        raise click.UsageError(f"'{file}' cannot be read: {reason(error)}.") from None
    if len(text) > LARGEST:
        raise CommandError(f"{file}: it is larger than {LARGEST >> 20} MB. Nothing was brought in.")
    try:
        count = diary.take_in(from_json(text))
    except NoSessions as error:
        raise CommandError(f"{file}: {error}. Nothing was brought in.") from None
    except Unreadable as error:
        raise CommandError(f"{error}. Nothing was brought in.") from None
    for notice in diary.notices():
        warn(notice)
    echo(f"Brought in {count} session{'' if count == 1 else 's'}.")
    return 0


def _line(entry: SessionEntry) -> str:
    started = f"{entry.day} {entry.started_at[11:16]}"
    pains = [
        f"{one} of 10 {when}" for one, when in ((entry.pain_before, "before"), (entry.pain_after, "after")) if one is not None
    ]
    felt = f", back {', '.join(pains)}" if pains else ""
    note = f"  ({entry.note})" if entry.note else ""
    speed = f", at {entry.speed:g} times the speed" if entry.speed != 1 else ""
    return f"{started}  {clock(entry.active_ms):>7}  {entry.name}: {entry.outcome}{felt}{speed}{note}"
