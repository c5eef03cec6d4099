"""A damaged history is repaired into a new file; after a crash at any point, the next start finds the old or the new one."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from contextlib import closing
from pathlib import Path

import pytest

from tests.unit.history.made import NOON, PAGE, at_version, damage, history, made
from trainer.history import file as history_file
from trainer.history.database import open_writable
from trainer.history.diary import Diary, HistoryUnavailable
from trainer.history.file import HistoryFile
from trainer.history.salvage import READY, Abandoned
from trainer.history.store import put, sessions
from trainer.routine.library import EMPTY
from trainer.system.locking import locked

MANY = 400


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "history.db"


def names(path):
    return sorted(one.name for one in path.parent.iterdir())


def test_two_corrupt_pages_lose_no_session_and_the_result_is_reported(path):
    before = history(path, MANY)
    content = damage(path, 0, 1)
    diary = Diary(path.parent)
    found = {entry.id: entry for entry in diary.sessions()}
    assert len(found) >= MANY - 2 * PAGE // 100
    (told,) = diary.take_notices()
    assert told.startswith(f"The history was damaged: {len(found)} sessions could be recovered")
    assert ("could not" in told) == (len(found) < MANY)
    assert told.endswith(f" The damaged file is kept as {path.parent / 'history-damaged-1.db'}.")
    assert names(path) == ["history-damaged-1.db", "history.db"]
    assert (path.parent / "history-damaged-1.db").read_bytes() == content
    whole = sum(found.get(entry.id) == entry for entry in before)
    in_part = len(found) - whole
    assert (f"{in_part} session{'s' if in_part > 1 else ''} only in part" in told) == (in_part > 0)
    assert whole > MANY * 0.9
    assert Diary(path.parent).sessions() == list(found.values())
    assert diary.take_notices() == []


@pytest.mark.parametrize("page", range(-12, 13, 2))
def test_a_corrupt_page_loses_nothing_stored_elsewhere(path, page):
    before = {entry.id: entry for entry in history(path, 150)}
    damage(path, page)
    found = Diary(path.parent).sessions()
    assert len(found) > 100
    assert all(before[one.id].name == one.name for one in found)


def test_two_thousand_sessions_are_salvaged_in_seconds(path):
    history(path, 2_000)
    damage(path, 0, 1)
    began = time.monotonic()
    assert len(Diary(path.parent).sessions()) > 1_900
    assert time.monotonic() - began < 15  # it takes about one where nothing else runs


KILLED = """
import os, shutil, signal, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from trainer.history.diary import Diary
import trainer.history.file
damaged, folders = map(Path, sys.argv[1:])
left = killed = 0
def at_step(event, arguments):
    global left
    if event in {events} and str(arguments[0]).startswith(str(folders)):  # not the files of modules
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
while True:
    folder = shutil.copytree(damaged, folders / str(killed))
    if not (reader := os.fork()):  # modules are read once for all
        left = killed
        sys.addaudithook(at_step)
        Diary(folder).sessions()
        sys.exit()
    code = os.waitstatus_to_exitcode(os.waitpid(reader, 0)[1])
    if code != -signal.SIGKILL:
        sys.exit(code)
    killed += 1
"""


def killed(damaged, folders):
    """Kill processes that read a damaged history, each a file operation later; returns the folder of each that was killed."""
    events = ("open", "os.rename", "os.link", "os.remove", "os.chmod", "sqlite3.connect", "shutil.copyfile")
    script = KILLED.format(root=str(Path(__file__).parents[3]), events=events)
    subprocess.run([sys.executable, "-c", script, str(damaged), str(folders)], check=True)
    return sorted(folders.iterdir(), key=lambda folder: int(folder.name))[:-1]


@pytest.mark.skipif(os.name != "posix", reason="a process kills itself")
@pytest.mark.parametrize("wal", [False, True], ids=["one file", "with a write-ahead log"])
def test_after_a_kill_at_any_step_the_next_start_finds_every_readable_session(tmp_path, wal):
    whole, damaged = tmp_path / "whole" / "history.db", tmp_path / "damaged" / "history.db"
    damaged.parent.mkdir()
    history(whole, 30)
    if wal:  # as an older trainer left it: the last session is only there
        with closing(sqlite3.connect(whole)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("UPDATE session SET note = 'only in the log' WHERE day = '2026-11-24'")
            connection.commit()
            for suffix in ("", "-wal"):
                shutil.copyfile(f"{whole}{suffix}", f"{damaged}{suffix}")
        content = bytearray(damaged.read_bytes())
        content[-PAGE:] = b"\xaa" * PAGE
        damaged.write_bytes(content)
    else:
        damage(whole, 0)
        shutil.copyfile(whole, damaged)
    expected = Diary(shutil.copytree(damaged.parent, tmp_path / "expected")).sessions()
    assert len(expected) > 10
    assert [one.note for one in expected if one.day == "2026-11-24"] == (["only in the log"] * 2 if wal else ["a note"] * 2)
    folders = killed(damaged.parent, tmp_path / "folders")
    for folder in folders:
        assert Diary(folder).sessions() == expected, folder
        left = {one.name for one in folder.iterdir() if not one.name.startswith("history-damaged-1.db")}
        assert left == {"history.db"}, folder
        if not wal:  # a log is brought into its file before that is known to be damaged
            assert (folder / "history-damaged-1.db").read_bytes() == damaged.read_bytes()
    assert len(folders) > 15


def test_concurrent_processes_repair_once_and_agree(path):
    history(path, MANY)
    damage(path, 0)
    script = (
        "import pathlib, sys; from trainer.history.diary import Diary; print(len(Diary(pathlib.Path(sys.argv[1])).sessions()))"
    )
    root = Path(__file__).parents[3]
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(path.parent)], stdout=subprocess.PIPE, cwd=root) for _ in range(4)
    ]
    counts = {int(one.communicate()[0]) for one in running}
    assert len(counts) == 1
    assert counts.pop() > MANY * 0.9
    assert names(path) == ["history-damaged-1.db", "history.db"]


def test_a_running_session_continues_in_the_new_file(path):
    history(path, 50)
    writing = HistoryFile(path)
    first, second = made(52)[50:]
    writing.change(lambda connection: put(connection, first))
    damage(path, 0)
    assert first.id in {one.id for one in Diary(path.parent).sessions()}
    writing.change(lambda connection: put(connection, second))
    assert {first.id, second.id} <= {one.id for one in Diary(path.parent).sessions()}
    assert names(path) == ["history-damaged-1.db", "history.db"]


def test_a_lock_timeout_is_reported_and_nothing_is_repaired(path, monkeypatch):
    history(path, 50)
    damage(path, 0)
    monkeypatch.setattr(history_file, "WAIT_S", 0.01)
    with locked(path), pytest.raises(HistoryUnavailable, match="another trainer is changing it"):
        Diary(path.parent).sessions()
    assert names(path) == ["history.db"]


def test_exiting_does_not_wait_for_a_lock(path):
    history(path, 50)
    damage(path, 0)
    diary = Diary(path.parent)
    failed = []

    def ask():
        try:
            diary.sessions()
        except HistoryUnavailable as error:
            failed.append(error.__cause__)

    asking = threading.Thread(target=ask)
    with locked(path):
        asking.start()
        diary.stop_waiting()
        asking.join(5)
        assert not asking.is_alive()
    assert isinstance(failed[0], Abandoned)


@pytest.mark.parametrize("after", [0, 1, 25, 50])
def test_an_abandoned_repair_changes_nothing(path, after):
    history(path, 50)
    content = damage(path, 0)
    asked = iter(range(10_000))
    with pytest.raises(Abandoned):
        HistoryFile(path, stopped=lambda: next(asked) >= after).change(lambda _: None)
    assert path.read_bytes() == content
    assert names(path) == ["history.db"]
    assert len(Diary(path.parent).sessions()) > 30


def test_a_slow_repair_reports_its_progress(path, monkeypatch):
    history(path, 50)
    damage(path, 0)
    monkeypatch.setattr("trainer.history.salvage.PROGRESS_S", -1)
    told = []
    diary = Diary(path.parent, progress=told.append)
    diary.sessions()
    assert told[1].startswith("The history is damaged. Recovering what is readable: 1 of ")
    assert len(diary.take_notices()) == 1


def test_a_file_system_without_hard_links_uses_two_renames(path, monkeypatch):
    history(path, 50)
    content = damage(path, 0)

    def refused(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    assert len(Diary(path.parent).sessions()) > 30
    assert (path.parent / "history-damaged-1.db").read_bytes() == content


@pytest.mark.parametrize(
    "value", ["outcome = 'won'", "started_at = '0001-01-01T00:00:00+01:00'", "active_ms = 1 << 60", "id = '../x'"]
)
def test_an_invalid_session_is_reported_as_lost(path, value):
    history(path, 5)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(f"UPDATE session SET {value} WHERE rowid = 2")
        connection.commit()
    diary = Diary(path.parent)
    assert len(diary.sessions()) == 4
    (told,) = diary.take_notices()
    assert "4 sessions could be recovered, 1 session could not." in told
    assert str(path.parent / "history-damaged-1.db") in told


@pytest.mark.parametrize("change", ["day = 'won'", "day = '2026-11-23'", "started_ms = 0"])
def test_values_derived_from_the_timestamp_are_repaired(path, change):
    before = history(path, 5)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"UPDATE session SET {change} WHERE rowid = 1")
        connection.commit()
    assert Diary(path.parent, lambda: NOON).sessions() == before
    assert Diary(path.parent, lambda: NOON).done(EMPTY).last == {"warm-up": 0}


def test_an_invalid_day_is_repaired_even_if_only_days_are_queried(path):
    history(path, 5)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE session SET day = 'won' WHERE rowid = 1")
        connection.commit()
    done = Diary(path.parent, lambda: NOON).done(EMPTY)
    assert done.last == {"warm-up": 0}
    assert done.notice.startswith("The history was damaged: 5 sessions could be recovered.")


def test_tables_that_are_not_strict_are_refused(path):
    before = history(path, 5)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE loose AS SELECT * FROM session")
        connection.execute("PRAGMA legacy_alter_table = ON")
        connection.execute("DROP TABLE session")
        connection.execute("ALTER TABLE loose RENAME TO session")
        connection.execute("UPDATE session SET day = NULL, pain_before = 'won' WHERE rowid = 1")
        connection.commit()
    diary = Diary(path.parent, lambda: NOON)
    assert len(diary.past().pains) == 4
    assert diary.sessions() == before[1:]


def test_an_invalid_place_costs_only_the_place(path):
    history(path, 2)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE session SET place_step = 77, place_set = 1, place_done = 0")
        connection.commit()
    assert [(one.place, len(one.steps)) for one in Diary(path.parent).sessions()] == [(None, 4)] * 2


def test_invalid_values_of_an_older_trainer_are_found_by_the_migration(path):
    new, kept, lost = made(3)
    HistoryFile(path).change(lambda connection: put(connection, kept, lost))
    at_version(path, 3)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE session SET started_at = '0001-01-01T00:00:00+01:00' WHERE id = ?", (lost.id,))
        connection.commit()
    diary = Diary(path.parent)
    assert diary.import_sessions([new]) == 1
    assert diary.sessions() == [new, kept]
    assert "1 session could be recovered, 1 session could not" in diary.take_notices()[0]


# ---- where nothing can be written


@contextlib.contextmanager
def folder_of(path):
    """A copy of a history in a folder readable by everybody."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        data = Path(folder) / "data"
        shutil.copytree(path.parent, data)
        for one in data.iterdir():
            one.chmod(0o444)
        data.chmod(0o555)
        yield data
        data.chmod(0o755)


def unprivileged(do):
    """Call a function where a folder is not writable; as root, in a process of another user."""
    if os.getuid() != 0:
        return do()
    got, gives = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads of other tests, which are not wanted there
        child = os.fork()
    if child == 0:
        try:
            os.setgid(65534)
            os.setuid(65534)
            answer = do()
        except BaseException as error:  # whatever it is, the parent tells it
            answer = repr(error)
        os.write(gives, str(answer).encode())
        os._exit(0)
    os.close(gives)
    with os.fdopen(got, "rb") as answered:
        answer = answered.read().decode()
    os.waitpid(child, 0)
    return answer


def left_by_an_older_trainer(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


def with_a_log(path):
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("UPDATE session SET note = 'only in the log'")
    connection.commit()
    for suffix in ("", "-wal"):
        shutil.copyfile(f"{path}{suffix}", f"{path}{suffix}.kept")
    connection.close()
    for suffix in ("", "-wal"):
        os.replace(f"{path}{suffix}.kept", f"{path}{suffix}")


def with_a_change_that_was_not_over(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("UPDATE session SET note = note || 'never'")
        for suffix in ("", "-journal"):
            shutil.copyfile(f"{path}{suffix}", f"{path}{suffix}.kept")
    for suffix in ("", "-journal"):
        os.replace(f"{path}{suffix}.kept", f"{path}{suffix}")


def older(path):
    at_version(path, 3)


def damaged(path):
    damage(path, 0)


@pytest.mark.skipif(os.name != "posix", reason="folders without the right to write")
@pytest.mark.parametrize("state", [left_by_an_older_trainer, with_a_log, with_a_change_that_was_not_over, older, damaged])
def test_a_read_only_history_is_readable(path, state):
    history(path, 60)
    state(path)
    Diary(path.parent.with_name("warm")).sessions()  # what is loaded late must be there for another user

    def ask(folder):
        diary = Diary(folder)
        found = diary.sessions()
        notes = {one.note for one in found}
        if state is not damaged:
            with tempfile.TemporaryDirectory() as elsewhere:
                assert diary.copy_to(Path(elsewhere) / "kept.db") == len(found) == diary.count()
        kept = len(found)
        return f"{kept > 40} {sorted(notes)} {[one[:22] for one in diary.take_notices()]}"

    with folder_of(path) as folder:
        before = {one.name: one.read_bytes() for one in folder.iterdir()}
        answer = unprivileged(lambda: ask(folder))
        note = "only in the log" if state is with_a_log else "a note"
        told = ["The history is damaged"] if state is damaged else []
        assert answer == f"True {[note]} {told}"
        assert {one.name: one.read_bytes() for one in folder.iterdir()} == before


def test_the_next_process_finishes_an_interrupted_repair(path):
    history(path, 5)
    damage(path, 0)
    with closing(open_writable(path.with_name(READY))) as connection:
        put(connection, *made(3))
    diary = Diary(path.parent)
    assert len(diary.sessions()) == 3
    kept = path.parent / "history-damaged-1.db"
    assert diary.take_notices() == [
        f"The history was damaged: 3 sessions could be recovered. The damaged file is kept as {kept}."
    ]
    assert names(path) == ["history-damaged-1.db", "history.db"]


def test_reading_without_repair_writes_nothing(path):
    history(path, 50)
    content = damage(path, 0)
    with pytest.raises(HistoryUnavailable, match="it is damaged; 'trainer history' saves what is readable"):
        Diary(path.parent).count()
    assert path.read_bytes() == content
    assert names(path) == ["history.db"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name")
def test_a_pipe_instead_of_the_history_does_not_block(path):
    path.parent.mkdir()
    os.mkfifo(path)
    with pytest.raises(HistoryUnavailable, match="it is not a file"):
        Diary(path.parent).sessions()


@pytest.mark.skipif(os.name != "posix", reason="modes")
def test_folder_and_files_are_accessible_only_to_their_owner(path):
    path.parent.mkdir(mode=0o755)
    path.touch(0o644)
    history(path, 50)
    damage(path, 0)
    Diary(path.parent).sessions()
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert {one.name: oct(one.stat().st_mode & 0o777) for one in path.parent.iterdir()} == dict.fromkeys(names(path), "0o600")


def test_reading_works_while_many_sessions_are_written(path):
    assert HistoryFile(path).read(sessions) == []
    assert history(path, 3) == HistoryFile(path).read(sessions)
