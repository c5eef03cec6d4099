"""What was done over some weeks, in numbers: for the person, and for whoever looks after them. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from statistics import fmean

from msgspec import Struct

from trainer.routine.model import Side
from trainer.session.entry import SessionEntry
from trainer.session.record import StepOutcome


class Week(Struct, frozen=True):
    """A week from its Monday on: how often each routine was done (as far as that counts for a goal), and the active time.

    `before`, `after`: how the back felt in the mean, 0 to 10; None where it was never told.
    """

    monday: date
    done: Mapping[str, int]
    active_ms: int
    before: float | None
    after: float | None


class Effect(Struct, frozen=True):
    """What a routine takes off the back: the mean change of how it felt, over those sessions in which both were told."""

    name: str
    sessions: int
    change: float


class Hurt(Struct, frozen=True):
    """Pain in an exercise, 0 to 10, None where its strength was not told."""

    day: str
    exercise: str
    side: Side | None
    strength: int | None


class Shortened(Struct, frozen=True):
    """A step that was not done whole. `outcome`: skipped, stopped or open; reps are None in timed steps."""

    day: str
    exercise: str
    side: Side | None
    outcome: StepOutcome
    done: int | None
    planned: int | None


class Progress(Struct, frozen=True):
    """What was done from the Monday of the first week up to today; lists in the order of time.

    `felt`: day, before and after (0 to 10, None: not told). `untold`: sessions of which neither was told. `tried`: sessions at
    another speed, which count for nothing. `ahead`: sessions that lie in the future, left out.
    """

    weeks: Sequence[Week]
    sessions: int
    felt: Sequence[tuple[str, int | None, int | None]]
    effects: Sequence[Effect]
    hurts: Sequence[Hurt]
    shortened: Sequence[Shortened]
    notes: Sequence[tuple[str, str]]
    untold: int
    tried: int
    ahead: int


def progress(entries: Iterable[SessionEntry], today: date, weeks: int) -> Progress:
    """The progress of the last `weeks` weeks, this one included, from sessions in any order."""
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - timedelta(weeks=back) for back in reversed(range(weeks))]
    since = mondays[0].isoformat()
    found = sorted((one for one in entries if one.day >= since), key=lambda one: one.started_at)
    past = [one for one in found if one.day <= today.isoformat()]
    real = [one for one in past if one.speed == 1]
    return Progress(
        tuple(_week(day, real) for day in mondays),
        sessions=len(real),
        felt=tuple((one.day, one.pain_before, one.pain_after) for one in real if not _is_untold(one)),
        effects=tuple(_effects(real)),
        hurts=tuple(hurt for one in real for hurt in _hurts(one)),
        shortened=tuple(step for one in real for step in _shortened(one)),
        notes=tuple((one.day, one.note) for one in real if one.note),
        untold=sum(map(_is_untold, real)),
        tried=len(past) - len(real),
        ahead=len(found) - len(past),
    )


def counts(entry: SessionEntry) -> bool:
    """Whether a session counts for a goal: finished at speed 1, with something done."""
    return entry.outcome == "finished" and entry.speed == 1 and any(row.outcome == "done" for row in entry.steps)


def _week(monday: date, entries: Iterable[SessionEntry]) -> Week:
    first, end = monday.isoformat(), (monday + timedelta(weeks=1)).isoformat()
    of_week = [one for one in entries if first <= one.day < end]
    done = Counter(one.routine for one in of_week if counts(one))
    before = _mean(one.pain_before for one in of_week)
    after = _mean(one.pain_after for one in of_week)
    return Week(monday, dict(done), sum(one.active_ms for one in of_week), before, after)


def _mean(told: Iterable[int | None]) -> float | None:
    values = [value for value in told if value is not None]
    return fmean(values) if values else None


def _is_untold(entry: SessionEntry) -> bool:
    return entry.pain_before is None and entry.pain_after is None


def _effects(entries: Sequence[SessionEntry]) -> Iterator[Effect]:
    changes: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    for one in entries:
        if one.pain_before is not None and one.pain_after is not None:
            changes.setdefault(one.routine, []).append(one.pain_after - one.pain_before)
            names[one.routine] = one.name
    for routine, found in changes.items():
        yield Effect(names[routine], len(found), fmean(found))


def _hurts(entry: SessionEntry) -> Iterator[Hurt]:
    """The pain of each step and side; one whose strength was not told stands in the log of the session alone."""
    names = {row.number: row.name for row in entry.steps}
    told = {(row.number, row.side): row.pain for row in entry.steps if row.pain is not None}
    logged = {(one.step, one.side): one.value for one in entry.happenings if one.kind == "pain" and one.step in names}
    for (step, side), strength in {**logged, **told}.items():
        if step is not None:
            yield Hurt(entry.day, names[step], side, strength)


def _shortened(entry: SessionEntry) -> Iterator[Shortened]:
    for row in entry.steps:
        if row.outcome != "done" or (row.reps_done or 0) < (row.reps_planned or 0):
            yield Shortened(entry.day, row.name, row.side, row.outcome, row.reps_done, row.reps_planned)
