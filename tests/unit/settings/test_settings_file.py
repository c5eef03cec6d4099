"""Changing settings.toml: one value at a time, comments kept, and never a change lost because it cannot be saved."""

import tomllib

import pytest

from trainer.keymap.commands import REGISTRY
from trainer.settings.file import SettingsFile, with_value
from trainer.settings.settings import Settings
from trainer.system import atomic

WRITTEN = """# mine
volume = 40  # not too loud

[keys]  # for the clicker
"session.next" = ["right", "j"]
session.mute = "M"
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "new" / "settings.toml"


@pytest.fixture
def written(path):
    path.parent.mkdir()
    path.write_text(WRITTEN)
    return SettingsFile(path, REGISTRY)


def test_the_first_change_makes_the_file(path):
    file = SettingsFile(path, REGISTRY)
    assert file.put("volume", 60) == ""
    assert path.read_text().startswith("# Settings of the trainer.")
    assert SettingsFile(path, REGISTRY).settings == file.settings == Settings(volume=60)


def test_comments_and_order_stay_and_a_new_value_stands_above_the_tables(written, path):
    written.put("theme", "light")
    written.put("volume", 45)
    text = path.read_text()
    assert tomllib.loads(text) == {**tomllib.loads(WRITTEN), "volume": 45, "theme": "light"}
    assert [line for line in text.splitlines() if "theme" not in line] == WRITTEN.replace("40", "45").splitlines()
    assert SettingsFile(path, REGISTRY).settings == written.settings


def test_as_usual_takes_it_out(written, path):
    written.put("volume", None)
    assert "volume" not in path.read_text()
    assert written.settings.volume == 80
    assert written.put("theme", None) == ""


def test_a_wrong_value_is_refused_and_nothing_changes(written, path):
    with pytest.raises(ValueError, match="100"):
        written.put("volume", 300)
    assert path.read_text() == WRITTEN
    assert written.settings.volume == 40


def test_keys_are_changed_however_they_were_written(written, path):
    written.put_keys("session.mute", ("X",))
    written.put_keys("session.next", None)
    written.put_keys("session.louder", ("w", "exclamation_mark"))
    written.put_keys("session.softer", ())
    keys = {"session.mute": ("X",), "session.louder": ("w", "exclamation_mark"), "session.softer": ()}
    assert written.settings.keys == keys
    assert SettingsFile(path, REGISTRY).given["keys"]["session.louder"] == ["w", "!"]
    path.write_text(path.read_text().replace('"X"', '"N"'))
    assert SettingsFile(path, REGISTRY).settings.keys == {**keys, "session.mute": ("N",)}


def test_the_usual_keys_are_not_written_down(path):
    file = SettingsFile(path, REGISTRY)
    file.put_keys("session.next", REGISTRY.keys["session.next"])
    assert file.settings.keys == {}
    assert "session" not in path.read_text()


def test_a_broken_value_is_mended_by_changing_it(path):
    path.parent.mkdir()
    path.write_text('volume = 300\nkeys = 3\ntheme = "drak"\n')
    file = SettingsFile(path, REGISTRY)
    assert [problem.key for problem in file.problems] == ["volume", "keys", "theme"]
    file.put("volume", 30)
    file.put_keys("session.next", ("j",))
    assert [problem.key for problem in file.problems] == ["theme"]
    assert "did you mean 'dark'?" in str(file.problems[0])


def test_where_nothing_can_be_written_the_change_holds_and_it_is_said(tmp_path):
    (tmp_path / "blocked").touch()
    file = SettingsFile(tmp_path / "blocked" / "settings.toml", REGISTRY)
    assert "holds until the trainer ends" in file.put("volume", 60)
    assert "cannot be written" in file.put_keys("session.next", ("j",))
    assert file.settings == Settings(volume=60, keys={"session.next": ("j",)})
    file.follow()
    assert file.settings.volume == 60


def test_a_change_that_could_not_be_saved_holds_beside_a_file_that_says_another(written, monkeypatch):
    def refuse(*_):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(atomic, "write", refuse)
    assert "holds until the trainer ends" in written.put("volume", 60)
    written.follow()
    assert written.settings.volume == 60


def test_a_file_that_is_no_toml_stays_as_it_is(path):
    path.parent.mkdir()
    path.write_text("volume = \n")
    file = SettingsFile(path, REGISTRY)
    assert "has problems" in file.put("volume", 60)
    assert path.read_text() == "volume = \n"
    assert file.settings.volume == 60


def test_what_another_program_writes_is_followed(written, path):
    path.write_text('effort = "high"')
    written.follow()
    assert written.settings == Settings(effort="high")


def test_the_lines_of_values(written):
    lines = written.lines()
    assert (lines["volume"], lines["session.next"], lines["session.mute"]) == (2, 5, 6)
    assert "session.louder" not in lines


def test_taking_out_what_is_not_there_changes_nothing():
    assert with_value(WRITTEN, ("keys", "session.pain"), None) == WRITTEN
    assert with_value("", ("keys", "session.pain"), None) == ""


def test_what_is_in_the_file_holds_also_after_another_setting_was_saved(written, path):
    path.write_text(path.read_text().replace("volume = 40", "volume = 30"))
    assert written.put("theme", "light") == ""
    assert (written.settings.volume, written.settings.theme) == (30, "light")
    path.write_text(path.read_text().replace('"M"', '"N"'))
    assert written.put_keys("session.louder", ("w",)) == ""
    assert written.settings.keys["session.mute"] == ("N",)


def test_two_who_change_the_file_lose_nothing_of_each_other(path):
    one, other = SettingsFile(path, REGISTRY), SettingsFile(path, REGISTRY)
    one.put("volume", 30)
    other.put("theme", "light")
    one.put_keys("session.next", ("j",))
    assert SettingsFile(path, REGISTRY).settings == Settings(volume=30, theme="light", keys={"session.next": ("j",)})


def test_what_could_not_be_saved_holds_on_beside_what_can(written, path, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(atomic, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        assert "No space left on device" in written.put("volume", 60)
    assert written.put("theme", "light") == ""
    assert (written.settings.volume, written.settings.theme) == (60, "light")
    assert written.put("volume", 50) == ""
    assert "volume = 50" in path.read_text()


@pytest.mark.parametrize(
    "text",
    [
        "volume = " + "9" * 4301,
        "[" + ".".join("a" * 1100) + "]",
        ".".join("a" * 501) + " = 1",
        "x = " + "[" * 900 + "]" * 900,
        "x = " + "{ a = " * 200 + "1" + "}" * 200,
        "keys = " + "{ a = " * 30 + "1" + "}" * 30,
        '"session.next" = ["n"]\n"a.b[0]" = 1\n"]" = 2\n"\\"" = 3\n"" = 4\n[keys]\n"x]" = 1\n"a\\nb" = 2\n"" = 3\n',
    ],
)
def test_whatever_stands_in_the_file_is_a_problem_and_nothing_else(path, text):
    path.parent.mkdir()
    path.write_text(text)
    file = SettingsFile(path, REGISTRY)
    assert file.settings == Settings()
    assert file.problems
    assert all(str(path) in problem.report() for problem in file.problems)
    assert isinstance(file.lines(), dict)
    file.put("volume", 60)
    assert file.settings.volume == 60


def test_keys_above_their_table_are_told_where_they_belong(path):
    path.parent.mkdir()
    path.write_text('"session.next" = ["n"]\n')
    (problem,) = SettingsFile(path, REGISTRY).problems
    assert str(problem) == f'{path}:1:1: "session.next": unknown key (keys of commands stand below [keys])'
