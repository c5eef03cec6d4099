"""The trainer in a real terminal: signals at any moment, exit codes, a process that was stopped."""

import re
import signal
import subprocess
import sys
import time

import pytest

from tests.functional.terminal import terminal

pytestmark = pytest.mark.usefixtures("own_home")


@pytest.fixture
def own_home(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))


SESSION = ("start", "relief", "--audio", "silent")
COMMANDS = {"app": ((), b"filter"), "start": (SESSION, b"pause"), "plain": ((*SESSION, "--plain"), b"pause")}
USUAL = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
# What else ends a process that does not answer it; those of the processor's faults and SIGKILL cannot be answered.
OTHER = "ALRM USR1 USR2 XCPU VTALRM PROF IO PWR STKFLT TRAP SYS ABRT RTMIN RTMAX".split()
MODES = {b"1049": b"h", b"1000": b"h", b"1003": b"h", b"1006": b"h", b"1004": b"h", b"2004": b"h", b"25": b"l", b"7": b"l"}


def modes_left(output: bytes) -> dict[bytes, bytes]:
    """The modes of a terminal that are not as they were, after what was written to it."""
    last = dict(re.findall(rb"\x1b\[\?(\d+)([hl])", output))
    left = {mode: state for mode, state in last.items() if MODES.get(mode) == state}
    return left | ({b"kitty": b""} if output.count(b"\x1b[>") != output.count(b"\x1b[<u") else {})


@pytest.mark.parametrize("number", USUAL, ids=str)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_signal_ends_the_trainer_with_its_code_and_gives_the_terminal_back(command, number):
    arguments, ready = COMMANDS[command]
    with terminal(*arguments) as opened:
        opened.wait_for(ready)
        opened.send(number)
        assert opened.exit_code() == 128 + number
        assert opened.given_back
        assert modes_left(opened.output) == {}
        assert b"Traceback" not in opened.output


@pytest.mark.parametrize("name", [name for name in OTHER if hasattr(signal, f"SIG{name}")])
@pytest.mark.parametrize("command", ["start", "plain"])
def test_any_signal_that_ends_a_process_does_so_in_the_same_way(command, name):
    arguments, ready = COMMANDS[command]
    number = getattr(signal, f"SIG{name}")
    with terminal(*arguments) as opened:
        opened.wait_for(ready)
        opened.send(number)
        assert opened.exit_code() == 128 + number
        assert opened.given_back
        assert modes_left(opened.output) == {}


@pytest.mark.parametrize("again", [0, 0.05, 0.08, 0.1, 0.12, 0.15, 0.2])
def test_a_signal_that_comes_again_while_the_trainer_ends_changes_nothing(again):
    with terminal(*SESSION) as opened:
        opened.wait_for(b"pause")
        opened.send(signal.SIGTERM)
        opened.read(again)
        opened.send(signal.SIGTERM)
        assert opened.exit_code() == 143
        assert opened.given_back


def test_no_signal_that_can_be_answered_is_left_out():
    ignored_by_python = {
        signal.SIGPIPE,
        signal.SIGXFSZ,
    }  # a full disk or a closed pipe is told by an error, and a session goes on
    harmless = {signal.SIGCHLD, signal.SIGCONT, signal.SIGURG, signal.SIGWINCH, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU}
    unanswerable = {signal.SIGKILL, signal.SIGSTOP, signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGILL}
    expected = signal.valid_signals() - ignored_by_python - harmless - unanswerable
    found = subprocess.run(
        [sys.executable, "-c", "from trainer.system.ending import ENDING; print(*ENDING)"], capture_output=True, check=True
    )
    assert set(map(int, found.stdout.split())) == expected


def test_a_command_that_writes_a_file_leaves_nothing_of_it_when_a_signal_ends_it(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    with terminal("render", "full", "--effort", "high", "-o", str(folder / "session.wav")) as opened:
        opened.wait_until_it_answers()
        while not any(folder.iterdir()) and opened.process.poll() is None:
            time.sleep(0.001)
        opened.send(signal.SIGUSR1)
        assert opened.exit_code() == 128 + signal.SIGUSR1
        assert list(folder.iterdir()) == []


@pytest.mark.parametrize("after", [0, 0.5, 1.2])
@pytest.mark.parametrize("command", COMMANDS)
def test_when_its_terminal_hangs_up_the_trainer_ends_with_the_code_of_that_signal(command, after):
    arguments, ready = COMMANDS[command]
    with terminal(*arguments, controlling=True) as opened:
        opened.wait_for(ready)
        opened.read(after)
        opened.vanish()
        assert opened.process.wait(20) == 129


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
        assert b"internal error" not in opened.output


@pytest.mark.parametrize("command", COMMANDS)
def test_a_terminal_that_goes_without_a_signal_ends_the_trainer(command):
    arguments, ready = COMMANDS[command]
    with terminal(*arguments) as opened:
        opened.wait_for(ready)
        opened.vanish()
        assert opened.process.wait(20) == 129


@pytest.mark.parametrize(("key", "code"), [(b"\x03", 130), (b"q", 0)])
def test_ctrl_c_ends_with_130_and_q_with_0(key, code):
    with terminal() as opened:
        opened.wait_for(b"filter")
        opened.press(key)
        assert opened.exit_code() == code
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
