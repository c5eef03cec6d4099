"""The band's flashes: seen for every cue, and never too many in a second."""

import random

from trainer.ui.session.flash import LIT_S, Flash


def begins(cues: list[float]) -> list[float]:
    """When the band lights up for cues, looked at every millisecond."""
    flash, lit, found = Flash(), False, []
    waiting = sorted(cues)
    for millisecond in range(round((waiting[-1] + 2) * 1000)):
        now = millisecond / 1000
        while waiting and waiting[0] <= now:
            flash.cue(waiting.pop(0))
        if flash.lit(now) and not lit:
            found.append(now)
        lit = flash.lit(now)
    return found


def test_a_cue_lights_the_band_at_once_and_for_a_moment():
    flash = Flash()
    assert not flash.lit(0)
    flash.cue(5)
    assert flash.lit(5)
    assert flash.lit(5 + LIT_S - 0.01)
    assert not flash.lit(5 + LIT_S)


def test_cues_of_one_instant_are_one_flash_and_one_soon_afterwards_waits():
    assert begins([1.0, 1.0, 1.2]) == [1.0]
    assert begins([1.0, 1.35]) == [1.0, 1.4]


def test_never_more_than_three_flashes_in_a_second():
    chance = random.Random(3)
    found = begins([chance.random() * 10 for _ in range(200)])
    assert len(found) > 20
    assert all(sum(first <= one < first + 1 for one in found) <= 3 for first in found)
