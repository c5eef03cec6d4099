"""When the band lights up for a cue: long enough to be seen from the mat, and never more than three times a second. Pure."""

from typing import Final

LIT_S: Final = 0.3
PERIOD_S: Final = 0.4  # from one flash to the next: two and a half a second, where three begin to harm the photosensitive


class Flash:
    """Lights up for cues; those that come while it is lit are one flash, one that comes too soon afterwards waits a little."""

    def __init__(self) -> None:
        self._begins_s = float("-inf")

    def cue(self, now_s: float) -> None:
        """Start a flash for a cue."""
        if now_s >= self._begins_s + LIT_S:
            self._begins_s = max(now_s, self._begins_s + PERIOD_S)

    def lit(self, now_s: float) -> bool:
        """Whether the band is lit."""
        return self._begins_s <= now_s < self._begins_s + LIT_S
