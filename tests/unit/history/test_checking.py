"""One validation for every way into the history: import, restore and repair."""

import csv
import io
import json
import os
import re
import sqlite3
import time
from contextlib import closing
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import to_builtins
from msgspec.structs import replace

from tests.unit.history.made import NOON, history, made
from tests.unit.history.test_salvage import older
from trainer.history import foreign, lock
from trainer.history.calendar import calendar
from trainer.history.diary import Diary
from trainer.history.exchange import InvalidSessions, as_json, as_table, from_json
from trainer.history.file import HistoryFile
from trainer.history.foreign import InvalidBackup, entries_in
from trainer.history.lock import RunLock, delete_if_stale
from trainer.history.store import put
from trainer.history.tables import VERSION, NewerDatabase
from trainer.session.checking import InvalidEntry, checked, instant_ms
from trainer.session.entry import Place
from trainer.system.visible import HARMFUL

ESCAPE = "\x1b]52;c;aGk=\x07"
WRONG = {
    "id leads elsewhere": ("session", "id", "../../../../proj/Cargo"),
    "id too long": ("session", "id", "x" * 65),
    "id with a line feed": ("session", "id", "abc\n"),
    "year 1": ("session", "started_at", "0001-01-01T00:00:00+01:00"),
    "year 9999": ("session", "ended_at", "9999-12-31T23:59:59-12:00"),
    "no offset": ("session", "started_at", "2026-11-24T12:00:00"),
    "a week date": ("session", "started_at", "2026-W48-2T12:00:00+01:00"),
    "huge milliseconds": ("session", "active_ms", 1 << 53),
    "negative milliseconds": ("session", "planned_ms", -1),
    "a name of 5000 characters": ("session", "name", "x" * 5000),
    "a name without characters": ("session", "name", ""),
    "a name that steers": ("session", "name", ESCAPE),
    "a name that turns": ("session", "name", "abc\u202edef"),
    "a name that begins a line": ("session", "name", "\r=1+1"),
    "a note of two lines": ("session", "note", "one\ntwo"),
    "a note too long": ("session", "note", "x" * 501),
    "an outcome that is none": ("session", "outcome", "won"),
    "an effort that is none": ("session", "effort", "extreme"),
    "no speed": ("session", "speed", 0.0),
    "a pain of 11": ("session", "pain_after", 11),
    "reps without end": ("step", "reps_done", 1 << 40),
    "a side that is none": ("step", "side", "up"),
    "a step that steers": ("step", "exercise", "\x9b2J"),
    "something that cannot happen": ("happening", "kind", "won"),
    "a moment that is none": ("happening", "at", "soon"),
    "a pain below nothing": ("happening", "value", -1),
}
IDS = list(WRONG)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "history.db"


def exported(table, field, value):
    told = as_json(made(3))
    one = told["sessions"][1]
    {"session": one, "step": one["steps"][1], "happening": one["happenings"][1]}[table][field] = value
    return json.dumps(told)


def backup(path, table, field, value):
    """A backup with one modified session."""
    history(path, 3)
    with closing(sqlite3.connect(path)) as connection:
        if (table, field) == ("session", "id"):
            for other in ("step", "happening"):
                connection.execute(
                    f"UPDATE {other} SET session = ? WHERE session = (SELECT id FROM session WHERE rowid = 2)", (value,)
                )
        where = "rowid = 2" if table == "session" else "session = (SELECT id FROM session WHERE rowid = 2) AND number = 1"
        where += " AND side = 'left'" if table == "step" else ""
        connection.execute(f"UPDATE {table} SET {field} = ? WHERE {where}", (value,))
        connection.commit()
    return path


@pytest.mark.parametrize("wrong", WRONG.values(), ids=IDS)
def test_import_refuses_invalid_values_with_their_path(wrong):
    with pytest.raises(InvalidSessions, match="session 2: ") as told:
        from_json(exported(*wrong))
    assert str(told.value).isprintable()


@pytest.mark.parametrize("wrong", WRONG.values(), ids=IDS)
def test_restore_refuses_invalid_values_with_their_path(tmp_path, path, wrong):
    kept = backup(tmp_path / "kept" / "history.db", *wrong)
    with pytest.raises(InvalidBackup, match="session 2: ") as told:
        entries_in(kept)
    assert str(told.value).isprintable()


@pytest.mark.parametrize("wrong", WRONG.values(), ids=IDS)
def test_invalid_sessions_are_never_read_from_the_history(path, wrong):
    backup(path, *wrong)
    for entry in Diary(path.parent).sessions():
        assert checked(to_builtins(entry)) == entry


@pytest.mark.parametrize("step", [0, 3, 99])
def test_a_place_outside_the_steps_is_refused(tmp_path, path, step):
    told = as_json([replace(made(1)[0], place=Place(step, 1, None, None))])
    with pytest.raises(InvalidSessions, match=f"session 1: place.step is {step}: there is no such step"):
        from_json(json.dumps(told))


def test_the_same_step_and_side_twice_is_refused():
    told = as_json(made(1))
    told["sessions"][0]["steps"] *= 2
    with pytest.raises(InvalidSessions, match="session 1: steps contains the same step and side twice"):
        from_json(json.dumps(told))


def test_a_session_may_end_before_it_started_by_the_clock():
    entry = replace(made(1)[0], ended_at=(NOON - timedelta(hours=1)).isoformat())
    assert from_json(json.dumps(as_json([entry]))) == [entry]


@given(st.text() | st.datetimes().map(lambda moment: f"{moment.isoformat()}+01:00"))
def test_any_text_is_a_valid_timestamp_or_refused(text):
    try:
        assert isinstance(instant_ms(text), int)
    except InvalidEntry as error:
        assert not re.search(HARMFUL, str(error))


@pytest.mark.parametrize("session", ["../x", "", "a/b", "a\\b", "x" * 65, "a.b", "..", "a\n"])
def test_no_id_escapes_the_lock_folder(tmp_path, session):
    (tmp_path / "x.lock").touch()
    for use in (delete_if_stale, RunLock):
        with pytest.raises(ValueError, match="is not a session id"):
            use(tmp_path / "running", session)
    assert (tmp_path / "x.lock").exists()


def test_a_lock_deleted_as_stale_while_being_taken_is_created_again(tmp_path, monkeypatch):
    looked = []

    def take(file):
        if not looked:  # another process sees that nobody holds it, and takes it away
            looked.append(file)
            os.unlink(tmp_path / "a.lock")

    monkeypatch.setattr(lock, "lock_descriptor", take)
    held = RunLock(tmp_path, "a")
    assert (tmp_path / "a.lock").exists()
    held.release()
    assert not (tmp_path / "a.lock").exists()


# ---- a database that anybody may have made


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id FROM n"
SCHEMES = {
    "an endless view": ("DROP TABLE session", f"CREATE VIEW session AS {ENDLESS}"),
    "a view beside": ("CREATE VIEW other AS SELECT 1",),
    "a trigger": ("CREATE TRIGGER t AFTER INSERT ON session BEGIN DELETE FROM session; END",),
    "a virtual table": (
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = 'CREATE VIRTUAL TABLE happening USING csv(x)', rootpage = 0 WHERE name = 'happening'",
    ),
    "a computed column": ("ALTER TABLE session ADD COLUMN more TEXT GENERATED ALWAYS AS (printf('%.*c', 2000000, 'x')) VIRTUAL",),
    "no table of ours": ("DROP TABLE session",),
    "no steps": ("DROP TABLE step",),
    "a table of another program": ("DROP TABLE session", "CREATE TABLE session (token TEXT)"),
    "a value of a million characters": ("UPDATE session SET note = printf('%.*c', 2000000, 'x')",),
}


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=list(SCHEMES))
def test_only_plain_tables_are_read_from_a_backup_and_only_for_some_seconds(path, scheme):
    history(path, 3)
    with closing(sqlite3.connect(path)) as connection:
        for statement in scheme:
            connection.execute(statement)
        connection.commit()
    began = time.monotonic()
    with pytest.raises(InvalidBackup, match=r"it was not written by 'trainer backup', or it is damaged"):
        entries_in(path)
    assert time.monotonic() - began < 5


def test_reading_a_backup_times_out(path, monkeypatch):
    history(path, 200)
    monkeypatch.setattr(foreign, "READ_S", -1.0)
    monkeypatch.setattr(foreign, "PROGRESS_STEPS", 1)
    with pytest.raises(InvalidBackup, match="reading it takes longer than"):
        entries_in(path)


def test_a_backup_of_a_newer_trainer_is_refused(path):
    history(path, 1)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(NewerDatabase, match="update this one"):
        entries_in(path)


def test_a_backup_that_is_too_large_or_not_a_file_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("trainer.history.database.MAX_BYTES", 1 << 20)
    with (tmp_path / "large.db").open("wb") as file:
        file.truncate((1 << 20) + 1)
    for name in ("large.db", "."):
        with pytest.raises(OSError, match=r"larger than 1 MB|Is a directory|not a file|Permission"):
            entries_in(tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name")
def test_a_pipe_is_refused_as_a_backup_without_blocking(tmp_path):
    os.mkfifo(tmp_path / "pipe.db")
    with pytest.raises(OSError, match="not a file"):
        entries_in(tmp_path / "pipe.db")


def test_restoring_brings_back_every_session_and_leaves_the_backup_unchanged(tmp_path, path):
    before = history(path, 20)
    Diary(path.parent).copy_to(tmp_path / "kept.db")
    content = (tmp_path / "kept.db").read_bytes()
    assert entries_in(tmp_path / "kept.db") == before
    assert (tmp_path / "kept.db").read_bytes() == content


def test_a_backup_of_an_older_trainer_is_restored(tmp_path, path):
    before = history(tmp_path / "kept.db", 20)
    older(tmp_path / "kept.db")
    assert Diary(path.parent).import_sessions(entries_in(tmp_path / "kept.db")) == 20
    assert Diary(path.parent).sessions() == before


# ---- what leaves


def test_no_csv_cell_is_a_formula_or_starts_a_row():
    names = ["=1+1", " =1+1", "\t=1", "+1", "-1", "@a", "\uff1d1", "\r=1+1", 'say "=1"', "plain; =1"]
    entries = [replace(made(1)[0], name=name) for name in names]
    rows = list(csv.DictReader(io.StringIO(as_table(entries), newline="")))
    assert [row["session_name"] for row in rows[::4]] == [*(f"'{name}" for name in names[:8]), *names[8:]]
    assert len(rows) == 4 * len(names)


def test_texts_of_an_old_history_are_made_harmless(path):
    history(path, 1)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE session SET name = ?", (f"\r=1+1{ESCAPE}\u202e",))
        connection.commit()
    (entry,) = Diary(path.parent).sessions()
    assert entry.name == "\u240d=1+1\u241b]52;c;aGk=\u2407\ufffd"
    assert "\x1b" not in as_table([entry]) + calendar([entry])


def test_a_calendar_escapes_and_gives_each_event_a_length():
    entry = made(1)[0]
    backwards = (NOON - timedelta(hours=1)).isoformat()
    for ended in (entry.started_at, backwards, None):
        text = calendar([replace(entry, ended_at=ended, active_ms=0, name="a;b,c\\d\r\ne\x1b\rf")])
        assert "DTSTART:20261124T110000Z\r\n" in text
        assert "DTEND:20261124T110100Z\r\n" in text
        assert "SUMMARY:a\\;b\\,c\\\\d\\ne\u241b\\nf\r\n" in text
        assert "\r" not in text.replace("\r\n", "")


# ---- moments


def test_sessions_are_sorted_by_time_across_utc_offsets(path):
    moments = ["2026-10-25T02:50:00+02:00", "2026-10-25T02:10:00+01:00", "2026-10-25T02:30:00+01:00", "2026-10-24T23:00:00-10:00"]
    entries = [
        replace(made(1)[0], id=str(number), started_at=at, day=at[:10], pain_before=number) for number, at in enumerate(moments)
    ]
    HistoryFile(path).change(lambda connection: put(connection, *entries))
    diary = Diary(path.parent, lambda: NOON)
    assert [one.id for one in diary.sessions()] == ["3", "2", "1", "0"]
    assert [one.id for one in diary.page(1, 2)] == ["2", "1"]
    assert [before for _, before, _ in diary.past().pains] == [0, 1, 2, 3]
    assert [one.id for one in diary.sessions(since="2026-10-25")] == ["2", "1", "0"]
