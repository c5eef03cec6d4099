"""Loudness, true peaks, and bringing speech to a level: held against what the standard says."""

import math
import random
from array import array

import pytest

from trainer.audio.clips import VOICE_RATE
from trainer.audio.gym import GYM_LUFS, gym_voice
from trainer.audio.loudness import FULL, head_shelf, levelled, limited, loudness, true_peak_db
from trainer.audio.mastering import PEAK_DB, VOICE_LUFS, mastered


def tone(hertz: float, seconds: float = 1.0, peak: float = FULL, shift: float = 0.0) -> list[float]:
    return [peak * math.sin(2 * math.pi * hertz * place / VOICE_RATE + shift) for place in range(round(seconds * VOICE_RATE))]


def babble(seed: int, seconds: float = 1.2, rate: int = VOICE_RATE) -> list[float]:
    """Something like a voice: beats of the vocal cords and hiss in syllables, with silence around them."""
    draw = random.Random(seed)
    pitch, count = draw.uniform(90, 260), round(seconds * rate)
    out = [0.0] * (rate // 3)
    for place in range(count):
        t = place / rate
        beat = (t * pitch) % 1
        vowel = math.exp(-12 * beat) * math.sin(2 * math.pi * 550 * beat / pitch * 8)
        syllable = max(0.0, math.sin(2 * math.pi * 2.5 * t)) ** 0.5
        out.append(3000 * syllable * (vowel + 0.15 * draw.uniform(-1, 1)))
    return out + [0.0] * (rate // 3)


def test_the_filter_of_the_head_is_that_of_the_standard():
    assert head_shelf(48_000) == pytest.approx(
        (1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585), abs=1e-9
    )


@pytest.mark.parametrize("seconds", [0.2, 0.45, 1.0, 4.0])
def test_a_tone_of_1_khz_at_full_scale_has_the_loudness_of_the_standard_however_long_it_is(seconds):
    assert loudness(tone(997, seconds)) == pytest.approx(-3.01, abs=0.15)


def test_what_a_laptop_does_not_play_makes_nothing_louder():
    assert loudness(tone(70)) < loudness(tone(997)) - 20


def test_silence_before_and_after_makes_speech_no_softer():
    speech = tone(500, 1.0, FULL / 8)
    assert loudness(speech + [0.0] * 3 * VOICE_RATE) == pytest.approx(loudness(speech), abs=1.5)
    assert loudness([]) == loudness([0.0] * 1000) == -70


def test_the_true_peak_lies_between_the_samples():
    between = tone(6000, shift=math.pi / 4)
    assert 20 * math.log10(max(map(abs, between)) / FULL) == pytest.approx(-3.01, abs=0.02)
    assert true_peak_db(between) == pytest.approx(0, abs=0.2)
    assert true_peak_db(tone(997)) == pytest.approx(0, abs=0.05)
    assert true_peak_db([]) < -100


def test_the_limiter_leaves_alone_what_is_low_and_holds_down_what_is_high():
    low, high = tone(300, peak=8000), tone(300, peak=60_000)
    assert limited(low, -1, 24) == low
    assert max(map(abs, limited(high, -1, 24))) <= FULL * 10 ** (-1 / 20)
    assert limited([], -1, 24) == []


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000])
def test_a_mastered_voice_is_as_loud_as_all_others_without_a_higher_peak(seed, rate):
    clip = mastered([round(sample) for sample in babble(seed, rate=rate)], rate)
    assert loudness(clip) == pytest.approx(VOICE_LUFS, abs=0.5)
    assert true_peak_db(clip) <= PEAK_DB + 0.01
    assert len(clip) / VOICE_RATE == pytest.approx(1.2, abs=0.12)
    assert max(map(abs, clip[:24])) < 600
    assert max(map(abs, clip[-24:])) < 600


def test_silence_has_no_clip():
    assert mastered([0] * 5000, VOICE_RATE) == mastered([], VOICE_RATE) == array("h")


@pytest.mark.parametrize("seed", range(4))
def test_the_gym_voice_of_any_voice_is_louder_and_as_long(seed):
    clip = mastered([round(sample) for sample in babble(seed)], VOICE_RATE)
    gym = gym_voice(clip)
    assert len(gym) == len(clip)
    assert VOICE_LUFS + 3 < loudness(gym) < GYM_LUFS + 0.5


def test_a_level_that_is_reached_changes_nothing():
    ready = levelled(tone(500, 1.0, FULL / 8), VOICE_LUFS, PEAK_DB)
    assert levelled(ready, VOICE_LUFS, PEAK_DB) == ready
