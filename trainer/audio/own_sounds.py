"""The person's own sounds as the trainer plays them: whatever rate and width they have, 48 kHz, 16 bit, left and right."""

from array import array
from collections.abc import Iterable
from pathlib import Path

from trainer.audio.clips import CHANNELS, RATE
from trainer.audio.lanes import HIGHEST, LOWEST
from trainer.userfiles.sounds import OwnSounds, Recording


def own_samples(folder: Path) -> dict[str, "array[int]"]:
    """Every sound of a folder (which need not be there) that can be played, by name."""
    return {name: samples(recording) for name, recording in OwnSounds(folder).recordings.items()}


def samples(recording: Recording) -> "array[int]":
    """As the trainer plays it: 48 kHz, 16 bit, left and right in turn. As loud as it is."""
    high = recording.data[recording.width - 1 :: recording.width]
    low = recording.data[recording.width - 2 :: recording.width] if recording.width > 1 else bytes(len(high))
    both = bytearray(2 * len(high))
    both[0::2] = low
    both[1::2] = high if recording.width > 1 else bytes(value ^ 0x80 for value in high)  # 8 bit: 128 is silence
    numbers = array("h", bytes(both))
    channels = [_resampled(numbers[channel :: recording.channels], recording.rate) for channel in range(recording.channels)]
    out = array("h", bytes(len(channels[0]) * CHANNELS * 2))
    out[0::2], out[1::2] = channels[0], channels[-1]
    return out


def _resampled(samples: "array[int]", rate: float) -> "array[int]":
    """One channel at 48 kHz: by a cubic through four neighbours, from high rates by the mean of each two before."""
    while rate >= 2 * RATE:
        samples = array("h", [(a + b) >> 1 for a, b in zip(samples[::2], samples[1::2], strict=False)])
        rate /= 2
    if rate == RATE or not samples:
        return samples
    padded = [samples[0], *samples, samples[-1], samples[-1]]
    return array("h", [max(LOWEST, min(HIGHEST, round(value))) for value in _between(padded, len(samples), rate / RATE)])


def _between(padded: list[int], count: int, step: float) -> Iterable[float]:
    for number in range(int(count / step)):
        place = int(number * step)
        part = number * step - place
        a, b, c, d = padded[place : place + 4]
        yield b + part / 2 * (c - a + part * (2 * a - 5 * b + 4 * c - d + part * (3 * (b - c) + d - a)))
