"""The report: what it tells, what it owns to leave out, and that a page of it is only text and drawing."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.unit.paper.test_handout import Outline
from trainer.paper.report import NOTHING, Report, lines, page
from trainer.session.entry import SessionEntry
from trainer.session.progress import progress
from trainer.session.record import StepRecord
from trainer.session.suggestion import suggested

TODAY = date(2026, 11, 25)
ROW = StepRecord(1, "rhomboid-stretch", "Rhomboid stretch", "left", "done", 3, 3, 60_000, 60_000)
MADE = SessionEntry(
    id="a",
    routine="relief",
    name="Upper-back spasm relief",
    effort="usual",
    speed=1.0,
    started_at="2026-11-23T10:00:00+01:00",
    day="2026-11-23",
    ended_at=None,
    outcome="finished",
    active_ms=240_000,
    planned_ms=240_000,
    place=None,
    steps=(ROW,),
    pain_before=6,
    pain_after=3,
)


@pytest.fixture
def report(library):
    def made(*entries, **options):
        found = suggested(entries, "relief", "usual")
        return Report(progress(entries, TODAY, 2), library, TODAY, [("relief", found)] if found else [], **options)

    return made


def test_the_minutes_of_all_weeks_are_those_that_were_active_not_the_sum_of_rounded_weeks(report):
    entries = [replace(MADE, day=day, active_ms=90_000) for day in ("2026-11-18", "2026-11-25")]
    told = list(lines(report(*entries)))
    assert told[0] == "2026-11-16 to 2026-11-25: 2 sessions, 3 minutes."


def test_goal_and_done_the_back_pain_and_notes_are_told(report):
    entries = [
        replace(MADE, note="slept badly"),
        replace(MADE, id="b", steps=(replace(ROW, pain=7, outcome="stopped", reps_done=1),), outcome="stopped", pain_after=None),
    ]
    told = "\n".join(lines(report(*entries)))
    assert "2026-11-16 to 2026-11-25: 2 sessions, 8 minutes." in told
    assert "2026-11-16  nothing" in told
    assert "Upper-back spasm relief 1 of 14" in told
    assert "Upper-back spasm relief  -3.0         1" in told
    assert "Rhomboid stretch, left side  7 of 10" in told
    assert "Rhomboid stretch, left side  stopped, 1 of 3 reps" in told
    assert "slept badly" in told


def test_what_the_numbers_leave_out_is_told(report):
    told = "\n".join(
        lines(report(replace(MADE, pain_before=None, pain_after=None), replace(MADE, speed=9.0), replace(MADE, day="2026-12-01")))
    )
    assert "How the back felt was not told in 1 session." in told
    assert "Left out: 1 session at another speed." in told
    assert "Left out: 1 session in the future." in told


def test_a_suggestion_is_told_with_its_reason(report):
    assert "your back felt fine after them" in "\n".join(lines(report(MADE, replace(MADE, id="b"), replace(MADE, id="c"))))


def test_without_sessions_it_says_so(report):
    assert list(lines(report()))[-1] == NOTHING
    assert NOTHING in Outline(page(report())).text


def test_the_page_tells_what_the_text_tells_and_draws_the_back(report):
    made = report(MADE, replace(MADE, id="b", note="<b>&"), reader="Kim")
    outline = Outline(page(made))
    words = set(" ".join(lines(made)).split())
    assert words <= set(outline.text.split())
    assert "Report for Kim" in outline.text
    assert outline.tags.count("svg") == 1
    assert outline.tags.count("circle") == 4
