"""Reading a person's file: never blocking, never endless, only regular files."""

import os

import pytest

from trainer.system.reading import cause_of, read, read_if_exists, stamp_of


def test_a_file_is_read_up_to_one_byte_over_the_limit(tmp_path):
    path = tmp_path / "a.toml"
    path.write_bytes(b"0123456789")
    assert read(path, 10) == b"0123456789"
    assert read(path, 4) == b"01234"


@pytest.mark.parametrize("kind", ["pipe", "folder", "endless", "null in its name"])
def test_anything_but_a_regular_file_is_refused_at_once(tmp_path, kind):
    path = tmp_path / "settings.toml"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "endless":
        path.symlink_to("/dev/zero")
    else:
        path = tmp_path / "a\0b"
    with pytest.raises(OSError, match=r"not a file|null") as caught:
        read(path, 1 << 20)
    assert caught.value.filename == str(path)
    assert cause_of(caught.value)


def test_a_missing_file_gives_none_and_other_errors_are_raised(tmp_path):
    assert read_if_exists(tmp_path / "none", 10) is None
    (tmp_path / "file").touch()
    assert read_if_exists(tmp_path / "file" / "below", 10) is None
    with pytest.raises(OSError, match="not a file"):
        read_if_exists(tmp_path, 10)


def test_the_stamp_changes_when_a_file_is_rewritten(tmp_path):
    path = tmp_path / "a"
    assert stamp_of(path) is None
    path.write_text("a")
    first = stamp_of(path)
    os.utime(path, ns=(1, 1))
    assert stamp_of(path) not in (None, first)
    os.utime(path, ns=(first[0], first[0]))
    other = tmp_path / "b"
    other.write_text("b")
    os.utime(other, ns=(first[0], first[0]))
    other.replace(path)
    assert stamp_of(path) != first
