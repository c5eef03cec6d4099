"""The voice: texts put together from the fewest clips."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.cues.voice import Clip, Voice, words_of
from trainer.routine.pace import BETWEEN_MS

TEXTS = ("Next", "Bird dog", "Next bird dog", "Dog", "Bird", "Hold", "Twenty-one")


@pytest.fixture
def small():
    return Voice({words_of(text): Clip(text, 100 * number) for number, text in enumerate(TEXTS, 1)})


@pytest.mark.parametrize(
    ("text", "clips"),
    [
        ("Hold", ["Hold"]),
        ("HOLD!", ["Hold"]),
        ("Next: bird dog.", ["Next bird dog"]),
        ("Hold. Bird dog", ["Hold", "Bird dog"]),
        ("bird bird-dog dog", ["Bird", "Bird dog", "Dog"]),
        ("twenty one", ["Twenty-one"]),
        ("Hold on", None),
        ("", None),
        ("...", None),
        ("hold " * 300, None),
    ],
)
def test_a_text_is_said_by_the_fewest_clips(small, text, clips):
    found = small.clips_for(text)
    assert (found and [clip.name for clip in found]) == clips


def test_a_text_takes_as_long_as_its_clips_and_what_is_between(small):
    assert small.length_ms("Hold. Bird dog") == 600 + 200 + BETWEEN_MS
    assert small.length_ms("Hold on") is None


@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=8))
def test_whatever_is_put_together_from_texts_can_be_said(texts):
    voice = Voice({words_of(text): Clip(text, 100) for text in TEXTS})
    found = voice.clips_for(" ".join(texts))
    assert len(found) <= len(texts)
    assert words_of(" ".join(clip.name for clip in found)) == words_of(" ".join(texts))
