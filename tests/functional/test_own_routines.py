"""`trainer new`, `export` and `import`: routines of one's own are made, given to others, and brought in from them."""

import json
import os
import stat
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from queue import SimpleQueue

import pytest

from tests.functional.terminal import terminal
from trainer.app import speech
from trainer.audio.spoken import INDEX, Engine, Spoken
from trainer.pose.library import FOLDER
from trainer.routine.library import merged
from trainer.routine.loader import parse
from trainer.userfiles.loading import load

EDITOR = "#!/bin/sh\nsed -i 's/bird-dog/{}/' \"$1\"\n"


@pytest.fixture
def own(tmp_path):
    return tmp_path / "trainer" / "routines.toml"


@pytest.fixture
def shared(command, own, tmp_path):
    """A file exported elsewhere: a routine with an exercise and a figure of its own."""
    (own.parent / "poses").mkdir(parents=True)
    (own.parent / "poses" / "wall.toml").write_bytes((FOLDER / "standing.toml").read_bytes())
    own.write_text(
        "version = 1\n[exercise.slide]\nname = 'Slide'\nstart = 'Stand.'\nreps = 8\npose = 'wall'\n"
        "short = 'Slide'\nfeel = 'Shoulders.'\ntips = ['Ribs down.']\navoid = 'Stop if it hurts.'\n"
        "movements = [{ to = 'in', seconds = 2, say = 'Slide' }, { to = 'out', seconds = 2, say = 'Back' }]\n"
        "[[routine]]\nid = 'walls'\nname = 'At the wall'\nsteps = [{ exercise = 'slide' }, { exercise = 'cat-stretch' }]\n"
    )
    target = tmp_path / "given.toml"
    result = command("export", "walls", "-o", str(target))
    assert (result.returncode, result.stderr) == (0, "")
    own.unlink()
    (own.parent / "poses" / "wall.toml").unlink()
    return target


def test_new_writes_a_routine_that_can_be_started(trainer, own):
    result = trainer("new", "mornings")
    assert result.stdout == f"Wrote the routine mornings into {own}.\nTry it: trainer start mornings\n"
    assert trainer("check", str(own)).stdout == "No problems.\n"
    assert "mornings" in trainer("list").stdout
    assert (own.parent / "routines.schema.json").exists()
    assert own.read_text().startswith("#:schema ./routines.schema.json\n")


def test_a_second_one_goes_below_the_first_and_may_be_a_copy(command, own):
    command("new")
    first = own.read_text()
    command("new", "--from", "relief")
    assert own.read_text().startswith(first.rstrip())
    assert "my-routine-2" in own.read_text()
    steps = [json.loads(command("list", "--json").stdout)["routines"][place]["steps"] for place in (1, -1)]
    assert steps[0] == steps[1]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("My Mornings", "'my-mornings' would do"),
        ("relief", "A routine 'relief' already exists"),
        ("../up", "cannot be a routine's id"),
        ("ü", "cannot be a routine's id"),
    ],
)
def test_an_id_that_will_not_do_is_refused_before_anything_is_written(command, own, name, message):
    result = command("new", name)
    assert result.returncode == 2
    assert message in result.stderr
    assert not own.exists()


def test_new_leaves_a_file_with_problems_alone(command, own):
    own.parent.mkdir()
    own.write_text("version = 1\nnonsense")
    result = command("new")
    assert result.returncode == 1
    assert "fix them first" in result.stderr
    assert own.read_text() == "version = 1\nnonsense"


def test_a_link_stays_a_link_and_permissions_stay(command, own, tmp_path):
    own.parent.mkdir()
    real = tmp_path / "dotfiles.toml"
    real.write_text("version = 1\n")
    real.chmod(0o640)
    own.symlink_to(real)
    assert command("new").returncode == 0
    assert own.is_symlink()
    assert "my-routine" in real.read_text()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_folder_that_cannot_be_written_is_told(command, own):
    own.parent.touch()
    result = command("new")
    assert result.returncode == 1
    assert "routines.toml cannot be written: " in result.stderr


def test_what_was_exported_is_shown_and_brought_in(trainer, own, shared):
    result = trainer("import", str(shared), "--yes")
    assert result.stdout.splitlines() == [
        "adds the routine walls: At the wall",
        "adds the exercise slide: Slide",
        "adds the figure wall: wall",
        "Done: 'trainer start walls'.",
    ]
    assert trainer("check", str(own)).stdout == "No problems.\n"
    assert (own.parent / "poses" / "wall.toml").exists()
    assert 'tips = [\n  "Ribs down.",\n]' in own.read_text()
    told = next(one for one in json.loads(trainer("list", "--json").stdout)["routines"] if one["id"] == "walls")["steps"][0]
    assert [told[key] for key in ("short", "feel", "tips", "avoid")] == [
        "Slide",
        "Shoulders.",
        ["Ribs down."],
        "Stop if it hurts.",
    ]
    assert trainer("import", str(shared), "--yes").stdout == "You already have all of it.\n"


def test_what_is_replaced_is_named_with_what_uses_it(command, own, shared):
    command("import", str(shared), "--yes")
    shared.write_text(shared.read_text().replace("reps = 8", "reps = 9").replace('name = "Cat stretch"', 'name = "Cat"'))
    lines = command("import", str(shared), "--yes").stdout.splitlines()
    assert lines[:2] == [
        "replaces the exercise slide: Slide, previously: Slide (also in walls)",
        "replaces the exercise cat-stretch: Cat, previously: Cat stretch (also in relief, full, walls)",
    ]
    assert own.read_text().count("[exercise.slide]") == 1


def test_without_yes_and_nobody_to_ask_nothing_is_written(command, own, shared):
    result = command("import", str(shared))
    assert result.returncode == 2
    assert "--yes" in result.stderr
    assert not own.exists()


@pytest.mark.parametrize(("answer", "code"), [(b"n\r", 1), (b"y\r", 0)])
def test_it_asks_before_anything_is_brought_in(own, shared, tmp_path, answer, code):
    with terminal("import", str(shared), XDG_CONFIG_HOME=str(tmp_path)) as opened:
        opened.wait_for(b"[y/N]")
        assert not own.exists()
        opened.press(answer)
        assert opened.exit_code() == code
    assert own.exists() is (code == 0)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[pose.wall]", '[pose."../../wall"]', 'pose."../../wall": expected an id'),
        ("[pose.wall]", '[pose."/etc/wall"]', "expected an id"),
        ("reps = 8", "reps = 0", "exercise.slide.reps: expected a whole number of at least 1, found 0"),
        ('view = "front"', 'view = "top"', "pose.wall.view: "),
        ("version = 1", "version = 1\nrun = 'rm'", "run: unknown key"),
    ],
)
def test_a_shared_file_with_a_problem_changes_nothing(command, own, shared, old, new, message):
    before = shared.read_text()
    assert old in before
    shared.write_text(before.replace(old, new, 1))
    result = command("import", str(shared), "--yes")
    assert result.returncode == 1
    assert message in result.stderr
    assert "Nothing was imported." in result.stderr
    assert not own.exists()
    assert list((own.parent / "poses").iterdir()) == []


def test_a_file_with_figures_is_not_taken_for_a_plain_routine_file(command, shared):
    result = command("list", "--routines", str(shared))
    assert "bring the file in by 'trainer import FILE'" in result.stderr
    assert command("check", str(shared)).returncode == 0


@pytest.mark.parametrize("kind", ["missing", "folder", "unreadable"])
def test_a_file_that_cannot_be_read_is_told_in_a_line(command, tmp_path, kind):
    path = tmp_path / "there.toml"
    if kind == "folder":
        path.mkdir()
    if kind == "unreadable":
        path.write_bytes(b"\xff\xfe")
    result = command("import", str(path), "--yes")
    assert result.returncode in (1, 2)
    assert "there.toml" in result.stderr
    assert len(result.stderr.splitlines()) <= 4


def test_a_routine_that_takes_anothers_place_says_so(command, own):
    own.parent.mkdir()
    own.write_text("version = 1\n[[routine]]\nid = 'relief'\nname = 'Mine'\nsteps = [{ exercise = 'cat-stretch' }]\n")
    assert f"Mine (mat) (in place of the routine of the same id: {own})" in command("list").stdout


def test_export_of_an_unknown_routine_names_the_nearest(command):
    result = command("export", "relif")
    assert result.returncode == 2
    assert "did you mean 'relief'?" in result.stderr


def test_export_to_where_nothing_can_be_written_is_told(command, tmp_path):
    (tmp_path / "file").touch()
    result = command("export", "relief", "-o", str(tmp_path / "file" / "F.toml"))
    assert result.returncode == 1
    assert "F.toml" in result.stderr or "file" in result.stderr


def test_the_editor_is_opened_and_what_it_leaves_is_checked(own, tmp_path):
    editor = tmp_path / "editor.sh"
    editor.write_text(EDITOR.format("bird-dgo"))
    editor.chmod(0o755)
    with terminal("new", "mine", EDITOR=str(editor), VISUAL="", XDG_CONFIG_HOME=str(tmp_path)) as opened:
        assert opened.exit_code() == 1
    assert b"did you mean 'bird-dog'?" in opened.output
    assert "bird-dgo" in own.read_text()


def test_a_file_of_ones_own_is_spoken_ahead_whatever_its_name_is(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    Path("routines.toml").write_text(
        'version = 1\n[[routine]]\nid = "mine"\nname = "Mine"\nsteps = [{ exercise = "cat-stretch" }]\n'
    )
    spoken = SimpleQueue()
    monkeypatch.setattr(speech, "speak_missing", lambda plans, _: spoken.put({plan.routine for plan in plans}))
    ahead = speech.SpeechAhead()
    ahead.speak(load([Path("routines.toml")]))  # as the file is called that comes with the trainer
    assert spoken.get(timeout=10) == {"mine"}
    Path("routines.toml").write_text("version = 1\n")
    ahead.speak(load([Path("routines.toml")]))
    assert spoken.empty()


def test_a_bundled_routine_with_an_exercise_of_ones_own_is_ones_own(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    own = tmp_path / "own.toml"
    own.write_text(
        'version = 1\n[exercise.cat-stretch]\nname = "Cat"\nstart = "Kneel down."\nreps = 3\n'
        'movements = [{ to = "round", seconds = 2, say = "Make a round back" }]\n'
    )
    loaded = load([own])
    assert (loaded.problems, "relief" in loaded.own, "desk" in loaded.own) == ((), True, False)


SPOKEN = """
version = 1
[exercise.wall]
name = "Wall zebra"
start = "Stand beside the quiet wall."
reps = 2
movements = [{ to = "up", seconds = 2, say = "Slide along the wall" }]
[[routine]]
id = "aaa"
name = "Walls"
steps = [{ exercise = "wall" }]
"""


@pytest.fixture
def espeak(tmp_path):
    """A folder with a voice program that hums, and the environment in which it is the voice of this computer."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "espeak-ng"
    program.write_text(
        f"#!{sys.executable}\n"
        "import math, sys, wave\n"
        "from array import array\n"
        "hum = array('h', [round(9000 * math.sin(place / 9)) for place in range(8000)])\n"
        "with wave.open(sys.argv[-1], 'wb') as file:\n"
        "    file.setparams((1, 2, 22050, 0, 'NONE', ''))\n"
        "    file.writeframes(hum.tobytes())\n"
    )
    program.chmod(0o755)
    return {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "XDG_CACHE_HOME": str(tmp_path / "cache")}


def test_a_file_saved_while_the_app_is_open_is_spoken_before_it_is_started(espeak, tmp_path):
    (tmp_path / "trainer").mkdir()
    index = tmp_path / "cache" / "trainer" / "spoken" / INDEX
    with terminal(XDG_CONFIG_HOME=str(tmp_path), **espeak) as opened:
        opened.wait_for(b"Upper-back spasm relief")
        opened.read(0.5)
        assert not index.exists()
        (tmp_path / "trainer" / "routines.toml").write_text(SPOKEN)
        opened.wait_for(b"Walls")
        end = time.monotonic() + 20
        while not (index.exists() and {"wall zebra", "slide along the wall"} <= json.loads(index.read_text()).keys()):
            assert time.monotonic() < end
            opened.read(0.05)
        opened.press(b"q")
        assert opened.exit_code() == 0


def test_what_is_asked_for_last_is_spoken_first(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    own = tmp_path / "own.toml"
    own.write_text(SPOKEN)
    first = load([own])
    own.write_text(SPOKEN.replace("zebra", "giraffe"))
    second = load([own])
    said, ahead = SimpleQueue(), speech.SpeechAhead()

    def speak(self, voice, text, target):
        said.put(text)
        target.touch()
        if "zebra" in text:  # while this is spoken the file is saved again
            ahead.speak(second)
        return 100

    monkeypatch.setattr(Spoken, "_speak", speak)
    monkeypatch.setattr("trainer.audio.spoken.engine", lambda: Engine("none", ()))
    ahead.speak(first)
    texts = []
    while not texts or "Slide" not in texts[-1]:
        texts.append(said.get(timeout=10))
    zebra = next(place for place, text in enumerate(texts) if "zebra" in text)
    assert "giraffe" in texts[zebra + 1], texts


# ---- several at once


def at_once(trainer_of, *commands):
    """The commands as processes of the same moment; their exit codes."""
    running = [subprocess.Popen([sys.executable, "-m", "trainer", *one], **trainer_of) for one in commands]
    errors = [process.communicate()[1].decode() for process in running]
    return [(process.returncode, error) for process, error in zip(running, errors, strict=True)]


@pytest.fixture
def processes(tmp_path):
    home = {name: str(tmp_path) for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    return {"env": {**os.environ, **home}, **streams}


def test_routines_that_are_made_at_the_same_time_are_all_there(processes, own, library):
    results = at_once(processes, *[("new", "--no-edit")] * 8)
    assert results == [(0, "")] * 8
    found = merged(library, parse(own.read_bytes(), "own"))
    assert {f"my-routine-{number}" for number in range(2, 9)} | {"my-routine"} == {*found.routines} - {*library.routines}


def test_settings_that_are_changed_at_the_same_time_all_hold(processes, own):
    wanted = {
        "effort": "high",
        "first_side": "right",
        "prepare_extra": 5,
        "resume_countdown": 4,
        "voice": False,
        "beeps": False,
        "volume": 30,
        "theme": "light",
        "figure": "plain",
    }
    words = {False: "off"}
    results = at_once(processes, *(("settings", "set", name, words.get(value, str(value))) for name, value in wanted.items()))
    assert results == [(0, "")] * 9
    assert tomllib.loads((own.parent / "settings.toml").read_text()) == wanted


def test_an_import_is_refused_for_ones_own_routines_alone(command, own, shared):
    (own.parent / "settings.toml").write_text("volume = 300\n")
    assert command("import", str(shared), "--yes").returncode == 0
    own.write_text("version = 2\n")
    result = command("import", str(shared), "--yes")
    assert result.returncode == 1
    assert "Your own" in result.stderr


@pytest.mark.parametrize("command", [("export", "relief", "-o"), ("pose", "standing", "--svg")])
def test_an_existing_file_is_written_over_by_force_alone(trainer, tmp_path, command):
    target = tmp_path / "F"
    target.write_text("mine")
    refused = trainer(*command, str(target))
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert target.read_text() == "mine"
    assert trainer(*command, str(target), "--force").returncode == 0
    assert trainer(*command, "/dev/stdout").stdout == target.read_text() == trainer(*command, "-").stdout


@pytest.mark.parametrize(
    ("arguments", "broken", "sentence"),
    [
        (("new",), "routines.toml", "{file} has problems: fix them first."),
        (("import", "{shared}"), "routines.toml", "Your own file {file} has problems: fix them first."),
        (("import", "{file}"), "given.toml", "Nothing was imported."),
        (("export", "walls"), "poses/wall.toml", "Nothing was written."),
    ],
)
def test_the_problems_of_a_file_come_before_what_did_not_happen(trainer, own, shared, arguments, broken, sentence):
    file = own.parent / broken
    trainer("import", str(shared), "--yes")
    file.write_text("version =\n")
    result = trainer(*(one.format(file=file, shared=shared) for one in arguments))
    assert (result.returncode, result.stdout) == (1, "")
    problem, *_, last = result.stderr.splitlines()
    assert problem.startswith(f"{file}:")
    assert "is not valid TOML: invalid value" in problem
    assert last == sentence.format(file=file)
