"""The terminal's bell, where nothing else sounds: over a remote shell it rings where the person is."""

from collections.abc import Callable, Mapping
from typing import Final

from trainer.audio.moments import Moments

# How often it rings for a sound; for words, movements and keys it does not ring at all.
RINGS: Final[Mapping[str, int]] = {
    "prepare": 1,
    "side-left": 2,
    "side-right": 2,
    "countdown": 1,
    "go": 1,
    "rep": 1,
    "last-rep": 2,
    "halfway": 1,
    "rest": 1,
    "finished": 3,
    "paused": 1,
    "resumed": 1,
}
APART_S: Final = 0.25  # a terminal rings once for bells that follow each other faster


class Bell:
    """Rings at moments of `time.perf_counter`."""

    def __init__(self, ring: Callable[[], None], moments: Moments | None = None) -> None:
        """`ring` may be called on any thread."""
        self._ring = ring
        self._moments = moments or Moments()

    def play(self, sound: str, at: float) -> None:
        """Ring for a sound, as often as it is worth."""
        for number in range(RINGS.get(sound, 0)):
            self._moments.at(at + number * APART_S, self._ring)

    def cancel(self) -> None:
        """Do not ring for what has not begun."""
        self._moments.drop()
