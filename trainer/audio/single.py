"""Backends that open the device anew for each sound: simpleaudio, and the system's own player programs."""

import shutil
import subprocess
import sys
import tempfile
import wave
from abc import ABC, abstractmethod
from array import array
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from trainer.audio.clips import CHANNELS, RATE
from trainer.audio.device import DeviceError
from trainer.audio.mixer import Mixer
from trainer.audio.moments import Moments

# What plays a WAV file on each system, the best first.
PROGRAMS: Final = {
    "linux": (("pw-play",), ("paplay",), ("aplay", "-q")),
    "darwin": (("afplay",),),
}
TRIAL_S: Final = 2.0  # how long a player may take for a moment of silence


class SoundBySound(ABC):
    """Waits for each sound's moment, and then plays it."""

    def __init__(self, mixer: Mixer) -> None:
        self._mixer = mixer
        self._moments = Moments()

    @abstractmethod
    def open(self) -> None:
        """Make ready; raises DeviceError."""

    @abstractmethod
    def stalled(self) -> bool:
        """Whether it plays no longer."""

    def schedule(self, sound: str, at: float) -> None:
        """Wait for the moment, then play."""
        samples = self._mixer.scaled(sound)
        if samples is None:
            return
        self._moments.at(at, lambda: self.play(sound, samples))

    def cancel(self) -> None:
        """What waits does not play; what plays is stopped."""
        self._moments.drop()
        self.stop()

    def close(self) -> None:
        """Stop what plays."""
        self.cancel()

    @abstractmethod
    def play(self, sound: str, samples: "array[int]") -> None:
        """Play a sound, of which these are the samples, now."""

    @abstractmethod
    def stop(self) -> None:
        """End what plays."""


class Simpleaudio(SoundBySound):
    """simpleaudio, where it is safe; raises ImportError."""

    def __init__(self, mixer: Mixer) -> None:
        super().__init__(mixer)
        self._library = simpleaudio()

    def open(self) -> None:
        """Nothing is kept open."""

    def stalled(self) -> bool:
        """Each sound opens the device anew."""
        return False

    def play(self, sound: str, samples: "array[int]") -> None:
        """Play a sound, of which these are the samples, now."""
        self._library.play_buffer(samples.tobytes(), CHANNELS, 2, RATE)

    def stop(self) -> None:
        """End what plays."""
        self._library.stop_all()


class Programs(SoundBySound):
    """A player program of the system, one process for each sound; raises DeviceError where there is none."""

    def __init__(self, mixer: Mixer) -> None:
        super().__init__(mixer)
        known = PROGRAMS.get(sys.platform, ())
        self._command = next((command for command in known if shutil.which(command[0])), None)
        if self._command is None:
            names = ", ".join(command[0] for command in known)
            raise DeviceError(f"no player program was found ({names})" if names else "no player program is known here")
        self._folder = tempfile.TemporaryDirectory(prefix="trainer-sound-")
        self._files: dict[tuple[str, int], Path] = {}
        self._playing: list[subprocess.Popen[bytes]] = []
        self._failed = False

    def open(self) -> None:
        """Play a moment of silence: a player that cannot do that has no device."""
        self._failed = False
        silence = array("h", bytes(RATE // 20 * CHANNELS * 2))
        try:
            process = self._start("silence", silence)
            works = process.wait(TRIAL_S) == 0
        except (OSError, subprocess.TimeoutExpired):
            works = False
        if not works:
            raise DeviceError("no sound device")

    def stalled(self) -> bool:
        """Whether a sound could not be played."""
        running = []
        for process in self._playing:
            code = process.poll()
            if code is None:
                running.append(process)
            elif code > 0:
                self._failed = True
        self._playing = running
        return self._failed

    def play(self, sound: str, samples: "array[int]") -> None:
        """Play a sound, of which these are the samples, now."""
        try:
            self._playing.append(self._start(sound, samples))
        except OSError:
            self._failed = True

    def stop(self) -> None:
        """End what plays."""
        for process in self._playing:
            process.terminate()

    def close(self) -> None:
        """Stop what plays, and take the files away."""
        super().close()
        self._folder.cleanup()

    def _start(self, sound: str, samples: "array[int]") -> subprocess.Popen[bytes]:
        assert self._command is not None
        return subprocess.Popen(
            [*self._command, str(self._file(sound, samples))],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _file(self, sound: str, samples: "array[int]") -> Path:
        """A file with the samples of a sound, written once for each volume."""
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


def simpleaudio() -> Any:
    """The module, where it is safe to load; raises ImportError.

    The extension of simpleaudio 1.0.4 frees memory wrongly on Python 3.12 and later and crashes the process.
    """
    if sys.version_info >= (3, 12):
        installed = {str(one.metadata["Name"]).lower() for one in metadata.distributions()}
        if "simpleaudio" in installed or "simpleaudio-patched" not in installed:
            raise ImportError("on Python 3.12 and later only simpleaudio-patched is safe: install the extra 'simpleaudio'")
    import simpleaudio as module  # noqa: PLC0415 - in the helper only

    return module
