"""The history: it stores the session's own record, counts it on the right day, and loses nothing on disk errors."""

import json
import os
import sqlite3
from collections import Counter
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta, timezone
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.unit.any_plan import libraries, plans
from tests.unit.history.made import at_version, made
from tests.unit.history.recorded import RecordedSession
from trainer.history import lock
from trainer.history.database import open_writable
from trainer.history.diary import LATEST, Diary, HistoryUnavailable
from trainer.history.exchange import InvalidSessions, as_json, from_json
from trainer.history.file import HistoryFile
from trainer.history.lock import RunLock, delete_if_stale
from trainer.history.recorder import RECORDED
from trainer.history.regularity import is_due, weeks_in_a_row
from trainer.history.store import counted, days_done, put, sessions
from trainer.history.tables import MIGRATIONS, VERSION, NewerDatabase, migrate
from trainer.routine.compiler import compile_plan
from trainer.session.entry import SessionEntry
from trainer.session.events import RepStarted
from trainer.session.record import Record, StepRecord
from trainer.session.resumption import place_after, resumption
from trainer.session.session import Session
from trainer.session.states import Command, IllegalCommand, State

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=timezone(timedelta(hours=1)))
STEP = StepRecord(1, "cat-stretch", "Cat stretch", None, "done", 4, 4, 60_000, 60_000)
ENTRY = SessionEntry(
    "a",
    "relief",
    "Relief",
    "usual",
    1.0,
    NOON.isoformat(),
    "2026-11-24",
    NOON.isoformat(),
    "finished",
    60_000,
    60_000,
    None,
    (STEP,),
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "history.db"


def stored(path, *entries):
    file = HistoryFile(path)
    for entry in entries:
        file.change(lambda connection, entry=entry: put(connection, entry))
    return file.read(sessions)


def run(diary, plan, commands, speed=1.0, *, felt=None):
    """Record a session with commands at given times, and return its record; `felt`: the rating at the beginning."""
    recorded = RecordedSession(diary, plan, speed)
    if felt is not None:
        recorded.recorder.rate_back(before=felt)
    recorded.begin()
    for wait_ms, command in commands:
        recorded.follow(wait_ms / 1000)
        with suppress(IllegalCommand):
            recorded.do(command)
    recorded.follow(0.01)
    diary.close()
    return recorded.record


def settled(diary):
    """The sessions, once all writes are done."""
    diary._writer.settle()
    return diary.sessions()


COMMANDS = st.lists(
    st.tuples(
        st.integers(0, 60_000),
        st.sampled_from(
            [Command.PAUSE, Command.RESUME, Command.NEXT_STEP, Command.PREVIOUS_STEP, Command.RESTART_STEP, Command.STOP]
        ),
    ),
    max_size=12,
)


@given(plans(), COMMANDS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_stored_is_the_sessions_own_record(tmp_path_factory, plan, commands):
    diary = Diary(tmp_path_factory.mktemp("data"), lambda: NOON)
    record = run(diary, plan, [*commands, (0, Command.STOP)], felt=3)
    (entry,) = diary.sessions()
    assert entry.outcome == record.outcome
    assert entry.active_ms == record.active_ms
    assert [(one.number, one.side, one.outcome, one.reps_done, one.reps_planned, one.active_ms) for one in entry.steps] == sorted(
        ((one.number, one.side, one.outcome, one.reps_done, one.reps_planned, one.active_ms) for one in record.steps),
        key=lambda row: (row[0], row[1] or ""),
    )


def test_an_open_session_without_a_process_was_interrupted(tmp_path, plan_of):
    diary = Diary(tmp_path, lambda: NOON)
    cut = RecordedSession(diary, plan_of("relief")).begin().follow(40)
    assert [one.outcome for one in settled(diary)] == ["open"]
    cut.kill()
    assert [one.outcome for one in diary.sessions()] == ["interrupted"]


def test_a_lock_is_held_until_released(tmp_path):
    lock = RunLock(tmp_path, "a")
    assert not delete_if_stale(tmp_path, "a")
    lock.release()
    assert delete_if_stale(tmp_path, "a")
    assert list(tmp_path.iterdir()) == []


def test_a_stale_lock_is_closed_and_then_deleted(tmp_path, monkeypatch):
    os.close(RunLock(tmp_path, "a")._file)  # as when the process is killed
    taken, real = [], os.unlink

    def unlink(path):
        with pytest.raises(OSError, match="Bad file descriptor"):  # Windows takes no open file away
            os.fstat(taken[0])
        real(path)

    monkeypatch.setattr(lock, "lock_descriptor", taken.append)
    monkeypatch.setattr(lock.os, "unlink", unlink)
    assert delete_if_stale(tmp_path, "a")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("change", "counts"),
    [
        ({}, True),
        ({"outcome": "stopped"}, False),
        ({"speed": 10.0}, False),
        ({"steps": (replace(STEP, outcome="skipped"),)}, False),
        ({"day": "2026-11-23", "started_at": "2026-11-23T12:00:00+01:00"}, False),
    ],
)
def test_what_counts_for_the_day(path, change, counts):
    entry = replace(ENTRY, **change)
    stored(path, entry)
    file = HistoryFile(path)
    assert file.read(partial(counted, since="2026-11-24", until="2026-11-24")) == ({"relief": 1} if counts else {})
    assert file.read(days_done) == ({"relief": [entry.day]} if counts or "day" in change else {})


def test_progress_has_a_bounded_number_of_latest_sessions_and_counts_from_monday(path, library):
    entries = [replace(entry, routine="relief", name="Relief") if number % 3 else entry for number, entry in enumerate(made(60))]
    HistoryFile(path).change(lambda connection: put(connection, *entries, replace(entries[0], id="f" * 32, routine="gone")))
    done = Diary(path.parent, lambda: NOON).done(library)  # a Tuesday; the sessions are nine hours apart
    relief = [entry for entry in entries if entry.routine == "relief"]
    assert done.latest == {"relief": tuple(relief[:LATEST]), "warm-up": tuple(entries[::3][:LATEST])}
    assert done.week == {**Counter(entry.routine for entry in entries if entry.day >= "2026-11-23"), "gone": 1}


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 24, 23, 59, tzinfo=UTC), "2026-11-24"),
        (datetime(2026, 11, 25, 0, 1, tzinfo=timezone(timedelta(hours=13))), "2026-11-25"),
        (datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=2))), "2026-10-25"),
    ],
    ids=["before midnight", "far east", "when clocks change"],
)
def test_a_session_belongs_to_the_local_day_on_which_it_began(tmp_path, library, plan_of, moment, day):
    diary = Diary(tmp_path, lambda: moment)
    run(diary, plan_of("relief"), [(600_000, Command.STOP)])
    (entry,) = diary.sessions()
    assert entry.day == day
    assert datetime.fromisoformat(entry.started_at) == moment
    assert diary.done(library).today == {"relief": 1}
    later = Diary(tmp_path, lambda: moment + timedelta(days=1)).done(library)
    assert (later.today, later.last) == ({}, {"relief": 1})


def test_sessions_are_found_by_day_and_routine_the_latest_first(path):
    others = [
        replace(ENTRY, id=f"{day}", started_at=f"2026-11-{day}T12:00:00+01:00", day=f"2026-11-{day}", routine=routine)
        for day, routine in ((20, "desk"), (22, "relief"))
    ]
    assert [one.id for one in stored(path, ENTRY, *others)] == ["a", "22", "20"]
    file = HistoryFile(path)
    assert [one.id for one in file.read(partial(sessions, since="2026-11-22"))] == ["a", "22"]
    assert [one.id for one in file.read(partial(sessions, routine="desk"))] == ["20"]


def test_storing_a_session_again_replaces_it(path):
    assert stored(path, ENTRY, replace(ENTRY, pain_after=3)) == [replace(ENTRY, pain_after=3)]


def test_migrations_lead_from_an_empty_file_to_the_current_schema(tmp_path):
    with closing(sqlite3.connect(tmp_path / "x.db", isolation_level=None)) as connection:
        migrate(connection)
        migrate(connection)
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert len(MIGRATIONS) == VERSION


@pytest.mark.parametrize("version", range(1, VERSION))
@pytest.mark.parametrize("damaged", [False, True])
def test_an_old_history_is_migrated_and_salvaged_when_damaged(path, version, damaged):
    stored(path, replace(ENTRY, id="old"))
    at_version(path, version)
    if damaged:
        content = path.read_bytes()
        path.write_bytes(content[:-4096] + b"\xff" * 4096)
    found = stored(path, replace(ENTRY, note="Warmer than yesterday"))
    assert sorted((one.id, one.note) for one in found) == [("a", "Warmer than yesterday"), ("old", "")]
    assert (path.parent / "history-damaged-1.db").exists() == damaged


def test_a_newer_history_is_refused_and_left_alone(path, library):
    stored(path, ENTRY)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(NewerDatabase, match="newer trainer"):
        HistoryFile(path).change(lambda _: None)
    assert path.read_bytes() == before
    diary = Diary(path.parent, lambda: NOON)
    assert diary.done(library).today == {}
    assert diary.done(library).notice.startswith("The history cannot be read: ")
    told = diary.delete(ENTRY)
    assert told.startswith("The history cannot be changed: ")
    assert told.endswith(": update this one")


@pytest.mark.parametrize("damage", ["no database", "first page", "half"])
def test_a_damaged_history_is_set_aside_and_its_readable_sessions_are_saved(path, damage):
    stored(path, *(replace(ENTRY, id=f"{number:04}") for number in range(300)))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = path.read_bytes()
    damaged = {
        "no database": b"nonsense" * 100,
        "first page": b"\0" * 4096 + content[4096:],
        "half": content[: len(content) // 2],
    }
    path.write_bytes(damaged[damage])
    found = stored(path, replace(ENTRY, id="new"))
    assert "new" in [one.id for one in found]
    assert damage != "half" or len(found) > 1
    assert (path.parent / "history-damaged-1.db").exists()


def test_failed_writes_are_retried(tmp_path, plan_of):
    folder = tmp_path / "data"
    folder.touch()  # where the folder should be
    diary = Diary(folder, lambda: NOON)
    recorded = RecordedSession(diary, plan_of("relief")).begin()
    diary._writer.settle()
    assert diary.problem.startswith("Not recorded: ")
    folder.unlink()
    recorded.follow_to_its_end()
    diary.close()
    assert [one.outcome for one in diary.sessions()] == ["finished"]


@pytest.mark.parametrize(
    ("note", "kept"), [("Better", "Better"), ("\ud800\x1b[2J", "\ufffd\u241b[2J"), ("x" * 501, "x" * 500)], ids=ascii
)
def test_a_note_is_stored_without_harmful_characters(tmp_path, plan_of, note, kept):
    diary = Diary(tmp_path, lambda: NOON)
    plan = plan_of("relief")
    diary.begin(plan, Record(plan), 1.0).set_note(note)
    diary.close()
    assert diary.problem == ""
    assert [one.note for one in diary.sessions()] == [kept]


def test_two_concurrent_writers_both_succeed(path):
    stored(path, replace(ENTRY, id="c"))
    with closing(open_writable(path)) as one, closing(open_writable(path)) as other:
        put(one, ENTRY)
        put(other, replace(ENTRY, id="b"))
        assert len(sessions(one)) == 3


def test_ratings_of_the_back_are_recorded(tmp_path, plan_of):
    diary = Diary(tmp_path, lambda: NOON)
    recorder = RecordedSession(diary, plan_of("relief")).begin().follow_to_its_end().recorder
    recorder.rate_back(before=6)
    recorder.rate_back(after=2)
    diary.close()
    (entry,) = diary.sessions()
    assert (entry.pain_before, entry.pain_after) == (6, 2)


@pytest.mark.parametrize(
    ("days", "weeks"),
    [
        ([], 0),
        (["2026-11-24"], 1),
        (["2026-11-22"], 1),  # last week: this one is not over
        (["2026-11-15"], 0),
        (["2026-11-24", "2026-11-16", "2026-11-09", "2026-11-15"], 3),
        (["2026-11-24", "2026-11-10"], 1),
        (["2027-01-01", "2026-11-24"], 1),
    ],
)
def test_consecutive_weeks_are_counted(days, weeks):
    assert weeks_in_a_row(days, NOON.date()) == weeks


# ---- going on


def cut_off(plan, seconds):
    """Kill a session after some time; returns its last written place and rows, and the session."""
    session, record = Session(plan), Record(plan)
    place = None
    for event in [*session.apply(Command.START), *session.advance(round(seconds * 1000))]:
        record.on_session_event(event)
        if isinstance(event, RECORDED):
            place = place_after(event, place, session.plan)
    return place, record, session


def gone_on(found):
    """Finish a resumed session; returns its record and its first rep."""
    record, session = Record(found.plan, found.rows, found.active_ms), Session(found.plan, found.phase, found.into_ms)
    events = [*session.apply(Command.START), *session.advance(3_600_000 * 24)]
    for event in events:
        record.on_session_event(event)
    reps = [event.phase for event in events if isinstance(event, RepStarted)]
    return record, reps[0] if reps else None


@given(plans(), st.floats(0, 1))
@settings(max_examples=150, deadline=None)
def test_a_session_resumes_at_the_rep_where_it_was_cut_off_and_loses_nothing(plan, share):
    place, record, session = cut_off(plan, plan.duration_ms / 1000 * share * 0.999)
    found = resumption(plan, place, record.steps, record.active_ms)
    if found is None:
        assert all(row.outcome == "done" for row in record.steps if row.number == len(plan.steps))
        return
    assert found.note == ""
    phase = session.phase
    before = sum(row.reps_done or 0 for row in record.steps)
    after, first = gone_on(found)
    if phase.kind == "move":
        begins = plan.phases[found.phase]
        assert (begins.step, begins.set) == (phase.step, phase.set)
    if phase.kind == "move" and phase.rep is not None:
        assert (first.step, first.set, first.rep, first.side) == (phase.step, phase.set, phase.rep, phase.side)
    assert after.outcome == "finished"
    assert all(row.outcome == "done" for row in after.steps)
    assert all(row.reps_done == row.reps_planned for row in after.steps)
    assert sum(row.reps_done or 0 for row in after.steps) >= before


@given(libraries(), st.floats(0, 0.999), st.floats(0, 1))
@settings(max_examples=100, deadline=None)
def test_a_session_at_lower_effort_resumes_at_that_effort(library, share, later):
    high, low = (compile_plan(library, library.routines["any"], effort) for effort in ("high", "low"))
    place, record, session = cut_off(high, high.duration_ms / 1000 * share)
    events = [*session.apply(Command.PAIN), *session.ease(low), *session.apply(Command.RESUME)]
    left_ms = session.plan.duration_ms - session.position_ms
    for event in (*events, *session.advance(session.now_ms + 3_000 + int(left_ms * later * 0.999))):
        record.on_session_event(event)
        if isinstance(event, RECORDED):
            place = place_after(event, place, session.plan)
    found = resumption(high, place, record.steps, record.active_ms, low=low)
    if found is not None:
        assert found.note == ""
        after, _ = gone_on(found)
        assert all(row.reps_done == row.reps_planned for row in after.steps if row.reps_planned)
        assert [row.reps_planned for row in after.steps] == [row.reps_planned for row in record.steps]


def test_resuming_does_not_return_to_a_skipped_step(plan_of):
    plan = plan_of("warm-up")
    place, record, session = cut_off(plan, 60)
    for event in [*session.apply(Command.PAIN), *session.apply(Command.NEXT_STEP), *session.apply(Command.STOP)]:
        record.on_session_event(event)
        if isinstance(event, RECORDED):
            place = place_after(event, place, session.plan)
    found = resumption(plan, place, record.steps, record.active_ms)
    assert plan.phases[found.phase].step == 2
    after, first = gone_on(found)
    assert first.step == 2
    assert [row.outcome for row in after.steps if row.number == 1] == ["skipped", "skipped"]


def test_a_session_with_missing_steps_is_still_resumable(plan_of):
    plan = plan_of("warm-up")
    place, record, _ = cut_off(plan, 200)
    assert place.step == 2
    found = resumption(plan, place, record.steps[:2], 0)
    assert "from the beginning" in found.note


def test_a_resumed_session_begins_with_a_get_ready(plan_of):
    plan = plan_of("warm-up")
    place, record, _ = cut_off(plan, 60)
    found = resumption(plan, place, record.steps, record.active_ms)
    session = Session(plan, found.phase, found.into_ms)
    session.apply(Command.START)
    assert session.state is State.RESUMING
    assert [type(event).__name__ for event in session.advance(3_000)][-3:] == ["Resumed", "PhaseStarted", "RepStarted"]


def test_a_changed_routine_resumes_at_the_same_exercise_or_the_beginning(plan_of):
    plan, other = plan_of("warm-up"), plan_of("full")
    place, record, _ = cut_off(plan, 150)
    found = resumption(other, place, record.steps, 0)
    assert other.phases[found.phase].step == place.step
    assert "The routine has changed since: it goes on at the beginning of this step." in found.note
    found = resumption(plan_of("desk"), place, record.steps, 0)
    assert found.phase == 0
    assert "from the beginning" in found.note


def test_the_last_session_is_resumable_if_it_was_cut_off_recently(tmp_path, library, plan_of):
    diary = Diary(tmp_path, lambda: NOON)
    run(diary, plan_of("relief"), [(40_000, Command.STOP)])
    found = diary.done(library).unfinished[0]
    assert found.words.startswith("Upper-back spasm relief, step 1 of 3: Cat stretch, rep")
    assert Diary(tmp_path, lambda: NOON + timedelta(days=2)).done(library).unfinished == ()
    RecordedSession(diary, found.plan, resumed=found).begin().follow_to_its_end()
    diary.close()
    (entry,) = diary.sessions()
    assert (entry.outcome, [step.reps_done for step in entry.steps]) == ("finished", [4, 5, 3])
    assert diary.done(library).unfinished == ()


@pytest.mark.parametrize(("before", "after", "speed"), [(1.0, 100.0, 100.0), (0.5, 1.0, 0.5), (1.0, 1.0, 1.0)])
def test_a_session_with_a_part_at_another_speed_does_not_count(tmp_path, library, plan_of, before, after, speed):
    diary = Diary(tmp_path, lambda: NOON)
    run(diary, plan_of("relief"), [(40_000, Command.STOP)], before)
    found = diary.done(library).unfinished[0]
    RecordedSession(diary, found.plan, after, resumed=found).begin().follow_to_its_end()
    diary.close()
    (entry,) = diary.sessions()
    assert (entry.outcome, entry.speed) == ("finished", speed)
    assert diary.done(library).today == ({"relief": 1} if speed == 1 else {})


@given(plans(), COMMANDS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sessions_survive_a_round_trip_through_json(tmp_path_factory, plan, commands):
    diary, other = Diary(tmp_path_factory.mktemp("one")), Diary(tmp_path_factory.mktemp("other"))
    run(diary, plan, [*commands, (100, Command.STOP)], felt=3)
    told = json.dumps(as_json(diary.sessions()))
    assert other.import_sessions(from_json(told)) == 1
    assert other.import_sessions(from_json(told)) == 0
    assert json.dumps(as_json(other.sessions())) == told


def test_older_json_without_numbers_and_names_is_imported():
    told = as_json([replace(ENTRY, steps=(STEP, replace(STEP, side="left"), replace(STEP, side="right"), STEP))])
    for step in told["sessions"][0]["steps"]:
        del step["number"], step["name"], step["planned_ms"]
    del told["sessions"][0]["happenings"]
    (entry,) = from_json(json.dumps(told))
    assert [step.number for step in entry.steps] == [1, 1, 1, 2]
    assert entry.steps[0].name == "cat-stretch"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": "../x"}, "session 1"),
        ({"outcome": "won"}, "session 1: invalid enum value 'won'"),
        ({"active_ms": -1}, "session 1"),
        ({"started_at": "yesterday"}, "session 1: started_at is not a timestamp with an offset"),
        ({"started_at": "2026-11-24T12:00:00"}, "started_at is not a timestamp with an offset"),
        ({"ended_at": "soon"}, "session 1: ended_at is not a timestamp with an offset"),
        ({"steps": None}, "session 1"),
        ({"pain_after": 11}, "session 1"),
        ({"note": "x" * 501}, "session 1"),
        ({"name": "\ud800"}, r"session 1: name contains a character that cannot be displayed: '\\ud800'"),
        ({"happenings": [{"at": NOON.isoformat(), "kind": "pain", "value": 2**70}]}, "session 1"),
    ],
)
def test_invalid_json_is_reported(change, words):
    told = as_json([ENTRY])
    told["sessions"][0].update(change)
    with pytest.raises(InvalidSessions, match=words):
        from_json(json.dumps(told))


def test_sessions_are_imported_all_or_none(tmp_path):
    diary = Diary(tmp_path)
    with pytest.raises(HistoryUnavailable):
        diary.import_sessions([ENTRY, replace(ENTRY, id="b", name="\ud800")])
    assert diary.sessions() == []


@pytest.mark.parametrize("text", ["", "{", "[]", '{"sessions": {}}', '{"sessions": [1]}', "\x00", "[" * 100_000])
def test_anything_but_a_list_of_sessions_is_refused(text):
    with pytest.raises(InvalidSessions):
        from_json(text)


def test_pauses_skips_and_pain_are_recorded_with_their_time(tmp_path, plan_of):
    diary = Diary(tmp_path, now=lambda: NOON)
    recorded = RecordedSession(diary, plan_of("relief"))
    recorded.recorder.rate_pain(9)  # nothing was told to hurt yet
    recorded.begin().follow(40).do(Command.PAIN)
    recorded.recorder.rate_pain(3)
    recorded.recorder.rate_pain(6)
    recorded.do(Command.NEXT_STEP).do(Command.RESUME).follow(10).do(Command.STOP)
    diary.close()
    (entry,) = diary.sessions()
    assert [(one.kind, one.step, one.value) for one in entry.happenings] == [
        ("started", 1, None),
        ("pain", 1, 6),
        ("skipped", 1, None),
        ("resumed", 2, None),
        ("stopped", 2, None),
    ]
    assert [step.pain for step in entry.steps] == [6, *[None] * (len(entry.steps) - 1)]


@pytest.mark.parametrize(
    ("per_day", "done", "last", "hour", "due"),
    [
        (0, 0, 1, 12, False),  # no target
        (1, 0, None, 12, False),  # never done
        (1, 0, 1, 5, False),  # the day has not begun
        (1, 0, 1, 7, True),
        (1, 1, 0, 20, False),
        (2, 1, 0, 9, False),  # the second time comes in the afternoon
        (2, 1, 0, 15, True),
        (2, 2, 0, 23, False),
        (1, 0, 15, 12, False),  # not followed any more
    ],
)
def test_a_routine_is_due_by_the_time_of_day(per_day, done, last, hour, due):
    assert is_due(per_day, done, last, NOON.replace(hour=hour)) == due


def test_the_new_name_of_a_damaged_history_is_reported(path, library):
    stored(path, ENTRY)
    path.write_bytes(b"nonsense" * 1000)
    notice = Diary(path.parent).done(library).notice
    assert "history-damaged-1.db" in notice
    assert "0 sessions could be recovered" in notice
    assert Diary(path.parent).done(library).notice == ""
