"""The command line: what it prints, where, and with which exit code; never a traceback, never Textual where it isn't needed."""

import json
import signal
import subprocess
import sys
import time
import wave
from array import array

import pytest

from trainer.audio.player import Player
from trainer.commands import NAMES
from trainer.doctor.sound import sound
from trainer.routine.wording import clock


def test_version(trainer):
    result = trainer("--version")
    assert result.returncode == 0
    assert result.stdout.startswith("trainer 0.")


@pytest.mark.parametrize("arguments", [("--help",), ("start", "--help"), ("list", "--help"), ("plan", "-h")])
def test_help(trainer, arguments):
    result = trainer(*arguments)
    assert result.returncode == 0
    assert result.stdout.startswith("Usage: trainer")
    assert "--routines FILE" in result.stdout


def test_the_help_names_every_command(command):
    shown = command("--help").stdout
    assert all(f"\n  {name} " in shown for name in NAMES)


def test_list_shows_the_four_routines_with_length_and_steps(command):
    shown = command("list").stdout
    assert [line.split()[0] for line in shown.splitlines() if not line.startswith(" ")] == ["warm-up", "relief", "full", "desk"]
    assert "Rhomboid stretch: 3 reps, each held for 20 s" in shown


def test_list_json_is_as_documented(command):
    routines = json.loads(command("list", "--json").stdout)["routines"]
    assert [one["id"] for one in routines] == ["warm-up", "relief", "full", "desk"]
    keys = {"id", "name", "about", "per_day", "per_week", "until", "note", "by", "duration_ms", "equipment", "file", "steps"}
    assert all(set(one) == keys for one in routines)
    step = routines[0]["steps"][0]
    assert step["reps"] == {"low": 6, "usual": 8, "high": 10}
    assert all(isinstance(value, int) for value in step["reps"].values())
    assert (step["seconds"], step["sets"], step["rest_ms"]) == (None, 1, 15000)
    assert routines[0]["steps"][2]["dose_source"] == "our default"
    told = routines[0]["steps"][1]
    assert (told["short"], len(told["tips"]), told["avoid"]) == ("Bird dog", 2, "Stop if your back, a wrist or a knee hurts.")
    assert told["feel"].startswith("Shoulders, upper back")
    assert told["benefit"].startswith("Steadies the spine")
    assert routines[1]["per_day"] == 2
    assert routines[3]["equipment"] == ["chair"]


def moves(plan: dict, exercise: str) -> list[dict]:
    return [one for one in plan["phases"] if one["kind"] == "move" and one["exercise"] == exercise]


def test_plan_of_the_warm_up(command):
    plan = json.loads(command("plan", "warm-up", "--json").stdout)
    for exercise, reps in (("side-lunge-reach", 8), ("bird-dog", 10)):
        sides = {one["rep"]: one["side"] for one in moves(plan, exercise)}
        assert list(sides.items()) == [(rep, "left" if rep % 2 else "right") for rep in range(1, reps + 1)]
    assert sum(one["duration_ms"] for one in moves(plan, "foam-roll")) == 60_000
    assert all(one["rep"] is None and one["reps"] is None for one in moves(plan, "foam-roll"))
    assert plan["duration_ms"] == sum(one["duration_ms"] for one in plan["phases"])
    assert set(plan["cues"][0]) == {"at_ms", "kind", "side", "text", "voice_at_ms", "phase"}


def test_plan_of_relief(command):
    plan = json.loads(command("plan", "relief", "--json").stdout)
    assert max(one["rep"] for one in moves(plan, "cat-stretch")) == 4
    assert max(one["rep"] for one in moves(plan, "neck-flexion-extension")) == 5
    assert [one["duration_ms"] for one in moves(plan, "rhomboid-stretch") if one["movement"] == 2] == [20_000] * 3


@pytest.mark.parametrize(("effort", "cats", "hold"), [("low", 3, 15_000), ("high", 5, 30_000)])
def test_plan_of_relief_at_other_efforts(command, effort, cats, hold):
    plan = json.loads(command("plan", "relief", "--effort", effort, "--json").stdout)
    assert max(one["rep"] for one in moves(plan, "cat-stretch")) == cats
    assert {one["duration_ms"] for one in moves(plan, "rhomboid-stretch") if one["movement"] == 2} == {hold}


def test_plan_as_text_has_every_phase_and_cue(command):
    shown = command("plan", "relief").stdout
    assert "  move 1/4 guided  4 s  Round your back up, let your head hang\n" in shown
    assert '* rep: "Round your back up, let your head hang"' in shown
    assert shown.count("* rep: ") + shown.count("* last-rep: ") == 4 + 5 + 3
    assert "* finished" in shown
    assert "\n   Where you feel it: Between the shoulder blades.\n   Our advice: Push from the shoulders" in shown


@pytest.mark.parametrize("effort", ["low", "usual", "high"])
@pytest.mark.parametrize("routine", ["warm-up", "relief", "full", "desk"])
def test_each_movement_is_spoken_in_full_on_each_side_of_its_step(command, routine, effort):
    plan = json.loads(command("plan", routine, "--effort", effort, "--json").stdout)
    moving = {one["index"]: one for one in plan["phases"] if one["kind"] == "move"}
    wanted = {(one["step"], one["side"], one["text"]) for one in moving.values()}
    said = [(moving[cue["phase"]], cue["text"]) for cue in plan["cues"] if cue["text"] and cue["phase"] in moving]
    assert wanted == {(phase["step"], phase["side"], text) for phase, text in said if text == phase["text"]}


def test_without_guided_reps_a_plan_is_as_the_routine_says(trainer, command):
    guided = json.loads(command("plan", "warm-up", "--json").stdout)
    shown = json.loads(command("plan", "warm-up", "--json", "--no-guided").stdout)
    assert [phase["rep"] for phase in guided["phases"] if phase["guided"] and phase["step"] == 2] == [1, 1, 1, 2, 2, 2]
    assert not any(phase["guided"] for phase in shown["phases"])
    assert [phase["duration_ms"] for phase in shown["phases"] if phase["step"] == 2][:4] == [15_000, 2200, 2000, 2000]

    def whole(*options: str) -> str:
        shown = trainer("start", "desk", "--plain", "--speed", "100", "--audio", "silent", *options).stdout
        return next(line for line in shown.splitlines() if "usual effort" in line)

    nominal_ms = json.loads(command("plan", "desk", "--no-guided", "--json").stdout)["duration_ms"]
    assert f", {clock(nominal_ms)}, " in whole("--no-guided")
    assert whole() != whole("--no-guided")
    command("settings", "set", "guided", "off")
    assert whole() == whole("--no-guided")
    assert json.loads(command("plan", "warm-up", "--json").stdout) == shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("plan", "warmup"), "There is no routine 'warmup': did you mean 'warm-up'?"),
        (("start", "releif"), "There is no routine 'releif': did you mean 'relief'?"),
        (("plan", "zzz"), "There is no routine 'zzz': there are warm-up, relief, full, desk"),
        (("plan", "\x1b[31mred"), "There is no routine '\u241b[31mred'"),
        (("lsit",), "There is no command 'lsit': did you mean 'list'?"),
        (("plan",), "Missing argument 'ROUTINE'"),
        (("plan", "relief", "--effort", "hard"), "'hard' is not one of 'low', 'usual', 'high'"),
        (("start", "relief", "--speed", "0"), "0.25<=x<=100"),
        (("start", "relief", "--speed", "nan"), "'nan' is not a number"),
        (("start", "relief", "--audio", "loud"), "'loud' is not one of"),
        (("list", "--routines", "/no/such/file"), "There is no file '/no/such/file'"),
        (("list", "--routines", "/"), "is not a file"),
        (("list", "--routines", "/dev/null"), "is not a file"),
        (("--nope",), "No such option"),
        ((), "needs a terminal: run it in one, without pipes. 'trainer start ROUTINE' runs line by line without one"),
        (("remote", "dance"), "'dance' is not one of 'toggle', 'next'"),
    ],
)
def test_wrong_use_gets_a_sentence_and_exit_code_2(command, arguments, message):
    result = command(*arguments)
    assert result.returncode == 2
    assert message in result.stderr
    assert result.stdout == ""


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text('version = 1\n[[routine]]\nid = "mine"\nname = "Mine"\nsteps = [{ exercise = "bird-dog" }]\n')
    return path


@pytest.mark.parametrize("before", [True, False])
def test_a_file_of_ones_own_is_merged_before_or_after_the_command(trainer, own, before):
    given = ("--routines", str(own))
    result = trainer(*given, "list", "--json") if before else trainer("list", "--json", *given)
    ids = [one["id"] for one in json.loads(result.stdout)["routines"]]
    assert ids == ["warm-up", "relief", "full", "desk", "mine"]
    assert result.returncode == 0


def test_a_broken_file_leaves_the_bundled_routines_and_valid_output(trainer, own):
    own.write_text(own.read_text().replace("bird-dog", "bird-dgo"))
    result = trainer("list", "--json", "--routines", str(own))
    assert result.returncode == 1
    assert len(json.loads(result.stdout)["routines"]) == 4
    assert f"{own}:5:23: routine[0].steps[0].exercise: unknown exercise 'bird-dgo'" in result.stderr
    assert "^^^^^^^^^^ did you mean 'bird-dog'?" in result.stderr


def test_a_reader_that_has_seen_enough_is_no_fault(trainer):
    result = subprocess.run(
        f"{sys.executable} -m trainer plan full --json | head -c 10", shell=True, capture_output=True, text=True, check=False
    )
    assert result.stderr == ""


def test_without_a_home_or_locale_commands_still_work(trainer):
    result = trainer("list", env={"HOME": "/nonexistent", "LC_ALL": "C", "LANG": "", "PYTHONUTF8": "0"})
    assert result.returncode == 0


FEW_LETTERS = {"PYTHONIOENCODING": "cp1252"}  # as a pipe has on Windows


def test_letters_that_a_pipe_does_not_know_are_no_fault(trainer, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        'version = 1\n[[routine]]\nid = "mine"\nname = "\u00dcbung \u2192 \u0420"\nsteps = [{ exercise = "cat-stretch" }]\n',
        "utf-8",
    )
    shown = trainer("--routines", str(own), "list", env=FEW_LETTERS, encoding="cp1252")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "\u00dcbung ? ?" in shown.stdout
    told = trainer("--routines", str(own), "list", "--json", env=FEW_LETTERS, encoding="utf-8").stdout
    assert json.loads(told)["routines"][-1]["name"] == "\u00dcbung \u2192 \u0420"
    (tmp_path / "other.toml").write_bytes(
        trainer("--routines", str(own), "export", "mine", env=FEW_LETTERS, encoding="utf-8").stdout.encode()
    )
    assert trainer("check", str(tmp_path / "other.toml")).stdout == "No problems.\n"


@pytest.mark.parametrize("arguments", [["--version"], ["list"], ["plan", "relief", "--json"], ["start", "nope"]])
def test_no_command_but_the_app_imports_textual(arguments):
    program = (
        "import sys; sys.argv[1:] = " + repr(arguments) + "\n"
        "from trainer.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'textual', 'rich', 'asyncio', 'pyfiglet', 'miniaudio'} & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert result.stderr.splitlines()[-1] == "[]"


# ---- figures


def test_pose_writes_a_figure_as_vector_art(trainer, tmp_path):
    target = tmp_path / "f.svg"
    result = trainer("pose", "bird-dog", "--svg", str(target), "--key", "reach", "--side", "right", "--arrows", "--dark")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert target.read_text().startswith("<svg ")
    assert "<title>Bird dog: reach</title>" in target.read_text()
    usual = trainer("pose", "bird-dog", "--svg", "-").stdout
    assert "<title>Bird dog: table</title>" in usual


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("pose", "bird-dgo"), "There is no figure 'bird-dgo': did you mean 'bird-dog'?; names of pose files end in .toml"),
        (("pose", "none.toml"), "There is no file 'none.toml': check its name"),
        (("pose", "bird-dog", "--svg", "-", "--key", "rech"), "The figure 'bird-dog' has no key 'rech': did you mean 'reach'?"),
        (("pose", "cat-stretch", "--side", "left", "--svg", "-"), "The figure 'cat-stretch' has no sides."),
        (("pose", "bird-dog", "--key", "reach"), "--key, --arrows and --dark need --svg F."),
        (("pose", "bird-dog"), "The trainer needs a terminal"),
        (("pose", "bird-dog", "--figure", "braille"), "'braille' is not one of"),
        (("pose",), "Missing argument 'ID-or-FILE'"),
    ],
)
def test_wrong_use_of_pose_is_told(command, arguments, message):
    result = command(*arguments)
    assert result.returncode == 2
    assert message in result.stderr


def test_problems_of_a_pose_file_are_all_printed(command, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text('name = "X"\nview = "top"\nstart = "a"\n[key.a]\nroot = [0, 50]\nspin = 3\n')
    result = command("pose", str(file))
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.split("\n") == [
        f"{file}:2:8: view: unknown value 'top'",
        '    2 | view = "top"',
        "      |        ^^^^^ one of side, front",
        f"{file}:6:1: key.a.spin: unknown key",
        "    6 | spin = 3",
        "      | ^^^^ did you mean 'spine'?",
        "",
    ]


def test_a_svg_that_cannot_be_written_is_told(command, tmp_path):
    result = command("pose", "standing", "--svg", str(tmp_path / "none" / "f.svg"))
    assert result.returncode == 2
    assert f"There is no folder '{tmp_path / 'none'}'" in result.stderr


def test_a_figure_of_the_users_folder_has_an_id(command, tmp_path):
    folder = tmp_path / "trainer" / "poses"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('name = "Mine"\nview = "front"\nstart = "a"\n[key.a]\nroot = [0, 50]\n')
    assert "<title>Mine: a</title>" in command("pose", "mine", "--svg", "-").stdout


def test_pose_without_a_screen_imports_no_textual(trainer):
    code = (
        "import sys; from trainer.commands import run; run(['pose', 'standing', '--svg', '-']); print('textual' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "False"


# ---- the sound as a file


def test_render_goes_on_by_itself_where_the_person_sets_the_pace_and_says_so(trainer, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        'version = 1\n[[routine]]\nid = "own"\nname = "Own"\nsteps = [{ exercise = "bird-dog", reps = 2, pace = "self" }]\n'
    )
    told = trainer("render", "own", "--routines", str(own), "-o", str(tmp_path / "own.wav"), "--no-voice")
    assert "Reps at your own pace take their planned time here" in told.stdout
    length_ms = json.loads(trainer("plan", "own", "--routines", str(own), "--json").stdout)["duration_ms"]
    with wave.open(str(tmp_path / "own.wav")) as file:
        samples = array("h", file.readframes(file.getnframes()))
    last = len(samples) - next(place for place, sample in enumerate(reversed(samples)) if sample)
    assert last / 2 / 48 > length_ms, "what is heard last is after the end of the plan"


def test_render_writes_the_sound_of_a_routine(trainer, tmp_path):
    target = tmp_path / "desk.wav"
    result = trainer("render", "desk", "-o", str(target), "--effort", "low")
    assert (result.returncode, result.stderr) == (0, "")
    assert "desk.wav: Break at the desk, " in result.stdout
    assert target.read_bytes()[:4] == b"RIFF"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["desk.wav"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_recording_that_is_broken_off_leaves_nothing(tmp_path, number):
    folder = tmp_path / "out"
    folder.mkdir()
    command = [sys.executable, "-m", "trainer", "render", "full", "-o", str(folder / "full.wav")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while not any(folder.iterdir()):
            assert process.poll() is None
            time.sleep(0.002)
        process.send_signal(number)
        assert process.wait(20) == 128 + number
    assert not any(folder.iterdir())


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("render", "dsk", "-o", "x.wav"), 2, "There is no routine 'dsk': did you mean 'desk'?"),
        (("render", "desk", "-o", "x.mp3"), 2, "'x.mp3' is not a WAV file name: it must end in .wav"),
        (("render", "desk"), 2, "Missing option '-o'"),
        (("render", "desk", "-o", "/none/x.wav"), 2, "There is no folder '/none': create it, or choose another."),
    ],
)
def test_what_cannot_be_rendered_is_told(command, arguments, code, message):
    result = command(*arguments)
    assert result.returncode == code
    assert message in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("render", "desk", "--no-voice", "-o"),
        ("export", "desk", "-o"),
        ("pose", "bird-dog", "--svg"),
        ("remind", "install", "desk", "--at", "08:00", "--ics"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_an_output_file_is_replaced_only_when_that_was_asked_for(trainer, tmp_path, arguments):
    path = tmp_path / "mine.wav"
    path.write_text("mine")
    refused = trainer(*arguments, str(path))
    assert refused.returncode == 2
    assert f"'{path}' already exists: choose another name, or replace it with --force." in refused.stderr
    assert path.read_text() == "mine"
    assert trainer(*arguments, str(path), "--force").returncode == 0
    assert len(path.read_bytes()) > 100
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["mine.wav"]


def test_standard_output_is_written_into_and_no_device_is_replaced(trainer):
    printed = trainer("export", "desk", "-o", "/dev/stdout")
    assert printed.returncode == 0
    assert "[[routine]]" in printed.stdout


# ---- what works here


CHECKS = (
    "versions size colours encoding glyphs awake folder-config folder-data folder-state folder-log folder-cache settings routines"
    " history own-sounds sound"
).split()


def test_doctor_names_versions_and_folders_and_what_to_do_without_sound(trainer, tmp_path):
    result = trainer("doctor", env={"PULSE_SERVER": "unix:/none", "ALSA_CONFIG_PATH": "/none"})
    assert result.returncode == 1
    assert "textual 8" in result.stdout
    assert str(tmp_path) in result.stdout
    assert "No sound: no sound device." in result.stdout
    assert "What to do: " in result.stdout


@pytest.fixture
def without_simpleaudio(tmp_path):
    """What makes the package simpleaudio a missing one, and settings that want it."""
    (tmp_path / "trainer").mkdir()
    (tmp_path / "trainer" / "settings.toml").write_text('audio = "simpleaudio"\n')
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "simpleaudio.py").write_text("raise ModuleNotFoundError\n")
    return {"PYTHONPATH": str(tmp_path / "modules")}


MISSING = "No sound: simpleaudio is not installed: pip install 'upper-back-trainer[simpleaudio]'"


def test_a_sound_library_that_was_chosen_and_is_missing_is_told_with_what_to_install(trainer, without_simpleaudio):
    shown = trainer("doctor", env=without_simpleaudio).stdout
    assert MISSING in shown
    assert "What to do: install what is named above; or use what is available: 'trainer settings reset audio'" in shown
    assert "pactl info" not in shown
    session = trainer("start", "desk", "--plain", "--speed", "100", env=without_simpleaudio)
    assert (session.returncode, MISSING in session.stdout) == (0, True)


def test_doctor_waits_for_the_answer_of_a_sound_that_takes_long(monkeypatch, tmp_path, without_simpleaudio):
    """Meanwhile a session tells it as none."""
    monkeypatch.setattr("trainer.audio.supervisor.OPENING_S", 0.0)
    for name, value in {**without_simpleaudio, "XDG_STATE_HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    assert MISSING in sound("simpleaudio", 50, tell=print, ring=print, aloud=False).found


def test_doctor_says_that_a_volume_of_nothing_is_not_heard(monkeypatch):
    monkeypatch.setattr(Player, "state", "on")
    monkeypatch.setattr(Player, "answered", True)
    monkeypatch.setattr(Player, "open", lambda _: None)
    finding = sound("auto", 0, tell=print, ring=print, aloud=False)
    assert (finding.state, "volume is 0 %" in finding.found, "reset volume" in finding.advice) == ("note", True, True)


def test_doctor_tells_what_is_wrong_with_the_settings(trainer, tmp_path):
    folder = tmp_path / "trainer"
    folder.mkdir()
    (folder / "settings.toml").write_text('audio = "silent"\nvolume = 101\n')
    shown = trainer("doctor").stdout
    assert "settings.toml:2:10: volume: expected a whole number of at most 100" in shown
    (folder / "settings.toml").write_text('audio = "silent"\n')
    (folder / "routines.toml").write_text("version = 2\n")
    (folder / "history.db").write_text("this is no database " * 100)
    result = trainer("doctor", "--json")
    assert (result.returncode, result.stderr) == (1, "")
    told = json.loads(result.stdout)
    assert told["works"] is False
    checks = {one["name"]: one for one in told["checks"]}
    assert list(checks) == CHECKS
    assert all(set(one) == {"name", "state", "found", "advice", "details"} for one in checks.values())
    assert {name for name, one in checks.items() if one["state"] == "problem"} == {"routines", "history", "sound"}
    assert "trainer check" in checks["routines"]["advice"]
    assert checks["folder-data"]["details"]["writable"] is True
    ascii_only = trainer("doctor", env={"PYTHONIOENCODING": "ascii"})
    assert "full blocks ????" in ascii_only.stdout
    assert "note    Encoding: ascii" in ascii_only.stdout
    assert 'remove audio = "silent" from settings.toml' in ascii_only.stdout


# ---- what is wrong with a file


def test_check_tells_every_problem_with_its_place_and_nothing_about_a_good_file(command, own):
    good = command("check", str(own))
    assert (good.returncode, good.stdout) == (0, "No problems.\n")
    bad = own.with_name("bad.toml")
    bad.write_text(own.read_text().replace("bird-dog", "bird-dgo"))
    result = command("check", str(own), str(bad))
    assert result.returncode == 1
    assert result.stdout.startswith(f"{bad}:5:23: routine[0].steps[0].exercise: unknown exercise 'bird-dgo'\n    5 | steps")
    entry = json.loads(command("check", "--json", str(bad)).stdout)["problems"][0]
    assert set(entry) == {"file", "line", "column", "key", "severity", "message", "hint"}
    assert (entry["line"], entry["column"], entry["severity"], entry["hint"]) == (5, 23, "error", "did you mean 'bird-dog'?")


def test_check_without_a_file_looks_at_ones_own(trainer, tmp_path):
    none = trainer("check")
    assert (none.returncode, none.stdout) == (2, "")
    assert "'trainer new' creates one" in none.stderr
    assert trainer("new").returncode == 0
    assert trainer("check").stdout == "No problems.\n"


def test_check_warns_of_what_is_probably_not_meant(command, own):
    own.write_text(own.read_text().replace('exercise = "bird-dog"', 'exercise = "bird-dog", reps = 7, pose = "bird-dgo"'))
    result = command("check", str(own))
    assert result.returncode == 0
    assert "warning: routine[0].steps[0].reps: an odd number of reps" in result.stdout
    assert "warning: routine[0].steps[0].pose: there is no figure 'bird-dgo'" in result.stdout


def test_check_of_a_file_that_cannot_be_read(trainer, tmp_path):
    result = trainer("check", str(tmp_path / "none.toml"), str(tmp_path))
    assert result.returncode == 2
    assert "none.toml: cannot be read: No such file or directory" in result.stdout
    assert "is not a file" in result.stdout


# ---- a person's own file


def test_the_routine_file_of_the_config_folder_is_always_there_and_a_routine_of_the_same_id_wins(trainer, tmp_path, own):
    folder = tmp_path / "trainer"
    folder.mkdir()
    text = own.read_text()
    (folder / "routines.toml").write_text(text.replace('id = "', 'id = "desk" # "', 1))
    routines = json.loads(trainer("list", "--json").stdout)["routines"]
    (desk,) = [one for one in routines if one["id"] == "desk"]
    assert len(routines) == 4
    assert desk["file"] == str(folder / "routines.toml")
    assert [step["exercise"] for step in desk["steps"]] == ["bird-dog"]


def test_a_broken_or_unreadable_file_of_ones_own_stops_nothing(trainer, tmp_path):
    own = tmp_path / "trainer" / "routines.toml"
    own.parent.mkdir()
    own.write_text("version = 2\n")
    result = trainer("list")
    assert result.returncode == 1
    assert "Upper-back warm-up" in result.stdout
    assert f"{own}:1:11: version: expected version = 1" in result.stderr
    own.unlink()
    own.mkdir()
    result = trainer("list")
    assert "Upper-back warm-up" in result.stdout
    assert "is not a file" in result.stderr
