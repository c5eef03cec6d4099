"""The sound helper as a process of its own, with a player program that only takes notes."""

import os
import subprocess
import sys
import time
import wave

import pytest

from trainer.audio.clips import VOICE_RATE
from trainer.audio.protocol import Play, line

PROGRAM = "import sys; from trainer.audio.helper_process import main; main()"


@pytest.fixture
def helper(tmp_path):
    """The helper, where the player program is a script whose text is given; its own files go to the folder `left`."""
    started = []

    def start(script: str) -> subprocess.Popen[str]:
        (tmp_path / "bin").mkdir()
        for name in ("paplay", "afplay"):
            program = tmp_path / "bin" / name
            program.write_text(f"#!/bin/sh\n{script}\n")
            program.chmod(0o755)
        for name in ("left", "said"):
            (tmp_path / name).mkdir()
        options = ["--sounds", str(tmp_path / "none"), "--said", str(tmp_path / "said"), "--backend", "player"]
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PATH": str(tmp_path / "bin"), "TMPDIR": str(tmp_path / "left")},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_a_damaged_file_is_left_out_and_what_comes_after_it_is_heard(helper, tmp_path):
    process = helper(f'echo "$1" >> {tmp_path}/played')
    (tmp_path / "said" / "empty.wav").touch()
    (tmp_path / "said" / "foreign.wav").write_bytes(b"no sound at all" * 20)
    with wave.open(str(tmp_path / "said" / "good.wav"), "wb") as file:
        file.setparams((1, 2, VOICE_RATE, 0, "NONE", "not compressed"))
        file.writeframes(bytes(VOICE_RATE // 10))
    assert process.stdout.readline() == "state on programs\n"
    for name in ("empty", "foreign", "good"):
        process.stdin.write(line(Play(f"said/{name}", time.perf_counter())))
    process.stdin.flush()
    played = tmp_path / "played"
    end = time.monotonic() + 8
    while len(played.read_text().splitlines()) < 2:  # the silence that it begins with, and the good one
        assert time.monotonic() < end
        time.sleep(0.01)
    _, errors = process.communicate(timeout=8)
    assert "said/empty cannot be played" in errors
    assert "said/foreign cannot be played" in errors


def test_without_a_device_no_files_are_left_behind(helper, tmp_path):
    process = helper("exit 1")
    assert process.stdout.readline() == "state none no sound device\n"
    assert list((tmp_path / "left").iterdir())
    process.communicate(timeout=8)
    assert list((tmp_path / "left").iterdir()) == []
