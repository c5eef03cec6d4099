"""Speak texts without a recording to files, by a voice of this computer, and cache them.

With the extra `voice` (hibari-tts) it is that of the recordings; else the system's own is taken, where there is one.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import wave
from array import array
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from msgspec import Struct

from trainer.audio.clips import SAID, VOICE_RATE
from trainer.audio.mastering import mastered
from trainer.cues.voice import Clip, Words, words_of
from trainer.system.command_line import no_window

MAX_CHARACTERS: Final = 200  # characters
MAX_TEXTS: Final = 500
PATIENCE_S: Final = 20.0  # for one text
INDEX: Final = "texts-2.json"  # another number for texts that are made otherwise: those before are spoken anew

HIBARI: Final = """
import sys, wave
import numpy
from hibari import Hibari
engine = Hibari()
said = engine.g2p(sys.stdin.read().rstrip(".:! ") + ".")
audio = numpy.clip(numpy.asarray(engine.from_phonemes(said, speed=0.96, seed=0)) * 32767, -32768, 32767).astype("<i2")
with wave.open(sys.argv[1], "wb") as file:
    file.setparams((1, 2, 24000, len(audio), "NONE", "not compressed"))
    file.writeframes(audio.tobytes())
"""
# PowerShell takes what follows its command for more of the command: the file comes by a variable. The text is read as bytes,
# for [Console]::In takes it to be in the console's code page, which is the terminal's own and must not be changed.
VARIABLE: Final = "TRAINER_WAVE"
WINDOWS: Final = """
Add-Type -AssemblyName System.Speech
$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
$voice.SetOutputToWaveFile($env:TRAINER_WAVE)
$text = New-Object System.IO.StreamReader([Console]::OpenStandardInput(), [System.Text.Encoding]::UTF8)
$voice.Speak($text.ReadToEnd())
$voice.Dispose()
"""


class Engine(Struct, frozen=True):
    """A program that reads a text (UTF-8) from stdin and writes a WAV file.

    The file's name ends its command, or is in an environment variable (`variable`).
    """

    name: str
    command: tuple[str, ...]
    variable: str = ""


def engine() -> Engine | None:
    """Find this computer's best voice; None if it has none."""
    if importlib.util.find_spec("hibari") is not None:
        return Engine("hibari", (sys.executable, "-c", HIBARI))
    if sys.platform == "darwin" and shutil.which("say"):
        return Engine("say", ("say", "-f", "-", "--data-format=LEI16@24000", "-o"))
    if sys.platform == "win32" and shutil.which("powershell"):
        return Engine("windows", ("powershell", "-NoProfile", "-Command", WINDOWS), VARIABLE)
    for program in ("espeak-ng", "espeak"):
        if shutil.which(program):
            return Engine(program, (program, "-v", "en", "-s", "160", "--stdin", "-w"))
    return None


class Spoken:
    """A cache of spoken texts in a folder, which need not exist yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def clips(self) -> dict[Words, Clip]:
        """The cached clips by their words; empty if the folder cannot be read."""
        try:
            index = json.loads((self._folder / INDEX).read_text(encoding="utf-8"))
            return {
                tuple(words.split()): Clip(f"{SAID}/{name}", int(length))
                for words, (name, length) in index.items()
                if (self._folder / f"{name}.wav").is_file()
            }
        except (OSError, ValueError, AttributeError, TypeError):
            return {}

    def speak(self, texts: Iterable[str], go_on: Callable[[], bool] = lambda: True) -> None:
        """Speak the texts that are not cached yet, while `go_on` returns true.

        It takes its time; what fails is left out. Raises nothing.
        """
        known = self.clips()
        wanted = {words_of(text): text for text in texts if len(text) <= MAX_CHARACTERS}
        wanted = {words: text for words, text in wanted.items() if words and words not in known}
        speaker = engine() if wanted else None
        if speaker is None:
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            for words, text in list(wanted.items())[:MAX_TEXTS]:
                if not go_on():
                    return
                name = hashlib.sha256(f"{speaker.name} {text}".encode()).hexdigest()[:24]
                length_ms = self._speak(speaker, text, self._folder / f"{name}.wav")
                if length_ms:
                    # Read anew: another trainer may have spoken something meanwhile.
                    self._write_index({**self.clips(), words: Clip(f"{SAID}/{name}", length_ms)})

    def _speak(self, speaker: Engine, text: str, target: Path) -> int:
        """Write a text to a file, whole or not at all; returns its length in milliseconds, 0 when it failed."""
        raw = target.with_suffix(".part.wav")
        try:
            subprocess.run(
                [*speaker.command, *([] if speaker.variable else [str(raw)])],
                env={**os.environ, speaker.variable: str(raw)} if speaker.variable else None,
                input=text.encode(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE_S,
                check=True,
                creationflags=no_window(),
            )
            samples = mastered(*_read(raw))
            if not samples:
                return 0
            with wave.open(str(raw), "wb") as file:
                file.setparams((1, 2, VOICE_RATE, len(samples), "NONE", "not compressed"))
                file.writeframes(samples.tobytes())
            raw.replace(target)
        except (OSError, subprocess.SubprocessError, wave.Error, EOFError, ValueError):
            return 0
        finally:
            raw.unlink(missing_ok=True)
        return -(-len(samples) * 1000 // VOICE_RATE)

    def _write_index(self, clips: dict[Words, Clip]) -> None:
        index = {" ".join(words): (clip.name.partition("/")[2], clip.length_ms) for words, clip in clips.items()}
        part = self._folder / f"{INDEX}.part"
        part.write_text(json.dumps(index, ensure_ascii=False), encoding="utf-8")
        part.replace(self._folder / INDEX)


def _read(path: Path) -> tuple["array[int]", int]:
    """The samples of a 16-bit file (the left channel), and its rate; raises ValueError for another width."""
    with wave.open(str(path), "rb") as file:
        if file.getsampwidth() != 2:
            raise ValueError("expected 16 bit")
        samples = array("h", file.readframes(file.getnframes()))
        return samples[:: file.getnchannels()], file.getframerate()
