"""Store, delete, query and count sessions in the database."""

import sqlite3
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any, Final

from trainer.history.tables import HAPPENING_COLUMNS, PLACE_COLUMNS, SESSION_COLUMNS, STEP_COLUMNS, instant_or_0, transaction
from trainer.session.checking import InvalidEntry, checked
from trainer.session.entry import Place, SessionEntry, SessionLogEntry
from trainer.session.record import StepRecord

PLAIN_COLUMNS: Final = SESSION_COLUMNS[: -len(PLACE_COLUMNS)]
# which sessions count towards a routine's target
COUNTS: Final = (
    "outcome = 'finished' AND speed = 1 AND EXISTS (SELECT 1 FROM step WHERE session = session.id AND step.outcome = 'done')"
)
UNFINISHED: Final = "outcome IN ('stopped', 'interrupted', 'open')"


def put(connection: sqlite3.Connection, *entries: SessionEntry) -> None:
    """Insert or update sessions, all or none."""
    with transaction(connection):
        for entry in entries:
            _put(connection, entry)


def _put(connection: sqlite3.Connection, entry: SessionEntry) -> None:
    place = _values(entry.place, Place.__struct_fields__) if entry.place else (None,) * len(PLACE_COLUMNS)
    session = (*_values(entry, PLAIN_COLUMNS), *place, instant_or_0(entry.started_at))
    _upsert(connection, "session", ("id",), (*SESSION_COLUMNS, "started_ms"), [session])
    steps = [(entry.id, *_values(step, StepRecord.__struct_fields__)) for step in entry.steps]
    side = STEP_COLUMNS.index("side")
    steps = [(*step[:side], step[side] or "", *step[side + 1 :]) for step in steps]  # NULL never conflicts with another key
    _upsert(connection, "step", ("session", "number", "side"), STEP_COLUMNS, steps)
    happenings = [
        (entry.id, number, *_values(one, SessionLogEntry.__struct_fields__)) for number, one in enumerate(entry.happenings, 1)
    ]
    _upsert(connection, "happening", ("session", "number"), HAPPENING_COLUMNS, happenings)


def _values(value: object, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(getattr(value, name) for name in names)


def _upsert(
    connection: sqlite3.Connection, table: str, key: Sequence[str], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Insert or update rows by key, skipping unchanged ones."""
    others = [name for name in columns if name not in key]
    stored, new = (", ".join(f"{which}.{name}" for name in others) for which in (table, "excluded"))
    connection.executemany(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}) "
        f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in others)} "
        f"WHERE ({stored}) IS NOT ({new})",
        rows,
    )


def sessions(
    connection: sqlite3.Connection, *, since: str = "", routine: str = "", most: int = -1, after: int = 0
) -> list[SessionEntry]:
    """List sessions since a day, optionally of one routine, latest first; `open` ones keep that outcome.

    At most `most`, skipping `after`. Raises InvalidEntry for an invalid one.
    """
    return _select(connection, "day >= ? AND ? IN ('', routine)", since, routine, most, after)


def latest_of(connection: sqlite3.Connection, routines: Container[str], most: int) -> dict[str, list[SessionEntry]]:
    """List at most `most` sessions of each of some routines that has any, latest first. Raises InvalidEntry."""
    known = [row[0] for row in connection.execute("SELECT DISTINCT routine FROM session") if row[0] in routines]
    return {routine: sessions(connection, routine=routine, most=most) for routine in known}


def unfinished(connection: sqlite3.Connection, from_ms: int) -> list[SessionEntry]:
    """List unfinished sessions started since a given time, latest first. Raises InvalidEntry."""
    return _select(connection, f"started_ms >= ? AND {UNFINISHED}", from_ms, -1, 0)


def _select(connection: sqlite3.Connection, where: str, *values: object) -> list[SessionEntry]:
    """List the sessions that meet a condition; the last two values are the SQL limit and offset."""
    chosen = f"FROM session WHERE {where} ORDER BY started_ms DESC, id LIMIT ? OFFSET ?"
    found = _rows(connection, (*SESSION_COLUMNS, "started_ms"), chosen, values)
    of_these = f"WHERE session IN (SELECT id {chosen})"
    steps = by_session(_rows(connection, STEP_COLUMNS, f"FROM step {of_these} ORDER BY session, number, side", values))
    happenings = by_session(_rows(connection, HAPPENING_COLUMNS, f"FROM happening {of_these} ORDER BY session, number", values))
    return [_entry(row, steps.get(row["id"], ()), happenings.get(row["id"], ())) for row in found]


def _entry(row: dict[str, Any], steps: Iterable[dict[str, Any]], happenings: Iterable[dict[str, Any]]) -> SessionEntry:
    entry = checked(fields_of(row, steps, happenings))
    if (row["day"], row["started_ms"]) != (entry.day, instant_or_0(entry.started_at)):  # redundant columns used by queries
        raise InvalidEntry("its day or time does not match started_at")
    return entry


def _rows(connection: sqlite3.Connection, columns: Sequence[str], rest: str, values: tuple[object, ...]) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in connection.execute(f"SELECT {', '.join(columns)} {rest}", values)]


def by_session(rows: Iterable[dict[str, Any]]) -> dict[object, list[dict[str, Any]]]:
    """The rows of each session, in their order."""
    found: dict[object, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row.get("session"), []).append(row)
    return found


def fields_of(
    session: Mapping[str, Any], steps: Iterable[Mapping[str, Any]], happenings: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    """Convert a session's rows to the fields that `checked` validates, without columns that an older database lacks."""
    place = {name: session.get(f"place_{name}") for name in Place.__struct_fields__}
    amounts = {name: place[name] or 0 for name in ("into_ms", "left_ms")}
    return {
        **{name: value for name, value in session.items() if name in PLAIN_COLUMNS},
        "place": None if place["step"] is None else {**place, **amounts, "done": bool(place["done"])},
        "steps": [{**step, "side": step.get("side") or None} for step in steps],
        "happenings": list(happenings),
    }


def delete(connection: sqlite3.Connection, session: str) -> None:
    """Delete a session and everything that belongs to it."""
    connection.execute("DELETE FROM session WHERE id = ?", (session,))


def annotate(connection: sqlite3.Connection, session: str, note: str) -> None:
    """Set the note of a session."""
    connection.execute("UPDATE session SET note = ? WHERE id = ?", (note, session))


def put_new(connection: sqlite3.Connection, entries: Iterable[SessionEntry]) -> int:
    """Insert the sessions that are not stored yet, all or none, and return their number."""
    known = {row[0] for row in connection.execute("SELECT id FROM session")}
    new = {entry.id: entry for entry in entries if entry.id not in known}
    put(connection, *new.values())
    return len(new)


def count(connection: sqlite3.Connection) -> int:
    """Count all sessions."""
    found: int = connection.execute("SELECT count(*) FROM session").fetchone()[0]
    return found


def routines(connection: sqlite3.Connection) -> dict[str, tuple[str, int]]:
    """The latest name and the number of sessions of each routine by its id, most sessions first."""
    rows = connection.execute("SELECT routine, name, count(*), max(started_ms) FROM session GROUP BY routine ORDER BY 3 DESC, 1")
    return {routine: (name, count) for routine, name, count, _ in rows}


def days(connection: sqlite3.Connection, since: str = "") -> dict[str, tuple[int, int]]:
    """The number of sessions and the active milliseconds by day, from a day on, without those at another speed."""
    rows = connection.execute(
        "SELECT day, count(*), sum(active_ms) FROM session WHERE day >= ? AND speed = 1 AND active_ms > 0 GROUP BY day", (since,)
    )
    return {day: (count, active_ms) for day, count, active_ms in rows}


def pains(connection: sqlite3.Connection, most: int = -1) -> list[tuple[str, int | None, int | None]]:
    """Day and ratings before and after (0 to 10) of each session that has any, oldest first; of the latest `most`."""
    return connection.execute(
        "SELECT day, pain_before, pain_after FROM session "
        "WHERE pain_before IS NOT NULL OR pain_after IS NOT NULL ORDER BY started_ms DESC, id DESC LIMIT ?",
        (most,),
    ).fetchall()[::-1]


def counted(connection: sqlite3.Connection, since: str, until: str) -> dict[str, int]:
    """Count each routine's sessions from a day to another one that count for its target."""
    rows = connection.execute(
        f"SELECT routine, count(*) FROM session WHERE day BETWEEN ? AND ? AND {COUNTS} GROUP BY routine",
        (since, until),
    )
    return dict(rows.fetchall())


def days_done(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """The distinct days on which each routine was done, as far as it counts."""
    found: dict[str, list[str]] = {}
    for routine, day in connection.execute(f"SELECT DISTINCT routine, day FROM session WHERE {COUNTS}"):
        found.setdefault(routine, []).append(day)
    return found
