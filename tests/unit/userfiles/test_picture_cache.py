"""Pictures kept on disk: private, bounded, and whatever is wrong with them is harmless and quiet."""

import os
import stat
import threading

import pytest
from msgspec.structs import replace

from trainer.pose.classes import DARK, LIGHT
from trainer.pose.library import bundled, from_file
from trainer.system import paths
from trainer.userfiles import picture_cache
from trainer.userfiles.picture_cache import WORTH, Album, PictureCache

SIZE = (3, 2)


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """What is read or written is waited for, however busy the computer is."""
    monkeypatch.setattr(picture_cache, "PATIENCE_S", 30.0)


def album(pose: str = "bird-dog") -> Album:
    return Album(bundled(pose), SIZE, "ascii", DARK)


def pictures(glyph: str = "x", count: int = WORTH):
    return {("table", "reach", step / 24, 1.0, 0.0, True): [[(glyph, None, None)] * 3] * 2 for step in range(count)}


def kept(folder, wanted: Album):
    """What another session finds."""
    cache = PictureCache(folder)
    found = cache.open(wanted)
    cache.close()
    return found.pictures


def keep(folder, wanted: Album, drawn) -> None:
    cache = PictureCache(folder)
    cache.add(wanted, drawn)
    cache.close()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "cache" / "pictures"


@pytest.fixture
def file(folder):
    """The one file of the folder."""
    keep(folder, album(), pictures())
    (found,) = folder.iterdir()
    return found


def test_what_one_session_drew_the_next_one_has(folder):
    assert not kept(folder, album())
    assert not folder.exists()
    keep(folder, album(), pictures())
    assert kept(folder, album()) == pictures()


def test_later_pictures_are_added_also_those_of_another_trainer(folder):
    first, second = PictureCache(folder), PictureCache(folder)
    ours, theirs = first.open(album()), second.open(album())
    first.add(ours, pictures())
    first.close()
    more = {(*view[:3], -1.0, *view[4:]): rows for view, rows in pictures().items()}
    second.add(theirs, more)
    second.close()
    assert kept(folder, album()) == {**pictures(), **more}


def test_for_a_few_pictures_nothing_is_written(folder):
    keep(folder, album(), pictures(count=WORTH - 1))
    assert not folder.exists()


def test_what_is_known_is_not_written_again(folder, file):
    before = os.stat(file)
    cache = PictureCache(folder)
    known = cache.open(album())
    cache.close()
    cache.add(known, pictures())
    cache.close()
    assert os.stat(file) == before


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_only_that_person_can_read_it_and_no_name_tells_what_it_is(folder, file):
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert "bird" not in file.name
    assert b"bird" not in file.read_bytes()


def test_whatever_a_picture_depends_on_has_a_file_of_its_own(folder, file, tmp_path, monkeypatch):
    bundled_file = (paths.PACKAGE / "pose" / "figures" / "bird-dog.toml").read_text()
    (tmp_path / "bird-dog.toml").write_text(f"crop = [0, 90, 0, 90]\n{bundled_file}")
    others = [
        replace(album(), size=(2, 3)),
        replace(album(), mode="blocks"),
        replace(album(), palette=LIGHT),
        album("cat-stretch"),
        replace(album(), figure=from_file(tmp_path / "bird-dog.toml")),
    ]
    assert [dict(kept(folder, other)) for other in others] == [{}] * len(others)
    monkeypatch.setattr(picture_cache, "_program", lambda: b"another version")
    assert not kept(folder, album())


@pytest.mark.parametrize(
    "change", [lambda content: content[:-1], lambda _: b"", lambda _: b"\x1b[2J" * 99, lambda content: content + b"\x00"]
)
def test_a_damaged_file_counts_as_none_and_is_written_anew(folder, file, change):
    file.write_bytes(change(file.read_bytes()))
    assert not kept(folder, album())
    keep(folder, album(), pictures("y"))
    assert kept(folder, album()) == pictures("y")


def test_a_file_that_is_too_large_counts_as_none(folder, file, monkeypatch):
    monkeypatch.setattr(picture_cache, "MAX_FILE", file.stat().st_size - 2)
    assert not kept(folder, album())
    before = file.read_bytes()
    keep(folder, album(), pictures("y"))
    assert file.read_bytes() == before


def test_an_album_that_is_full_is_not_encoded_again_and_again(folder, monkeypatch):
    encoded = []
    monkeypatch.setattr(picture_cache, "MAX_FILE", 10)
    monkeypatch.setattr(picture_cache, "encode", lambda drawn: encoded.append(drawn) or bytes(11))
    cache, one = PictureCache(folder), album()
    for _ in range(3):
        cache.add(one, pictures())
        cache.close()
    assert len(encoded) == 1
    assert not folder.exists()


@pytest.mark.parametrize("put", [os.mkdir, getattr(os, "mkfifo", os.mkdir)], ids=["folder", "pipe"])
def test_what_is_no_file_is_left_alone(folder, file, put):
    file.unlink()
    put(file)
    before = os.lstat(file).st_mode
    assert not kept(folder, album())
    keep(folder, album(), pictures())
    assert os.lstat(file).st_mode == before
    assert list(folder.iterdir()) == [file]


@pytest.mark.skipif(os.name != "posix", reason="symbolic links need rights")
def test_what_a_link_leads_to_is_never_written(folder, file, tmp_path):
    important = tmp_path / "important"
    important.write_text("mine")
    file.unlink()
    file.symlink_to(important)
    assert not kept(folder, album())
    keep(folder, album(), pictures())
    assert important.read_text() == "mine"
    file.unlink()
    file.symlink_to(tmp_path / "nowhere")
    keep(folder, album(), pictures())
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.skipif(os.name != "posix", reason="symbolic links need rights")
def test_a_folder_that_a_link_leads_to_is_left_as_it_is(folder, tmp_path, monkeypatch):
    documents = tmp_path / "documents"
    documents.mkdir(mode=0o755)
    (documents / "letter").write_text("mine")
    folder.parent.mkdir()
    folder.symlink_to(documents)
    monkeypatch.setattr(picture_cache, "MAX_FOLDER", 0)
    keep(folder, album(), pictures())
    assert [one.name for one in documents.iterdir()] == ["letter"]
    assert stat.S_IMODE(documents.stat().st_mode) == 0o755


def test_where_there_can_be_no_folder_nothing_is_kept(tmp_path):
    (tmp_path / "cache").write_text("a file")
    keep(tmp_path / "cache" / "pictures", album(), pictures())
    assert not kept(tmp_path / "cache" / "pictures", album())


def test_on_a_full_disk_what_was_there_stays_and_nothing_half_is_left(folder, file, monkeypatch):
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    keep(folder, album(), {**pictures(), **pictures("y", 2 * WORTH)})
    assert kept(folder, album()) == pictures()
    assert list(folder.iterdir()) == [file]


def test_the_oldest_files_go_when_there_are_too_many(folder, file, monkeypatch):
    os.utime(file, (0, 0))
    left_over = folder / ".trainer-0123456789abcdef"  # of a trainer that was killed
    left_over.write_bytes(bytes(100))
    os.utime(left_over, (1, 1))
    (folder / "notes").write_text("not ours")
    monkeypatch.setattr(picture_cache, "MAX_FOLDER", file.stat().st_size + 50)
    keep(folder, album("cat-stretch"), pictures())
    assert not file.exists()
    assert not left_over.exists()
    assert (folder / "notes").read_text() == "not ours"
    assert kept(folder, album("cat-stretch")) == pictures()


def test_a_slow_disk_does_not_hold_up_the_end(folder, monkeypatch):
    gate = threading.Event()
    monkeypatch.setattr(picture_cache, "PATIENCE_S", 0.01)
    monkeypatch.setattr(picture_cache, "read", lambda *_: gate.wait(20) and b"")
    cache = PictureCache(folder)
    cache.open(album())
    cache.close()
    assert not gate.is_set()
    gate.set()
