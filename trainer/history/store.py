"""Sessions in the database: put in, taken out, counted."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from trainer.history.database import changing
from trainer.session.entry import Happening, SessionEntry, StepEntry
from trainer.session.resumption import Place

COLUMNS = (
    "id, routine, name, effort, speed, started_at, day, ended_at, outcome, active_ms, planned_ms, "
    "place_step, place_set, place_rep, place_side, place_done, pain_before, pain_after, note"
)
STEP_COLUMNS = "number, exercise, name, side, outcome, reps_done, reps_planned, active_ms, planned_ms, pain"
HAPPENING_COLUMNS = "at, kind, step, side, rep, value"

# What makes a session count for the targets.
COUNTS = "outcome = 'finished' AND speed = 1 AND EXISTS (SELECT 1 FROM step WHERE session = session.id AND step.outcome = 'done')"


def put(connection: sqlite3.Connection, *entries: SessionEntry) -> None:
    """Write sessions as they are now, each in the place of what was there of it; all or none."""
    with changing(connection):
        for entry in entries:
            _put(connection, entry)


def _put(connection: sqlite3.Connection, entry: SessionEntry) -> None:
    place = entry.place
    where = (place.step, place.set, place.rep, place.side, place.done) if place else (None,) * 5
    values = (
        *(entry.id, entry.routine, entry.name, entry.effort, entry.speed, entry.started_at, entry.day, entry.ended_at),
        *(entry.outcome, entry.active_ms, entry.planned_ms, *where, entry.pain_before, entry.pain_after),
        entry.note,
    )
    connection.execute(
        f"INSERT INTO session ({COLUMNS}) VALUES ({_marks(values)}) "
        f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in COLUMNS.split(', ')[1:])}",
        values,
    )
    connection.executemany(
        f"INSERT OR REPLACE INTO step (session, {STEP_COLUMNS}) VALUES (?, {_marks(STEP_COLUMNS.split())})",
        [
            (
                *(entry.id, step.number, step.exercise, step.name, step.side or "", step.outcome),
                *(step.reps_done, step.reps_planned, step.active_ms, step.planned_ms, step.pain),
            )
            for step in entry.steps
        ],
    )
    connection.executemany(
        f"INSERT OR REPLACE INTO happening (session, number, {HAPPENING_COLUMNS}) "
        f"VALUES (?, ?, {_marks(HAPPENING_COLUMNS.split())})",
        [
            (entry.id, number, one.at, one.kind, one.step, one.side, one.rep, one.value)
            for number, one in enumerate(entry.happenings, 1)
        ],
    )


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)


def sessions(
    connection: sqlite3.Connection, *, since: str = "", routine: str = "", most: int = -1, after: int = 0
) -> list[SessionEntry]:
    """Sessions of a day or later, of one routine or all, the latest first; those that are open are told as open.

    At most `most` of them, without the first `after`.
    """
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM session WHERE day >= ? AND (? = '' OR routine = ?) "
        "ORDER BY day DESC, started_at DESC, id LIMIT ? OFFSET ?",
        (since, routine, routine, most, after),
    ).fetchall()
    return [_entry(row, _steps(connection, row[0]), _happenings(connection, row[0])) for row in rows]


def delete(connection: sqlite3.Connection, session: str) -> None:
    """Take a session out, with all that belongs to it."""
    connection.execute("DELETE FROM session WHERE id = ?", (session,))


def known(connection: sqlite3.Connection) -> set[str]:
    """The ids of all sessions."""
    return {row[0] for row in connection.execute("SELECT id FROM session")}


def days(connection: sqlite3.Connection) -> dict[str, tuple[int, int]]:
    """How many sessions each day had, and how many milliseconds of them were active; those tried at another speed not."""
    rows = connection.execute("SELECT day, count(*), sum(active_ms) FROM session WHERE speed = 1 AND active_ms > 0 GROUP BY day")
    return {day: (count, active_ms) for day, count, active_ms in rows}


def pains(connection: sqlite3.Connection) -> list[tuple[str, int | None, int | None]]:
    """How the back felt before and after, 0 to 10: the day and both, the earliest first, where at least one was told."""
    return connection.execute(
        "SELECT day, pain_before, pain_after FROM session "
        "WHERE pain_before IS NOT NULL OR pain_after IS NOT NULL ORDER BY day, started_at"
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


def _steps(connection: sqlite3.Connection, session: str) -> tuple[StepEntry, ...]:
    rows = connection.execute(
        f"SELECT {STEP_COLUMNS} FROM step WHERE session = ? ORDER BY number, side",
        (session,),
    )
    named = (dict(zip(STEP_COLUMNS.split(", "), row, strict=True)) for row in rows)
    return tuple(StepEntry(**{**one, "side": one["side"] or None}) for one in named)


def _happenings(connection: sqlite3.Connection, session: str) -> tuple[Happening, ...]:
    rows = connection.execute(f"SELECT {HAPPENING_COLUMNS} FROM happening WHERE session = ? ORDER BY number", (session,))
    return tuple(Happening(*row) for row in rows)


def _entry(row: tuple[Any, ...], steps: tuple[StepEntry, ...], happenings: tuple[Happening, ...]) -> SessionEntry:
    named = dict(zip(COLUMNS.split(", "), row, strict=True))
    step, number, rep, side, done = (named.pop(f"place_{part}") for part in ("step", "set", "rep", "side", "done"))
    place = Place(step, number, rep, side, bool(done)) if step is not None else None
    return SessionEntry(**named, place=place, steps=steps, happenings=happenings)
