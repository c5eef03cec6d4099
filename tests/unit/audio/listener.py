"""A model of somebody who listens: how loud a sound is to the ear, and which cue is heard among people who talk.

Mono, 24 kHz, through a laptop's loudspeaker. The listener knows every cue by its third octaves over time, and takes what
it hears for the one that is most like it, or for none.
"""

import cmath
import math
import random
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain, islice
from operator import add, mul, sub

RATE = 24_000
WINDOW = 512  # 21 ms
HOP = 240  # 10 ms
EARSHOT = 60  # windows that a cue is listened for; a longer one is known by its beginning
BETWEEN = 25  # windows from one trial to the next
TALKERS = 10
LOWEST_HZ = 280.0
BANDS = 14  # third octaves from there
FLOOR = 1e-9

Spectrum = list[complex]
Filter = tuple[float, float, float, float, float]


def mono(samples: "array[int]", left: float = 0.5, right: float = 0.5) -> list[float]:
    """A sound of the trainer (48 kHz, left and right in turn) as one loudspeaker gives it; no cue reaches 12 kHz."""
    return [(left * a + right * b) / 32768 for a, b in zip(samples[::4], samples[1::4], strict=True)]


def loudness(sound: Sequence[float]) -> float:
    """The loudest eighth of a second of a sound, in LKFS (ITU-R BS.1770, both loudspeakers giving the same)."""
    weighted = [value * value for value in _filtered(_filtered(sound, _shelf()), _high_pass(38.135, 0.5003))]
    window = RATE // 8
    total = loudest = sum(weighted[:window])
    for new, old in zip(weighted[window:], weighted, strict=False):
        total += new - old
        loudest = max(loudest, total)
    return -0.691 + 10 * math.log10(2 * loudest / window + FLOOR)


class Listener:
    """Somebody who knows cues by name, amid talk that is `snr_db` softer than the voice at its usual."""

    def __init__(self, cues: Mapping[str, Sequence[float]], talk: Sequence[Sequence[float]], snr_db: float, trials: int) -> None:
        babble = _babble(talk, (trials * BETWEEN + EARSHOT) * HOP + WINDOW)
        gain = 10 ** ((_median_power_db(talk) - snr_db - _power_db(babble)) / 20)
        self._noise = list(_spectra([gain * value for value in babble]))
        self._trials = trials
        powers = _bands_of(self._noise)
        self._noise_levels = [_levels([row]) for row in powers]
        usual = [sum(band) / len(powers) for band in zip(*powers, strict=True)]
        self._known = {name: _model(_bands_of(_spectra(sound)), usual) for name, sound in cues.items()}
        self._known["nothing"] = _model([], usual)

    def heard(self, sound: Sequence[float]) -> Counter[str]:
        """What a sound is taken for, each time beginning at another moment of the talk."""
        spectra = list(islice(_spectra(sound), EARSHOT))
        return Counter(self._taken_for(spectra, trial * BETWEEN) for trial in range(self._trials))

    def _taken_for(self, spectra: list[Spectrum], begin: int) -> str:
        both = [list(map(add, one, other)) for one, other in zip(spectra, self._noise[begin:], strict=False)]
        after = self._noise_levels[begin + len(both) : begin + EARSHOT]
        levels = (*_levels(_bands_of(both)), *chain.from_iterable(after))
        return max(self._known, key=lambda name: 2 * _product(levels, self._known[name]) - _square(self._known[name]))


def _product(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(map(mul, one, other))


@cache
def _square(levels: tuple[float, ...]) -> float:
    return _product(levels, levels)


def _model(bands: list[list[float]], usual: list[float]) -> tuple[float, ...]:
    """The levels that are to be expected where a cue (its powers in each band) sounds amid talk of the usual power."""
    shown = [*bands[:EARSHOT], *[[0.0] * BANDS] * (EARSHOT - len(bands))]
    return _levels([[a + b for a, b in zip(row, usual, strict=True)] for row in shown])


def _levels(bands: Iterable[list[float]]) -> tuple[float, ...]:
    return tuple(10 * math.log10(power + FLOOR) for row in bands for power in row)


def _bands_of(spectra: Iterable[Spectrum]) -> list[list[float]]:
    return [_bands(spectrum) for spectrum in spectra]


def _bands(spectrum: Spectrum) -> list[float]:
    powers = [value.real * value.real + value.imag * value.imag for value in spectrum]
    return [sum(powers[begin:end]) for begin, end in EDGES]


def _bin(hertz: float) -> int:
    return math.ceil(hertz * WINDOW / RATE) - FIRST_BIN


FIRST_BIN = math.ceil(LOWEST_HZ * WINDOW / RATE)
EDGES = [(_bin(LOWEST_HZ * 2 ** (third / 3)), _bin(LOWEST_HZ * 2 ** ((third + 1) / 3))) for third in range(BANDS)]
LAST_BIN = FIRST_BIN + EDGES[-1][1]
HANN = [0.5 - 0.5 * math.cos(2 * math.pi * place / WINDOW) for place in range(WINDOW)]


def _spectra(sound: Sequence[float]) -> Iterable[Spectrum]:
    """The spectrum of every window of a sound behind a small loudspeaker."""
    given = [*([0.0] * (WINDOW // 2)), *_filtered(sound, _high_pass(LOWEST_HZ, 0.7071)), *([0.0] * WINDOW)]
    begins = range(0, len(given) - WINDOW, HOP)
    for begin in begins[::2]:
        second = begin + HOP if begin + HOP in begins else begin
        windows = (map(mul, given[at : at + WINDOW], HANN) for at in (begin, second))
        values = _transformed(list(map(complex, *windows)))  # two windows at once: one is real, the other imaginary
        mirrored = [value.conjugate() for value in values[-FIRST_BIN:-LAST_BIN:-1]]
        values = values[FIRST_BIN:LAST_BIN]
        yield [(a + b) / 2 for a, b in zip(values, mirrored, strict=True)]
        if second > begin:
            yield [(a - b) / 2j for a, b in zip(values, mirrored, strict=True)]


def _transformed(values: Spectrum) -> Spectrum:
    """The discrete Fourier transform of a power of two of values."""
    if len(values) == 2:
        return [values[0] + values[1], values[0] - values[1]]
    even, odd = _transformed(values[::2]), list(map(mul, _transformed(values[1::2]), _turns(len(values))))
    return [*map(add, even, odd), *map(sub, even, odd)]


@cache
def _turns(count: int) -> list[complex]:
    return [cmath.exp(-2j * math.pi * place / count) for place in range(count // 2)]


def _babble(talk: Sequence[Sequence[float]], length: int) -> list[float]:
    """Talkers at once, each saying what the voice says in an order of their own, with pauses; the same every time."""
    chance = random.Random(7)
    talkers = []
    for _ in range(TALKERS):
        said: list[float] = []
        while len(said) < length:
            said += [*chance.choice(talk), *([0.0] * round(RATE * chance.uniform(0.05, 0.3)))]
        talkers.append(said)
    return [sum(values) for values in islice(zip(*talkers, strict=False), length)]


def _median_power_db(talk: Sequence[Sequence[float]]) -> float:
    return sorted(map(_power_db, talk))[len(talk) // 2]


def _power_db(sound: Sequence[float]) -> float:
    """The mean power of a sound as the ear weighs it."""
    weighted = _filtered(_filtered(sound, _shelf()), _high_pass(38.135, 0.5003))
    return 10 * math.log10(_product(weighted, weighted) / len(weighted) + FLOOR)


def _filtered(sound: Sequence[float], coefficients: Filter) -> list[float]:
    b0, b1, b2, a1, a2 = coefficients
    x1 = x2 = y1 = y2 = 0.0
    out = []
    for x in sound:
        y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
        x2, x1, y2, y1 = x1, x, y1, y
        out.append(y)
    return out


def _high_pass(hertz: float, quality: float) -> Filter:
    k = math.tan(math.pi * hertz / RATE)
    scale = 1 + k / quality + k * k
    return 1 / scale, -2 / scale, 1 / scale, 2 * (k * k - 1) / scale, (1 - k / quality + k * k) / scale


def _shelf() -> Filter:
    """What a head does: high notes are louder."""
    k, quality, high = math.tan(math.pi * 1681.974 / RATE), 0.70718, 10 ** (3.99984 / 20)
    low, scale = high**0.49967, 1 + k / 0.70718 + k * k
    return (
        (high + low * k / quality + k * k) / scale,
        2 * (k * k - high) / scale,
        (high - low * k / quality + k * k) / scale,
        2 * (k * k - 1) / scale,
        (1 - k / quality + k * k) / scale,
    )
