"""The person's own sounds: whatever a WAV file holds takes the place of a cue, and what cannot be played is told and replaced."""

import io
import math
import os
import subprocess
import sys
import time
import wave
from array import array
from functools import cache
from pathlib import Path

import pytest

from tests.unit.audio.test_sounds import pitch
from trainer.audio.clips import RATE, Clips
from trainer.audio.own_sounds import own_samples
from trainer.audio.protocol import Play, line
from trainer.audio.track import LEAD_IN_S, blocks
from trainer.cues.table import SOUNDS
from trainer.cues.voice import MUTE
from trainer.settings.settings import Settings
from trainer.system import paths
from trainer.userfiles.sounds import INSTEAD, MAX_TOLD, OwnSounds

BUNDLED = paths.bundled_sounds()
HERTZ = 1000
LEFT, RIGHT = 0.5, 0.25  # how high


def whole_number(value: float, width: int) -> bytes:
    if width == 1:
        return bytes([round(value * 127) + 128])
    return round(value * (2 ** (8 * width - 1) - 1)).to_bytes(width, "little", signed=True)


@cache
def wav(rate=RATE, width=2, channels=2, seconds=0.5) -> bytes:
    """A tone, on the right half as high as on the left."""
    values = [math.sin(2 * math.pi * HERTZ * place / rate) for place in range(round(seconds * rate))]
    frames = b"".join(whole_number(high * value, width) for value in values for high in (LEFT, RIGHT)[:channels])
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setparams((channels, width, rate, 0, "NONE", "not compressed"))
        out.writeframes(frames)
    return file.getvalue()


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("width", [1, 2, 3, 4])
@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000, 96_000, 192_000])
def test_a_wav_file_of_any_width_and_rate_keeps_its_pitch_its_length_and_its_loudness(tmp_path, rate, width, channels):
    (tmp_path / "go.wav").write_bytes(wav(rate, width, channels))
    own = OwnSounds(tmp_path)
    assert own.problems == []
    samples = own_samples(tmp_path)["go"]
    assert len(samples) == pytest.approx(RATE, abs=10)
    assert pitch(samples[::2], 0.05, 0.45) == pytest.approx(HERTZ, rel=0.002)
    loudest = [max(map(abs, samples[channel::2])) for channel in (0, 1)]
    expected = (LEFT, LEFT if channels == 1 else RIGHT)
    assert loudest == pytest.approx([high * 32767 for high in expected], rel=0.1 if rate < 22_050 else 0.03)


def test_two_seconds_are_played_and_a_frame_more_is_not(tmp_path):
    (tmp_path / "go.wav").write_bytes(wav(8_000, 1, 1, 2))
    (tmp_path / "rep.wav").write_bytes(wav(8_000, 1, 1, 2 + 1 / 8_000))
    own = OwnSounds(tmp_path)
    assert set(own_samples(tmp_path)) == {"go"}
    assert [problem.message for problem in own.problems] == ["cannot be played: it lasts longer than 2 seconds"]


def no_file(path: Path) -> None:
    path.mkdir()


def fifo(path: Path) -> None:
    os.mkfifo(path)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def dangling(path: Path) -> None:
    path.symlink_to(path)


def holding(content: bytes):
    return lambda path: path.write_bytes(content)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (no_file, "cannot be played: it is not a file"),
        (fifo, "cannot be played: it is not a file"),
        (endless, "cannot be played: it is not a file"),
        (dangling, "cannot be played: Too many levels of symbolic links"),
        (holding(b""), "cannot be played: it is empty or cut off"),
        (holding(wav(seconds=0)), "cannot be played: it is empty or cut off"),
        (holding(wav()[:30]), "cannot be played: it is empty or cut off"),
        (holding(wav()[:9_000]), "cannot be played: it is empty or cut off"),
        (holding(wav(8_000, seconds=3)), "cannot be played: it lasts longer than 2 seconds"),
        (holding(wav(1_000)), "cannot be played: it has 1000 samples a second, not 4000 to 192000"),
        (
            holding(wav().replace(b"\x01\x00\x02\x00", b"\x01\x00\x06\x00", 1)),
            "cannot be played: it has 6 channels, not one or two",
        ),
        (holding(b"no sound at all" * 20), "cannot be played: it is no WAV file of 8, 16, 24 or 32 bit PCM (file does not start"),
        (holding(wav().replace(b"\x01\x00\x02\x00", b"\x03\x00\x02\x00", 1)), "cannot be played: it is no WAV file of 8, 16"),
        (holding(wav() + bytes(5_000_000)), "cannot be played: it is larger than 4 MB, and 2 seconds are the most"),
    ],
)
def test_what_cannot_be_played_is_told_in_a_sentence_and_the_bundled_sound_is_heard(tmp_path, make, told):
    make(tmp_path / "go.wav")
    own = OwnSounds(tmp_path)
    (problem,) = own.problems
    assert problem.message.startswith(told)
    assert (problem.file, problem.hint) == (str(tmp_path / "go.wav"), INSTEAD)
    assert "\n" not in str(problem)
    assert Clips(BUNDLED, own=own_samples(tmp_path)).get("go") == Clips(BUNDLED).get("go")


def test_a_file_with_the_name_of_no_sound_is_told_with_the_nearest(tmp_path):
    for name in ("goo.wav", "Side.wav", "xyzzy.wav", "rep.mp3", "notes.txt", ".rep.wav.swp", "go.WAV"):
        (tmp_path / name).write_bytes(wav())
    own = OwnSounds(tmp_path)
    told = {Path(problem.file).name: (problem.message, problem.hint) for problem in own.problems}
    assert told == {
        "rep.mp3": ("is no WAV file: save it as rep.wav", INSTEAD),
        "goo.wav": ("has the name of no sound", "did you mean 'go'?"),
        "Side.wav": ("has the name of no sound", "did you mean 'side-left'?"),
        "xyzzy.wav": ("has the name of no sound", f"there are {', '.join(SOUNDS)}"),
    }
    assert set(own.recordings) == {"go"}


def test_of_very_many_wrong_names_not_all_are_told(tmp_path):
    for number in range(MAX_TOLD + 5):
        (tmp_path / f"a{number}.wav").touch()
    problems = OwnSounds(tmp_path).problems
    assert len(problems) == MAX_TOLD + 1
    assert problems[-1].message == "holds 5 more files with the name of no sound"


def test_without_a_folder_there_are_none(tmp_path):
    for folder in (tmp_path / "none", tmp_path / "file"):
        (tmp_path / "file").touch()
        own = OwnSounds(folder)
        assert (own.recordings, own.problems) == ({}, [])


def test_a_track_has_them_at_the_very_samples_of_the_cues(tmp_path, plan_of):
    (tmp_path / "go.wav").write_bytes(wav(seconds=0.1))
    own = own_samples(tmp_path)
    plan = plan_of("desk")
    track = array("h")
    for block in blocks(plan, Clips(BUNDLED, own=own), MUTE, Settings()):
        track.frombytes(block)
        if len(track) > 2 * RATE * (plan.phases[0].end_ms / 1000 + 2):
            break
    begin = 2 * round(RATE * (LEAD_IN_S + plan.phases[0].end_ms / 1000))
    assert track[begin : begin + len(own["go"])] == own["go"]


def test_a_player_program_is_given_them(tmp_path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "go.wav").write_bytes(wav(44_100, 3, 1))
    for name in ("pw-play", "paplay", "afplay"):
        program = tmp_path / "bin" / name
        program.write_text(
            f'#!/bin/sh\n/bin/cp "$1" {tmp_path}/played.part && /bin/mv {tmp_path}/played.part {tmp_path}/played\n'
        )
        program.chmod(0o755)
    options = ["--sounds", str(BUNDLED), "--own", str(tmp_path / "own"), "--backend", "player"]
    process = subprocess.Popen(
        [sys.executable, "-c", "from trainer.audio.helper_process import main; main()", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PATH": str(tmp_path / "bin")},
    )
    try:
        assert process.stdout.readline() == "state on programs\n"
        silence = (tmp_path / "played").read_bytes()
        process.stdin.write(line(Play("go", time.perf_counter())))
        process.stdin.flush()
        end = time.monotonic() + 8
        while (tmp_path / "played").read_bytes() == silence:
            assert time.monotonic() < end
            time.sleep(0.01)
    finally:
        process.communicate(timeout=8)
    with wave.open(str(tmp_path / "played")) as played:
        assert array("h", played.readframes(played.getnframes())) == own_samples(tmp_path / "own")["go"]
