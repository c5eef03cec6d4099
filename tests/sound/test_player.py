"""The player and its helper against a real sound server: cues at their moments, and recovery."""

import os
import shutil
import signal
import time
from statistics import median

import pytest

from tests.sound.rig import Recording, Rig
from trainer.audio.player import Player
from trainer.cues.table import SOUNDS
from trainer.system import paths


def wait_for(player: Player, state: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while player.state != state:
        assert time.monotonic() < end, f"{player.state}: {player.reason}"
        time.sleep(0.01)


@pytest.fixture
def player(rig):
    made = Player(paths.bundled_sounds())
    yield made
    made.close()


def play(player: Player, rig: Rig, names, spacing: float) -> tuple[list[float], list]:
    recording = rig.record()
    player.open()
    wait_for(player, "on", 5)
    time.sleep(0.7)  # the stream settles
    begin = time.perf_counter() + 0.4
    moments = [begin + number * spacing for number in range(len(names))]
    for name, at in zip(names, moments, strict=True):
        player.play(name, at)
    time.sleep(moments[-1] + 1.6 - time.perf_counter())
    return moments, recording.stop().heard(quiet_ms=150)


def one_rep_is_heard(player: Player, recording: Recording) -> None:
    time.sleep(0.5)
    player.play("rep", time.perf_counter() + 0.1)
    time.sleep(0.5)
    assert len(recording.stop().heard()) == 1


def test_cues_are_heard_at_their_moments(player, rig):
    moments, heard = play(player, rig, ["rep"] * 20, 0.3)
    assert len(heard) == 20
    delays = [one.at - at for one, at in zip(heard, moments, strict=True)]
    middle = median(delays)
    assert -0.02 < middle < 0.04  # the known delay of the device is taken out, so that the flash is at the same moment
    assert median(abs(delay - middle) for delay in delays) < 0.002
    assert max(abs(delay - middle) for delay in delays) < 0.010


def test_every_cue_is_told_from_every_other_and_sides_lean(player, rig):
    names = [name for name in SOUNDS if name != "key"]
    _, heard = play(player, rig, names, 1.6)
    assert [one.name(paths.bundled_sounds() / "cues") for one in heard] == names
    lean = dict(zip(names, (one.lean for one in heard), strict=True))
    assert lean["side-left"] < 0.25
    assert lean["side-right"] > 0.75
    assert 0.49 < lean["rep"] < 0.51


def test_cancel_silences_at_once(player, rig):
    recording = rig.record()
    player.open()
    wait_for(player, "on", 5)
    time.sleep(0.5)
    now = time.perf_counter()
    player.play("finished", now + 0.05)
    player.play("rep", now + 0.5)
    time.sleep(0.25)
    player.cancel()
    time.sleep(0.8)
    (only,) = recording.stop().heard(quiet_ms=100)
    assert len(only.left) / 48_000 < 0.3


def test_muted_is_silent_and_unmuted_sounds(rig):
    player = Player(paths.bundled_sounds(), muted=True)
    recording = rig.record()
    try:
        player.open()
        assert player.state == "muted"
        player.play("rep", time.perf_counter() + 0.1)
        player.set_muted(False)
        wait_for(player, "on", 5)
        time.sleep(0.5)
        player.play("go", time.perf_counter() + 0.1)
        time.sleep(0.8)
    finally:
        player.close()
    (only,) = recording.stop().heard(quiet_ms=100)
    assert only.name(paths.bundled_sounds() / "cues") == "go"


def test_a_volume_that_was_changed_while_muted_is_heard_after_it(player, rig):
    """Also by a helper that was started meanwhile."""
    recording = rig.record()
    player.open()
    wait_for(player, "on", 5)
    time.sleep(0.5)

    def rep() -> None:
        player.play("rep", time.perf_counter() + 0.1)
        time.sleep(0.7)

    player.set_volume(100)
    rep()
    player.set_muted(True)
    rep()
    player.set_volume(50)
    player.set_muted(False)
    rep()
    player.set_muted(True)
    player.set_volume(70)
    os.kill(player._helper._process.pid, signal.SIGKILL)
    time.sleep(0.2)
    player.set_muted(False)
    wait_for(player, "on", 5)
    time.sleep(0.5)
    rep()
    peaks = [max(map(abs, one.left)) for one in recording.stop().heard(quiet_ms=100)]
    assert [round(peak / peaks[0], 2) for peak in peaks] == [1, pytest.approx(0.25, abs=0.01), pytest.approx(0.49, abs=0.01)]


def test_without_a_server_there_is_no_sound_and_with_one_it_comes_by_itself(rig):
    rig.kill()
    player = Player(paths.bundled_sounds())
    try:
        player.open()
        wait_for(player, "none", 4)
        assert player.reason == "No sound: no sound device."
        rig.start()
        recording = rig.record()
        wait_for(player, "on", 4)
        one_rep_is_heard(player, recording)
    finally:
        player.close()


def test_a_sound_system_that_does_not_answer_is_told_and_waited_for(rig):
    rig.hold()
    player = Player(paths.bundled_sounds())
    try:
        player.open()
        wait_for(player, "none", 4)
        assert player.reason == "No sound: the sound system does not answer."
        rig.release()
        wait_for(player, "on", 4)
        one_rep_is_heard(player, rig.record())
    finally:
        player.close()


def test_a_server_that_dies_in_a_session_is_noticed_and_sound_comes_back(player, rig):
    player.open()
    recording = rig.record()
    wait_for(player, "on", 5)
    time.sleep(0.5)
    rig.kill()
    recording.stop()
    wait_for(player, "none", 2)
    rig.start()
    recording = rig.record()
    wait_for(player, "on", 4)
    one_rep_is_heard(player, recording)


def test_a_helper_that_dies_is_started_anew(player, rig):
    recording = rig.record()
    player.open()
    wait_for(player, "on", 5)
    assert player._helper is not None
    first = player._helper._process
    assert first is not None
    os.kill(first.pid, signal.SIGKILL)
    wait_for(player, "none", 2)
    wait_for(player, "on", 4)
    one_rep_is_heard(player, recording)


def test_close_leaves_no_process(player, rig):
    player.open()
    wait_for(player, "on", 5)
    assert player._helper is not None
    process = player._helper._process
    assert process is not None
    player.close()
    assert process.poll() is not None


def test_the_systems_own_player_plays_and_recovers(rig):
    player = Player(paths.bundled_sounds(), backend="player")
    try:
        names = ["rep", "side-left", "side-right", "voice/left-side", "go"]
        _, heard = play(player, rig, names, 1.6)
        assert len(heard) == len(names)
        assert [one.name(paths.bundled_sounds() / "cues") for one in heard if one is not heard[3]] == [*names[:3], names[4]]
        rig.kill()
        player.play("rep", time.perf_counter() + 0.05)
        wait_for(player, "none", 5)
        rig.start()
        wait_for(player, "on", 5)
        one_rep_is_heard(player, rig.record())
    finally:
        player.close()


def test_a_device_that_is_unplugged_is_told_and_sound_comes_back_with_it(player, rig):
    player.open()
    wait_for(player, "on", 5)
    for _ in range(3):
        rig.remove_sink()
        wait_for(player, "none", 2)
        rig.add_sink()
        wait_for(player, "on", 3)
    one_rep_is_heard(player, rig.record())


def test_sound_follows_the_device_that_is_chosen(player, rig):
    player.open()
    wait_for(player, "on", 5)
    rig.add_sink("desk")
    recording = rig.record("desk")
    rig.choose("desk")
    one_rep_is_heard(player, recording)
    assert player.state == "on"


def test_after_a_sleep_sound_goes_on_and_nothing_is_played_late(player, rig):
    recording = rig.record()
    player.open()
    wait_for(player, "on", 5)
    time.sleep(0.5)
    helper = player._helper._process
    helper.send_signal(signal.SIGSTOP)
    for after in (0.1, 0.6, 1.1):
        player.play("rep", time.perf_counter() + after)
    time.sleep(2.5)
    helper.send_signal(signal.SIGCONT)
    wait_for(player, "on", 5)
    one_rep_is_heard(player, recording)


@pytest.mark.parametrize("backend", ["miniaudio", "player"])
def test_a_sound_of_the_persons_own_is_heard_in_the_place_of_the_bundled_one(rig, tmp_path, backend):
    cues = paths.bundled_sounds() / "cues"
    shutil.copy(cues / "rest.wav", tmp_path / "rep.wav")
    (tmp_path / "go.wav").touch()  # nothing that could be played
    player = Player(paths.bundled_sounds(), own=tmp_path, backend=backend)
    try:
        _, heard = play(player, rig, ["rep", "go"], 1.6)
        assert [one.name(cues) for one in heard] == ["rest", "go"]
    finally:
        player.close()
