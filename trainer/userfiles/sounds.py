"""The person's own sounds: `CUE.wav` in a folder of theirs takes the place of the trainer's own sound of that name."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from trainer.cues.table import SOUNDS
from trainer.diagnostics.problem import FileError, Problem, errors_as_problems, nearest
from trainer.system import reading

SUFFIX: Final = ".wav"
MAX_CHANNELS: Final = 2
MAX_S: Final = 2
MAX_BYTES: Final = 4 * 1024 * 1024  # 2 s at the highest rate, 32 bit, stereo, and what programs write beside the sound
RATES: Final = range(4_000, 192_001)
MAX_TOLD: Final = 20  # wrong names
INSTEAD: Final = "the trainer's own sound plays in its place"


class Recording(Struct, frozen=True):
    """What a file holds: whole numbers of `width` bytes, `channels` of them in turn."""

    rate: int
    width: int
    channels: int
    data: bytes


class OwnSounds:
    """Those of a folder, which need not be there; they are read once, at the beginning."""

    def __init__(self, folder: Path) -> None:
        self.recordings: dict[str, Recording] = {}  # by the name of the sound
        self.problems: list[Problem] = []
        wrong = []
        try:
            found = files(folder)
        except OSError as error:
            self.problems.append(Problem(str(folder), (), f"cannot be read: {reading.cause_of(error)}"))
            return
        for path in found:
            name, suffix = os.path.splitext(path.name)
            if name not in SOUNDS:
                wrong += [path] if suffix.lower() == SUFFIX else []
            elif suffix.lower() != SUFFIX:
                self.problems.append(Problem(str(path), (), f"is no WAV file: save it as {name}{SUFFIX}", INSTEAD))
            else:
                self._read(name, path)
        self.problems += _misnamed(wrong)

    def _read(self, name: str, path: Path) -> None:
        file = str(path)
        try:
            content = reading.read(path, MAX_BYTES)
            with errors_as_problems(file):
                self.recordings[name] = recorded(content, file)
        except OSError as error:
            self.problems += _unplayable(file, reading.cause_of(error)).problems
        except FileError as error:
            self.problems += error.problems


def sound_problems(folder: Path) -> list[Problem]:
    """What is wrong with the sounds of a folder."""
    return OwnSounds(folder).problems if reading.exists(folder) else []


def sound_files(folder: Path) -> list[Path]:
    """A folder of sounds and what lies in it; nothing where there is none."""
    if not reading.exists(folder):
        return []
    try:
        return [folder, *files(folder)]
    except OSError:
        return [folder]


def files(folder: Path) -> list[Path]:
    """What lies in a folder of sounds; nothing where there is none. Raises OSError where it cannot be read."""
    try:
        return [folder / name for name in sorted(os.listdir(folder)) if not name.startswith(".")]
    except (FileNotFoundError, NotADirectoryError):
        return []


def recorded(content: bytes, file: str) -> Recording:
    """What a WAV file holds; raises FileError for one that cannot be played, or is too long for a cue."""
    import wave
    from io import BytesIO

    try:
        if len(content) > MAX_BYTES:
            raise ValueError(f"it is larger than {MAX_BYTES >> 20} MB, and {MAX_S} seconds are the most")
        with wave.open(BytesIO(content), "rb") as opened:
            if sys.version_info >= (3, 15) and opened.getformat() == wave.WAVE_FORMAT_IEEE_FLOAT:
                raise wave.Error("its samples are floats")  # which earlier Pythons refuse by themselves
            rate, width, channels = opened.getframerate(), opened.getsampwidth(), opened.getnchannels()
            frames = opened.getnframes()
            most = MAX_S * rate
            if channels > MAX_CHANNELS:
                raise ValueError(f"it has {channels} channels, not one or two")
            if rate not in RATES:
                raise ValueError(f"it has {rate} samples a second, not {RATES[0]} to {RATES[-1]}")
            data = opened.readframes(min(frames, most + 1))
        held = len(data) // (width * channels)
        if held > most:
            raise ValueError(f"it lasts longer than {MAX_S} seconds")
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
    for path in paths[:MAX_TOLD]:
        hint = nearest(path.stem.lower(), SOUNDS) or f"there are {known}"
        yield Problem(str(path), (), "has the name of no sound", hint)
    if len(paths) > MAX_TOLD:
        yield Problem(str(paths[0].parent), (), f"holds {len(paths) - MAX_TOLD} more files with the name of no sound")
