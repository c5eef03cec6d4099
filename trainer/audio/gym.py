"""The gym voice: a clip made to be heard over music, when it is loaded. Pure Python, some 40 ms for a second of speech.

What music covers is left out, what makes words clear is lifted, soft and loud come closer together, and all of it is louder.
"""

import math
from array import array
from operator import mul
from typing import Final

from trainer.audio.clips import VOICE_RATE
from trainer.audio.loudness import FULL, Samples, filtered, high_pass, levelled, peaking, shaped
from trainer.audio.mastering import PEAK_DB, rounded

LOW_HZ: Final = 180.0
CLEAR_HZ: Final = 2_800.0
CLEAR_DB: Final = 5.0
CLEAR_Q: Final = 1.0
RATIO: Final = 4.0
THRESHOLD: Final = FULL * 10 ** (-34 / 20)
GYM_LUFS: Final = -11.8  # as a laptop plays it; -11 for a loudspeaker that plays all
FAST: Final = VOICE_RATE // 4000  # samples in a step of the limiter: quick enough for single beats of the vocal cords
PASSES: Final = 2
HOP: Final = VOICE_RATE * 2 // 1000
ATTACK: Final = 0.5  # of the way in a hop
RELEASE: Final = 0.1


def gym_voice(samples: "array[int]") -> "array[int]":
    """A clip of the voice, made to be heard over music."""
    clear = filtered(filtered(samples, high_pass(LOW_HZ, VOICE_RATE)), peaking(CLEAR_HZ, CLEAR_DB, CLEAR_Q, VOICE_RATE))
    return rounded(levelled(shaped(clear, _gains(clear), HOP), GYM_LUFS, PEAK_DB, FAST, PASSES))


def _gains(samples: Samples) -> list[float]:
    """The compressor's gain at the beginning of every hop."""
    gains = []
    level = 0.0
    for place in range(0, len(samples), HOP):
        part = samples[place : place + HOP]
        power = sum(map(mul, part, part)) / len(part)
        level += (ATTACK if power > level else RELEASE) * (power - level)
        gains.append(max(1.0, math.sqrt(level) / THRESHOLD) ** (1 / RATIO - 1))
    return gains
