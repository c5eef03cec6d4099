"""Which sessions are resumable: every unfinished one of the last day in which something was done."""

from datetime import timedelta

import pytest

from tests.unit.history.made import NOON
from tests.unit.history.recorded import RecordedSession
from trainer.history.diary import Diary
from trainer.session.resumption import Resumption, short_ids
from trainer.session.states import Command


class Clock:
    """A wall clock that the test sets."""

    def __init__(self):
        self.now = NOON

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def diary(tmp_path, clock):
    made = Diary(tmp_path, clock)
    yield made
    made.close()


def test_all_unfinished_sessions_of_the_last_day_are_resumable_latest_first(diary, clock, library, plan_of):
    for routine, hours in (("warm-up", -30), ("relief", -20), ("warm-up", -5), ("desk", -2)):
        clock.now = NOON + timedelta(hours=hours)
        RecordedSession(diary, plan_of(routine)).begin().follow(60).kill()
    clock.now = NOON - timedelta(hours=1)
    RecordedSession(diary, plan_of("relief")).begin().do(Command.STOP).kill()
    RecordedSession(diary, plan_of("relief")).begin().follow_to_its_end().kill()
    clock.now = NOON
    found = diary.done(library).unfinished
    assert [one.plan.routine for one in found] == ["desk", "warm-up", "relief"]
    assert [one.began for one in found] == ["24 Nov 10:00", "24 Nov 07:00", "23 Nov 16:00"]
    resumed = found[2]
    RecordedSession(diary, resumed.plan, resumed=resumed).begin().follow_to_its_end().kill()
    entry = next(one for one in diary.sessions() if one.id == resumed.session)
    assert (entry.outcome, [step.reps_done for step in entry.steps]) == ("finished", [4, 5, 3])
    assert [one.plan.routine for one in diary.done(library).unfinished] == ["desk", "warm-up"]


def test_setting_the_clock_back_hides_no_unfinished_session(diary, clock, library, plan_of):
    RecordedSession(diary, plan_of("relief")).begin().follow_to_its_end().kill()
    clock.now = (NOON - timedelta(hours=1)).astimezone(tz=None)
    RecordedSession(diary, plan_of("warm-up")).begin().follow(60).kill()
    assert [one.plan.routine for one in diary.done(library).unfinished] == ["warm-up"]


def test_a_session_is_resumable_for_a_day_after_it_was_cut_off(diary, clock, library, plan_of):
    RecordedSession(diary, plan_of("warm-up")).begin().follow(60).do(Command.STOP).kill()
    clock.now = NOON + timedelta(hours=23)
    resumed = diary.done(library).unfinished[0]
    RecordedSession(diary, resumed.plan, resumed=resumed).begin().follow(30).do(Command.STOP).kill()
    clock.now = NOON + timedelta(hours=30)
    assert [one.session for one in diary.done(library).unfinished] == [resumed.session]
    clock.now = NOON + timedelta(hours=48)
    assert diary.done(library).unfinished == ()


def test_a_running_session_is_not_resumable(diary, library, plan_of):
    RecordedSession(diary, plan_of("warm-up")).begin().follow(60)
    assert diary.done(library).unfinished == ()


@pytest.mark.parametrize(("seconds", "left"), [(30, "0:30"), (45, "0:15")])
def test_timed_work_resumes_where_it_was_killed(diary, library, plan_of, seconds, left):
    plan = plan_of("full")
    roll = next(step for step in plan.steps if step.exercise == "foam-roll")
    begins = next(one.start_ms for one in plan.phases if one.step == roll.number and one.kind == "move") / 1000
    RecordedSession(diary, plan).begin().follow(begins + seconds).kill()
    (found,) = diary.done(library).unfinished
    assert found.words.endswith(f"{roll.name}, {left} left")
    RecordedSession(diary, found.plan, resumed=found).begin().follow_to_its_end().kill()
    (entry,) = diary.sessions()
    (rolled,) = [step for step in entry.steps if step.exercise == "foam-roll"]
    assert (entry.outcome, rolled.active_ms) == ("finished", rolled.planned_ms)


@pytest.mark.parametrize(
    ("ids", "shown"),
    [
        ([], []),
        (["abcdef"], ["abcd"]),
        (["abcdef", "abcxyz"], ["abcd", "abcx"]),
        (["abcdef", "abcdxy"], ["abcde", "abcdx"]),
        (["ab", "abcdef"], ["ab", "abcd"]),
    ],
)
def test_ids_are_abbreviated_as_far_as_they_stay_unique(plan_of, ids, shown):
    assert short_ids([Resumption(plan_of("relief"), 0, (), 0, session=one) for one in ids]) == shown


# ---- of nothing, nothing is kept


def nothing(run):
    run.follow(2).do(Command.STOP)


def no_rep(run):
    run.follow(18)


def steps_skipped(run):
    while run.session.state.value == "running":
        run.do(Command.NEXT_STEP)


def a_rep(run):
    run.follow(40)


def a_feeling(run):
    run.recorder.rate_back(before=0)


def a_pain(run):
    run.follow(5).do(Command.PAIN)


def a_note(run):
    run.do(Command.STOP).recorder.set_note("Tired")


@pytest.mark.parametrize(
    ("do", "kept"),
    [(nothing, 0), (no_rep, 0), (steps_skipped, 0), (a_rep, 1), (a_feeling, 1), (a_pain, 1), (a_note, 1)],
)
def test_a_session_without_any_work_is_not_stored(diary, library, plan_of, do, kept):
    run = RecordedSession(diary, plan_of("relief")).begin()
    do(run)
    assert run.recorder.begun == bool(kept)
    run.kill()
    assert len(diary.sessions()) == kept
    assert len(diary.done(library).unfinished) == (do is a_rep)


@pytest.mark.parametrize(("seconds", "kept"), [(4.9, 0), (5, 1)])
def test_less_than_five_seconds_of_timed_work_do_not_count(diary, library, plan_of, seconds, kept):
    plan = plan_of("full")
    roll = next(step for step in plan.steps if step.exercise == "foam-roll")
    run = RecordedSession(diary, plan).begin()
    for _ in range(roll.number - 1):
        run.do(Command.NEXT_STEP)
    begins = next(one.start_ms for one in plan.phases if one.step == roll.number and one.kind == "move")
    run.follow((begins - run.session.position_ms) / 1000 + seconds).kill()
    assert len(diary.sessions()) == len(diary.done(library).unfinished) == kept


def test_the_session_is_written_per_event_and_not_per_second(diary, plan_of, monkeypatch):
    plan = plan_of("full")
    run = RecordedSession(diary, plan).begin()
    puts = []
    monkeypatch.setattr(run.recorder._writer, "put", puts.append)
    for _ in range(plan.duration_ms // 1000):
        run.follow(1)
    roll = next(step for step in plan.steps if step.exercise == "foam-roll")
    assert len(puts) < 2 * sum(one.rep is not None for one in plan.phases) + roll.seconds_ms / 5000 + 5 * len(plan.steps)
