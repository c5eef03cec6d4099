"""The lock for changing a file: others wait, with a timeout."""

import threading

import pytest

from trainer.system import locking
from trainer.system.locking import locked


def test_waiting_for_a_lock_times_out(tmp_path):
    path = tmp_path / "settings.toml"
    with locked(path), pytest.raises(OSError, match="another trainer") as caught, locked(path, wait_s=0.05):
        pass
    assert caught.value.filename == str(path)


def test_a_second_process_waits_for_the_lock(tmp_path):
    path, order = tmp_path / "settings.toml", []

    def second():
        with locked(path):
            order.append("second")

    with locked(path):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.1)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]


def test_a_file_system_without_locks_is_used_without_them(tmp_path, monkeypatch):
    with locked(tmp_path / "nowhere" / "settings.toml"):
        pass

    def unknown(file):
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(locking, "lock_descriptor", unknown)
    with locked(tmp_path / "settings.toml"):
        pass
