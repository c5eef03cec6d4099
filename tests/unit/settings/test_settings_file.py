"""Changing settings.toml: one value at a time, keeping comments, and applying changes even if they cannot be saved."""

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


def test_the_first_change_creates_the_file(path):
    file = SettingsFile(path, REGISTRY)
    assert file.set("volume", 60) == ""
    assert path.read_text().startswith("# Settings of the trainer.")
    assert SettingsFile(path, REGISTRY).settings == file.settings == Settings(volume=60)


def test_comments_and_order_are_kept_and_a_new_value_precedes_the_tables(written, path):
    written.set("theme", "light")
    written.set("volume", 45)
    text = path.read_text()
    assert tomllib.loads(text) == {**tomllib.loads(WRITTEN), "volume": 45, "theme": "light"}
    assert [line for line in text.splitlines() if "theme" not in line] == WRITTEN.replace("40", "45").splitlines()
    assert SettingsFile(path, REGISTRY).settings == written.settings


def test_resetting_a_setting_removes_it_from_the_file(written, path):
    written.set("volume", None)
    assert "volume" not in path.read_text()
    assert written.settings.volume == 80
    assert written.set("theme", None) == ""


def test_an_invalid_value_is_refused_and_changes_nothing(written, path):
    with pytest.raises(ValueError, match="100"):
        written.set("volume", 300)
    assert path.read_text() == WRITTEN
    assert written.settings.volume == 40


def test_keys_are_changed_in_every_notation(written, path):
    written.set_keys("session.mute", ("X",))
    written.set_keys("session.next", None)
    written.set_keys("session.louder", ("w", "exclamation_mark"))
    written.set_keys("session.softer", ())
    keys = {"session.mute": ("X",), "session.louder": ("w", "exclamation_mark"), "session.softer": ()}
    assert written.settings.keys == keys
    assert tomllib.loads(path.read_text())["keys"]["session.louder"] == ["w", "!"]
    path.write_text(path.read_text().replace('"X"', '"N"'))
    assert SettingsFile(path, REGISTRY).settings.keys == {**keys, "session.mute": ("N",)}


def test_default_keys_are_not_written_to_the_file(path):
    file = SettingsFile(path, REGISTRY)
    file.set_keys("session.next", REGISTRY.keys["session.next"])
    assert file.settings.keys == {}
    assert "session" not in path.read_text()


def test_an_invalid_value_is_fixed_by_changing_it(path):
    path.parent.mkdir()
    path.write_text('volume = 300\nkeys = 3\ntheme = "drak"\n')
    file = SettingsFile(path, REGISTRY)
    assert [problem.key for problem in file.problems] == ["volume", "keys", "theme"]
    file.set("volume", 30)
    file.set_keys("session.next", ("j",))
    assert [problem.key for problem in file.problems] == ["theme"]
    assert "did you mean 'dark'?" in str(file.problems[0])


def test_an_unsaved_change_applies_and_is_reported(tmp_path):
    (tmp_path / "blocked").touch()
    file = SettingsFile(tmp_path / "blocked" / "settings.toml", REGISTRY)
    assert "applies until the trainer ends" in file.set("volume", 60)
    assert "cannot be written" in file.set_keys("session.next", ("j",))
    assert file.settings == Settings(volume=60, keys={"session.next": ("j",)})
    file.reload_if_changed()
    assert file.settings.volume == 60


def test_an_unsaved_change_overrides_the_file(written, monkeypatch):
    def refuse(*_):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(atomic, "write", refuse)
    assert "applies until the trainer ends" in written.set("volume", 60)
    written.reload_if_changed()
    assert written.settings.volume == 60


def test_a_file_that_is_not_toml_stays_unchanged(path):
    path.parent.mkdir()
    path.write_text("volume = \n")
    file = SettingsFile(path, REGISTRY)
    assert "has problems" in file.set("volume", 60)
    assert path.read_text() == "volume = \n"
    assert file.settings.volume == 60


def test_changes_by_another_program_are_picked_up(written, path):
    path.write_text('effort = "high"')
    written.reload_if_changed()
    assert written.settings == Settings(effort="high")


def test_each_value_has_its_line_number(written):
    lines = written.lines()
    assert (lines["volume"], lines["session.next"], lines["session.mute"]) == (2, 5, 6)
    assert "session.louder" not in lines


def test_removing_a_missing_value_changes_nothing():
    assert with_value(WRITTEN, ("keys", "session.pain"), None) == WRITTEN
    assert with_value("", ("keys", "session.pain"), None) == ""


def test_saving_one_setting_picks_up_the_others_from_the_file(written, path):
    path.write_text(path.read_text().replace("volume = 40", "volume = 30"))
    assert written.set("theme", "light") == ""
    assert (written.settings.volume, written.settings.theme) == (30, "light")
    path.write_text(path.read_text().replace('"M"', '"N"'))
    assert written.set_keys("session.louder", ("w",)) == ""
    assert written.settings.keys["session.mute"] == ("N",)


def test_two_writers_keep_each_others_changes(path):
    one, other = SettingsFile(path, REGISTRY), SettingsFile(path, REGISTRY)
    one.set("volume", 30)
    other.set("theme", "light")
    one.set_keys("session.next", ("j",))
    assert SettingsFile(path, REGISTRY).settings == Settings(volume=30, theme="light", keys={"session.next": ("j",)})


def test_an_unsaved_change_survives_a_later_saved_one(written, path, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(atomic, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        assert "No space left on device" in written.set("volume", 60)
    assert written.set("theme", "light") == ""
    assert (written.settings.volume, written.settings.theme) == (60, "light")
    assert written.set("volume", 50) == ""
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
def test_arbitrary_file_content_causes_problems_but_no_exception(path, text):
    path.parent.mkdir()
    path.write_text(text)
    file = SettingsFile(path, REGISTRY)
    assert file.settings == Settings()
    assert file.problems
    assert all(str(path) in problem.report() for problem in file.problems)
    assert isinstance(file.lines(), dict)
    file.set("volume", 60)
    assert file.settings.volume == 60


def test_keys_outside_their_table_get_a_hint_where_they_belong(path):
    path.parent.mkdir()
    path.write_text('"session.next" = ["n"]\n')
    (problem,) = SettingsFile(path, REGISTRY).problems
    assert str(problem) == f'{path}:1:1: "session.next": unknown key (keys of commands belong in the table [keys])'


def test_the_effort_of_a_routine_is_kept_beside_the_others_and_comments_stay(written, path):
    assert written.put_effort("relief", "low") == written.put_effort("desk", "high") == ""
    assert path.read_text().startswith(WRITTEN)
    assert SettingsFile(path, REGISTRY).settings.efforts == written.settings.efforts == {"relief": "low", "desk": "high"}
    assert (written.settings.effort_of("relief"), written.settings.effort_of("full")) == ("low", "usual")
    assert written.lines()["efforts.desk"] == 10
    assert written.put_effort("relief", None) == ""
    assert tomllib.loads(path.read_text())["efforts"] == {"desk": "high"}
    assert written.set("efforts", None) == ""
    assert tomllib.loads(path.read_text()) == tomllib.loads(WRITTEN)


@pytest.mark.parametrize("table", ['efforts = { relief = "usual" }  # mine', 'efforts.relief = "usual"  # mine', "efforts = 3"])
def test_the_effort_of_a_routine_is_changed_in_any_spelling_of_its_table(path, table):
    path.parent.mkdir()
    path.write_text(f"{table}\nvolume = 40\n")
    file = SettingsFile(path, REGISTRY)
    assert file.put_effort("relief", "low") == ""
    assert (file.problems, file.settings.efforts, file.settings.volume) == ([], {"relief": "low"}, 40)
    assert "# mine" in path.read_text() or "mine" not in table


def test_an_effort_that_cannot_be_saved_holds_until_the_trainer_ends(written, path, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(atomic, "change", refuse)
    assert written.put_effort("relief", "low").endswith("cannot be written: Permission denied.")
    assert written.settings.effort_of("relief") == "low"
    assert path.read_text() == WRITTEN
