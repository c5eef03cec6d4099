"""Which backend plays, and the one that is best: an open stream of miniaudio. Loaded in the helper process only."""

import sys
import threading
import time
from collections.abc import Callable, Generator, Mapping
from types import ModuleType
from typing import Any, Final

from trainer.audio.clips import CHANNELS, RATE
from trainer.audio.device import Backend, DeviceError
from trainer.audio.mixer import Mixer, StreamClock

BUFFER_MS: Final = 20  # a server asks in steps of 5 or 10 ms: 25 or 30 beat with them, and cues drift by 5; 40 makes a pause late
DELAY_S: Final = BUFFER_MS / 1000  # what is known of the time from a block's making to its sounding: a cue is begun earlier by it
SOON_S: Final = 0.1  # more than a block can sound after it was asked for: whether something begins in it is looked at
GRACE_S: Final = 3.0  # until the first block
WEB: Final = "urllib.request"
STALLED_S: Final = 0.7  # between two blocks: the server is gone, though nothing says so


class Miniaudio:
    """One open stream that pulls from the mixer."""

    def __init__(self, mixer: Mixer) -> None:
        self._library: Any = _miniaudio()
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
            busy = error.args[-1] == library.lib.MA_BUSY
            raise DeviceError("another program holds the sound device" if busy else "no sound device") from error

    def _blocks(self) -> Generator[bytes, int, None]:
        frames = yield b""
        while True:
            now = time.perf_counter()
            self._asked = now
            self._clock.asked(self._mixer.frame, now)
            begins = self._mixer.next_at < now + frames / RATE + SOON_S
            frames = yield self._mixer.render(frames, self._clock.offset() + DELAY_S if begins else None)

    def stalled(self) -> bool:
        """Whether the device has stopped asking for blocks."""
        now = time.perf_counter()
        return now - self._asked > STALLED_S if self._asked else now - self._opened > GRACE_S

    def schedule(self, sound: str, at: float) -> None:
        """Hand a sound to the mixer."""
        self._mixer.schedule(sound, at)

    def cancel(self) -> None:
        """Empty the mixer."""
        self._mixer.cancel()

    def close(self) -> None:
        """Close the device on another thread: with a dead server that can hang."""
        device, self._device = self._device, None
        if device is not None:
            closing = threading.Thread(target=device.close, daemon=True)
            closing.start()
            closing.join(1.0)


def _miniaudio() -> Any:
    """Import miniaudio without its radio client, which would load 8 MB; raises ImportError."""
    stand_in = ModuleType(WEB)
    left_out = sys.modules.setdefault(WEB, stand_in) is stand_in
    try:
        import miniaudio
    finally:
        if left_out:
            del sys.modules[WEB]
    return miniaudio


def _simpleaudio(mixer: Mixer) -> Backend:
    from trainer.audio.oneshot import Simpleaudio

    return Simpleaudio(mixer)


def _player(mixer: Mixer) -> Backend:
    from trainer.audio.file_players import Programs, Winsound

    return Winsound(mixer) if sys.platform == "win32" else Programs(mixer)


MAKERS: Final[Mapping[str, Callable[[Mixer], Backend]]] = {
    "miniaudio": Miniaudio,
    "simpleaudio": _simpleaudio,
    "player": _player,
}
NAMES: Final = tuple(MAKERS)


def backend(name: str, mixer: Mixer) -> Backend:
    """The backend of a name ("auto": the first that can be loaded here); raises DeviceError.

    That simpleaudio is missing is told to who has chosen it.
    """
    reasons = []
    for wanted in NAMES if name == "auto" else (name,):
        try:
            return MAKERS[wanted](mixer)
        except ImportError as error:
            if name != "auto" or wanted != "simpleaudio":
                reasons.append(_not_loaded(wanted, error))
        except DeviceError as error:
            reasons.append(str(error))
    raise DeviceError("; ".join(reasons))


def _not_loaded(name: str, error: ImportError) -> str:
    """Explain why a library cannot be loaded, and how to install it."""
    from trainer.audio.packages import how_to_install

    why = "is not installed" if isinstance(error, ModuleNotFoundError) else f"cannot be loaded ({error})"
    return f"{name} {why}: {how_to_install(name)}"
