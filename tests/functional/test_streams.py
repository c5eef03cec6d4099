"""Standard streams that are closed, full or gone: a sentence where it can still be said, and never a fault."""

import os
import shlex
import subprocess
import sys

import pytest

COMMANDS = [
    *(("list",), ("list", "--json"), ("plan", "relief"), ("check", "F"), ("schema",), ("export", "relief"), ("--help",)),
    *(("history",), ("history", "--csv"), ("history", "--ics"), ("settings",), ("settings", "--json"), ("remind", "list")),
    *(("pose", "bird-dog", "--svg", "-"), ("doctor", "--json"), ("start", "relief", "--plain", "--speed", "100", "--mute")),
]


@pytest.fixture
def shell(tmp_path):
    """Runs the trainer with its streams redirected as a shell does it."""
    own = tmp_path / "own.toml"
    own.write_text('version = 1\n[exercise.a]\nname = "A"\n')

    def run(arguments, redirections):
        words = [sys.executable, "-m", "trainer", *(str(own) if one == "F" else one for one in arguments)]
        names = ("CONFIG", "DATA", "STATE", "CACHE")
        environment = {**os.environ, **{f"XDG_{name}_HOME": str(tmp_path / name) for name in names}}
        return subprocess.run(
            ["/bin/sh", "-c", f'exec "$@" {redirections}', "sh", *words],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            text=True,
            timeout=60,
            env=environment,
            check=False,
        )

    return run


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("redirection", [">&-", ">/dev/full"])
def test_output_that_cannot_be_written_is_told_in_a_sentence(shell, arguments, redirection):
    result = shell(arguments, redirection)
    assert "Traceback" not in result.stderr
    assert "internal error" not in result.stderr
    if redirection == ">/dev/full":
        assert result.returncode == 1
        assert "The output cannot be written: No space left on device." in result.stderr
    else:
        assert result.returncode in (0, 1)
        assert "closed" in result.stderr or arguments == ("--help",)  # click prints that, and nothing of the rest


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_closed_input_and_error_streams_stop_nothing(shell, arguments):
    usual, closed = shell(arguments, ""), shell(arguments, "<&- 2>&-")
    assert (closed.returncode, closed.stderr) == (usual.returncode, "")
    assert bool(closed.stdout) == bool(usual.stdout)


FIRST_FILE = """
import atexit, os, sys
from trainer.__main__ import main

def number_of_first():
    number = os.open("first", os.O_CREAT | os.O_RDWR)
    os.write(number, str(number).encode())

atexit.register(number_of_first)
sys.argv = ["trainer", "--version"]
main()
"""


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_no_file_becomes_a_standard_stream_that_was_closed(tmp_path, closed):
    """Who prints to that stream would write between the lines of what is opened first."""
    words = shlex.join([sys.executable, "-c", FIRST_FILE])
    subprocess.run(["/bin/sh", "-c", f"{words} {closed}"], cwd=tmp_path, timeout=60, check=False, stdin=subprocess.DEVNULL)
    assert int((tmp_path / "first").read_text()) > 2
