"""The trainer in a real terminal: signals at any moment, exit codes, a process that was stopped."""

import signal
import time

import pytest

from tests.functional.terminal import terminal

pytestmark = pytest.mark.usefixtures("own_home")


@pytest.fixture
def own_home(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=str)
@pytest.mark.parametrize("command", [(), ("start", "relief", "--audio", "silent")], ids=["app", "start"])
def test_a_signal_ends_the_trainer_with_its_code_and_gives_the_terminal_back(command, number, code):
    with terminal(*command) as opened:
        opened.wait_for(b"pause" if command else b"filter")
        opened.send(number)
        assert opened.exit_code() == code
        assert opened.given_back
        assert b"Traceback" not in opened.output


@pytest.mark.parametrize("after", [0, 0.02, 0.05, 0.1, 0.14, 0.17, 0.2, 0.23, 0.26, 0.3, 0.35, 0.4, 0.5, 0.7])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_at_any_moment_of_the_start_gives_the_terminal_back(after, number):
    with terminal("start", "relief", "--audio", "silent") as opened:
        opened.wait_until_it_answers()
        opened.read(after)
        opened.send(number)
        assert opened.exit_code() == 128 + number
        assert opened.given_back
        assert b"Traceback" not in opened.output
        assert b"fault of its own" not in opened.output


@pytest.mark.parametrize("command", [(), ("start", "relief", "--audio", "silent")], ids=["app", "start"])
def test_a_terminal_that_goes_without_a_signal_ends_the_trainer(command):
    with terminal(*command) as opened:
        opened.wait_for(b"pause" if command else b"filter")
        opened.vanish()
        assert opened.process.wait(20) == 129


def test_ctrl_c_is_130():
    with terminal() as opened:
        opened.wait_for(b"filter")
        opened.press(b"\x03")
        assert opened.exit_code() == 130
        assert opened.given_back


def test_q_ends_with_0():
    with terminal() as opened:
        opened.wait_for(b"filter")
        opened.press(b"q")
        assert opened.exit_code() == 0
        assert opened.given_back


def test_a_whole_routine_runs_to_its_summary_hands_off():
    with terminal("start", "relief", "--speed", "100", "--audio", "silent") as opened:
        opened.wait_for(b"Well done")
        opened.read(1)
        opened.press(b"\r")
        assert opened.exit_code() == 0


@pytest.mark.parametrize("stop", [signal.SIGSTOP, signal.SIGTSTP], ids=["from outside", "as by ctrl+z"])
def test_a_stopped_process_is_paused_answers_and_gives_the_terminal_back(stop):
    with terminal("start", "relief", "--audio", "silent") as opened:
        opened.wait_for(b"pause")
        opened.read(0.5)
        opened.send(stop)
        time.sleep(2.5)  # real time: it is the process that stands still
        opened.send(signal.SIGCONT)
        opened.wait_until_taken_again()
        opened.wait_for(b"slept")
        opened.press(b"\x03")
        assert opened.exit_code() == 130
        assert opened.given_back


@pytest.mark.parametrize("exported", [{}, {"COLUMNS": "80", "LINES": "24"}])
def test_a_tiny_terminal_does_not_crash(exported):
    """Nor is it taken for a larger one where a shell exports the size that it had before."""
    with terminal("start", "relief", "--audio", "silent", size=(20, 5), **exported) as opened:
        opened.wait_for(b"READY")
        opened.press(b"qq")
        opened.press(b"\x03")
        assert opened.exit_code() == 130


def test_a_read_only_home_does_not_stop_a_session(tmp_path):
    blocked = tmp_path / "file"
    blocked.touch()
    with terminal("start", "relief", "--speed", "100", HOME=str(blocked), XDG_STATE_HOME=str(blocked)) as opened:
        opened.wait_for(b"Well done")
        opened.read(1)
        opened.press(b"q")
        assert opened.exit_code() == 0
