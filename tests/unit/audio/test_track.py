"""A routine as a file: every cue and word of the plan at its very sample, and nothing else."""

import io
import struct
import wave
from array import array
from collections.abc import Iterator
from itertools import compress, count
from operator import sub

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.any_plan import plans
from trainer.audio.clips import RATE, Clips
from trainer.audio.mixer import KNEE
from trainer.audio.track import BLOCK, FADE_OUT_S, LEAD_IN_S, blocks, chapters, length_in_blocks, write_wav
from trainer.cues.script import script
from trainer.cues.sounding import sounding
from trainer.cues.table import SOUNDS
from trainer.cues.voice import MUTE
from trainer.routine.pace import BETWEEN_MS
from trainer.settings.settings import Settings
from trainer.system import paths

FOLDER = paths.bundled_sounds()
LEAD = round(LEAD_IN_S * RATE)


@pytest.fixture(scope="module")
def clips():
    return Clips(FOLDER)


def track(plan, speech, **options) -> "array[int]":
    return array("h", b"".join(blocks(plan, Clips(FOLDER), speech, Settings(**options))))


def detected(samples: "array[int]", clips: Clips) -> list[tuple[int, str]]:
    """The cues in a track, by its samples alone: (frame, name); each is taken out of the track when it has been found."""
    begins = {}
    for name in sorted(path.stem for path in (FOLDER / "cues").glob("*.wav")):
        clip = array("i", clips.get(name))
        first = next(place for place, sample in enumerate(clip) if sample)
        begins[name] = (first, clip[first:])
    left = array("i", samples)
    found = []
    place = 0
    while (place := next(heard_at(left, place), None)) is not None:
        names = [name for name, (_, clip) in begins.items() if left[place : place + len(clip)] == clip]
        assert names, place / 2 / RATE
        name = max(names, key=lambda name: len(begins[name][1]))  # the last rep begins as every other does
        first, clip = begins[name]
        found.append(((place - first) // 2, name))
        take_out(left, clip, place)
    return found


def heard_at(samples: "array[int]", begin: int = 0) -> Iterator[int]:
    """The places of the samples that are not silent."""
    for place in range(begin, len(samples), RATE):
        part = samples[place : place + RATE]
        if part.tobytes().strip(b"\0"):  # silence, most of a track, is seen much sooner so
            yield from compress(count(place), part)


def take_out(left: "array[int]", clip: "array[int]", begin: int) -> None:
    """Take a clip out of the samples that are left of a track."""
    end = begin + len(clip)
    left[begin:end] = array("i", map(sub, left[begin:end], clip))


@pytest.mark.parametrize("routine", ["warm-up", "relief"])
def test_the_beeps_of_a_track_are_those_of_the_plan_at_their_very_samples(plan_of, voice, clips, routine):
    plan = plan_of(routine)
    found = detected(track(plan, voice, voice=False), clips)
    planned = sounding(script(plan, lambda _: None))
    assert found == [(LEAD + at * RATE // 1000, name) for (at, _), name in planned.items()]
    reps = [name for _, name in found if name in ("rep", "last-rep", "go")]
    assert len(reps) >= sum(step.reps or 0 for step in plan.steps)


def test_the_words_of_a_track_are_those_of_the_script_and_nothing_else_is_heard(plan_of, voice, clips):
    plan = plan_of("relief")
    cues = script(plan, voice.length_ms)
    samples = track(plan, voice)
    left = array("i", samples)

    def heard(name: str, at_ms: float) -> None:
        take_out(left, clips.get(name), 2 * round(LEAD + at_ms * RATE / 1000))

    for (at_ms, _), name in sounding(cues).items():
        heard(name, at_ms)
    for cue in cues:
        at_ms = cue.voice_at_ms
        for clip in voice.clips_for(cue.text) if cue.text else ():
            heard(clip.name, at_ms)
            at_ms += clip.length_ms + BETWEEN_MS
    rest = list(heard_at(left))
    assert all(abs(samples[at]) > KNEE for at in rest)  # where two sounds together were bent
    assert len(rest) < len(samples) / 1000


MARKS = {name: number for number, name in enumerate(SOUNDS, 1_000)}


class Marks:
    """Sounds of a single frame, each of a height of its own."""

    def get(self, name: str, gain: float) -> "array[int]":
        return array("h", [MARKS[name]] * 2)


@settings(max_examples=40)
@given(plan=plans(self_paced=st.booleans()))
def test_a_track_of_any_plan_has_its_length_and_its_cues_also_where_the_person_sets_the_pace(plan):
    heard, frames = [], 0
    for block in blocks(plan, Marks(), MUTE, Settings()):
        if block != bytes(len(block)):
            samples = array("h", block)[::2]
            heard += compress(enumerate(samples, frames), samples)
        frames += len(block) // 4
    planned = sounding(script(plan, lambda _: None))
    assert heard == [(LEAD + at * RATE // 1000, MARKS[name]) for (at, _), name in planned.items()]
    assert heard[-1] == (LEAD + plan.duration_ms * RATE // 1000, MARKS["finished"])
    assert 0 <= frames - (LEAD + plan.duration_ms * RATE // 1000 + FADE_OUT_S * RATE) < BLOCK


def test_without_beeps_or_counting_a_track_has_fewer_sounds(plan_of, voice):
    plan = plan_of("desk")
    loud = [sum(1 for sample in track(plan, voice, **options)[::20] if sample) for options in ({}, {"counting": False})]
    assert loud[0] > loud[1] > 0


def test_a_file_has_title_and_a_named_mark_for_each_exercise(plan_of, voice):
    plan = plan_of("desk")
    file = io.BytesIO()
    write_wav(file, blocks(plan, Clips(FOLDER), voice, Settings()), plan.name, chapters(plan))
    content = file.getvalue()
    assert struct.unpack("<4sI4s", content[:12]) == (b"RIFF", len(content) - 8, b"WAVE")
    chunks, place = {}, 12
    while place < len(content):
        kind, size = struct.unpack("<4sI", content[place : place + 8])
        chunks.setdefault(kind, []).append(content[place + 8 : place + 8 + size])
        place += 8 + size + size % 2
    assert list(chunks) == [b"fmt ", b"data", b"cue ", b"LIST"]
    assert struct.unpack("<I", chunks[b"cue "][0][:4]) == (2,)
    frames = [struct.unpack("<I", chunks[b"cue "][0][4 + 24 * one + 20 : 28 + 24 * one])[0] for one in range(2)]
    assert frames == [0, LEAD + plan.phases[plan.steps[1].first_phase].start_ms * RATE // 1000]
    assert b"Neck flexion and extension\0" in chunks[b"LIST"][0]
    assert b"Break at the desk\0" in chunks[b"LIST"][1]
    file.seek(0)
    with wave.open(file) as read:
        assert read.getnframes() == length_in_blocks(plan) * RATE // 10
