"""Going on with a session that was cut off: where in a plan that is, and what was done before."""

from collections.abc import Sequence

from msgspec import Struct

from trainer.routine.model import Side
from trainer.routine.plan import Phase, Plan
from trainer.session.events import Event, RepCompleted, StepCompleted, StepStarted
from trainer.session.record import Record, StepRecord


class Place(Struct, frozen=True):
    """Where a session is: in which step, set and rep (None: not in a rep), on which side; counted from 1.

    `done`: that rep is done.
    """

    step: int
    set: int
    rep: int | None
    side: Side | None
    done: bool = False


def place_after(event: Event, before: Place | None) -> Place | None:
    """Where a session is after an event; `before` is where it was. Rests and changeovers belong to what came before them."""
    phase = event.phase
    if phase is None or not (isinstance(event, StepStarted) or phase.kind == "move" or before is None):
        return before
    return Place(phase.step, phase.set, phase.rep, phase.side, isinstance(event, RepCompleted | StepCompleted))


class Resumption(Struct, frozen=True):
    """Where in which plan a session goes on, and the rows of its record; `note` says what is not as it was, "" if all is."""

    plan: Plan
    phase: int
    rows: tuple[StepRecord, ...]
    active_ms: int
    note: str = ""

    @property
    def words(self) -> str:
        """Where it goes on: "Upper-back warm-up, step 2 of 3: bird dog, rep 4, left side"."""
        phase = self.plan.phases[self.phase]
        step = self.plan.step_of(phase)
        rep = f", rep {phase.rep}" if phase.rep else ""
        side = f", {phase.side} side" if phase.side and phase.kind != "prepare" else ""
        return f"{self.plan.name}, step {step.number} of {len(self.plan.steps)}: {step.name}{rep}{side}"


def resumption(
    plan: Plan, place: Place, rows: Sequence[StepRecord], exercises: Sequence[str], active_ms: int
) -> Resumption | None:
    """How a session of a plan goes on at a place; None when nothing of it is left.

    `exercises` are the ids of the steps that the session had. In a plan that has changed since, it goes on at the beginning of
    the same step where that is still the same exercise, else at the plan's.
    """
    if tuple(exercises) != tuple(step.exercise for step in plan.steps) or not _same_amounts(plan, rows):
        same = place.step <= len(plan.steps) and exercises[place.step - 1] == plan.steps[place.step - 1].exercise
        first = plan.steps[place.step - 1].first_phase if same else 0
        where = "at the beginning of this step" if same else "from the beginning"
        return Resumption(plan, first, (), 0, f"The routine has changed since: it goes on {where}.")
    step = place.step
    if all(row.outcome == "done" for row in rows if row.number == step):
        if step == len(plan.steps):
            return None
        return Resumption(plan, plan.steps[step].first_phase, tuple(rows), active_ms)
    return Resumption(plan, _phase_at(plan, place), tuple(rows), active_ms)


def _phase_at(plan: Plan, place: Place) -> int:
    """The phase in which the rep at a place begins; that of its set and side, or of its step, where it is in none."""
    moves = [one for one in plan.phases if (one.kind, one.step, one.set, one.side) == ("move", place.step, place.set, place.side)]
    wanted: list[Phase] = [one for one in moves if one.rep == place.rep] if place.rep else []
    if wanted and place.done and (follows := plan.after(plan.rep_end(wanted[0]))) is not None:
        return follows.index
    if not wanted and place.side is not None and (place.set > 1 or _second_side(plan, place)):
        wanted = moves
    return wanted[0].index if wanted else plan.steps[place.step - 1].first_phase


def _second_side(plan: Plan, place: Place) -> bool:
    """Whether a side is not the one with which its step begins."""
    first = next(one for one in plan.phases if one.kind == "move" and one.step == place.step)
    return first.side != place.side


def _same_amounts(plan: Plan, rows: Sequence[StepRecord]) -> bool:
    fresh = Record(plan).steps
    return sorted((row.number, row.side or "", row.reps_planned or 0) for row in rows) == sorted(
        (row.number, row.side or "", row.reps_planned or 0) for row in fresh
    )
