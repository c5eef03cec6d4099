"""Randomly damaged settings, figures and histories cause a sentence, never an exception. MUTATIONS: how many."""

import contextlib
import json
import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec import to_builtins
from msgspec.structs import replace

from tests.unit.test_bad_files import mutated
from tests.unit.test_check_and_app import CHANGES_MINE, FIGURE, OWN
from trainer.diagnostics.problem import FileError
from trainer.history.calendar import calendar
from trainer.history.database import open_writable
from trainer.history.diary import Diary, HistoryUnavailable
from trainer.history.exchange import InvalidSessions, as_json, as_table, from_json
from trainer.history.foreign import InvalidBackup, entries_in
from trainer.history.store import put
from trainer.history.tables import TABLES, NewerDatabase
from trainer.keymap.commands import REGISTRY
from trainer.pose import posefile
from trainer.pose.library import FOLDER, from_file
from trainer.routine.library import EMPTY
from trainer.routine.model import Routine, Step
from trainer.session.checking import checked
from trainer.session.entry import SessionEntry, SessionLogEntry
from trainer.session.record import StepRecord
from trainer.settings.file import SettingsFile
from trainer.settings.settings import Settings
from trainer.userfiles.loading import accepted, bundled_library
from trainer.userfiles.routine_file import with_added

MUTATIONS = int(os.environ.get("MUTATIONS", "300"))
FOUND = sorted((Path(__file__).parents[1] / "data" / "found_by_fuzzing").glob("*"))
SETTINGS = """# mine
figure = "blocks"
audio = "simpleaudio"
voice = false
counting = false
beeps = true
volume = 60
"""
KEYS = f'{SETTINGS}[keys]\n"session.next" = ["right", "j"]\nsession.mute = "M"\n'
INLINE = "routine = [{ id = 'x', name = 'X', steps = [{ exercise = 'bird-dog' }] }]\nversion = 1\n"
STEP = StepRecord(1, "cat-stretch", "Cat stretch", "left", "done", 4, 4, 60_000, 60_000)
ENTRY = SessionEntry(
    *("a", "relief", "Relief", "usual", 1.0, "2026-11-24T12:00:00+01:00", "2026-11-24", "2026-11-24T12:05:00+01:00"),
    *("finished", 60_000, 60_000, None, (STEP,), 3, 2),
)


def settings_file(path):
    got = SettingsFile(path, REGISTRY)
    assert isinstance(got.settings, Settings)
    for problem in got.problems:
        assert problem.report()


def pose_file(path):
    try:
        from_file(path)
    except FileError as error:
        assert all(problem.report() for problem in error.problems)


def exported_history(path):
    try:
        got = from_json(path.read_bytes())
    except InvalidSessions as error:
        assert str(error)
    else:
        diary = Diary(path.with_suffix(""))
        assert diary.import_sessions(got) == len({entry.id for entry in got})
        assert len(diary.sessions()) == len({entry.id for entry in got})
        shutil.rmtree(path.with_suffix(""))


def database(path):
    folder = path.with_name(f"{path.name}-asked")
    folder.mkdir()
    path.rename(folder / "history.db")
    diary = Diary(folder)
    for question in (diary.sessions, diary.past, lambda: diary.page(0, 10), lambda: diary.done(EMPTY)):
        try:
            question()
        except HistoryUnavailable as error:
            assert str(error)
    shutil.rmtree(folder)


def backup(path):
    """Restoring an arbitrary file: a sentence, and an intact history with all previous sessions and only valid new ones."""
    home = path.with_name(f"{path.name}-home")
    diary = Diary(home)
    diary.import_sessions([ENTRY])
    try:
        got = entries_in(path)
    except (InvalidBackup, NewerDatabase, OSError) as error:
        assert str(error)
        got = []
    assert diary.import_sessions(got) == len({entry.id for entry in got} - {ENTRY.id})
    found = diary.sessions()
    assert ENTRY in found
    assert [checked(to_builtins(entry)) for entry in found] == found
    assert diary.take_notices() == []
    diary.done(EMPTY), diary.past(), as_table(found), calendar(found)
    shutil.rmtree(home)


def changed_settings(path):
    """A change is saved into any file or refused with a reason; everything else in the file is kept."""
    file = SettingsFile(path, REGISTRY)
    before = file.settings
    problem = file.set("volume", 30) or file.set_keys("session.next", ("j",))
    assert file.settings == replace(before, volume=30, keys=file.settings.keys)
    if not problem:
        assert SettingsFile(path, REGISTRY).settings == file.settings
        assert "session.next" in file.settings.keys or file.problems
    assert all(one.report() for one in file.problems)


def changed_routines(path):
    """A valid file takes in a new routine and keeps the others; the problems of an invalid one are reported."""
    content = path.read_bytes()
    try:
        found = accepted(bundled_library(), content, path.name)
    except FileError as error:
        assert error.problems
        assert all(one.report() for one in error.problems)
        return
    routine = Routine("new-one", "New one", (Step("bird-dog", rest=10.0),))
    text = with_added(content.decode("utf-8-sig"), {}, [routine], path.name)
    after = accepted(bundled_library(), text.encode(), path.name)
    assert after.library.routines == {**found.library.routines, "new-one": routine}


def brought_in(path):
    """A shared file is imported as a whole, or its problems are reported."""
    try:
        found = accepted(bundled_library(), path.read_bytes(), path.name, shared=True)
    except FileError as error:
        assert all(one.report() for one in error.problems)
        return
    for text in found.poses.values():
        posefile.read(text.encode(), "x")


READERS = {
    "backup.db": backup,
    ".toml": settings_file,
    ".set": changed_settings,
    ".routines": changed_routines,
    ".shared": brought_in,
    ".pose": pose_file,
    ".json": exported_history,
    ".db": database,
}


@pytest.mark.parametrize("path", FOUND, ids=[path.name for path in FOUND])
def test_files_found_by_fuzzing_still_cause_no_exception(path, tmp_path):
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    READERS["backup.db" if path.name.endswith("backup.db") else path.suffix](copy)


def tried(kind, path, number, content):
    path.write_bytes(content)
    try:
        READERS[kind](path)
    except Exception:
        pytest.fail(f"mutation {number}: {content[:4000]!r}")


@pytest.mark.parametrize("kind", [".toml", ".set", ".routines", ".shared", ".pose", ".json"])
def test_a_damaged_file_is_reported(tmp_path, kind):
    chance = random.Random(f"8{kind}")
    goods = {
        ".toml": [SETTINGS, KEYS],
        ".set": [SETTINGS, KEYS],
        ".routines": [
            OWN,
            CHANGES_MINE,
            "routine = [{ id = 'x', name = 'X', steps = [{ exercise = 'bird-dog' }] }]\nversion = 1\n",
        ],
        ".shared": [OWN + FIGURE],
        ".pose": [path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.toml"))[:4]],
        ".json": [json.dumps(as_json([ENTRY]), indent=1)],
    }[kind]
    for number in range(MUTATIONS):
        tried(kind, tmp_path / f"damaged{kind}", number, mutated(chance.choice(goods), chance))


@pytest.mark.parametrize("kind", [".db", "backup.db"])
def test_a_damaged_database_is_reported_or_set_aside(tmp_path, kind):
    whole = tmp_path / "whole.db"
    with closing(open_writable(whole)) as connection:
        for number in range(5):
            put(connection, replace(ENTRY, id=str(number)))
    good = whole.read_bytes()
    chance = random.Random(8)
    for number in range(MUTATIONS // 10):
        content = bytearray(good)
        for _ in range(chance.choice((1, 5, 100, 2000))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        if chance.random() < 0.3:
            del content[chance.randrange(len(content)) :]
        tried(kind, tmp_path / "damaged.db", number, bytes(content))


VALUES = [
    "NULL",
    "''",
    "-1",
    "1 << 62",
    "1e400",
    "x'00ff'",
    "'won'",
    "'../x'",
    "'0001-01-01T00:00:00+00:00'",
    "char(27, 8238)",
    "randomblob(9)",
]


def test_a_randomly_changed_database_is_reported_or_salvaged(tmp_path):
    whole = tmp_path / "whole.db"
    with closing(open_writable(whole)) as connection:
        for number in range(5):
            put(
                connection,
                replace(ENTRY, id=str(number), happenings=(SessionLogEntry(ENTRY.started_at, "pain", 1, "left", 2, 3),)),
            )
    good = whole.read_bytes()
    chance = random.Random(9)
    for number in range(MUTATIONS // 10):
        whole.write_bytes(good)
        with closing(sqlite3.connect(whole)) as connection:
            for _ in range(chance.choice((1, 2, 5))):
                table = chance.choice(sorted(TABLES))
                column, value = chance.choice(TABLES[table]), chance.choice(VALUES)
                statement = chance.choice(
                    [
                        f"UPDATE {table} SET {column} = {value}",
                        f"UPDATE {table} SET {column} = {value} WHERE rowid = 2 OR {column} IS NOT NULL AND random() > 0",
                        f"ALTER TABLE {table} DROP COLUMN {column}",
                        f"ALTER TABLE {table} RENAME COLUMN {column} TO x{chance.randrange(9)}",
                        f"ALTER TABLE {table} RENAME TO {chance.choice(sorted(TABLES))}",
                        f"CREATE TABLE loose AS SELECT * FROM {table}; DROP TABLE {table}; ALTER TABLE loose RENAME TO {table};"
                        f"UPDATE {table} SET {column} = {value}",
                        f"DROP TABLE {table}; CREATE VIEW {table} AS SELECT 1 AS id, 2 AS session",
                        f"PRAGMA user_version = {chance.randrange(-1, 9)}",
                        f"DELETE FROM {table}",
                    ]
                )
                with contextlib.suppress(sqlite3.Error):
                    connection.executescript(statement)
        tried("backup.db", tmp_path / "changed.db", number, whole.read_bytes())
        tried(".db", tmp_path / "changed.db", number, whole.read_bytes())
