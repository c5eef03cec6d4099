"""The numbers of a report, against a history whose numbers are known."""

from datetime import date

from msgspec.structs import replace

from trainer.session.entry import SessionEntry, SessionLogEntry
from trainer.session.progress import Effect, Hurt, Shortened, progress
from trainer.session.record import StepRecord

TODAY = date(2026, 11, 25)  # a Wednesday
ROW = StepRecord(1, "rhomboid-stretch", "Rhomboid stretch", "left", "done", 3, 3, 60_000, 60_000)
MADE = SessionEntry(
    "a",
    "relief",
    "Relief",
    "usual",
    1.0,
    "2026-11-23T10:00:00+01:00",
    "2026-11-23",
    None,
    "finished",
    240_000,
    240_000,
    None,
    (ROW,),
)


def on(day, **changes):
    return replace(MADE, id=day, day=day, started_at=f"{day}T10:00:00+01:00", **changes)


def test_weeks_begin_on_monday_and_hold_what_counts_and_all_that_was_active():
    found = progress([on("2026-11-16"), on("2026-11-22", outcome="stopped"), on("2026-11-23"), on("2026-11-24")], TODAY, 2)
    assert [(week.monday.isoformat(), week.done, week.active_ms) for week in found.weeks] == [
        ("2026-11-16", {"relief": 1}, 480_000),
        ("2026-11-23", {"relief": 2}, 480_000),
    ]
    assert found.sessions == 4


def test_sessions_before_the_first_week_at_another_speed_and_in_the_future_count_for_nothing():
    found = progress([on("2026-11-15"), on("2026-11-23", speed=10.0), on("2026-11-26")], TODAY, 2)
    assert (found.sessions, found.tried, found.ahead) == (0, 1, 1)
    assert all(not week.done and not week.active_ms for week in found.weeks)


def test_what_a_routine_takes_off_the_back_is_a_mean_over_the_sessions_that_told_both():
    entries = [
        on("2026-11-23", pain_before=6, pain_after=3),
        on("2026-11-24", pain_before=4, pain_after=4),
        on("2026-11-25", pain_before=9),
    ]
    found = progress(entries, TODAY, 1)
    assert found.effects == (Effect("Relief", 2, -1.5),)
    assert found.felt == (("2026-11-23", 6, 3), ("2026-11-24", 4, 4), ("2026-11-25", 9, None))
    assert found.untold == 0
    assert progress([on("2026-11-23")], TODAY, 1).untold == 1


def test_pain_is_told_with_its_exercise_side_and_day_whether_or_not_its_strength_was():
    logged = SessionLogEntry("2026-11-24T10:01:00+01:00", "pain", 1, "right", 2)
    entries = [on("2026-11-23", steps=(replace(ROW, pain=6),)), on("2026-11-24", happenings=(logged,))]
    assert progress(entries, TODAY, 1).hurts == (
        Hurt("2026-11-23", "Rhomboid stretch", "left", 6),
        Hurt("2026-11-24", "Rhomboid stretch", "right", None),
    )


def test_steps_that_were_skipped_or_not_done_whole_are_told():
    rows = (ROW, replace(ROW, side="right", outcome="skipped", reps_done=1), replace(ROW, number=2, reps_done=2))
    assert progress([on("2026-11-23", steps=rows)], TODAY, 1).shortened == (
        Shortened("2026-11-23", "Rhomboid stretch", "right", "skipped", 1, 3),
        Shortened("2026-11-23", "Rhomboid stretch", "left", "done", 2, 3),
    )


def test_notes_are_in_the_order_of_time():
    assert progress([on("2026-11-24", note="b"), on("2026-11-23", note="a")], TODAY, 1).notes == (
        ("2026-11-23", "a"),
        ("2026-11-24", "b"),
    )
