"""Backends that open the device anew for each sound: what they share, and simpleaudio."""

import sys
from abc import abstractmethod
from array import array
from collections.abc import Callable
from importlib import metadata
from typing import Any

from trainer.audio.clips import CHANNELS, RATE
from trainer.audio.device import Backend
from trainer.audio.mixer import Mixer
from trainer.audio.moments import Moments


class OneShotBackend(Backend):
    """Waits for each sound's moment, and then plays it."""

    def __init__(self, mixer: Mixer) -> None:
        self._mixer = mixer
        self._moments = Moments()

    def schedule(self, sound: str, at: float) -> None:
        """Play a sound at a moment, at the present volume."""
        samples = self._mixer.scaled(sound)
        if samples is None:
            return
        self._moments.at(at, self.ready(sound, samples))

    def cancel(self) -> None:
        """Cancel pending sounds, and stop playing ones."""
        self._moments.drop()
        self.stop()

    def close(self) -> None:
        """Cancel and stop all sounds."""
        self.cancel()

    @abstractmethod
    def ready(self, sound: str, samples: "array[int]") -> Callable[[], None]:
        """Prepare a sound, of which these are the samples at the present volume; returns what plays it."""

    @abstractmethod
    def stop(self) -> None:
        """End what plays."""


class Simpleaudio(OneShotBackend):
    """simpleaudio, where it is safe; raises ImportError."""

    def __init__(self, mixer: Mixer) -> None:
        super().__init__(mixer)
        self._library = simpleaudio()

    def open(self) -> None:
        """Nothing is kept open."""

    def stalled(self) -> bool:
        """Each sound opens the device anew."""
        return False

    def ready(self, sound: str, samples: "array[int]") -> Callable[[], None]:
        """Prepare a sound; returns what plays it."""
        return lambda: self._library.play_buffer(samples.tobytes(), CHANNELS, 2, RATE)

    def stop(self) -> None:
        """End what plays."""
        self._library.stop_all()


def simpleaudio() -> Any:
    """The module, where it is safe to load; raises ImportError.

    The extension of simpleaudio 1.0.4 frees memory wrongly on Python 3.12 and later and crashes the process.
    """
    if sys.version_info >= (3, 12):
        installed = {str(one.metadata["Name"]).lower().replace("_", "-") for one in metadata.distributions()}
        if "simpleaudio" in installed:
            raise ImportError("version 1.0.4 crashes Python 3.12 and later, 'pip uninstall simpleaudio' takes it away")
        if "simpleaudio-patched" not in installed:
            raise ModuleNotFoundError
    import simpleaudio as module

    return module
