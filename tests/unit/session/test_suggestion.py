"""When a little more or a little less is suggested."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from trainer.routine.model import EFFORTS
from trainer.session.entry import SessionEntry, SessionLogEntry
from trainer.session.record import StepRecord
from trainer.session.suggestion import suggested

ROW = StepRecord(1, "cat-stretch", "Cat stretch", None, "done", 4, 4, 60_000, 60_000)
GOOD = SessionEntry(
    "a", "relief", "Relief", "usual", 1.0, "2026-11-01T10:00:00+01:00", "2026-11-01", None, "finished", 1, 1, None, (ROW,), 5, 3
)
STOPPED = replace(GOOD, outcome="stopped")
WORSE = replace(GOOD, pain_before=2, pain_after=3)
HURT = replace(GOOD, steps=(replace(ROW, pain=6),))
HURT_WITHOUT_STRENGTH = replace(GOOD, happenings=(SessionLogEntry("2026-11-01T10:01:00+01:00", "pain"),))
SKIPPED = replace(GOOD, steps=(ROW, replace(ROW, number=2, outcome="skipped")))
UNTOLD = replace(GOOD, pain_after=None)
SORE = replace(GOOD, pain_before=6, pain_after=4)
FAST = replace(STOPPED, speed=10.0)
OTHER = replace(STOPPED, routine="warm-up")
LOW = replace(GOOD, effort="low")
CUT_OFF = replace(GOOD, outcome="interrupted")


@pytest.mark.parametrize(
    ("latest_first", "direction", "effort"),
    [
        ([GOOD] * 3, "more", "high"),
        ([GOOD] * 2, None, None),
        ([GOOD, GOOD, SKIPPED], None, None),
        ([GOOD, UNTOLD, GOOD], None, None),
        ([GOOD, GOOD, SORE], None, None),
        ([CUT_OFF, GOOD, GOOD], None, None),
        ([HURT, GOOD, GOOD], None, None),
        ([HURT_WITHOUT_STRENGTH, GOOD, GOOD], None, None),
        ([GOOD, GOOD, GOOD, STOPPED, STOPPED], "more", "high"),
        ([GOOD, FAST, OTHER, GOOD, GOOD], "more", "high"),
        ([GOOD, GOOD, LOW, GOOD], None, None),
        ([STOPPED, GOOD, HURT], "less", "low"),
        ([WORSE, WORSE], "less", "low"),
        ([HURT_WITHOUT_STRENGTH, STOPPED, GOOD, GOOD], "less", "low"),
        ([GOOD, GOOD, STOPPED, STOPPED], None, None),
        ([STOPPED, LOW, STOPPED], None, None),
        ([], None, None),
    ],
)
def test_what_is_suggested_at_usual_effort(latest_first, direction, effort):
    found = suggested(latest_first, "relief", "usual")
    assert (found and (found.direction, found.effort)) == (direction and (direction, effort))


def test_at_high_effort_there_is_no_more_and_at_low_effort_rest_is_the_advice():
    assert suggested([replace(GOOD, effort="high")] * 3, "relief", "high") is None
    found = suggested([replace(WORSE, effort="low")] * 2, "relief", "low")
    assert (found.direction, found.effort) == ("rest", None)


def test_the_reason_is_told():
    assert suggested([GOOD] * 3, "relief", "usual").reason.endswith("your back felt fine after them (3, 3, 3 of 10).")
    reason = suggested([WORSE, STOPPED, HURT], "relief", "usual").reason
    assert reason == (
        "3 of the last 3 sessions were hard: your back felt worse after it than before, stopped early, something hurt."
    )


@given(st.lists(st.sampled_from([GOOD, STOPPED, WORSE, HURT, SKIPPED, UNTOLD, SORE, FAST, OTHER, LOW, CUT_OFF]), max_size=8))
def test_more_is_never_suggested_after_a_hard_session_among_the_last_three(latest_first):
    for effort in EFFORTS:
        found = suggested(latest_first, "relief", effort)
        counted = [one for one in latest_first if one.routine == "relief" and one.speed == 1][:3]
        if found and found.direction == "more":
            assert all(one.outcome == "finished" and one.pain_after <= 3 for one in counted)
            assert EFFORTS.index(found.effort) == EFFORTS.index(effort) + 1
        elif found:
            assert sum(one in (STOPPED, WORSE, HURT) for one in counted) >= 2
