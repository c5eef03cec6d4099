"""`trainer start` line by line: over pipes, in a real terminal, at every kind of end."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from tests.functional.terminal import terminal
from tests.functional.test_dose import sessions
from tests.unit.plain.test_plain_session import LINES
from trainer.history.diary import Diary
from trainer.plain.run import RESUME_HINT

QUIET = ("--audio", "silent")


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path))


@pytest.fixture
def short(tmp_path):
    """A routine that is soon over."""
    path = tmp_path / "short.toml"
    path.write_text('version = 1\n[[routine]]\nid = "short"\nname = "Short"\nsteps = [{ exercise = "cat-stretch", reps = 2 }]\n')
    return ("short", "--routines", str(path), "--speed", "50")


@contextmanager
def begin(*arguments: str, **options):
    """A session in a process of its own, which ends with the test whatever that finds."""
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    with subprocess.Popen([sys.executable, "-m", "trainer", "start", *arguments, *QUIET], text=True, **streams) as process:
        try:
            yield process
        except BaseException:
            process.kill()
            raise


def test_over_a_pipe_every_cue_is_a_line_at_its_time(trainer):
    speed = 100
    cues = json.loads(trainer("plan", "relief", "--json").stdout)["cues"]
    with begin("relief", "--speed", str(speed)) as process:
        lines = [(time.monotonic(), line.rstrip("\n")) for line in process.stdout]
        problems = process.stderr.read()
    texts = [line for _, line in lines]
    assert (process.returncode, problems) == (0, "")
    first = next(place for place, text in enumerate(texts) if text.startswith("First: "))
    told = lines[first : texts.index("Finished") + 1]
    told = [one for one in told if not re.match(r"The screen may", one[1])]
    assert len(told) == len(cues)
    assert all(re.fullmatch(LINES[cue["kind"]], text) for cue, (_, text) in zip(cues, told, strict=True))
    # Lines cannot come before their time; how late they come here, a machine under load decides.
    began = max(at - cue["at_ms"] / 1000 / speed for cue, (at, _) in zip(cues, told, strict=True))
    assert told[-1][0] - told[0][0] >= cues[-1]["at_ms"] / 1000 / speed - 0.2
    assert began >= told[0][0] - 0.1
    assert texts[texts.index("Finished") + 1] == "Well done."
    assert texts[-1] == "Rhomboid stretch: 3 of 3 reps"
    (session,) = json.loads(trainer("history", "--json").stdout)["sessions"]
    assert (session["outcome"], session["speed"]) == ("finished", speed)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=str)
def test_a_signal_ends_it_and_it_can_be_gone_on_with(trainer, number, code):
    with begin("relief", "--speed", "50") as process:
        while not process.stdout.readline().startswith("Rep 2"):
            assert process.poll() is None
        process.send_signal(number)
        lines = process.stdout.read().splitlines()
        assert (process.wait(), process.stderr.read()) == (code, "")
    assert lines[-1] == RESUME_HINT
    if number == signal.SIGTERM:
        with begin("--resume", "--plain", "--speed", "100") as process:
            text = process.stdout.read()
        assert "Resuming at: Upper-back spasm relief, step 1 of 3: Cat stretch, rep 2." in text
        assert "Resume in 3\n" in text
        assert "Cat stretch: 4 of 4 reps\n" in text


def test_a_reader_that_has_gone_ends_it_quietly():
    with begin("relief", "--speed", "50") as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(20) == 0
        assert process.stderr.read() == ""


def test_a_terminal_that_is_gone_ends_it_quietly():
    master, slave = os.openpty()
    with begin("relief", "--speed", "50", stdin=slave, stdout=slave) as process:
        os.close(slave)
        while b"Rep 1" not in os.read(master, 9999):
            assert process.poll() is None
        os.close(master)
        assert process.wait(20) == 129  # as where the system tells of it by a signal
        assert process.stderr.read() == ""


def test_it_needs_no_textual_and_no_locale(short):
    program = (
        f"import sys; sys.argv[1:] = {['start', *short, '--audio', 'silent']}\n"
        "from trainer.__main__ import main\n"
        "try: main()\n"
        "finally: print(sorted({'textual', 'rich', 'pyfiglet', 'trainer.remote'} & set(sys.modules)), file=sys.stderr)"
    )
    surroundings = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, env=surroundings
    )
    assert (result.returncode, result.stderr) == (0, "[]\n")
    assert "Well done." in result.stdout


# ---- in a terminal


def test_in_a_terminal_keys_work_and_it_is_given_back():
    with terminal("start", "relief", "--plain", *QUIET, "--speed", "10") as opened:
        opened.wait_for(b"Keys: Space pause")
        opened.wait_for(b"Go\r\n")
        opened.press(b" ")
        opened.wait_for(b"Paused\r\nSpace: carry on. q: stop here.")
        opened.press(b"\x1b[C")
        opened.wait_for(b"Skipped: Cat stretch\r\n")
        opened.press(b"q")
        opened.wait_for(b"Stop here?")
        opened.press(b"\r")
        assert opened.exit_code() == 0
        assert b"Stopped here, and that is fine." in opened.output
        assert b"\x1b" not in opened.output
        assert opened.given_back


def test_a_dumb_terminal_gets_lines_and_how_the_back_feels_is_asked(trainer, short):
    with terminal("start", *short, *QUIET, TERM="dumb", XDG_DATA_HOME=os.environ["XDG_DATA_HOME"]) as opened:
        opened.wait_for(b"How does your back feel? 0, no pain, to 9, t for 10. Enter skips.")
        opened.read(1)
        opened.press(b"2")
        assert opened.exit_code() == 0
        assert b"Noted: 2 of 10" in opened.output
        assert opened.given_back
    assert json.loads(trainer("history", "--json").stdout)["sessions"][0]["pain_after"] == 2


def test_who_leaves_early_is_asked_too_and_is_told_once_that_it_was_stopped(trainer):
    with terminal("start", "relief", "--plain", *QUIET, "--speed", "20", XDG_DATA_HOME=os.environ["XDG_DATA_HOME"]) as opened:
        opened.wait_for(b"Rep 2")
        opened.press(b"q")
        opened.wait_for(b"Stop here?")
        opened.press(b"\r")
        opened.wait_for(b"How does your back feel?")
        opened.read(1)
        opened.press(b"6")
        assert opened.exit_code() == 0
    assert opened.output.count(b"Stopped") == 1
    (session,) = json.loads(trainer("history", "--json").stdout)["sessions"]
    assert (session["outcome"], session["pain_after"]) == ("stopped", 6)


def test_after_the_session_a_suggested_effort_is_told_with_the_command_that_keeps_it(tmp_path):
    Diary(tmp_path / "trainer").import_sessions(sessions(3))
    with begin("relief", "--speed", "100") as process:
        lines = process.stdout.read().splitlines()
    assert lines[-1] == (
        "Ready for a little more? The last 3 sessions were done whole, and your back felt fine after them (3, 3, 3 of 10). "
        "'trainer settings set efforts.relief high' keeps it."
    )


def test_on_a_terminal_no_word_is_broken_at_the_edge():
    with terminal("start", "relief", "--plain", *QUIET) as opened:
        opened.wait_for(b"First: ")
        opened.press(b"q")
        opened.wait_for(b"Stop here?")
        opened.press(b"\r")
        assert opened.exit_code() == 0
    lines = opened.output.decode().splitlines()
    assert any(len(line) > 60 for line in lines)
    assert all(len(line) <= 80 for line in lines)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=str)
def test_a_signal_gives_the_terminal_back(number, code):
    with terminal("start", "relief", "--plain", *QUIET) as opened:
        opened.wait_for(b"First: ")
        opened.send(number)
        assert opened.exit_code() == code
        assert opened.given_back


def test_ctrl_z_pauses_and_gives_the_terminal_back_and_keys_work_after_it():
    with terminal("start", "relief", "--plain", *QUIET) as opened:
        opened.wait_for(b"First: ")
        opened.send(signal.SIGTSTP)
        opened.wait_for(b"Paused\r\n")
        opened.send(signal.SIGCONT)
        opened.press(b" ")
        opened.wait_for(b"Resume in 3")
        opened.send(signal.SIGINT)
        assert opened.exit_code() == 130
        assert opened.given_back
