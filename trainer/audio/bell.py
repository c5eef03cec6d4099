"""The terminal's bell, where nothing else sounds: over a remote shell it rings where the person is."""

from collections.abc import Callable
from typing import Final

from trainer.audio.moments import Moments
from trainer.cues.table import SOUNDS

APART_S: Final = 0.25  # a terminal rings once for bells that follow each other faster


class Bell:
    """Rings at moments of `time.perf_counter`."""

    def __init__(self, ring: Callable[[], None], moments: Moments | None = None) -> None:
        """`ring` may be called on any thread."""
        self._ring = ring
        self._moments = moments or Moments()

    def play(self, sound: str, at: float) -> None:
        """Ring as often as the sound's row in the table says; ignore words."""
        for number in range(SOUNDS[sound].rings if sound in SOUNDS else 0):
            self._moments.at(at + number * APART_S, self._ring)

    def cancel(self) -> None:
        """Cancel pending rings."""
        self._moments.drop()
