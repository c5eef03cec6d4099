"""A lock around the change of a file: others wait, and not for ever."""

import threading

import pytest

from trainer.system import locking
from trainer.system.locking import locked


def test_a_second_one_is_told_when_it_takes_too_long(tmp_path):
    path = tmp_path / "settings.toml"
    with locked(path), pytest.raises(OSError, match="another trainer") as caught, locked(path, wait_s=0.05):
        pass
    assert caught.value.filename == str(path)


def test_a_second_one_waits_for_the_first(tmp_path):
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


def test_where_there_are_no_locks_it_is_done_without(tmp_path, monkeypatch):
    with locked(tmp_path / "nowhere" / "settings.toml"):
        pass

    def unknown(file):
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(locking, "take", unknown)
    with locked(tmp_path / "settings.toml"):
        pass
