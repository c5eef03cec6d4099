"""A history that cannot be read or written, or kept where it should be: what is told is what is wrong, and what to do."""

import sqlite3
from contextlib import closing

import pytest
from msgspec.structs import replace

from tests.unit.history.test_history import ENTRY
from trainer.commands import run
from trainer.history import database, file
from trainer.history.file import HistoryFile
from trainer.history.foreign import entries_in
from trainer.history.store import put


@pytest.fixture
def history(tmp_path, monkeypatch):
    """The path of a history with nothing in it, and a backup beside its folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(database, "BUSY_S", 0.01)
    path = tmp_path / "trainer" / "history.db"
    HistoryFile(path).change(lambda connection: database.copy_to_file(connection, tmp_path / "kept.db"))
    return path


def test_a_history_that_another_writes_is_told_and_not_the_backup_blamed(history, tmp_path, capsys):
    with closing(sqlite3.connect(history, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert run(["restore", str(tmp_path / "kept.db")]) == 1
        told = capsys.readouterr().err
        (tmp_path / "some.json").write_text('{"sessions": []}')
        assert run(["history", "import", str(tmp_path / "some.json")]) == 1
        assert "database is locked. Nothing was imported. Close every other trainer" in capsys.readouterr().err
    assert told.startswith("The history cannot be changed: ")
    assert "database is locked. Nothing was restored. Close every other trainer" in told
    assert "kept.db" not in told
    assert run(["restore", str(tmp_path / "kept.db")]) == 0


def test_a_history_that_is_full_is_told_so_too(history, tmp_path, capsys, monkeypatch):
    many = [replace(ENTRY, id=str(number), note="x" * 500) for number in range(20)]
    HistoryFile(tmp_path / "kept.db").change(lambda connection: put(connection, *many))

    def full(path, _):
        connection = database.open_writable(path)
        connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")
        return connection

    monkeypatch.setattr(file, "open_writable", full)
    assert run(["restore", str(tmp_path / "kept.db")]) == 1
    assert "disk is full. Nothing was restored. Close every other trainer" in capsys.readouterr().err


def test_of_a_backup_that_failed_nothing_is_left_and_the_next_one_is_whole(history, tmp_path, capsys, monkeypatch):
    HistoryFile(history).change(lambda connection: put(connection, ENTRY))

    def full(*_):
        raise OSError(28, "No space left on device")

    for _ in range(2):
        with monkeypatch.context() as patched:
            patched.setattr("trainer.commands.backup.shutil.copyfileobj", full)
            assert run(["backup", str(tmp_path / "new.db")]) == 1
        assert capsys.readouterr().err == f"{tmp_path / 'new.db'} cannot be written: No space left on device.\n"
        assert sorted(one.name for one in tmp_path.iterdir()) == ["kept.db", "trainer"]
    assert run(["backup", str(tmp_path / "new.db")]) == 0
    assert run(["backup", str(tmp_path / "new.db")]) == 2
    assert run(["backup", "--force", str(tmp_path / "new.db")]) == 0
    assert entries_in(tmp_path / "new.db") == [ENTRY]


def test_a_damaged_history_is_not_kept_as_if_it_were_whole(history, tmp_path, capsys):
    history.write_bytes(b"nonsense" * 1000)
    assert run(["backup", str(tmp_path / "new.db")]) == 1
    told = capsys.readouterr().err
    assert "it is damaged; 'trainer history' saves what is readable. Nothing was saved." in told
    assert not (tmp_path / "new.db").exists()
    assert history.read_bytes() == b"nonsense" * 1000


def test_a_folder_that_is_not_there_is_told(history, tmp_path, capsys):
    assert run(["backup", str(tmp_path / "none" / "kept.db")]) == 2
    assert f"There is no folder '{tmp_path / 'none'}'" in capsys.readouterr().err


def test_going_on_says_why_the_history_cannot_be_read(history, capsys):
    with closing(sqlite3.connect(history)) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert run(["start", "--resume"]) == 2
    assert "There is nothing to resume. The history cannot be read: " in (told := capsys.readouterr().err)
    assert "newer trainer" in told


def test_a_database_of_another_program_is_no_history(history, tmp_path, capsys):
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE session (token TEXT)")
    assert run(["restore", str(tmp_path / "other.db")]) == 1
    told = capsys.readouterr().err
    assert "other.db: it was not written by 'trainer backup', or it is damaged. Nothing was restored." in told
