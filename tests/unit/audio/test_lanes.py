"""Arithmetic on whole clips: sample by sample it is what it says."""

from array import array

from hypothesis import example, given
from hypothesis import strategies as st

from trainer.audio.lanes import HIGHEST, LOWEST, between, scaled

SAMPLES = st.lists(st.integers(LOWEST, HIGHEST) | st.sampled_from([LOWEST, 0, HIGHEST]), max_size=50).map(
    lambda found: array("h", found)
)


@given(SAMPLES, st.integers(0, 100))
@example(array("h", [LOWEST, HIGHEST]), 100)
def test_every_sample_is_scaled_and_rounded(samples, percent):
    gain = percent / 100
    found = scaled(samples, gain)
    assert len(found) == len(samples)
    assert all(abs(new - old * gain) <= 1 for new, old in zip(found, samples, strict=True))


@given(SAMPLES)
def test_a_gain_of_one_changes_nothing_and_one_of_zero_leaves_silence(samples):
    assert scaled(samples, 1.0) == samples
    assert not any(scaled(samples, 0.0))


@given(SAMPLES)
@example(array("h", [LOWEST, HIGHEST, HIGHEST, LOWEST]))
@example(array("h", [HIGHEST, LOWEST, LOWEST, HIGHEST]))
def test_between_two_samples_lies_the_cubic_through_their_neighbours(samples):
    padded = [*samples[:1], *samples, *samples[-1:], *samples[-1:]]
    cubic = [(9 * (b + c) - a - d) // 16 for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False)]
    assert [*between(samples)] == [min(HIGHEST, max(LOWEST, value)) for value in cubic]
