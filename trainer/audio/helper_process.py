"""The sound helper: a process of its own, so that whatever an audio library does, the app goes on.

It reads commands from stdin, reports on stdout, and ends with its stdin. A missing device is no crash: it tries again.
"""

import argparse
import contextlib
import gc
import os
import signal
import sys
import threading
import time
import wave
from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from trainer.audio.backends import NAMES, backend
from trainer.audio.clips import Clips
from trainer.audio.device import Backend, DeviceError
from trainer.audio.mixer import Mixer
from trainer.audio.protocol import Alive, Cancel, Play, Report, State, Volume, command_from, line
from trainer.system.reading import exists

RETRY_S: Final = 0.5
LOOK_S: Final = 0.25
ALIVE_S: Final = 1.0
PATIENCE_S: Final = 3.0
SWITCH_S: Final = 0.0005  # how long the thread that plays waits for one that decodes
NICE: Final = 11  # as sound servers do


class Helper:
    """Reads commands from stdin, plays, and reports every change of state."""

    def __init__(self, sounds: Path, said: Path | None, own: Path | None, name: str) -> None:
        self._mixer = Mixer(Clips(sounds, said, _own_sounds(own)))
        self._name = name
        self._backend: Backend | None = None
        self._open: Backend | None = None
        self._said: Report | None = None
        self._tried = -RETRY_S
        self.ended = threading.Event()

    def read(self) -> None:
        """Execute the commands on stdin until it ends."""
        for text in sys.stdin:
            match command_from(text):
                case Play(sound, at):
                    self._schedule(sound, at)
                case Cancel():
                    if self._open is not None:
                        self._open.cancel()
                case Volume(percent):
                    self._mixer.set_volume(percent)
                case None:
                    print(f"unknown line: {text!r}", file=sys.stderr)  # noqa: T201
        self.ended.set()
        time.sleep(PATIENCE_S)
        os._exit(0)  # the sound system keeps the other thread

    def _schedule(self, sound: str, at: float) -> None:
        """Schedule a sound; one with a damaged file is left out."""
        try:
            if self._open is not None:
                self._open.schedule(sound, at)
        except (OSError, ValueError, EOFError, wave.Error) as error:
            print(f"{sound} cannot be played: {error!r}", file=sys.stderr)  # noqa: T201

    def run(self) -> None:
        """Keep a device open, reopening it when it fails, until stdin ends."""
        spoke = 0.0
        while True:
            now = time.perf_counter()
            if self._open is not None and self._open.stalled():
                self._open.close()
                self._open = self._backend = None
                self._report(State("none", "the sound system does not answer"))
            if self._open is None and now - self._tried >= RETRY_S:
                self._tried = now
                self._try_to_open()
            if now - spoke >= ALIVE_S:
                spoke = now
                self._write(Alive())
            if self.ended.wait(LOOK_S):
                break
        if self._backend is not None:  # also one that never opened: it may have left files behind
            self._backend.close()

    def _try_to_open(self) -> None:
        try:
            if self._backend is None:
                self._backend = backend(self._name, self._mixer)
            self._backend.open()
        except DeviceError as error:
            self._report(State("none", str(error)))
            return
        self._open = self._backend
        self._report(State("on", type(self._open).__name__.lower()))

    def _report(self, report: State) -> None:
        if report != self._said:
            self._said = report
            self._write(report)

    def _write(self, report: Report) -> None:
        try:
            sys.stdout.write(line(report))
            sys.stdout.flush()
        except OSError:  # nobody listens any more
            self.ended.set()


def _own_sounds(folder: Path | None) -> "Mapping[str, array[int]] | None":
    """The person's own sounds; what cannot be played is told by the app."""
    if folder is None or not exists(folder):
        return None
    from trainer.audio.own_sounds import own_samples  # few people have any: memory

    return own_samples(folder)


def _hurry() -> None:
    """Raise this process's priority: a block must be ready in time, however busy the computer is."""
    sys.setswitchinterval(SWITCH_S)
    if hasattr(os, "nice"):  # allowed to root, and to users of whom the system thinks as of musicians
        with contextlib.suppress(OSError):
            os.nice(-NICE)


def main() -> None:
    """Run the helper."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sounds", type=Path, required=True)
    parser.add_argument("--said", type=Path)
    parser.add_argument("--own", type=Path)
    parser.add_argument("--backend", choices=("auto", *NAMES), default="auto")
    options = parser.parse_args()
    for name in ("SIGINT", "SIGHUP"):  # meant for the app; the helper ends with its stdin
        if (number := getattr(signal, name, None)) is not None:
            signal.signal(number, signal.SIG_IGN)
    _hurry()
    helper = Helper(options.sounds, options.said, options.own, options.backend)
    gc.freeze()  # what there is now stays
    threading.Thread(target=helper.read, daemon=True).start()
    helper.run()
    sys.stdout.flush()
    os._exit(0)  # a library that hangs at the interpreter's end is left behind


if __name__ == "__main__":
    main()
