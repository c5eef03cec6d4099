"""What can play: a stream of miniaudio, or simpleaudio sound by sound. Loaded in the helper process only."""

import sys
import threading
import time
from collections.abc import Generator
from importlib import metadata
from typing import Any, Final, Protocol

from trainer.audio.clips import CHANNELS, RATE
from trainer.audio.mixer import Mixer, StreamClock

NAMES: Final = ("miniaudio", "simpleaudio")
BUFFER_MS: Final = 20
GRACE_S: Final = 3.0  # until the first block
STALLED_S: Final = 0.7  # between two blocks: the server is gone, though nothing says so


class DeviceError(Exception):
    """No device can be opened; the message is a reason for a person."""


class Backend(Protocol):
    """Something that plays what a mixer holds."""

    def open(self) -> None:
        """Begin to play; raises DeviceError."""

    def stalled(self) -> bool:
        """Whether it plays no longer, though it was opened."""

    def schedule(self, sound: str, at: float) -> None:
        """Play a sound at a moment."""

    def cancel(self) -> None:
        """Drop what has not begun, end what sounds."""

    def close(self) -> None:
        """Stop playing and let the device go."""


def backend(name: str, mixer: Mixer) -> Backend:
    """The backend of a name ("auto": the first that can be loaded); raises DeviceError."""
    reasons = []
    for wanted in NAMES if name == "auto" else (name,):
        try:
            return Miniaudio(mixer) if wanted == "miniaudio" else Simpleaudio(mixer)
        except ImportError as error:
            reasons.append(f"{wanted} cannot be loaded: {error}")
    raise DeviceError("; ".join(reasons))


class Miniaudio:
    """One open stream that pulls from the mixer."""

    def __init__(self, mixer: Mixer) -> None:
        import miniaudio  # noqa: PLC0415 - in the helper only

        self._library: Any = miniaudio
        self._mixer = mixer
        self._device: Any = None
        self._clock = StreamClock()
        self._opened = 0.0
        self._asked = 0.0

    def open(self) -> None:
        """Open the default device."""
        library = self._library
        backends = {
            "linux": [library.Backend.PULSEAUDIO, library.Backend.ALSA],
            "darwin": [library.Backend.COREAUDIO],
            "win32": [library.Backend.WASAPI],
        }.get(sys.platform)
        self._mixer.forget()
        self._clock = StreamClock()
        self._asked = 0.0
        try:
            self._device = library.PlaybackDevice(
                output_format=library.SampleFormat.SIGNED16,
                nchannels=CHANNELS,
                sample_rate=RATE,
                buffersize_msec=BUFFER_MS,
                backends=backends,
                app_name="trainer",
            )
            stream = self._blocks()
            next(stream)
            self._opened = time.perf_counter()
            self._device.start(stream)
        except library.MiniaudioError as error:
            self._device = None
            raise DeviceError("no sound device") from error

    def _blocks(self) -> Generator[bytes, int, None]:
        frames = yield b""
        while True:
            now = time.perf_counter()
            self._asked = now
            frames = yield self._mixer.render(frames, self._clock.asked(self._mixer.frame, now))

    def stalled(self) -> bool:
        """Whether no block was asked for lately."""
        now = time.perf_counter()
        return now - self._asked > STALLED_S if self._asked else now - self._opened > GRACE_S

    def schedule(self, sound: str, at: float) -> None:
        """Hand a sound to the mixer."""
        self._mixer.schedule(sound, at)

    def cancel(self) -> None:
        """Empty the mixer."""
        self._mixer.cancel()

    def close(self) -> None:
        """Close the device off this thread: with a dead server it can hang."""
        device, self._device = self._device, None
        if device is not None:
            closing = threading.Thread(target=device.close, daemon=True)
            closing.start()
            closing.join(1.0)


class Simpleaudio:
    """Every sound is opened and played by itself at its moment."""

    def __init__(self, mixer: Mixer) -> None:
        self._library = simpleaudio()
        self._mixer = mixer
        self._generation = 0

    def open(self) -> None:
        """Nothing is kept open."""

    def stalled(self) -> bool:
        """Each sound opens the device anew."""
        return False

    def schedule(self, sound: str, at: float) -> None:
        """Wait for the moment on a thread of its own, then play."""
        samples = self._mixer.scaled(sound)
        if samples is None:
            return
        generation = self._generation

        def play() -> None:
            if generation == self._generation:
                self._library.play_buffer(samples.tobytes(), CHANNELS, 2, RATE)

        timer = threading.Timer(max(0.0, at - time.perf_counter()), play)
        timer.daemon = True
        timer.start()

    def cancel(self) -> None:
        """What waits does not play; what plays is stopped."""
        self._generation += 1
        self._library.stop_all()

    def close(self) -> None:
        """Stop what plays."""
        self.cancel()


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
