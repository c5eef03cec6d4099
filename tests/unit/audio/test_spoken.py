"""Texts without a recording: spoken by a program of this computer, prepared, and kept."""

import math
import subprocess
import sys
from array import array
from itertools import pairwise

import pytest

from trainer.audio import spoken as module
from trainer.audio.clips import RATE, VOICE_RATE, Clips, voice
from trainer.audio.loudness import loudness
from trainer.audio.mastering import VOICE_LUFS, mastered
from trainer.audio.spoken import INDEX, Engine, Spoken, engine
from trainer.cues.voice import words_of
from trainer.system.paths import bundled_sounds

# A program that hums for a tenth of a second a word, between silences, and notes what it was asked to say.
HUMS = """
import math, sys, wave
from array import array
text = sys.stdin.read()
open({log!r}, "a").write(text + "\\n")
if "fail" in text: sys.exit(1)
hum = [round(8000 * math.sin(place / 9)) for place in range(2205 * len(text.split()))]
with wave.open(sys.argv[1], "wb") as file:
    file.setparams((1, 2, 22050, 0, "NONE", ""))
    file.writeframes(array("h", [0] * 4000 + ([] if "mute" in text else hum) + [0] * 4000).tobytes())
"""


@pytest.fixture
def said(tmp_path, monkeypatch):
    log = tmp_path / "log"
    log.touch()
    program = HUMS.format(log=str(log))
    monkeypatch.setattr(module, "engine", lambda: Engine("hums", (sys.executable, "-c", program)))
    return Spoken(tmp_path / "spoken")


def asked(tmp_path) -> list[str]:
    return (tmp_path / "log").read_text().splitlines()


def test_texts_are_spoken_once_and_can_then_be_said(said, tmp_path):
    said.speak(["Wall angel.", "wall ANGEL", "Slide your arms up the wall."])
    said.speak(["Wall angel."])
    assert len(asked(tmp_path)) == 2
    able = voice(bundled_sounds(), said.clips())
    (first, second) = able.clips_for("Next: wall angel.")
    assert (first.name, second.length_ms) == ("voice/next", pytest.approx(250, abs=60))
    samples = Clips(bundled_sounds(), tmp_path / "spoken").get(second.name)
    assert len(samples) / 2 / RATE == pytest.approx(second.length_ms / 1000, abs=0.002)


def test_what_fails_or_says_nothing_is_left_out_and_the_rest_is_kept(said, tmp_path):
    said.speak(["This will fail.", "This is mute.", "This hums."])
    assert set(said.clips()) == {words_of("This hums")}
    assert sorted(path.suffix for path in (tmp_path / "spoken").iterdir()) == [".json", ".wav"]


def test_texts_out_of_all_measure_are_not_spoken(said, tmp_path):
    said.speak(["x " * 200, "...", ""])
    assert asked(tmp_path) == []


def test_a_text_is_no_option_of_the_program(said, tmp_path):
    said.speak(["--version and -w /tmp/x"])
    assert asked(tmp_path) == ["--version and -w /tmp/x"]


@pytest.mark.parametrize("content", ["", "[]", '{"a": 1}', '{"a": ["x", "y"]}', '{"hold on": ["gone", 300]}', "\x00"])
def test_a_damaged_index_is_as_none(tmp_path, content):
    (tmp_path / INDEX).write_text(content)
    assert Spoken(tmp_path).clips() == {}


def test_where_nothing_can_be_written_nothing_is_spoken(said, tmp_path):
    (tmp_path / "spoken").write_text("a file in its place")
    said.speak(["Wall angel."])
    assert said.clips() == {}


def test_without_a_voice_on_this_computer_nothing_is_spoken(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert engine() is None
    Spoken(tmp_path / "spoken").speak(["Wall angel."])
    assert not (tmp_path / "spoken").exists()


@pytest.mark.parametrize(
    ("platform", "program", "name"),
    [
        ("linux", "espeak-ng", "espeak-ng"),
        ("linux", "espeak", "espeak"),
        ("darwin", "say", "say"),
        ("win32", "powershell", "windows"),
    ],
)
def test_each_system_has_its_voice(monkeypatch, platform, program, name):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.setattr("shutil.which", lambda wanted: wanted if wanted == program else None)
    monkeypatch.setattr(sys, "platform", platform)
    assert engine().name == name


def test_on_windows_the_file_is_handed_over_beside_the_command_and_the_text_is_utf8(monkeypatch, tmp_path):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.setattr("shutil.which", lambda wanted: wanted)
    with monkeypatch.context() as windows:
        windows.setattr(sys, "platform", "win32")
        found = engine()
    assert found.command[-2] == "-Command"
    assert "$args" not in found.command[-1]
    assert f"$env:{found.variable}" in found.command[-1]
    assert "[System.Text.Encoding]::UTF8" in found.command[-1]
    stand_in = HUMS.format(log=str(tmp_path / "log")).replace("sys.argv[1]", f"__import__('os').environ[{found.variable!r}]")
    monkeypatch.setattr(module, "engine", lambda: Engine("windows", (sys.executable, "-c", stand_in), found.variable))
    folder = tmp_path / "a folder of Zoë"
    Spoken(folder).speak(["Wall angel."])
    assert list(Spoken(folder).clips()) == [words_of("Wall angel.")]


def test_on_windows_the_voice_opens_no_console(monkeypatch, tmp_path):
    calls = []
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.setattr("shutil.which", lambda wanted: wanted)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(subprocess, "run", lambda words, **how: calls.append((words[0], how["creationflags"])))
    Spoken(tmp_path).speak(["Wall angel."])
    assert calls == [("powershell", 0x08000000)]


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 48_000])
def test_speech_is_cut_brought_to_one_rate_and_made_as_loud_as_the_recordings(rate):
    tone = [round(2000 * math.sin(2 * math.pi * 500 * place / rate)) for place in range(rate)]
    out = mastered(array("h", [0] * rate + tone + [0] * rate), rate)
    assert len(out) / VOICE_RATE == pytest.approx(1.1, abs=0.03)
    assert loudness(out) == pytest.approx(VOICE_LUFS, abs=0.3)
    middle = out[VOICE_RATE // 4 : 3 * VOICE_RATE // 4]
    rising = sum(1 for one, other in pairwise(middle) if one < 0 <= other)
    assert rising == pytest.approx(250, abs=2)
    assert abs(out[0]) < 100
    assert abs(out[-1]) < 300
