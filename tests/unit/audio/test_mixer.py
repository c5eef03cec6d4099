"""The mixer: sample-exact, never beyond 16 bit, and never a click."""

import math
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.audio.given_sounds import Sounds
from trainer.audio.clips import RATE
from trainer.audio.mixer import CEILING, FADE_FRAMES, KNEE, LATEST_S, SOFT_CLIP_TABLE, Mixer, StreamClock


def ramp(frames: int, value: int = 1000) -> "array[int]":
    return array("h", [value] * frames * 2)


def rendered(mixer: Mixer, frames: int, block: int = 480, offset: float = 0.0) -> "array[int]":
    out = array("h")
    for _ in range(0, frames, block):
        out.frombytes(mixer.render(block, offset))
    return out


@given(st.integers(0, 4000), st.sampled_from([64, 441, 480, 960]), st.floats(-1e5, 1e5))
def test_a_sound_begins_at_its_very_sample(frame, block, offset):
    mixer = Mixer(Sounds({"beep": ramp(10)}))
    mixer.schedule("beep", offset + frame / RATE)
    out = rendered(mixer, 5000, block, offset)
    assert [place // 2 for place, value in enumerate(out) if value] == sorted([*range(frame, frame + 10)] * 2)


@given(st.lists(st.integers(0, 3000), max_size=8), st.sampled_from([100, 480, 1024]))
def test_the_size_of_blocks_makes_no_difference(frames, block):
    def play(size: int) -> "array[int]":
        mixer = Mixer(Sounds({"beep": ramp(700, 9000)}))
        for frame in frames:
            mixer.schedule("beep", frame / RATE)
        return rendered(mixer, 4096, size)[:8000]

    assert play(block) == play(4096)


@given(st.lists(st.integers(0, 3000), max_size=8), st.integers(0, 3))
def test_blocks_in_which_nothing_begins_need_no_offset(frames, dropped_after):
    def play(*, told_when_needed: bool) -> "array[int]":
        mixer, out = Mixer(Sounds({"beep": ramp(300, 9000)})), array("h")
        for number, frame in enumerate(frames):
            if number == dropped_after:
                mixer.cancel()
            mixer.schedule("beep", frame / RATE)
        for _ in range(10):
            begins = mixer.next_at < (mixer.frame + 480) / RATE
            out.frombytes(mixer.render(480, 0.0 if begins or not told_when_needed else None))
        assert mixer.next_at == math.inf
        return out

    assert play(told_when_needed=True) == play(told_when_needed=False)


def test_sounds_together_are_added_and_bent_softly_below_the_ceiling():
    mixer = Mixer(Sounds({"low": ramp(10, 5_000), "loud": ramp(10, 30_000), "deep": ramp(10, -30_000)}))
    for name in ("low", "low"):
        mixer.schedule(name, 0)
    assert set(rendered(mixer, 10, 10)) == {10_000}
    for name in ("loud", "loud"):
        mixer.schedule(name, 10 / RATE)
    assert set(rendered(mixer, 10, 10)) <= {CEILING, CEILING - 1}
    for name in ("deep", "deep"):
        mixer.schedule(name, 20 / RATE)
    assert set(rendered(mixer, 10, 10)) <= {-CEILING, 1 - CEILING}


@given(st.integers(-32_768, 32_767), st.integers(-32_768, 32_767))
def test_a_sum_is_itself_below_the_knee_and_never_jumps(one, other):
    total = one + other
    assert abs(SOFT_CLIP_TABLE[total]) <= CEILING
    assert SOFT_CLIP_TABLE[total] == total or abs(total) > KNEE
    assert 0 <= SOFT_CLIP_TABLE[min(total + 1, 65_534)] - SOFT_CLIP_TABLE[total] <= 1 or total == 65_534


def test_a_late_sound_begins_at_once_and_one_too_late_not_at_all():
    mixer = Mixer(Sounds({"beep": ramp(10)}))
    rendered(mixer, RATE)
    mixer.schedule("beep", 1 - LATEST_S + 0.01)
    assert any(rendered(mixer, 480))
    mixer.schedule("beep", 1 - LATEST_S - 0.01)
    assert not any(rendered(mixer, 480))


def test_cancel_drops_what_waits_and_fades_what_sounds():
    mixer = Mixer(Sounds({"beep": ramp(RATE, 20_000)}))
    mixer.schedule("beep", 0)
    mixer.schedule("beep", 0.5)
    rendered(mixer, 480)
    mixer.cancel()
    out = rendered(mixer, RATE)
    assert max(abs(a - b) for a, b in zip(out[::2], out[2::2], strict=False)) <= 20_000 // FADE_FRAMES + 1
    assert not any(out[FADE_FRAMES * 2 :])


def test_volume_scales_what_is_scheduled_later():
    mixer = Mixer(Sounds({"beep": ramp(10, 10_000)}))
    mixer.set_volume(50)
    mixer.schedule("beep", 0)
    assert set(rendered(mixer, 10, 10)) == {2500}
    mixer.set_volume(0)
    mixer.schedule("beep", 10 / RATE)
    assert not any(rendered(mixer, 10, 10))


def test_an_unknown_sound_is_refused():
    assert not Mixer(Sounds()).schedule("nope", 0)


def told(clock: StreamClock, first: int, blocks: int, late) -> list[float]:
    """The offsets that a clock tells when the blocks of 20 ms from `first` on are asked for so much late."""

    def offset(number: int) -> float:
        clock.asked(number * 960, 100 + number * 0.02 + late(number))
        return clock.offset()

    return [offset(number) for number in range(first, first + blocks)]


@pytest.mark.parametrize("seldom", [7, 49, 50, 51, 199])
def test_the_stream_clock_tells_the_same_however_seldom_it_is_asked(seldom):
    def late(number: int) -> float:
        return (number * 7919 % 13) / 1000 + (0.03 if number > 300 else 0)

    each_time, now_and_then = told(StreamClock(), 0, 600, late), StreamClock()
    for number in range(600):
        now_and_then.asked(number * 960, 100 + number * 0.02 + late(number))
        if number % seldom == 0:
            assert now_and_then.offset() == each_time[number]


def test_the_stream_clock_is_steady_through_jitter():
    jitter = [0.004, -0.003, 0.001, 0.0, -0.002]
    offsets = told(StreamClock(), 0, 500, lambda number: jitter[number % 5])
    assert max(offsets[50:]) - min(offsets[50:]) < 0.0005


def test_the_stream_clock_is_steady_with_a_server_that_asks_in_steps_of_its_own():
    offsets = told(StreamClock(), 0, 500, lambda number: -number * 0.02 % (1024 / RATE))  # 1,024 frames at a time
    assert max(offsets[50:]) - min(offsets[50:]) < 0.0005


def test_the_stream_clock_follows_a_device_whose_pace_is_another():
    offsets = told(StreamClock(), 0, 3000, lambda number: number * 0.02 * 1e-4)
    assert offsets[-1] == pytest.approx(100 + 3000 * 0.02 * 1e-4, abs=0.001)


def test_after_the_stream_stood_still_its_clock_is_right_at_once():
    clock = StreamClock()
    told(clock, 0, 500, lambda _: 0)
    assert told(clock, 500, 3, lambda _: 2.5)[-1] == pytest.approx(102.5, abs=0.0005)


@pytest.mark.parametrize(("empty_s", "blocks"), [(0.06, 4), (0.03, 4), (0.01, 16), (0.005, 16)])
def test_after_the_buffer_had_run_empty_the_clock_is_soon_right(empty_s, blocks):
    clock = StreamClock()
    told(clock, 0, 500, lambda _: 0)
    assert told(clock, 500, blocks, lambda _: empty_s)[-1] == pytest.approx(100 + empty_s, abs=0.0005)


def test_blocks_that_come_late_in_a_burst_do_not_move_the_clock():
    clock = StreamClock()
    told(clock, 0, 500, lambda _: 0)
    offsets = told(clock, 500, 500, lambda number: max(0.0, 0.05 - (number % 50) * 0.02))
    assert max(abs(offset - 100) for offset in offsets) < 0.0005
