"""The person's own sounds: `CUE.wav` in a folder of theirs takes the place of the trainer's own sound of that name."""

import os
import wave
from array import array
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from msgspec import Struct

from trainer.audio.clips import CHANNELS, HIGHEST, LOWEST, RATE
from trainer.cues.table import SOUNDS
from trainer.diagnostics.problem import FileError, Problem, guarded, nearest
from trainer.system import reading

SUFFIX: Final = ".wav"
LONGEST_S: Final = 2
MOST_BYTES: Final = 4 * 1024 * 1024  # 2 s at the highest rate, 32 bit, stereo, and what programs write beside the sound
RATES: Final = range(4_000, 192_001)
MOST_TOLD: Final = 20  # wrong names
INSTEAD: Final = "the trainer's own sound plays in its place"


class Recording(Struct, frozen=True):
    """What a file holds: whole numbers of `width` bytes, `channels` of them in turn."""

    rate: int
    width: int
    channels: int
    data: bytes

    def samples(self) -> "array[int]":
        """As the trainer plays it: 48 kHz, 16 bit, left and right in turn. As loud as it is."""
        high = self.data[self.width - 1 :: self.width]
        low = self.data[self.width - 2 :: self.width] if self.width > 1 else bytes(len(high))
        both = bytearray(2 * len(high))
        both[0::2] = low
        both[1::2] = high if self.width > 1 else bytes(value ^ 0x80 for value in high)  # 8 bit: 128 is silence
        samples = array("h", bytes(both))
        channels = [_resampled(samples[channel :: self.channels], self.rate) for channel in range(self.channels)]
        out = array("h", bytes(len(channels[0]) * CHANNELS * 2))
        out[0::2], out[1::2] = channels[0], channels[-1]
        return out


class OwnSounds:
    """Those of a folder, which need not be there; they are read once, at the beginning."""

    def __init__(self, folder: Path | None) -> None:
        self.recordings: dict[str, Recording] = {}  # by the name of the sound
        self.problems: list[Problem] = []
        wrong = []
        for path in self._files(folder):
            name, suffix = os.path.splitext(path.name)
            if name not in SOUNDS:
                wrong += [path] if suffix.lower() == SUFFIX else []
            elif suffix.lower() != SUFFIX:
                self.problems.append(Problem(str(path), (), f"is no WAV file: save it as {name}{SUFFIX}", INSTEAD))
            else:
                self._read(name, path)
        self.problems += _misnamed(wrong)

    def samples(self) -> dict[str, "array[int]"]:
        """Every sound of theirs by name, as the trainer plays it."""
        return {name: recording.samples() for name, recording in self.recordings.items()}

    def _files(self, folder: Path | None) -> list[Path]:
        try:
            return files(folder) if folder else []
        except OSError as error:
            self.problems.append(Problem(str(folder), (), f"cannot be read: {reading.reason(error)}"))
            return []

    def _read(self, name: str, path: Path) -> None:
        file = str(path)
        try:
            content = reading.read(path, MOST_BYTES)
            with guarded(file):
                self.recordings[name] = recorded(content, file)
        except OSError as error:
            self.problems += _unplayable(file, reading.reason(error)).problems
        except FileError as error:
            self.problems += error.problems


def files(folder: Path) -> list[Path]:
    """What lies in a folder of sounds; nothing where there is none. Raises OSError where it cannot be read."""
    try:
        return [folder / name for name in sorted(os.listdir(folder)) if not name.startswith(".")]
    except (FileNotFoundError, NotADirectoryError):
        return []


def recorded(content: bytes, file: str) -> Recording:
    """What a WAV file holds; raises FileError for one that cannot be played, or is too long for a cue."""
    try:
        if len(content) > MOST_BYTES:
            raise ValueError(f"it is larger than {MOST_BYTES >> 20} MB, and {LONGEST_S} seconds are the most")
        with wave.open(BytesIO(content), "rb") as opened:
            rate, width, channels = opened.getframerate(), opened.getsampwidth(), opened.getnchannels()
            frames = opened.getnframes()
            most = LONGEST_S * rate
            if channels > CHANNELS:
                raise ValueError(f"it has {channels} channels, not one or two")
            if rate not in RATES:
                raise ValueError(f"it has {rate} samples a second, not {RATES[0]} to {RATES[-1]}")
            data = opened.readframes(min(frames, most + 1))
        held = len(data) // (width * channels)
        if held > most:
            raise ValueError(f"it lasts longer than {LONGEST_S} seconds")
        if not held or held < frames:
            raise EOFError
    except EOFError:
        raise _unplayable(file, "it is empty or cut off") from None
    except wave.Error as error:
        raise _unplayable(file, f"it is no WAV file of 8, 16, 24 or 32 bit PCM ({error})") from None
    except ValueError as error:
        raise _unplayable(file, str(error)) from None
    return Recording(rate, width, channels, data)


def _unplayable(file: str, why: str) -> FileError:
    return FileError([Problem(file, (), f"cannot be played: {why}", INSTEAD)])


def _misnamed(paths: list[Path]) -> Iterator[Problem]:
    known = ", ".join(SOUNDS)
    for path in paths[:MOST_TOLD]:
        hint = nearest(path.stem.lower(), SOUNDS) or f"there are {known}"
        yield Problem(str(path), (), "has the name of no sound", hint)
    if len(paths) > MOST_TOLD:
        yield Problem(str(paths[0].parent), (), f"holds {len(paths) - MOST_TOLD} more files with the name of no sound")


def _resampled(samples: "array[int]", rate: float) -> "array[int]":
    """One channel at 48 kHz: by a cubic through four neighbours, from high rates by the mean of each two before."""
    while rate >= 2 * RATE:
        samples = array("h", [(a + b) >> 1 for a, b in zip(samples[::2], samples[1::2], strict=False)])
        rate /= 2
    if rate == RATE or not samples:
        return samples
    padded = [samples[0], *samples, samples[-1], samples[-1]]
    return array("h", [max(LOWEST, min(HIGHEST, round(value))) for value in _between(padded, len(samples), rate / RATE)])


def _between(padded: list[int], count: int, step: float) -> Iterable[float]:
    for number in range(int(count / step)):
        place = int(number * step)
        part = number * step - place
        a, b, c, d = padded[place : place + 4]
        yield b + part / 2 * (c - a + part * (2 * a - 5 * b + 4 * c - d + part * (3 * (b - c) + d - a)))
