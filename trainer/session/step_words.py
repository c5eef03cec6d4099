"""Describe the results of steps, and where they hurt, in words. Pure."""

from collections.abc import Iterator, Sequence
from typing import Final

from trainer.routine.wording import clock
from trainer.session.entry import SessionEntry
from trainer.session.record import StepRecord

OUTCOMES: Final = {"done": "done", "skipped": "skipped", "stopped": "ended here", "open": "not begun"}
BEGUN: Final = "not finished"


def step_text(rows: Sequence[StepRecord]) -> str:
    """Describe one step, all sides together: "Bird dog: left 5 of 5 reps, right 5 of 5 reps"."""
    amounts = ", ".join(map(_told, rows))
    begun = any(row.reps_done or row.active_ms for row in rows)
    return f"{rows[0].name}: {amounts}" + ("" if rows[0].outcome == "done" else f" ({outcome_text(rows[0], begun=begun)})")


def outcome_text(row: StepRecord, *, begun: bool | None = None) -> str:
    """What became of a step on a side; `begun`: whether anything of the step was done, where that is not told by the row."""
    begun = bool(row.reps_done or row.active_ms) if begun is None else begun
    return BEGUN if row.outcome == "open" and begun else OUTCOMES[row.outcome]


def amount(row: StepRecord, of: str = "/") -> str:
    """How much of a step was done on a side, in reps or time: "5/8", "0:30/1:00"; `of` stands between the two."""
    if row.reps_planned is not None:
        return f"{row.reps_done or 0}{of}{row.reps_planned}"
    return f"{clock(min(row.active_ms, row.planned_ms))}{of}{clock(row.planned_ms)}"


def pain_lines(entry: SessionEntry, *, with_reps: bool) -> Iterator[str]:
    """A line for each pain of a session: "! 21:03 pain 6 at Cat stretch, left, rep 3"."""
    names = {row.number: row.name for row in entry.steps}
    for one in entry.happenings:
        if one.kind == "pain":
            strength = f" {one.value}" if one.value is not None else ""
            where = f" at {names[one.step]}" if one.step in names else ""
            side = f", {one.side}" if one.side else ""
            rep = f", rep {one.rep}" if one.rep and with_reps else ""
            yield f"! {one.at[11:16]} pain{strength}{where}{side}{rep}"


def _told(row: StepRecord) -> str:
    side, reps = f"{row.side} " if row.side else "", " reps" if row.reps_planned is not None else ""
    return f"{side}{amount(row, ' of ')}{reps}"
