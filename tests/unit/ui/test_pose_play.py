"""The round of a figure's keys while it plays alone."""

import pytest

from trainer.ui.pose.play import KEY_MS, WAY_MS, PosePlay

ROUND = KEY_MS + WAY_MS


@pytest.fixture
def play():
    return PosePlay(("a", "b", "c"), 500.0)


def test_it_stands_at_each_key_and_goes_on_to_the_next_for_ever(play):
    assert play.at(500) == ("a", "a", 1.0)
    assert play.at(500 + KEY_MS + WAY_MS / 2) == ("a", "b", 0.5)
    assert play.at(500 + ROUND) == ("b", "b", 1.0)
    assert play.at(500 + 2 * ROUND + KEY_MS + WAY_MS / 4) == ("c", "a", 0.25)
    assert play.at(500 + 3 * ROUND) == ("a", "a", 1.0)


def test_it_stands_still_between_two_keys_and_goes_on_from_there(play):
    play.pause(500 + KEY_MS + WAY_MS / 2)
    assert play.at(90_000) == ("a", "b", 0.5)
    play.pause(90_000)
    assert play.at(90_000 + WAY_MS / 4) == ("a", "b", 0.75)


def test_steps_stand_still_at_the_keys_around(play):
    between = 500 + KEY_MS + WAY_MS / 2
    play.step(1, between)
    assert (play.at(between), play.playing) == (("b", "b", 1.0), False)
    play.step(-1, between)
    play.step(-1, between)
    assert play.at(between) == ("c", "c", 1.0)
    play.step(1, between)
    assert play.at(between) == ("a", "a", 1.0)


def test_a_step_back_from_between_two_keys_is_the_last_one(play):
    between = 500 + KEY_MS + WAY_MS / 2
    play.step(-1, between)
    assert play.at(between) == ("a", "a", 1.0)


def test_the_speed_changes_without_a_jump_and_within_reason(play):
    between = 500 + KEY_MS + WAY_MS / 2
    play.change_speed(2, between)
    assert play.at(between) == ("a", "b", 0.5)
    assert play.at(between + WAY_MS / 8) == ("a", "b", 0.75)
    for _ in range(9):
        play.change_speed(2, between)
    assert play.speed == 4
    for _ in range(9):
        play.change_speed(0.5, between)
    assert play.speed == 0.25


def test_another_set_of_keys_keeps_the_place_where_there_is_one(play):
    play.at(500 + 2 * ROUND)
    play.replace_keys(("x", "y", "z", "w"))
    assert play.at(500 + 2 * ROUND) == ("z", "z", 1.0)
    play.replace_keys(("only",))
    assert play.at(500 + 2 * ROUND) == ("only", "only", 1.0)
