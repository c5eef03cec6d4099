"""The pages of docs/ match the program."""

import json
import re
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

import trainer
from tests.unit.history.recorded import RecordedSession
from trainer.commands import NAMES, cli, run
from trainer.cues.table import CUES, LIVE_ONLY
from trainer.history.diary import Diary

DOCS = Path(__file__).parents[2] / "docs"
JSON = (DOCS / "json.md").read_text(encoding="utf-8")


def keys_of(value):
    """All field names in a JSON value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_of(inner)


def section(command):
    found = re.search(rf"^## trainer {re.escape(command)}.*?$(.*?)(?=^## |\Z)", JSON, re.MULTILINE | re.DOTALL)
    assert found, f"docs/json.md has no section for {command}"
    return set(re.findall(r'[`"]([a-z_]+)["`]', found[1]))


@pytest.fixture
def home(tmp_path, monkeypatch):
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    (tmp_path / "bad.toml").write_text("version = 2\n")
    return tmp_path


def test_the_page_of_the_remote_has_the_verbs_of_the_commands():
    script = runpy.run_path(str(DOCS / "make_remote.py"))
    assert (DOCS / "remote.md").read_text(encoding="utf-8") == script["page"]()


@pytest.fixture
def done(home, plan_of):
    """A session in the history."""
    diary = Diary(home / "trainer")
    RecordedSession(diary, plan_of("relief")).begin().follow_to_its_end()
    diary.close()


@pytest.mark.parametrize("command", ["list", "plan warm-up", "check bad.toml", "history"])
@pytest.mark.usefixtures("done")
def test_every_field_that_json_prints_is_explained(command, home, monkeypatch, capsys):
    monkeypatch.chdir(home)
    run([*command.split(), "--json"])
    printed = set(keys_of(json.loads(capsys.readouterr().out)))
    assert len(printed) > 5
    assert printed <= section(command.split()[0]), printed - section(command.split()[0])


def test_the_page_lists_every_cue_of_a_plan():
    named = set(re.findall(r"`([a-z-]+)`", JSON.partition("## trainer plan")[2].partition("\n## ")[0]))
    assert {cue.kind for cue in CUES if not set(cue.events) <= set(LIVE_ONLY)} <= named


def test_the_architecture_is_that_of_the_transition_table_and_the_import_contract():
    script = runpy.run_path(str(DOCS / "make_architecture.py"))
    assert (DOCS / "architecture.md").read_text(encoding="utf-8") == script["page"]()


def test_every_screens_folder_is_in_the_contract_that_keeps_screens_apart():
    project = tomllib.loads((DOCS.parent / "pyproject.toml").read_text(encoding="utf-8"))
    apart = next(one for one in project["tool"]["importlinter"]["contracts"] if one["type"] == "independence")["modules"]
    ui = Path(trainer.__file__).parent / "ui"
    folders = {f"trainer.ui.{screen.parent.name}" for screen in ui.glob("*/screen.py")}
    assert set(apart) == folders, "the modules of the contract `No screen's folder imports another's` in pyproject.toml"


def test_every_place_that_contributing_names_is_there():
    root = DOCS.parent
    table = (root / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## To change something")[2].partition("\n## ")[0]
    places = [one for one in re.findall(r"`([a-z_/.-]+)`", table) if "/" in one]
    assert len(places) > 40
    package = Path(trainer.__file__).parent
    assert [one for one in places if not any((below / one).exists() for below in (root, package.parent, package))] == []


def test_every_package_has_a_row_in_the_architecture():
    rows = (DOCS / "architecture.md").read_text(encoding="utf-8").partition("## Who may import whom")[2].partition("\n\n## ")[0]
    packages = {path.parent.name for path in Path(trainer.__file__).parent.glob("*/__init__.py")}
    assert packages <= set(re.findall(r"`([a-z]+)`", rows))


def test_the_manual_page_is_that_of_the_commands():
    script = runpy.run_path(str(DOCS / "make_man_page.py"))
    assert (DOCS / "trainer.1").read_text(encoding="utf-8") == script["page"]()


@pytest.mark.parametrize("name", NAMES)
def test_the_example_in_the_help_of_a_command_can_be_typed(name, home, monkeypatch):
    monkeypatch.chdir(home)
    for file in ("mornings.toml", "history.backup"):
        (home / file).write_text("")
    context = click.Context(cli, info_name="trainer")
    example = re.search(r"For example: trainer ([^>.]*(?:\.\w[^>.]*)*)", str(cli.get_command(context, name).epilog))
    assert example, name
    first, *words = example[1].split()
    assert first == name
    command = cli.get_command(context, name)
    while isinstance(command, click.Group) and words and words[0] in command.list_commands(context):
        command = command.get_command(context, words.pop(0))
    command.make_context(name, words, parent=context)


def test_the_page_on_settings_is_that_of_the_model_and_the_commands():
    script = runpy.run_path(str(DOCS / "make_settings.py"))
    assert (DOCS / "settings.md").read_text(encoding="utf-8") == script["page"]()


def test_every_benchmark_can_be_loaded():
    script = DOCS.parent / "tests" / "bench" / "run.py"
    result = subprocess.run([sys.executable, str(script), "none"], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr.partition(":")[0]) == (2, "There is no benchmark 'none'")
