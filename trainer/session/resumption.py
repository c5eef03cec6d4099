"""Resume a session that was cut off: find its position in the plan, and what was already done."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from trainer.routine.adjusting import MAX_LENGTH_MS, MIN_LENGTH_MS
from trainer.routine.easing import at_lower_effort
from trainer.routine.model import Side
from trainer.routine.plan import Phase, Plan
from trainer.routine.wording import clock
from trainer.routine.work import with_stretch_duration
from trainer.session.entry import Place
from trainer.session.events import Event, RepCompleted, SessionStopped, StepCompleted, StepSkipped, StepStarted
from trainer.session.record import Record, StepRecord

MIN_ID_LENGTH: Final = 4


def place_after(event: Event, before: Place | None, plan: Plan) -> Place | None:
    """The position after an event; `before` is the position before it, `plan` the plan then in force.

    Rests and changeovers count as part of what came before them.
    """
    phase = event.phase
    if phase is not None and isinstance(event, StepSkipped):
        return Place(phase.step, phase.set, None, None, True)
    if phase is not None and isinstance(event, SessionStopped) and before is not None and phase.step != before.step:
        return Place(phase.step, phase.set, None, None)  # moved while paused
    if phase is None or not (isinstance(event, StepStarted) or phase.kind == "move" or before is None):
        return before
    into, left = 0, 0
    if phase.kind == "move" and plan.step_of(phase).timed:
        first, last = plan.stretch(phase)
        into, left = event.plan_ms - first.start_ms, last.end_ms - event.plan_ms
    return Place(phase.step, phase.set, phase.rep, phase.side, isinstance(event, RepCompleted | StepCompleted), into, left)


class Resumption(Struct, frozen=True):
    """Where and how a session resumes.

    `phase`, `into_ms`: the position in `plan`; `rows`: the record so far; `note`: what has changed, "" if nothing; `session`: its
    id; `began`: when it started, in words.
    """

    plan: Plan
    phase: int
    rows: tuple[StepRecord, ...]
    active_ms: int
    note: str = ""
    into_ms: int = 0
    session: str = ""
    began: str = ""

    @property
    def words(self) -> str:
        """Describe the position: "Upper-back warm-up, step 2 of 3: bird dog, rep 4, left side"."""
        phase = self.plan.phases[self.phase]
        step = self.plan.step_of(phase)
        rep = f", rep {phase.rep}" if phase.rep else ""
        side = f", {phase.side} side" if phase.side and phase.kind != "prepare" else ""
        left = ""
        if phase.kind == "move" and step.timed:
            first, last = self.plan.stretch(phase)
            at = phase.start_ms + self.into_ms
            left = f", {clock(last.end_ms - at)} left" if at > first.start_ms else ""
        return f"{self.plan.name}, step {step.number} of {len(self.plan.steps)}: {step.name}{rep}{side}{left}"


def short_ids(resumptions: Sequence[Resumption]) -> list[str]:
    """Abbreviate each session id as far as it stays unique among them."""
    ids = [one.session for one in resumptions]
    lengths = range(MIN_ID_LENGTH, max(map(len, ids), default=0) + 1)
    return [
        next((one[:length] for length in lengths if sum(other.startswith(one[:length]) for other in ids) == 1), one)
        for one in ids
    ]


def resumption(
    plan: Plan, place: Place, rows: Sequence[StepRecord], active_ms: int, *, low: Plan | None = None
) -> Resumption | None:
    """Find where a session resumes in a plan; None if nothing of it is left.

    If the plan has changed since, it resumes at the beginning of the same step if that has the same exercise, otherwise at the
    beginning of the plan. `low`: the low-effort plan that the session may have switched to.
    """
    had = {row.number: row.exercise for row in rows}
    exercises = [had[number] for number in sorted(had)]
    known = exercises == [step.exercise for step in plan.steps]
    followed = _plan_followed(plan, low, place, rows) if known else None
    if followed is None:
        there = place.step <= min(len(exercises), len(plan.steps))
        same = there and exercises[place.step - 1] == plan.steps[place.step - 1].exercise
        first = plan.steps[place.step - 1].first_phase if same else 0
        where = "at the beginning of this step" if same else "from the beginning"
        return Resumption(plan, first, (), 0, f"The routine has changed since: it goes on {where}.")
    plan = followed
    step = place.step
    left = place.done and place.rep is None
    if left or all(row.outcome == "done" for row in rows if row.number == step):
        if step == len(plan.steps):
            return None
        return Resumption(plan, plan.steps[step].first_phase, tuple(rows), active_ms)
    if place.into_ms and (stretch := _stretch(plan, place)) is not None:
        return _within_work(plan, stretch, place, rows, active_ms)
    return Resumption(plan, _phase_at(plan, place), tuple(rows), active_ms)


def _stretch(plan: Plan, place: Place) -> Phase | None:
    """The first phase of the timed work at a position; None if there is none."""
    where = ("move", place.step, place.set, place.side)
    first = next((one for one in plan.phases if (one.kind, one.step, one.set, one.side) == where), None)
    return first if first is not None and plan.step_of(first).timed else None


def _within_work(plan: Plan, first: Phase, place: Place, rows: Sequence[StepRecord], active_ms: int) -> Resumption | None:
    """Resume within timed work or right after it, keeping the time that was left, even if time had been added."""
    length = place.into_ms + place.left_ms
    if length != plan.stretch(first)[1].end_ms - first.start_ms and MIN_LENGTH_MS <= length <= MAX_LENGTH_MS:
        plan = with_stretch_duration(plan, first, length)
    at = plan.phases[first.index].start_ms + place.into_ms
    last = plan.stretch(plan.phases[first.index])[1]
    if at < last.end_ms:
        phase = next(one for one in plan.phases[first.index :] if at < one.end_ms)
        return Resumption(plan, phase.index, tuple(rows), active_ms, into_ms=at - phase.start_ms)
    after = plan.after(last)
    return Resumption(plan, after.index, tuple(rows), active_ms) if after is not None else None


def _phase_at(plan: Plan, place: Place) -> int:
    """The phase in which the rep at a position begins; without a rep, the first phase of its set and side, or of its step."""
    moves = [one for one in plan.phases if (one.kind, one.step, one.set, one.side) == ("move", place.step, place.set, place.side)]
    wanted: list[Phase] = [one for one in moves if one.rep == place.rep] if place.rep else []
    if wanted and place.done and (follows := plan.after(plan.rep_end(wanted[0]))) is not None:
        return follows.index
    if not wanted and (place.set > 1 or (place.side is not None and _second_side(plan, place))):
        wanted = moves
    return wanted[0].index if wanted else plan.steps[place.step - 1].first_phase


def _second_side(plan: Plan, place: Place) -> bool:
    """Whether a position is on the second side of its step."""
    first = next(one for one in plan.phases if one.kind == "move" and one.step == place.step)
    return first.side != place.side


def _plan_followed(plan: Plan, low: Plan | None, place: Place, rows: Sequence[StepRecord]) -> Plan | None:
    """Find the plan that produced these rows: `plan`, or one switched to `low` somewhere up to `place`; None if neither did."""
    had, whole = _amounts(rows), _amounts(Record(plan).steps)
    if had == whole:
        return plan
    less = _amounts(Record(low).steps) if low is not None else {}
    numbers = range(1, len(plan.steps) + 1)
    for step in reversed(numbers[: place.step]):
        others = (one for one in numbers if one != step)
        if low is None or any(had.get(one) != (whole if one < step else less).get(one) for one in others):
            continue
        for phase in plan.phases:
            if phase.step == step and (phase.kind != "move" or phase.rep is None or plan.closes_rep(phase)):
                candidate = at_lower_effort(plan, low, phase)
                if _amounts(_eased_rows(plan, candidate)) == had:
                    return candidate
    return None


def _eased_rows(plan: Plan, followed: Plan) -> Sequence[StepRecord]:
    """The rows of a session that switched from one plan to another."""
    record = Record(plan)
    record.update_plan(followed)
    return record.steps


def _amounts(rows: Sequence[StepRecord]) -> dict[int, set[tuple[Side | None, int | None]]]:
    """The reps by side for each step; None in timed ones."""
    found: dict[int, set[tuple[Side | None, int | None]]] = {}
    for row in rows:
        if row.reps_planned != 0:  # too few reps for this side
            found.setdefault(row.number, set()).add((row.side, row.reps_planned))
    return found
