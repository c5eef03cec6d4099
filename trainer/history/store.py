"""Sessions in the database: put in, taken out, counted."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from trainer.history.tables import HAPPENING_COLUMNS, PLACE_COLUMNS, SESSION_COLUMNS, STEP_COLUMNS, changing, instant_or_0
from trainer.session.checking import WrongEntry, checked
from trainer.session.entry import Happening, Place, SessionEntry
from trainer.session.record import StepRecord

PLAIN_COLUMNS: Final = SESSION_COLUMNS[: -len(PLACE_COLUMNS)]
# What makes a session count for the targets.
COUNTS: Final = (
    "outcome = 'finished' AND speed = 1 AND EXISTS (SELECT 1 FROM step WHERE session = session.id AND step.outcome = 'done')"
)
UNFINISHED: Final = "outcome IN ('stopped', 'interrupted', 'open')"


def put(connection: sqlite3.Connection, *entries: SessionEntry) -> None:
    """Write sessions as they are now, each in the place of what was there of it; all or none."""
    with changing(connection):
        for entry in entries:
            _put(connection, entry)


def _put(connection: sqlite3.Connection, entry: SessionEntry) -> None:
    place = _values(entry.place, Place.__struct_fields__) if entry.place else (None,) * len(PLACE_COLUMNS)
    session = (*_values(entry, PLAIN_COLUMNS), *place, instant_or_0(entry.started_at))
    _upsert(connection, "session", ("id",), (*SESSION_COLUMNS, "started_ms"), [session])
    steps = [(entry.id, *_values(step, StepRecord.__struct_fields__)) for step in entry.steps]
    side = STEP_COLUMNS.index("side")
    steps = [(*step[:side], step[side] or "", *step[side + 1 :]) for step in steps]  # NULL is like no other key
    _upsert(connection, "step", ("session", "number", "side"), STEP_COLUMNS, steps)
    happenings = [
        (entry.id, number, *_values(one, Happening.__struct_fields__)) for number, one in enumerate(entry.happenings, 1)
    ]
    _upsert(connection, "happening", ("session", "number"), HAPPENING_COLUMNS, happenings)


def _values(value: object, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(getattr(value, name) for name in names)


def _upsert(
    connection: sqlite3.Connection, table: str, key: Sequence[str], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Write rows, each in the place of the one with its key. Where that is the same already, nothing is written."""
    others = [name for name in columns if name not in key]
    there, fresh = (", ".join(f"{which}.{name}" for name in others) for which in (table, "excluded"))
    connection.executemany(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}) "
        f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in others)} "
        f"WHERE ({there}) IS NOT ({fresh})",
        rows,
    )


def sessions(
    connection: sqlite3.Connection, *, since: str = "", routine: str = "", most: int = -1, after: int = 0
) -> list[SessionEntry]:
    """Sessions of a day or later, of one routine or all, the latest first; those that are open are told as open.

    At most `most` of them, without the first `after`. Raises WrongEntry where one is none.
    """
    return _found(connection, "day >= ? AND ? IN ('', routine)", since, routine, most, after)


def unfinished(connection: sqlite3.Connection, from_ms: int) -> list[SessionEntry]:
    """The sessions that began at a moment or later and did not come to their end, the latest first. Raises WrongEntry."""
    return _found(connection, f"started_ms >= ? AND {UNFINISHED}", from_ms, -1, 0)


def _found(connection: sqlite3.Connection, where: str, *values: object) -> list[SessionEntry]:
    """The sessions for which a condition holds; the last two values are how many at most, and how many are left out."""
    chosen = f"FROM session WHERE {where} ORDER BY started_ms DESC, id LIMIT ? OFFSET ?"
    found = _rows(connection, (*SESSION_COLUMNS, "started_ms"), chosen, values)
    of_these = f"WHERE session IN (SELECT id {chosen})"
    steps = _by_session(_rows(connection, STEP_COLUMNS, f"FROM step {of_these} ORDER BY session, number, side", values))
    happenings = _by_session(_rows(connection, HAPPENING_COLUMNS, f"FROM happening {of_these} ORDER BY session, number", values))
    return [_entry(row, steps.get(row["id"], ()), happenings.get(row["id"], ())) for row in found]


def _entry(row: dict[str, Any], steps: Iterable[dict[str, Any]], happenings: Iterable[dict[str, Any]]) -> SessionEntry:
    entry = checked(fields_of(row, steps, happenings))
    if (row["day"], row["started_ms"]) != (entry.day, instant_or_0(entry.started_at)):  # by which it is found
        raise WrongEntry("its day or moment is not that of started_at")
    return entry


def _rows(connection: sqlite3.Connection, columns: Sequence[str], rest: str, values: tuple[object, ...]) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in connection.execute(f"SELECT {', '.join(columns)} {rest}", values)]


def _by_session(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    return {session: list(of_it) for session, of_it in groupby(rows, key=lambda row: row["session"])}


def fields_of(
    session: Mapping[str, Any], steps: Iterable[Mapping[str, Any]], happenings: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    """What the rows of a session hold, as `checked` takes it. What an older database does not have is left out."""
    place = {name: session.get(f"place_{name}") for name in Place.__struct_fields__}
    amounts = {name: place[name] or 0 for name in ("into_ms", "left_ms")}
    return {
        **{name: value for name, value in session.items() if name in PLAIN_COLUMNS},
        "place": None if place["step"] is None else {**place, **amounts, "done": bool(place["done"])},
        "steps": [{**step, "side": step.get("side") or None} for step in steps],
        "happenings": list(happenings),
    }


def delete(connection: sqlite3.Connection, session: str) -> None:
    """Take a session out, with all that belongs to it."""
    connection.execute("DELETE FROM session WHERE id = ?", (session,))


def put_new(connection: sqlite3.Connection, entries: Iterable[SessionEntry]) -> int:
    """Write those sessions that are not there yet, all or none; returns how many."""
    known = {row[0] for row in connection.execute("SELECT id FROM session")}
    fresh = {entry.id: entry for entry in entries if entry.id not in known}
    put(connection, *fresh.values())
    return len(fresh)


def count(connection: sqlite3.Connection) -> int:
    """How many sessions there are."""
    found: int = connection.execute("SELECT count(*) FROM session").fetchone()[0]
    return found


def days(connection: sqlite3.Connection) -> dict[str, tuple[int, int]]:
    """How many sessions each day had, and how many milliseconds of them were active; those tried at another speed not."""
    rows = connection.execute("SELECT day, count(*), sum(active_ms) FROM session WHERE speed = 1 AND active_ms > 0 GROUP BY day")
    return {day: (count, active_ms) for day, count, active_ms in rows}


def pains(connection: sqlite3.Connection) -> list[tuple[str, int | None, int | None]]:
    """How the back felt before and after, 0 to 10: the day and both, the earliest first, where at least one was told."""
    return connection.execute(
        "SELECT day, pain_before, pain_after FROM session "
        "WHERE pain_before IS NOT NULL OR pain_after IS NOT NULL ORDER BY started_ms, id"
    ).fetchall()


def counted(connection: sqlite3.Connection, day: str) -> dict[str, int]:
    """How often each routine was done on a day, as far as that counts for its target."""
    rows = connection.execute(
        f"SELECT routine, count(*) FROM session WHERE day = ? AND {COUNTS} GROUP BY routine",
        (day,),
    )
    return dict(rows.fetchall())


def days_done(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """The days on which each routine was done, as far as that counts, each once."""
    found: dict[str, list[str]] = {}
    for routine, day in connection.execute(f"SELECT DISTINCT routine, day FROM session WHERE {COUNTS}"):
        found.setdefault(routine, []).append(day)
    return found


def last_days(connection: sqlite3.Connection) -> dict[str, str]:
    """The last day on which each routine was done, as far as that counts."""
    rows = connection.execute(f"SELECT routine, max(day) FROM session WHERE {COUNTS} GROUP BY routine")
    return dict(rows.fetchall())
