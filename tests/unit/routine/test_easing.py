"""Less from here on: what was begun stays as it was, what follows is that of the lower effort."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.unit.any_plan import libraries
from trainer.routine.compiler import compile_plan
from trainer.routine.easing import at_lower_effort
from trainer.routine.model import RepsByEffort, Routine, Step
from trainer.routine.speech import announcement
from trainer.session.events import TimeAdjusted
from trainer.session.record import Record
from trainer.session.session import Session
from trainer.session.states import Command, State


@pytest.mark.parametrize("routine", ["warm-up", "relief", "full", "desk"])
@given(share=st.floats(0, 0.999))
def test_up_to_the_end_of_the_rep_nothing_changes_and_then_all_is_low(plan_of, routine, share):
    high, low = plan_of(routine, "high"), plan_of(routine, "low")
    at = int(share * high.duration_ms)
    phase = next(one for one in high.phases if one.end_ms > at)
    plan = at_lower_effort(high, low, phase)
    kept = len(plan.phases) - sum(1 for one in low.phases if one.step > phase.step)
    assert plan.phases[: phase.index + 1] == high.phases[: phase.index + 1]
    assert [one.index for one in plan.phases] == list(range(len(plan.phases)))
    assert all(one.end_ms == after.start_ms for one, after in zip(plan.phases, plan.phases[1:], strict=False))
    assert [(one.kind, one.duration_ms) for one in plan.phases[kept:]] == [
        (one.kind, one.duration_ms) for one in low.phases if one.step > phase.step
    ]
    assert plan.duration_ms <= high.duration_ms
    assert [plan.phases[step.first_phase].step for step in plan.steps] == [step.number for step in plan.steps]
    moves = [one for one in plan.phases if one.kind == "move" and one.step == phase.step]
    if not plan.step_of(phase).timed:
        assert plan.closes_rep(moves[-1]), "a rep is never left in the middle"


def test_a_step_that_is_eased_in_its_prepare_tells_the_amount_of_the_lower_effort(plan_of):
    high, low = plan_of("warm-up", "high"), plan_of("warm-up", "low")
    prepare = high.phases[high.steps[1].first_phase]
    plan = at_lower_effort(high, low, prepare)
    assert (high.steps[1].reps, low.steps[1].reps) == (12, 10)
    assert (plan.steps[1].reps, plan.phases[prepare.index + 1].reps) == (10, 10)
    assert plan.steps[1].first_phase == prepare.index
    assert "Ten reps, changing sides." in announcement(plan, plan.phases[prepare.index])[0]


@given(share=st.floats(0, 0.999))
@example(share=0.296875)  # in the changeover after the last rep that the low effort has
def test_a_session_that_is_eased_goes_to_its_end_and_its_record_knows_the_fewer_reps(plan_of, share):
    high, low = plan_of("full", "high"), plan_of("full", "low")
    session, record = Session(high), Record(high)

    def tell(events):
        for event in events:
            record.on_session_event(event)

    tell(session.apply(Command.START))
    tell(session.advance(int(share * high.duration_ms)))
    tell(session.apply(Command.PAIN))
    events = session.ease(low)
    assert [type(event) for event in events] == [TimeAdjusted]
    tell(events)
    tell(session.apply(Command.RESUME))
    tell(session.advance(session.now_ms + high.duration_ms + 10_000))
    assert session.state is State.FINISHED
    assert all(row.outcome == "done" for row in record.steps)
    assert all(row.reps_done == row.reps_planned for row in record.steps)


@given(library=libraries(), share=st.floats(0, 0.999), hurts=st.booleans())
def test_any_routine_can_be_eased_anywhere_and_goes_to_its_end(library, share, hurts):
    high, low = (compile_plan(library, library.routines["any"], effort) for effort in ("high", "low"))
    session, record = Session(high), Record(high)
    events = [*session.apply(Command.START), *session.advance(int(share * high.duration_ms))]
    if hurts:
        events += session.apply(Command.PAIN)
    place = session.position_ms
    events += (told := session.ease(low))
    assert [type(event) for event in told] == [TimeAdjusted]
    if hurts:
        events += session.apply(Command.RESUME)
    after = session.advance(session.now_ms + high.duration_ms + 10_000)
    for event in (*events, *after):
        record.on_session_event(event)
    assert session.state is State.FINISHED
    assert all(event.plan_ms >= place for event in after)
    assert all(row.reps_done == row.reps_planned for row in record.steps if row.reps_planned)


def test_so_few_reps_that_a_side_has_none_are_no_trouble(library):
    step = Step("bird-dog", reps=RepsByEffort(1, 4, 4))
    routine = Routine("few", "Few", (step,))
    high, low = (compile_plan(library, routine, effort) for effort in ("high", "low"))
    session, record = Session(high), Record(high)
    events = [*session.apply(Command.START), *session.advance(14_000), *session.apply(Command.PAIN), *session.ease(low)]
    for event in (*events, *session.apply(Command.RESUME), *session.advance(600_000)):
        record.on_session_event(event)
    assert [(row.side, row.reps_done, row.reps_planned) for row in record.steps] == [("left", 1, 1), ("right", 0, 0)]


def test_what_has_ended_cannot_be_eased(plan_of):
    session = Session(plan_of("desk"))
    session.apply(Command.STOP)
    assert session.ease(plan_of("desk", "low")) == []
