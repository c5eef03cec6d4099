"""Internal errors: a sentence for the person, details in a log, and nothing else on the terminal."""

import os
import subprocess
import sys
import threading

import pytest

from trainer.system import crash_log


@pytest.fixture
def log(tmp_path, monkeypatch):
    path = tmp_path / "log" / "faults.log"
    monkeypatch.setattr(crash_log, "log_file", lambda name: path)
    return path


def test_a_crash_is_reported_as_a_sentence_with_details_in_the_log(log):
    assert crash_log.report(KeyError("what")) == (
        f"The trainer stopped because of an internal error (KeyError). The details are in {log}."
    )
    crash_log.report(ValueError("\ud800"))
    text = log.read_text()
    assert "KeyError: 'what'" in text
    assert "ValueError" in text


@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_an_unwritable_log_does_not_block(log, kind):
    log.parent.mkdir()
    if kind == "pipe":
        os.mkfifo(log)
    else:
        log.mkdir()
    assert crash_log.report(KeyError()).endswith("The details could not be written to a log file.")


def test_a_long_log_is_truncated(log):
    log.parent.mkdir()
    log.write_bytes(b"old" * crash_log.LOG_BYTES)
    crash_log.report(KeyError("new"))
    assert log.read_bytes().count(b"old") == 0
    assert b"new" in log.read_bytes()


def test_an_exception_in_a_thread_is_logged_and_not_printed(log, monkeypatch, capsys):
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    crash_log.log_background_errors()
    thread = threading.Thread(target=lambda: int("x"))
    thread.start()
    thread.join()
    assert "ValueError" in log.read_text()
    assert capsys.readouterr() == ("", "")


def test_the_command_line_installs_the_background_error_log(tmp_path):
    script = (
        "import sys, threading; sys.argv = ['trainer', 'schema']; import trainer.commands as commands;"
        "run = commands.run; from trainer.__main__ import main;"
        "commands.run = lambda words: (threading.Thread(target=lambda: [][1]).start(), run(words))[1]; main()"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "XDG_STATE_HOME": str(tmp_path)}, capture_output=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"IndexError" in next(tmp_path.rglob("faults.log")).read_bytes()
