"""Recorded sounds by name: the cues, which are kept ready, and the clips of the voice, each decoded when it is wanted."""

import json
import re
import wave
from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from trainer.audio.lanes import between, scaled
from trainer.cues.voice import Clip, Voice, Words, words_of

RATE: Final = 48_000
CHANNELS: Final = 2
VOICE_RATE: Final = 24_000
CUES: Final = "cues"
VOICE: Final = "voice"
SAID: Final = "said"
GYM: Final = "gym-"  # before the name of a clip that was made to be heard over music
MANIFEST: Final = "manifest.json"


class Clips:
    """The sounds below a folder: cues by their bare name, the voice's by "voice/NAME"; and by "said/NAME" what `said` holds.

    `own`: cues that take the place of those of their names.
    """

    def __init__(self, folder: Path, said: Path | None = None, own: "Mapping[str, array[int]] | None" = None) -> None:
        self._folder = folder
        self._said = said
        self._cues = {path.stem: decoded(path) for path in sorted((folder / CUES).glob("*.wav"))}
        self._cues |= own or {}

    def get(self, name: str, gain: float = 1.0) -> "array[int] | None":
        """The samples of a sound, times a gain of at most 1: 48 kHz, 16 bit, left and right in turn; None when there is none.

        Raises ValueError for a file in another format than those of the cues (these) and the voice (24 kHz, mono).
        """
        if name in self._cues or not re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+", name):
            cue = self._cues.get(name)
            return cue if cue is None or gain == 1 else scaled(cue, gain)
        path = self._path(*name.split("/"))
        return decoded(path, gain) if path.is_file() else None

    def _path(self, kind: str, name: str) -> Path:
        if kind == SAID and self._said is not None:
            return self._said / f"{name}.wav"
        return self._folder / kind / f"{name}.wav"


def decoded(path: Path, gain: float = 1.0) -> "array[int]":
    """The samples of a file, times a gain of at most 1; raises ValueError for another format than those two."""
    with wave.open(str(path), "rb") as file:
        form = (file.getframerate(), file.getsampwidth(), file.getnchannels())
        samples = array("h", file.readframes(file.getnframes()))
    if gain != 1:  # before there are four times as many
        samples = scaled(samples, gain)
    if form == (RATE, 2, CHANNELS):
        return samples
    if form == (VOICE_RATE, 2, 1):
        return _doubled(samples)
    raise ValueError(f"{path.name} is neither 48 kHz, 16 bit, stereo nor 24 kHz, 16 bit, mono")


def _doubled(mono: "array[int]") -> "array[int]":
    """Twice as many samples, those between by a cubic through their neighbours; the same on both channels."""
    out = array("h", bytes(len(mono) * 8))
    out[0::4] = out[1::4] = mono
    out[2::4] = out[3::4] = between(mono)
    return out


def voice(folder: Path, said: Mapping[Words, Clip] | None = None, *, gym: bool = False) -> Voice:
    """What the clips of a folder of sounds can say, and beside them those spoken here. `gym`: as made to be heard over music."""
    named = {words: (clip, clip.name.partition("/")[2]) for words, clip in (said or {}).items()} | bundled_clips(folder)
    return Voice({words: Clip(f"{SAID}/{GYM}{key}", clip.length_ms) if gym else clip for words, (clip, key) in named.items()})


def bundled_clips(folder: Path) -> dict[Words, tuple[Clip, str]]:
    """The clips of the voice in a folder of sounds, each with a name that changes with its content; none without a manifest."""
    try:
        manifest = json.loads((folder / VOICE / MANIFEST).read_text(encoding="utf-8"))
    except OSError:
        return {}
    return {
        words_of(entry["text"]): (Clip(f"{VOICE}/{name}", entry["milliseconds"]), entry["sha256"][:24])
        for name, entry in manifest["clips"].items()
    }
