"""Describe the result of a step in words. Pure."""

from collections.abc import Sequence
from typing import Final

from trainer.routine.wording import clock
from trainer.session.record import StepRecord

OUTCOMES: Final = {"done": "done", "skipped": "skipped", "stopped": "ended here", "open": "not begun"}
BEGUN: Final = "not finished"


def step_text(rows: Sequence[StepRecord]) -> str:
    """Describe one step, all sides together: "Bird dog: left 5 of 5 reps, right 5 of 5 reps"."""
    amounts = ", ".join(f"{row.side} {_amount(row)}" if row.side else _amount(row) for row in rows)
    begun = any(row.reps_done or row.active_ms for row in rows)
    return f"{rows[0].name}: {amounts}" + ("" if rows[0].outcome == "done" else f" ({outcome_text(rows[0], begun=begun)})")


def outcome_text(row: StepRecord, *, begun: bool | None = None) -> str:
    """What became of a step on a side; `begun`: whether anything of the step was done, where that is not told by the row."""
    begun = bool(row.reps_done or row.active_ms) if begun is None else begun
    return BEGUN if row.outcome == "open" and begun else OUTCOMES[row.outcome]


def _amount(row: StepRecord) -> str:
    if row.reps_planned is not None:
        return f"{row.reps_done or 0} of {row.reps_planned} reps"
    return f"{clock(min(row.active_ms, row.planned_ms))} of {clock(row.planned_ms)}"
