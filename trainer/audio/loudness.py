"""How loud speech is on the loudspeaker of a laptop, and bringing it to a level under a ceiling. Pure Python: no numpy.

Loudness is that of ITU-R BS.1770 after a high-pass that stands for the small loudspeaker: the deep part of a voice, which it
does not play, makes nothing louder.
"""

import math
from collections.abc import Sequence
from itertools import accumulate
from operator import mul
from typing import Final, TypeAlias

from trainer.audio.clips import VOICE_RATE

Samples: TypeAlias = Sequence[float]
Section: TypeAlias = tuple[float, float, float, float, float]

FULL: Final = 32_768.0
LAPTOP_HZ: Final = 280.0  # what lies below is hardly played by a laptop
BUTTERWORTH: Final = math.sqrt(0.5)
BLOCK_S: Final = 0.4
HOP_S: Final = 0.1
MIN_S: Final = 3.0  # a shorter clip is measured as if it were repeated
SILENT_LUFS: Final = -70.0
GATE_LU: Final = 10.0
OFFSET_LUFS: Final = -0.691
CLOSE_ENOUGH_LU: Final = 0.05
PASSES: Final = 6  # the limiter takes a little loudness away
MARGIN_DB: Final = 0.7  # of the limiter, for what lies between the points that it looks at
AHEAD: Final = 3  # steps in which the limiter comes down before a peak
SLOW: Final = VOICE_RATE // 1000  # samples in such a step, for a limiter that is not heard
PHASES: Final = 4
TAPS: Final = 12


def high_pass(hertz: float, rate: int) -> Section:
    """A high-pass of second order."""
    w = 2 * math.pi * hertz / rate
    cosine, alpha = math.cos(w), math.sin(w) / (2 * BUTTERWORTH)
    return _section((1 + cosine) / 2, -1 - cosine, (1 + cosine) / 2, 1 + alpha, -2 * cosine, 1 - alpha)


def peaking(hertz: float, gain_db: float, q: float, rate: int) -> Section:
    """A bell around a frequency."""
    w = 2 * math.pi * hertz / rate
    cosine, alpha, a = math.cos(w), math.sin(w) / (2 * q), 10 ** (gain_db / 40)
    return _section(1 + alpha * a, -2 * cosine, 1 - alpha * a, 1 + alpha / a, -2 * cosine, 1 - alpha / a)


def head_shelf(rate: int) -> Section:
    """The first filter of BS.1770, for any rate: the head lifts what is high by 4 dB."""
    k, vh, q = math.tan(math.pi * 1681.974450955533 / rate), 10 ** (3.999843853973347 / 20), 0.7071752369554196
    vb = vh**0.4996667741545416
    return _section(
        vh + vb * k / q + k * k, 2 * (k * k - vh), vh - vb * k / q + k * k, 1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k
    )


def _section(b0: float, b1: float, b2: float, a0: float, a1: float, a2: float) -> Section:
    return b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0


def filtered(samples: Samples, section: Section) -> list[float]:
    """Samples through a filter of second order."""
    b0, b1, b2, a1, a2 = section
    first = second = 0.0
    out = []
    for sample in samples:
        value = b0 * sample + first
        first = b1 * sample - a1 * value + second
        second = b2 * sample - a2 * value
        out.append(value)
    return out


def loudness(samples: Samples, rate: int = VOICE_RATE) -> float:
    """Loudness in LUFS, of one channel of 16-bit samples, as a laptop plays them."""
    if not len(samples):
        return SILENT_LUFS
    # The second filter of BS.1770, a high-pass at 38 Hz, is left out: that of the laptop leaves it nothing to do.
    heard = filtered(filtered(samples, high_pass(LAPTOP_HZ, rate)), head_shelf(rate))
    energy = list(accumulate(map(mul, heard, heard), initial=0.0))
    count, block, hop = len(heard), round(BLOCK_S * rate), round(HOP_S * rate)

    def up_to(place: int) -> float:
        """The energy of so many samples of the clip repeated without end."""
        return float(energy[-1] * (place // count) + energy[place % count])

    longest = max(count, round(MIN_S * rate))
    powers = [(up_to(place + block) - up_to(place)) / block / FULL**2 for place in range(0, longest, hop)]
    loud = [power for power in powers if power > _power(SILENT_LUFS)]
    if not loud:
        return SILENT_LUFS
    gate = sum(loud) / len(loud) * 10 ** (-GATE_LU / 10)
    loud = [power for power in loud if power > gate]
    return OFFSET_LUFS + 10 * math.log10(sum(loud) / len(loud))


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - OFFSET_LUFS) / 10))


def true_peak_db(samples: Samples) -> float:
    """The highest value in dB of full scale, between the samples too (each is looked at four times)."""
    half = TAPS // 2
    highest = max(map(abs, samples), default=0.0)
    padded = [0.0] * half + list(samples) + [0.0] * half
    # Half of the taps lie before the point, half after it; a peak between samples is always beside a high one.
    high = [place for place, sample in enumerate(samples) if abs(sample) > highest / 2]
    near = [padded[place : place + TAPS] for place in {*high, *(place + 1 for place in high)}]
    for phase in range(1, PHASES):
        taps = [_sinc(place - half + 1 - phase / PHASES, half) for place in range(TAPS)]
        highest = max(highest, *(abs(sum(map(mul, taps, around))) for around in near), 0.0)
    return 20 * math.log10(max(highest, 1e-9) / FULL)


def _sinc(x: float, half: int) -> float:
    """A windowed sinc."""
    if not x:
        return 1.0
    return math.sin(math.pi * x) / (math.pi * x) * (0.5 + 0.5 * math.cos(math.pi * x / (half + 0.5)))


def levelled(samples: Samples, lufs: float, peak_db: float, hop: int = SLOW, passes: int = PASSES) -> list[float]:
    """Samples (at the voice's rate) at a loudness, without peaks above `peak_db`; `hop` is that of `limited`."""
    out = list(samples)
    for _ in range(passes):
        missing = lufs - loudness(out)
        if abs(missing) < CLOSE_ENOUGH_LU:
            break
        gain = 10 ** (missing / 20)
        out = limited([sample * gain for sample in out], peak_db, hop)
    return out


def limited(samples: Samples, peak_db: float, hop: int) -> list[float]:
    """Samples without peaks above `peak_db`, also where they are doubled to be played.

    The gain moves in steps of `hop` samples, and comes down so many of them before a peak.
    """
    ceiling = FULL * 10 ** ((peak_db - MARGIN_DB) / 20)
    # Looked at are the samples and the points between, as `clips` finds them.
    between = [(9 * (b + c) - a - d) / 16 for a, b, c, d in zip(samples, samples[1:], samples[2:], samples[3:], strict=False)]
    peaks = [*map(max, map(abs, samples[1:]), map(abs, between)), *map(abs, samples[-2:])]
    gains = []
    for place in range(0, len(samples), hop):
        peak = max(peaks[max(0, place - 2) : place + hop])
        gains.append(min(1.0, ceiling / peak) if peak else 1.0)
    if min(gains, default=1.0) == 1.0:
        return list(samples)
    lowest = [min(around) for around in _windows(gains, AHEAD)]
    return shaped(samples, [sum(around) / len(around) for around in _windows(lowest, AHEAD - 1)], hop)


def _windows(values: list[float], reach: int) -> "zip[tuple[float, ...]]":
    """For each value those that lie up to `reach` before and after it."""
    framed = [values[0]] * reach + values + [values[-1]] * reach
    return zip(*(framed[place : place + len(values)] for place in range(2 * reach + 1)), strict=True)


def shaped(samples: Samples, gains: Sequence[float], hop: int) -> list[float]:
    """Samples by a gain that is given at the beginning of every `hop` of them, and even between."""
    out: list[float] = []
    for place, (gain, following) in enumerate(zip(gains, [*gains[1:], gains[-1]], strict=True)):
        part = samples[place * hop : (place + 1) * hop]
        if gain == following:
            out += [sample * gain for sample in part]
        else:
            step = (following - gain) / hop
            out += [sample * (gain + step * number) for number, sample in enumerate(part)]
    return out
