"""The session: its transition table, exact events, and time that counts only while it runs."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.unit.any_plan import plans
from trainer.session.events import (
    CountdownTicked,
    Paused,
    PhaseStarted,
    RepAwaited,
    RepCompleted,
    RepStarted,
    Resumed,
    SessionFinished,
    SessionStarted,
    StepCompleted,
    StepSkipped,
    TimeAdjusted,
)
from trainer.session.session import GET_READY_MS, Session
from trainer.session.states import TRANSITIONS, Command, IllegalCommand, State, TimedTransition

steps_in_time = st.lists(st.integers(1, 30_000), max_size=30)
waiting_plans = plans(self_paced=st.booleans())


def started(plan) -> Session:
    session = Session(plan)
    session.apply(Command.START)
    return session


def finish(session: Session) -> list:
    """Run to the end, finishing each self-paced rep."""
    events = []
    for _ in range(10_000):
        if session.state is State.FINISHED:
            return events
        if session.state is State.WAITING:
            events += session.apply(Command.DONE)
        else:
            events += session.advance(session.now_ms + 1000)
    raise AssertionError("the session never ended")


def in_state(plan, state: State) -> Session:
    session = Session(plan)
    if state is State.READY:
        return session
    session.apply(Command.START)
    if state is State.WAITING:
        session.advance(10**6)
    elif state is State.FINISHED:
        finish(session)
    elif state is State.STOPPED:
        session.apply(Command.STOP)
    elif state in (State.PAUSED, State.RESUMING):
        session.advance(100)
        session.apply(Command.PAUSE)
        if state is State.RESUMING:
            session.apply(Command.RESUME)
    assert session.state is state
    return session


def snapshot(session: Session) -> tuple:
    return (session.state, session.now_ms, session.position_ms, session.plan, session._next, session._timeline)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("command", list(Command))
def test_every_command_in_every_state_is_in_the_table_or_raises_and_changes_nothing(self_paced_plan, state, command):
    session = in_state(self_paced_plan, state)
    before = snapshot(session)
    if session.allows(command):
        session.apply(command)
        follows = {TRANSITIONS[state][command], TRANSITIONS[TRANSITIONS[state][command]].get(TimedTransition.SELF_PACED_REP)}
        assert session.state in follows | {State.FINISHED if command is Command.NEXT_STEP else None}
    else:
        with pytest.raises(IllegalCommand):
            session.apply(command)
        assert snapshot(session) == before


@pytest.fixture(scope="module")
def self_paced_plan():
    from trainer.routine.compiler import compile_plan
    from trainer.routine.library import Library
    from trainer.routine.model import Exercise, Movement, Routine, Step

    made = Exercise("E", "Stand.", (Movement("a", 2, "Go"), Movement("b", 2, "Back")), reps=2, prepare=0)
    routine = Routine("r", "R", (Step("e", pace="self"),))
    library = Library({"e": made}, {"r": routine}, {"r": "r.toml"})
    return compile_plan(library, routine)


@given(waiting_plans, steps_in_time)
def test_one_large_step_gives_the_same_events_as_many_small_ones(plan, steps):
    small, large = started(plan), started(plan)
    events = [event for step in steps for event in small.advance(small.now_ms + step)]
    assert events == large.advance(sum(steps))
    assert snapshot(small) == snapshot(large)


@given(waiting_plans, steps_in_time, st.integers(0, 1000))
def test_upcoming_predicts_the_events_that_follow(plan, steps, horizon):
    session = started(plan)
    for step in steps:
        session.advance(session.now_ms + step)
        before = snapshot(session)
        coming = session.upcoming(session.now_ms, horizon)
        assert snapshot(session) == before
        assert coming == session.advance(session.now_ms + horizon)


@given(plans())
def test_an_undisturbed_session_follows_the_plan_to_the_millisecond(plan):
    session = Session(plan)
    events = session.apply(Command.START) + session.advance(plan.duration_ms)
    assert isinstance(events[0], SessionStarted)
    assert [(event.at_ms, event.phase) for event in events if isinstance(event, PhaseStarted)] == [
        (phase.start_ms, phase) for phase in plan.phases
    ]
    assert all(event.at_ms == event.plan_ms for event in events)
    assert [event.at_ms for event in events] == sorted(event.at_ms for event in events)
    assert events[-1] == SessionFinished(plan.duration_ms, plan.duration_ms, None)
    assert session.state is State.FINISHED
    reps = sum(plan.opens_rep(phase) for phase in plan.phases)
    assert sum(isinstance(event, RepStarted) for event in events) == reps
    assert sum(isinstance(event, RepCompleted) for event in events) == reps
    assert sum(isinstance(event, StepCompleted) for event in events) == len(plan.steps)


@given(plans(), st.integers(0, 60_000), st.integers(0, 10**7))
def test_pauses_shift_the_plan_by_exactly_their_length(plan, until, pause):
    session = started(plan)
    session.advance(until)
    assume(session.state is State.RUNNING)
    place = session.position_ms
    assert isinstance(session.apply(Command.PAUSE)[0], Paused)
    assert session.advance(until + pause) == []
    assert session.position_ms == place
    session.apply(Command.RESUME)
    events = session.advance(until + pause + GET_READY_MS + plan.duration_ms - place)
    shift = pause + GET_READY_MS
    assert all(event.at_ms == event.plan_ms + shift for event in events if isinstance(event, PhaseStarted | SessionFinished))
    assert any(isinstance(event, Resumed) for event in events)
    assert session.state is State.FINISHED


commands = st.lists(
    st.tuples(st.sampled_from([one for one in Command if one is not Command.STOP]), st.integers(0, 40_000)), max_size=25
)


@given(waiting_plans, commands)
def test_no_sequence_of_commands_breaks_a_session(plan, given_commands):
    session = started(plan)
    seen = []
    for command, step in given_commands:
        seen += session.advance(session.now_ms + step)
        before = snapshot(session)
        try:
            seen += session.apply(command)
        except IllegalCommand:
            assert snapshot(session) == before
        assert 0 <= session.position_ms <= session.plan.duration_ms
        assert [event.at_ms for event in seen] == sorted(event.at_ms for event in seen)
        place = 0
        for number, phase in enumerate(session.plan.phases):
            assert (phase.index, phase.start_ms) == (number, place)
            assert phase.duration_ms > 0
            place = phase.end_ms
        for step_number, planned in enumerate(session.plan.steps, 1):
            assert session.plan.phases[planned.first_phase].step == step_number
    if session.state is State.PAUSED:
        session.apply(Command.RESUME)
    finish(session)
    assert session.state is State.FINISHED


def test_time_cannot_go_back(plan_of):
    session = started(plan_of("relief"))
    session.advance(1000)
    with pytest.raises(ValueError, match="cannot go back"):
        session.advance(999)


def test_the_preview_is_limited_to_a_second(plan_of):
    with pytest.raises(ValueError, match="horizon"):
        started(plan_of("relief")).upcoming(0, 1001)


def test_a_resumed_session_begins_with_three_seconds_of_get_ready(plan_of):
    session = started(plan_of("relief"))
    session.advance(20_000)
    session.apply(Command.PAUSE)
    session.advance(100_000)
    session.apply(Command.RESUME)
    assert session.get_ready_ms == 3000
    assert session.state is State.RESUMING
    events = session.advance(103_000)
    assert [type(event).__name__ for event in events] == ["GetReadyTicked", "GetReadyTicked", "Resumed"]
    assert [event.at_ms for event in events] == [101_000, 102_000, 103_000]
    assert session.position_ms == 20_000


def test_next_skips_a_step_in_the_middle_and_goes_to_the_next_prepare(plan_of):
    session = started(plan_of("relief"))
    session.advance(30_000)
    events = session.apply(Command.NEXT_STEP)
    assert isinstance(events[0], StepSkipped)
    assert (session.phase.kind, session.phase.step) == ("prepare", 2)
    assert any(isinstance(event, PhaseStarted) and event.phase == session.phase for event in events)


def test_next_in_the_rest_after_a_step_skips_nothing(plan_of):
    plan = plan_of("relief")
    session = started(plan)
    rest = next(phase for phase in plan.phases if phase.kind == "rest")
    session.advance(rest.start_ms + 100)
    events = session.apply(Command.NEXT_STEP)
    assert not any(isinstance(event, StepSkipped) for event in events)
    assert (session.phase.kind, session.phase.step) == ("prepare", 2)


def test_next_in_the_last_step_finishes(plan_of):
    session = started(plan_of("relief"))
    for _ in range(2):
        session.apply(Command.NEXT_STEP)
    events = session.apply(Command.NEXT_STEP)
    assert [type(event).__name__ for event in events] == ["StepSkipped", "SessionFinished"]
    assert session.state is State.FINISHED


def test_previous_soon_after_a_beginning_goes_to_the_step_before_else_restarts(plan_of):
    plan = plan_of("relief")
    session = started(plan)
    session.apply(Command.NEXT_STEP)
    session.advance(2_999)
    session.apply(Command.PREVIOUS_STEP)
    assert session.phase.step == 1
    session.apply(Command.NEXT_STEP)
    session.advance(session.now_ms + 3_000)
    session.apply(Command.PREVIOUS_STEP)
    assert session.phase.step == 2
    assert session.position_ms == plan.phases[plan.steps[1].first_phase].start_ms


def test_previous_in_the_first_step_restarts_it(plan_of):
    session = started(plan_of("relief"))
    session.advance(1_000)
    session.apply(Command.PREVIOUS_STEP)
    assert session.position_ms == 0


def test_moving_while_paused_stays_paused_and_the_step_begins_on_resuming(plan_of):
    session = started(plan_of("relief"))
    session.apply(Command.PAUSE)
    events = session.apply(Command.NEXT_STEP)
    assert session.state is State.PAUSED
    assert [type(event).__name__ for event in events] == ["StepSkipped"]
    assert session.phase.step == 2
    session.apply(Command.RESUME)
    events = session.advance(session.now_ms + GET_READY_MS)
    assert [type(event).__name__ for event in events][-3:] == ["Resumed", "StepStarted", "PhaseStarted"]


def test_ten_seconds_more_of_a_rest_shift_everything_after_it(plan_of):
    plan = plan_of("relief")
    rest = next(phase for phase in plan.phases if phase.kind == "rest")
    session = started(plan)
    session.advance(rest.start_ms + 1000)
    (event,) = session.apply(Command.ADD_TIME)
    assert isinstance(event, TimeAdjusted)
    assert event.by_ms == 10_000
    assert session.plan.duration_ms == plan.duration_ms + 10_000
    events = session.advance(plan.duration_ms + 10_000)
    assert isinstance(events[-1], SessionFinished)
    following = next(event for event in events if isinstance(event, PhaseStarted))
    assert following.at_ms == rest.end_ms + 10_000


def test_ten_seconds_less_leave_at_least_one(plan_of):
    plan = plan_of("relief")
    rest = next(phase for phase in plan.phases if phase.kind == "rest")
    session = started(plan)
    session.advance(rest.end_ms - 3_000)
    session.apply(Command.TAKE_TIME)
    assert session.phase.end_ms - session.position_ms == 1_000
    assert not session.allows(Command.TAKE_TIME)


def test_a_timed_step_is_made_longer_by_more_of_its_movements(plan_of):
    plan = plan_of("warm-up")
    first = next(phase for phase in plan.phases if phase.step == 3 and phase.kind == "move")
    session = started(plan)
    session.advance(first.start_ms + 30_000)
    session.apply(Command.ADD_TIME)
    run_first, run_last = session.plan.stretch(session.phase)
    assert run_last.end_ms - run_first.start_ms == 70_000
    events = session.advance(session.plan.duration_ms)
    ticks = [event.at_ms for event in events if isinstance(event, CountdownTicked)]
    assert ticks == [run_last.end_ms - left * 1000 for left in (3, 2, 1)]


def test_a_rep_cannot_be_made_longer(plan_of):
    session = started(plan_of("relief"))
    session.advance(22_000)
    with pytest.raises(IllegalCommand, match="timed step"):
        session.apply(Command.ADD_TIME)


def test_a_self_paced_rep_waits_until_it_is_done(self_paced_plan):
    session = started(self_paced_plan)
    events = session.advance(15_000)
    assert isinstance(events[-1], RepAwaited)
    assert session.state is State.WAITING
    assert session.upcoming(session.now_ms, 1000) == []
    session.advance(600_000)
    assert session.position_ms == 15_000
    events = session.apply(Command.DONE)
    assert [type(event).__name__ for event in events] == ["RepCompleted", "PhaseStarted", "RepStarted", "RepAwaited"]
    assert all(event.at_ms == 600_000 for event in events)
    events = session.apply(Command.DONE)
    assert [type(event).__name__ for event in events] == ["RepCompleted", "StepCompleted", "SessionFinished"]


def test_a_paused_self_paced_rep_waits_again_after_the_get_ready(self_paced_plan):
    session = started(self_paced_plan)
    session.advance(20_000)
    session.apply(Command.PAUSE)
    session.apply(Command.RESUME)
    session.advance(30_000)
    assert session.state is State.WAITING


def test_pain_pauses(plan_of):
    session = started(plan_of("relief"))
    session.advance(20_000)
    (event,) = session.apply(Command.PAIN)
    assert type(event).__name__ == "PainReported"
    assert session.state is State.PAUSED
