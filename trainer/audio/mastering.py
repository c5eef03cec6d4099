"""Makes recorded speech a clip of the voice: cut to what is said, with soft ends, as loud as all others. Pure Python."""

import math
from array import array
from itertools import accumulate
from operator import mul
from typing import Final

from trainer.audio.clips import VOICE_RATE
from trainer.audio.lanes import HIGHEST, LOWEST
from trainer.audio.loudness import Samples, filtered, high_pass, levelled, true_peak_db

VOICE_LUFS: Final = -17.6  # as a laptop plays it; -16 for a loudspeaker that plays all
PEAK_DB: Final = -1.0
RUMBLE_HZ: Final = 40.0
FRAME: Final = VOICE_RATE * 15 // 1000
HOP: Final = VOICE_RATE * 5 // 1000
FLOOR: Final = 10 ** (-42 / 10)  # of the power of the loudest frame: what is below is no speech
LEAD: Final = VOICE_RATE * 20 // 1000
TAIL: Final = VOICE_RATE * 50 // 1000
FADE_IN: Final = VOICE_RATE * 4 // 1000
FADE_OUT: Final = VOICE_RATE * 25 // 1000
SILENT_PEAK: Final = 50  # a peak below is silence


def mastered(samples: Samples, rate: int) -> "array[int]":
    """A clip of 24 kHz from 16-bit samples at any rate; empty where nothing is said."""
    if max(map(abs, samples), default=0) < SILENT_PEAK:
        return array("h")
    speech = trimmed(filtered(resampled(samples, rate), high_pass(RUMBLE_HZ, VOICE_RATE)))
    for place in range(min(FADE_IN, len(speech))):
        speech[place] *= math.sin(math.pi / 2 * place / FADE_IN) ** 2
    for place in range(min(FADE_OUT, len(speech))):
        speech[-1 - place] *= math.sin(math.pi / 2 * place / FADE_OUT) ** 2
    speech = levelled(speech, VOICE_LUFS, PEAK_DB)
    over = max(0.0, true_peak_db(speech) - PEAK_DB)
    return rounded([sample * 10 ** (-over / 20) for sample in speech])


def rounded(samples: Samples) -> "array[int]":
    """16-bit samples."""
    return array("h", [min(HIGHEST, max(LOWEST, round(sample))) for sample in samples])


def resampled(samples: Samples, rate: int) -> list[float]:
    """Samples at the voice's rate, those between by a straight line."""
    if rate == VOICE_RATE:
        return list(samples)
    step = rate / VOICE_RATE
    places = [place * step for place in range(int((len(samples) - 1) / step))]
    return [samples[int(x)] + (samples[int(x) + 1] - samples[int(x)]) * (x - int(x)) for x in places]


def trimmed(samples: list[float]) -> list[float]:
    """What is said, with a little before and after it."""
    energy = list(accumulate(map(mul, samples, samples), initial=0.0))
    powers = [energy[min(place + FRAME, len(samples))] - energy[max(0, place)] for place in range(-FRAME, len(samples), HOP)]
    loud = [number * HOP for number, power in enumerate(powers) if power > FLOOR * max(powers)]
    return samples[max(0, loud[0] - FRAME - LEAD) : loud[-1] + TAIL]
