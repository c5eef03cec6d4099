"""Estimate how long texts take to say, so that guided reps and prepares last long enough for the voice. Pure."""

import re
from typing import Final

# So much later than the sound of its cue the voice begins, for the sound is to be heard first.
VOICE_DELAY_MS: Final = 120
MOVEMENT_DELAY_MS: Final = 100
LAST_REP_DELAY_MS: Final = 340
SIDE_DELAY_MS: Final = 250
PREPARE_DELAY_MS: Final = 700
BETWEEN_MS: Final = 300  # from one clip of a text to the next

NOT_WITHIN_MS: Final = 1_000  # but not within the first second of the pause before it
COUNTDOWN: Final = (3, 2, 1)
COUNTDOWN_MS: Final = 3_000
COUNTED_HOLD_MS: Final = 10_000  # holds from this length on are counted down
COUNTED_CHANGEOVER_MS: Final = 5_000  # so are changeovers


def estimate_ms(text: str) -> int:
    """An upper bound of the milliseconds that a text takes to say: every recording is shorter."""
    said = sentences(text)
    return sum(400 + 60 * len(sentence) for sentence in said) + BETWEEN_MS * (len(said) - 1)


def sentences(text: str) -> list[str]:
    """Split a text into the parts that have a recording each: sentences, and a word with a colon."""
    return re.split(r"(?<=[.:])\s+", text)


SIDE_MS: Final = SIDE_DELAY_MS + estimate_ms("Right side")  # from the sound of a side to the end of its word
ANNOUNCE_MS: Final = SIDE_MS + COUNTDOWN_MS  # the first side is told this long before the work: its word ends before the ticks


def side_told_ms(pause_ms: int) -> int:
    """How long after the beginning of a pause the side of the work after it is told."""
    return max(min(NOT_WITHIN_MS, pause_ms // 2), pause_ms - ANNOUNCE_MS)


def guided_ms(duration_ms: int, text: str, delay_ms: int, *, counted_down: bool) -> int:
    """How long a movement lasts in a guided rep: its own time, or what its words take where that is longer.

    `delay_ms`: when the voice begins. `counted_down`: where it is a long hold, the words end before its countdown.
    """
    words_ms = delay_ms + estimate_ms(text)
    length = max(duration_ms, words_ms)
    return max(length, words_ms + COUNTDOWN_MS) if counted_down and length >= COUNTED_HOLD_MS else length
