"""Sessions in the database: put in, taken out, counted."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from trainer.history.entries import SessionEntry, StepEntry
from trainer.session.resumption import Place

COLUMNS = (
    "id, routine, name, effort, speed, started_at, day, ended_at, outcome, active_ms, planned_ms, "
    "place_step, place_set, place_rep, place_side, place_done, pain_before, pain_after"
)
STEP_COLUMNS = "number, exercise, name, side, outcome, reps_done, reps_planned, active_ms, planned_ms, pain"

# What makes a session count for the targets.
COUNTS = "outcome = 'finished' AND speed = 1 AND EXISTS (SELECT 1 FROM step WHERE session = session.id AND step.outcome = 'done')"


def put(connection: sqlite3.Connection, entry: SessionEntry) -> None:
    """Write a session as it is now, in the place of what was there of it."""
    place = entry.place
    where = (place.step, place.set, place.rep, place.side, place.done) if place else (None,) * 5
    values = (
        *(entry.id, entry.routine, entry.name, entry.effort, entry.speed, entry.started_at, entry.day, entry.ended_at),
        *(entry.outcome, entry.active_ms, entry.planned_ms, *where, entry.pain_before, entry.pain_after),
    )
    connection.execute("BEGIN IMMEDIATE")
    try:
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
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)


def sessions(connection: sqlite3.Connection, *, since: str = "", routine: str = "", most: int = -1) -> list[SessionEntry]:
    """Sessions of a day or later, of one routine or all, the latest first; those that are open are told as open."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM session WHERE day >= ? AND (? = '' OR routine = ?) "
        "ORDER BY day DESC, started_at DESC, id LIMIT ?",
        (since, routine, routine, most),
    ).fetchall()
    return [_entry(row, _steps(connection, row[0])) for row in rows]


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
    """The last day on which each routine was done to its end."""
    rows = connection.execute("SELECT routine, max(day) FROM session WHERE outcome = 'finished' GROUP BY routine")
    return dict(rows.fetchall())


def _steps(connection: sqlite3.Connection, session: str) -> tuple[StepEntry, ...]:
    rows = connection.execute(
        f"SELECT {STEP_COLUMNS} FROM step WHERE session = ? ORDER BY number, side",
        (session,),
    )
    named = (dict(zip(STEP_COLUMNS.split(", "), row, strict=True)) for row in rows)
    return tuple(StepEntry(**{**one, "side": one["side"] or None}) for one in named)


def _entry(row: tuple[Any, ...], steps: tuple[StepEntry, ...]) -> SessionEntry:
    named = dict(zip(COLUMNS.split(", "), row, strict=True))
    step, number, rep, side, done = (named.pop(f"place_{part}") for part in ("step", "set", "rep", "side", "done"))
    return SessionEntry(**named, place=Place(step, number, rep, side, bool(done)) if step is not None else None, steps=steps)
