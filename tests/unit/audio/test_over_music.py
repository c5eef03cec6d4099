"""Cues over music and talk: as loud to the ear as words, and known for what they are where many people talk."""

import math

import pytest

from tests.unit.audio.listener import Listener, loudness, mono
from trainer.audio.clips import CHANNELS, RATE, Clips
from trainer.cues.table import SOUNDS
from trainer.routine.pace import LAST_REP_DELAY_MS, MOVEMENT_DELAY_MS, SIDE_DELAY_MS
from trainer.system import paths

SIDES = ("side-left", "side-right")
TRIALS = 100
SENTENCE_WORDS = 5
CUES = sorted(set(SOUNDS) - {"key"})  # a click is to be felt with the key rather than heard over everything


@pytest.fixture(scope="module")
def clips():
    return Clips(paths.bundled_sounds())


@pytest.fixture(scope="module")
def talk(clips):
    """What the voice says in sentences, as people do who talk: no counts, no single words."""
    names = sorted(path.stem for path in (paths.bundled_sounds() / "voice").glob("*.wav"))
    return [mono(clips.get(f"voice/{name}")) for name in names if len(name.split("-")) >= SENTENCE_WORDS]


def test_every_cue_is_about_as_loud_as_the_voice(clips, talk):
    voice = sorted(map(loudness, talk))[len(talk) // 2]
    below = {name: voice - loudness(mono(clips.get(name))) for name in CUES}
    for name, decibel in below.items():
        print(f"{name}: {decibel:.1f} dB below the voice")
    assert {name: decibel for name, decibel in below.items() if not -3 <= decibel <= 9} == {}


def test_every_cue_is_known_amid_loud_talk_and_a_side_by_the_far_ear_alone(clips, talk):
    cues = {name: mono(clips.get(name)) for name in CUES}
    listener = Listener(cues, talk, -5, TRIALS)  # the voice is 5 dB softer than the talk
    heard = {name: listener.heard(sound) for name, sound in cues.items()}
    far = {"side-left": mono(clips.get("side-left"), 0, 1), "side-right": mono(clips.get("side-right"), 1, 0)}
    heard_far = {name: listener.heard(sound) for name, sound in far.items()}
    for where, found in (("", heard), (" by the far ear", heard_far)):
        for name, taken_for in found.items():
            print(f"{name}{where}: {100 * taken_for[name] / TRIALS:.0f} % heard, of {TRIALS}: {dict(taken_for)}")
    assert not {name for found in (heard, heard_far) for name, taken_for in found.items() if taken_for[name] < 0.95 * TRIALS}


@pytest.mark.parametrize("name", SIDES)
def test_a_side_is_as_loud_as_a_rep_in_one_loudspeaker_and_its_far_channel_half_as_high(clips, name):
    samples = clips.get(name)
    assert abs(loudness(mono(samples)) - loudness(mono(clips.get("rep")))) <= 2
    peaks = sorted(max(map(abs, samples[channel::2])) for channel in (0, 1))
    assert 5.5 <= 20 * math.log10(peaks[1] / peaks[0]) <= 6.1


def test_every_sound_is_told_from_every_other_where_it_is_quiet(clips, talk):
    sounds = {name: mono(clips.get(name)) for name in SOUNDS}
    quiet = Listener(sounds, talk, 30, 4)
    assert {name: quiet.heard(sound).most_common(1)[0][0] for name, sound in sounds.items()} == {name: name for name in SOUNDS}


@pytest.mark.parametrize(
    ("name", "delay_ms"),
    [(SIDES[0], SIDE_DELAY_MS), (SIDES[1], SIDE_DELAY_MS), ("last-rep", LAST_REP_DELAY_MS), ("movement", MOVEMENT_DELAY_MS)],
)
def test_a_cue_is_over_before_its_word(clips, name, delay_ms):
    assert len(clips.get(name)) * 1000 / CHANNELS / RATE <= delay_ms
