"""The terminal's bell: which cues ring, when, and that nothing rings after a pause."""

import threading
import time

import pytest

from trainer.audio.bell import APART_S, Bell
from trainer.audio.moments import Moments
from trainer.audio.player import Player
from trainer.cues.table import CUES


class Noted(Moments):
    """Notes the moments instead of waiting for them."""

    def __init__(self):
        self.asked = []
        self.dropped = 0

    def at(self, moment, call):
        self.asked.append(moment)
        call()

    def drop(self):
        self.dropped += 1


@pytest.fixture
def moments():
    return Noted()


@pytest.fixture
def rung():
    return []


@pytest.fixture
def bell(moments, rung):
    return Bell(lambda: rung.append(1), moments)


def test_every_cue_rings_but_movements_keys_and_words(bell, moments):
    for name in ("movement", "key", "reminder", "voice/hold"):
        bell.play(name, 1.0)
    assert moments.asked == []
    for name in (sound.name for cue in CUES if cue.kind != "movement" for sound in cue.sounds):
        bell.play(name, 1.0)
        assert moments.asked.pop() >= 1.0, name
        moments.asked.clear()


def test_a_side_rings_twice_so_that_the_terminal_rings_twice(bell, moments):
    bell.play("side-left", 2.0)
    assert moments.asked == [2.0, 2.0 + APART_S]


def test_a_moment_comes_unless_it_is_dropped():
    came, kept, never = threading.Event(), threading.Event(), threading.Event()
    moments = Moments()
    moments.at(time.perf_counter() - 1, came.set)
    assert came.wait(5)
    moments.at(time.perf_counter() + 0.05, never.set)
    moments.drop()
    moments.at(time.perf_counter() + 0.1, kept.set)
    assert kept.wait(5)
    assert not never.is_set()


def test_the_bell_as_backend_is_sound(tmp_path, bell, rung, moments):
    player = Player(tmp_path, backend="bell", bell=bell)
    player.open()
    assert (player.state, player.reason) == ("on", "")
    player.play("rep", 0.0)
    assert rung == [1]
    player.set_volume(0)
    player.play("rep", 0.0)
    assert rung == [1], "at a volume of nothing it is silent"
    player.set_volume(50)
    player.set_muted(True)
    player.play("rep", 0.0)
    assert (rung, player.state, moments.dropped) == ([1], "muted", 1)
    player.close()


def test_without_a_device_the_bell_rings_and_it_is_said(monkeypatch, tmp_path, bell, rung):
    monkeypatch.setattr(Player, "_arguments", lambda _: ["/no/such/python"])
    player = Player(tmp_path, bell=bell)
    player.open()
    while player.state == "starting":
        time.sleep(0.01)
    player.play("rep", 0.0)
    assert rung == [1]
    assert player.reason.endswith("The terminal's bell rings instead.")
    player.close()


def test_silent_does_not_ring(tmp_path, bell, rung):
    player = Player(tmp_path, backend="silent", bell=bell)
    player.open()
    player.play("rep", 0.0)
    assert rung == []
