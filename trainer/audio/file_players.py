"""Backends that play each sound from a file: the system's own player programs, and on Windows Python's `winsound`."""

import shutil
import subprocess
import sys
import tempfile
import wave
from abc import abstractmethod
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from trainer.audio.clips import CHANNELS, RATE
from trainer.audio.device import DeviceError
from trainer.audio.mixer import Mixer
from trainer.audio.oneshot import OneShotBackend
from trainer.audio.packages import PROGRAMS, program_names

TRIAL_S: Final = 2.0  # how long a player may take for a moment of silence


class SoundFiles(OneShotBackend):
    """What plays from files: each sound is written once for each volume, and all are taken away at the end."""

    def __init__(self, mixer: Mixer) -> None:
        super().__init__(mixer)
        self._folder = tempfile.TemporaryDirectory(prefix="trainer-sound-", ignore_cleanup_errors=True)  # one may still be read
        self._files: dict[tuple[str, int], Path] = {}
        self._failed = False

    def open(self) -> None:
        """Check the device by playing a moment of silence; raises DeviceError."""
        self._failed = False
        if not self.works_with(self._file("silence", array("h", bytes(RATE // 20 * CHANNELS * 2)))):
            raise DeviceError("no sound device")

    @abstractmethod
    def works_with(self, file: Path) -> bool:
        """Play a file to its end; False if that fails."""

    @abstractmethod
    def play(self, file: Path) -> None:
        """Begin to play a file."""

    def stalled(self) -> bool:
        """Whether a sound could not be played."""
        return self._failed

    def ready(self, sound: str, samples: "array[int]") -> Callable[[], None]:
        """Write the file; returns what plays it."""
        file = self._file(sound, samples)
        return lambda: self.play(file)

    def close(self) -> None:
        """Stop what plays, and take the files away."""
        super().close()
        self._folder.cleanup()

    def _file(self, sound: str, samples: "array[int]") -> Path:
        """A file with the samples of a sound at the present volume."""
        key = (sound, self._mixer.volume)
        if key not in self._files:
            path = Path(self._folder.name) / f"{len(self._files)}.wav"
            with wave.open(str(path), "wb") as file:
                file.setnchannels(CHANNELS)
                file.setsampwidth(2)
                file.setframerate(RATE)
                file.writeframes(samples.tobytes())
            self._files[key] = path
        return self._files[key]


class Programs(SoundFiles):
    """A player program of the system, one process for each sound; raises DeviceError where there is none."""

    def __init__(self, mixer: Mixer) -> None:
        known = PROGRAMS.get(sys.platform, ())
        found = next((command for command in known if shutil.which(command[0])), None)
        if found is None:
            names = ", ".join(program_names())
            install = f": install one of {names}" if names else ""
            raise DeviceError(f"this system has no player program{install}")
        super().__init__(mixer)
        self._command = found
        self._playing: list[subprocess.Popen[bytes]] = []

    def works_with(self, file: Path) -> bool:
        """Whether the program plays a file."""
        try:
            return self._start(file).wait(TRIAL_S) == 0
        except (OSError, subprocess.TimeoutExpired):
            return False

    def stalled(self) -> bool:
        """Whether a sound could not be played."""
        return self._failed or any((process.poll() or 0) > 0 for process in self._playing)

    def play(self, file: Path) -> None:
        """Start the program with a file."""
        self._failed = self.stalled()
        self._playing = [process for process in self._playing if process.poll() is None]
        try:
            self._playing.append(self._start(file))
        except OSError:
            self._failed = True

    def stop(self) -> None:
        """End what plays."""
        for process in self._playing:
            process.terminate()

    def close(self) -> None:
        """Stop what plays, and wait for its programs to end."""
        super().close()
        for process in self._playing:
            try:
                process.wait(TRIAL_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start(self, file: Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*self._command, str(file)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


class Winsound(SoundFiles):
    """`winsound`, which every Python on Windows has; raises ImportError elsewhere. A sound ends the one before."""

    def __init__(self, mixer: Mixer) -> None:
        import winsound

        super().__init__(mixer)
        self._library: Any = winsound

    def works_with(self, file: Path) -> bool:
        """Whether a file can be played."""
        return self._played(file, 0)

    def play(self, file: Path) -> None:
        """Begin to play a file."""
        self._failed = not self._played(file, self._library.SND_ASYNC) or self._failed

    def stop(self) -> None:
        """End what plays."""
        self._library.PlaySound(None, 0)

    def _played(self, file: Path, how: int) -> bool:
        """Play a file; no system sound in its place where that cannot be."""
        library = self._library
        try:
            library.PlaySound(str(file), library.SND_FILENAME | library.SND_NODEFAULT | how)
        except RuntimeError:
            return False
        return True
