"""The floor of the sound helper: a stream of silence by the same library, with the same buffer."""

import sys
import threading
from collections.abc import Generator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from trainer.audio.backends import BUFFER_MS
from trainer.audio.clips import CHANNELS, RATE


def silence() -> Generator[bytes, int, None]:
    frames = yield b""
    while True:
        frames = yield bytes(frames * CHANNELS * 2)


if __name__ == "__main__":
    import miniaudio

    server = [miniaudio.Backend.PULSEAUDIO]
    device = miniaudio.PlaybackDevice(nchannels=CHANNELS, sample_rate=RATE, buffersize_msec=BUFFER_MS, backends=server)
    stream = silence()
    next(stream)
    device.start(stream)
    print("on", flush=True)
    threading.Event().wait()
