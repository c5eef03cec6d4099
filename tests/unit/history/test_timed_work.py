"""Timed work is saved as it progresses: a crash loses at most five seconds, and resuming reaches the exact totals."""

from copy import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.unit.any_plan import plans
from trainer.history.recorder import RECORDED
from trainer.routine.compiler import compile_plan
from trainer.routine.library import merged
from trainer.routine.loader import parse
from trainer.session.entry import Place
from trainer.session.events import PhaseStarted, Resumed, ResumeStarted, TimeAdjusted, WorkProgressed
from trainer.session.record import Record
from trainer.session.resumption import place_after, resumption
from trainer.session.session import Session
from trainer.session.states import Command, State
from trainer.session.timeline import PROGRESS_MS

OWN = """
version = 1
[[routine]]
id = "rolls"
name = "Only rolling"
steps = [{ exercise = "foam-roll", seconds = 60 }]
[[routine]]
id = "sides"
name = "Each side"
steps = [{ exercise = "turned", prepare = 10, changeover = 5 }]
[exercise.turned]
name = "Turned"
start = "Lie down."
sides = "each"
seconds = 40
movements = [{ to = "left", seconds = 3, say = "Turn" }, { to = "back", seconds = 4, say = "And back" }]
"""


@pytest.fixture(scope="module")
def own(library):
    both = merged(library, parse(OWN.encode(), "own.toml"))
    return lambda routine: compile_plan(both, both.routines[routine], "usual")


class Run:
    """A session that keeps what the history has when it is killed."""

    def __init__(self, plan, phase=0, into_ms=0, rows=(), active_ms=0):
        self.session, self.record, self.place = Session(plan, phase, into_ms), Record(plan, rows, active_ms), None
        self.events, self.rows, self.active_ms = [], list(self.record.steps), active_ms
        self.take(self.session.apply(Command.START))

    def take(self, events):
        for event in events:
            self.record.on_session_event(event)
            if isinstance(event, TimeAdjusted):
                assert event.plan is self.session.plan
            if isinstance(event, RECORDED):
                self.place = place_after(event, self.place, self.session.plan)
                self.rows, self.active_ms = [copy(row) for row in self.record.steps], self.record.active_ms
        self.events += events

    def follow(self, seconds):
        self.take(self.session.advance(self.session.now_ms + round(seconds * 1000)))
        return self

    def do(self, command):
        self.take(self.session.apply(command))
        return self

    def gone_on(self, plan=None):
        plan = plan or self.session.plan
        found = resumption(plan, self.place, self.rows, self.active_ms)
        return found and Run(found.plan, found.phase, found.into_ms, found.rows, found.active_ms)


def work_starts(plan, side=None):
    return next(phase.start_ms for phase in plan.phases if phase.kind == "move" and phase.side == side) / 1000


@pytest.mark.parametrize(("routine", "side", "length"), [("rolls", None, 60), ("sides", "left", 40), ("sides", "right", 40)])
@pytest.mark.parametrize("done", [5, 8.4, 29, 37.5])
def test_interrupted_timed_work_loses_at_most_five_seconds(own, routine, side, length, done):
    plan = own(routine)
    cut = Run(plan).follow(work_starts(plan, side) + done)
    row = next(row for row in cut.rows if row.side == side)
    assert done * 1000 - PROGRESS_MS < row.active_ms <= done * 1000
    again = cut.gone_on()
    assert again.session.state is State.RESUMING
    assert again.session.phase.side == side
    again.follow(3 + length - row.active_ms / 1000 - 0.001)
    assert [type(one) for one in again.events[1:] if type(one) in (ResumeStarted, Resumed)] == [ResumeStarted, Resumed]
    assert next(row for row in again.record.steps if row.side == side).active_ms < length * 1000
    again.follow(3600)
    assert [row.active_ms for row in again.record.steps] == [row.planned_ms for row in again.record.steps]
    assert again.record.outcome == "finished"


def test_added_time_survives_a_kill(own):
    cut = Run(own("rolls")).follow(work_starts(own("rolls")) + 20).do(Command.ADD_TIME).follow(7)
    assert (cut.place.into_ms, cut.place.left_ms) == (25_000, 45_000)
    again = cut.gone_on(own("rolls")).follow(3 + 44.999)
    assert again.session.state is State.RUNNING
    again.follow(0.001)
    assert again.session.state is State.FINISHED


@pytest.mark.parametrize(("into", "words"), [(20, "upper back, 0:40 left"), (0, "upper back")])
def test_a_resumption_says_how_much_time_is_left(own, into, words):
    cut = Run(own("rolls")).follow(work_starts(own("rolls")) + into)
    plan = own("rolls")
    found = resumption(plan, cut.place, cut.rows, cut.active_ms)
    assert found.words.lower().endswith(words)


@given(plans(), st.floats(0, 1))
@settings(max_examples=150, deadline=None)
def test_any_plan_interrupted_in_timed_work_reaches_its_exact_totals(plan, share):
    cut = Run(plan).follow(plan.duration_ms / 1000 * share * 0.999)
    phase, timed = cut.session.phase, {row.number for row in cut.record.steps if row.reps_planned is None}
    if phase.kind == "move" and phase.step in timed:
        passed = cut.session.position_ms - plan.stretch(phase)[0].start_ms
        assert 0 <= passed - cut.place.into_ms < PROGRESS_MS
    if (again := cut.gone_on()) is not None:
        again.follow(3600 * 24)
        cut = again
    assert all(row.active_ms == row.planned_ms for row in cut.record.steps if row.number in timed and row.outcome == "done")
    assert again is None or cut.record.outcome == "finished"


@given(plans(), st.lists(st.integers(1, 20_000), max_size=60))
def test_progress_events_are_the_same_in_one_large_step_as_in_many_small_ones(plan, steps):
    small, large = Run(plan), Run(plan)
    for step in steps:
        small.follow(step / 1000)
    large.follow(sum(steps) / 1000)
    told = [(one.at_ms, one.plan_ms, one.phase) for one in small.events if isinstance(one, WorkProgressed)]
    assert told == [(one.at_ms, one.plan_ms, one.phase) for one in large.events if isinstance(one, WorkProgressed)]
    assert all(phase.kind == "move" and plan.step_of(phase).timed for _, _, phase in told)


places = st.builds(
    Place,
    *(
        st.integers(0, 6),
        st.integers(0, 4),
        st.none() | st.integers(0, 9),
        st.sampled_from([None, "left", "right"]),
        st.booleans(),
    ),
    into_ms=st.integers(0, 1 << 44),
    left_ms=st.integers(0, 1 << 44),
)


@given(plans(), places)
@settings(max_examples=200, deadline=None)
def test_an_impossible_place_causes_no_exception(plan, place):
    record = Record(plan)
    numbers = {row.number for row in record.steps}
    place = replace(place, step=place.step if place.step in numbers else 1)
    found = resumption(plan, place, record.steps, 0)
    assert found is None or Run(found.plan, found.phase, found.into_ms).events
    assert found is None or found.words


def test_a_resumed_stretch_emits_only_its_remaining_events(own):
    plan = own("sides")
    cut = Run(plan).follow(work_starts(plan, "right") + 21)
    again = cut.gone_on().follow(3600)
    first = next(one.phase for one in again.events if isinstance(one, PhaseStarted))
    assert (first.side, first.start_ms) == (
        "right",
        next(one.end_ms for one in plan.phases if one.end_ms > cut.session.position_ms - 1000),
    )
