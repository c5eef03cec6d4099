"""Atomic writes: complete or not at all, with the right mode, and only over regular files."""

import multiprocessing
import os
import stat
import threading

import pytest

from trainer.system import atomic
from trainer.system.atomic import change, private_folder, write, written

MAX = 1 << 20


@pytest.fixture
def umask():
    """Sets the umask for one test."""
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize(("mask", "expected"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_has_the_mode_of_the_umask(tmp_path, umask, mask, expected):
    umask(mask)
    write(tmp_path / "settings.toml", "a")
    assert mode(tmp_path / "settings.toml") == expected


def test_a_private_file_is_readable_only_by_its_owner(tmp_path, umask):
    umask(0)
    with written(tmp_path / "history.json", private=True) as file:
        file.write(b"a")
    assert mode(tmp_path / "history.json") == 0o600


@pytest.mark.parametrize("kept", [0o600, 0o640, 0o755])
def test_a_replaced_file_keeps_its_mode(tmp_path, umask, kept):
    path = tmp_path / "settings.toml"
    path.write_text("old")
    path.chmod(kept)
    umask(0o077)
    write(path, "new")
    assert (path.read_text(), mode(path)) == ("new", kept)


def test_a_data_folder_is_accessible_only_to_its_owner(tmp_path):
    folder = tmp_path / "data" / "trainer"
    private_folder(folder)
    assert mode(folder) == 0o700
    folder.chmod(0o755)  # as it was made before
    private_folder(folder)
    assert mode(folder) == 0o700


@pytest.mark.parametrize("there", [b"old", None])
def test_a_failed_write_leaves_nothing_behind(tmp_path, there):
    path = tmp_path / "backup.db"
    if there is not None:
        path.write_bytes(there)

    def fill():
        with written(path) as file:
            file.write(b"half of it")
            raise OSError(28, "the disk is full")

    with pytest.raises(OSError, match="full"):
        fill()
    assert [one.name for one in tmp_path.iterdir()] == ([] if there is None else ["backup.db"])
    assert there is None or path.read_bytes() == there
    assert not atomic.UNFINISHED


def test_an_existing_file_is_replaced_only_on_request(tmp_path):
    path = tmp_path / "relief.wav"
    path.write_text("mine")
    with pytest.raises(FileExistsError), written(path, replace=False) as file:
        file.write(b"theirs")
    assert path.read_text() == "mine"


def test_a_link_is_followed_and_stays_a_link(tmp_path):
    (tmp_path / "dotfiles").mkdir()
    target = tmp_path / "dotfiles" / "settings.toml"
    target.write_text("old")
    link = tmp_path / "settings.toml"
    link.symlink_to(target)
    write(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    with written(pipe, replace=False) as file:
        file.write(b"x header")
        file.seek(0)  # as a WAV file's header is written when its length is known
        file.write(b"a")
    reader.join(10)
    assert read == [b"a header"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_standard_output_is_written_to_even_if_it_is_a_file(tmp_path):
    path = tmp_path / "out"
    with path.open("wb") as out:
        out.write(b"before, ")
        out.flush()
        name = type(path)(f"/dev/fd/{out.fileno()}")
        with written(name, replace=False) as file:
            file.write(b"after")
    assert path.read_bytes() == b"before, after"


def test_a_failed_change_leaves_the_file_unchanged(tmp_path):
    path = tmp_path / "routines.toml"
    path.write_text("mine")

    def edit(content):
        raise ValueError(content)

    with pytest.raises(ValueError, match="mine"):
        change(path, MAX, edit)
    assert path.read_text() == "mine"


def _add_lines(path, name, count):
    for number in range(count):
        change(path, MAX, lambda content, number=number: (content or b"").decode() + f"{name} {number}\n")


def test_concurrent_changes_of_several_processes_are_all_kept(tmp_path):
    path = tmp_path / "new" / "settings.toml"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_add_lines, args=(path, name, 25)) for name in "abcdefgh"]
    for one in writers:
        one.start()
    for one in writers:
        one.join(60)
    assert [one.exitcode for one in writers] == [0] * 8
    assert sorted(path.read_text().splitlines()) == sorted(f"{name} {number}" for name in "abcdefgh" for number in range(25))
    assert [one.name for one in path.parent.iterdir()] == ["settings.toml"]
