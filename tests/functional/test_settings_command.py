"""`trainer settings`: what holds and where it came from, and changing it from the command line."""

import json

import pytest
from click.testing import CliRunner

from trainer.commands import cli
from trainer.settings.settings import Settings
from trainer.settings.words import ABOUT, GROUPS
from trainer.system import paths

WRITTEN = """volume = 40
theme = "drak"

[keys]
"session.next" = "j"
"""


@pytest.fixture
def path(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    path = paths.config_file("settings.toml")
    path.parent.mkdir(parents=True)
    return path


@pytest.fixture
def run(path):
    def command(*arguments: str):
        result = CliRunner().invoke(cli, ["settings", *arguments], standalone_mode=False)
        error = result.exception.format_message() if result.exception else ""
        return getattr(result.exception, "exit_code", result.return_value), result.stdout, error + result.stderr

    return command


def test_every_setting_is_told_in_words_and_on_the_screen():
    fields = {*Settings.__struct_fields__}
    assert {*ABOUT} == fields == {name for names in GROUPS.values() for name in names}


def test_values_are_printed_with_where_they_came_from(run, path):
    path.write_text(WRITTEN)
    code, out, error = run()
    lines = {line.split()[0]: line for line in out.splitlines() if line}
    assert code == 1  # the theme has a problem
    assert lines["volume"].split()[:4] == ["volume", "40", "line", "1"]
    assert lines["theme"].split()[:3] == ["theme", "dark", "default"]
    assert lines["session.next"].split() == ["session.next", "j", "line", "5"]
    assert f"{path}:2:9: theme: unknown value 'drak'" in error
    assert "did you mean 'dark'?" in error


def test_json_and_path(run, path):
    path.write_text(WRITTEN)
    document = json.loads(run("--json")[1])
    found = {one["name"]: one for one in document["settings"]}
    assert document["file"] == str(path) == run("--path")[1].strip()
    assert found["volume"] == {"name": "volume", "value": 40, "usual": 80, "source": "file", "line": 1}
    assert (found["theme"]["value"], found["theme"]["source"]) == ("dark", "usual")
    assert {"command": "session.next", "keys": ["j"], "source": "file", "line": 5} in document["keys"]


def test_a_setting_is_changed_and_given_its_default_again(run, path):
    assert run("set", "volume", "60") == (0, "volume is now 60.\n", "")
    assert run("set", "voice", "off")[1] == "voice is now off.\n"
    assert run("set", "session.next", "j", "Right")[1] == "session.next is now j right.\n"
    assert path.read_text().splitlines()[1:] == ["volume = 60", "voice = false", "", "[keys]", '"session.next" = ["j", "right"]']
    assert run("reset", "voice")[1] == "voice is now on.\n"
    assert run("reset", "session.next")[1] == "session.next is now right n.\n"
    assert "session.next" not in path.read_text()


def test_the_effort_of_a_routine_is_changed_and_shown_with_its_line(run, path):
    assert run("set", "efforts.relief", "low") == (0, "efforts.relief is now low.\n", "")
    path.write_text(f'{path.read_text()}relif = "high"\n')
    code, out, _ = run()
    lines = {line.split()[0]: line.split(maxsplit=1)[1] for line in out.splitlines() if line}
    assert (code, lines["relief"].split()) == (0, ["low", "line", "4"])
    assert lines["relif"].endswith("line 5  not loaded now: did you mean 'relief'?")
    assert {"routine": "relief", "effort": "low", "line": 4} in json.loads(run("--json")[1])["efforts"]
    assert run("reset", "efforts.relief")[1] == "efforts.relief is now usual.\n"
    assert "relief" not in path.read_text()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("volum", "60"), "There is no setting 'volum': did you mean 'volume'?"),
        (("volume", "101"), "volume: expected a whole number of at most 100"),
        (("volume", "loud"), "volume: expected a whole number, found text"),
        (("voice", "loud"), "voice: expected on or off, found 'loud'"),
        (("theme", "drak"), "did you mean 'dark'?"),
        (("session.next", "m"), "'m' is a key of 'session.mute' already"),
        (("session.next", "pagedwn"), "did you mean 'pagedown'?"),
        (("volume", "+-5"), "volume: expected a whole number, found text"),
        (("app.interrupt", "x"), "app.interrupt: the keys of this command cannot be changed"),
        (("volume", "1", "2"), "'volume' takes one value."),
        (("efforts.relif", "low"), "There is no routine 'relif': did you mean 'relief'?"),
        (("efforts.relief", "lo"), "efforts.relief: unknown value 'lo' (did you mean 'low'?)"),
        (("efforts", "low"), "There is no setting 'efforts'"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(run, path, arguments, message):
    error = run("set", *arguments)[2]
    assert message in error
    assert "()" not in error
    assert not path.exists()


def test_what_cannot_be_saved_is_told(run, path):
    path.mkdir()
    code, _, error = run("set", "volume", "60")
    assert code == 1
    assert f"volume was not changed: {path} cannot be written: " in error
    assert "it is not a file" in error


def test_the_commands_are_listed(run):
    assert "session.next" in run("--commands")[1]


def test_plans_follow_the_settings(trainer, tmp_path):
    def plan(*more):
        return json.loads(trainer("plan", "warm-up", "--json", "--no-guided", *more).stdout)

    usual = plan()
    place = trainer("settings", "--path").stdout.strip()
    assert place.startswith(str(tmp_path))
    for name, value in (("prepare_extra", "10"), ("first_side", "right"), ("effort", "low")):
        trainer("settings", "set", name, value)
    changed = plan("--effort", "usual")
    prepares = [one["duration_ms"] for one in usual["phases"] if one["kind"] == "prepare"]
    assert [one["duration_ms"] for one in changed["phases"] if one["kind"] == "prepare"] == [one + 10_000 for one in prepares]
    assert changed["duration_ms"] == usual["duration_ms"] + 10_000 * len(prepares)
    assert changed["phases"][0]["side"] == "right"
    assert plan()["effort"] == "low"
    trainer("settings", "set", "efforts.warm-up", "high")
    assert (plan()["effort"], plan("--effort", "usual")["effort"]) == ("high", "usual")
