"""Whatever is muted, made louder or softer, and in whichever order: what sounds is as loud as the screen says."""

import queue
import subprocess
import time
import wave
from array import array
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.audio.given_sounds import Sounds
from trainer.audio import supervisor
from trainer.audio.file_players import Programs
from trainer.audio.mixer import Mixer
from trainer.audio.player import Player
from trainer.audio.protocol import command_from


class Pipe:
    """The stdin of a helper in this process; while it is held, a writer waits as at a full pipe."""

    def __init__(self, helper: "HelperHere") -> None:
        self._helper = helper

    def write(self, text: str) -> None:
        command = command_from(text)
        if text.startswith("volume"):
            self._helper.mixer.set_volume(command.percent)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        self._helper.kill()


class HelperHere:
    """Stands in for the helper's process: it takes the volume as the real one does."""

    def __init__(self, *_: object, **__: object) -> None:
        self.mixer = Mixer({})
        self.stdin = Pipe(self)
        self._said: queue.Queue[str | None] = queue.Queue()
        self._said.put("state on test\n")
        self.stdout = self

    def __iter__(self):
        return iter(self._said.get, None)

    def kill(self) -> None:
        self._said.put(None)

    def close(self) -> None:
        """Nothing is open."""

    def wait(self, _: float = 0) -> int:
        return 0


def until(condition) -> None:
    end = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.001)


def screen_says(player: Player) -> int:
    return 0 if player.muted else player.volume


DOINGS = st.one_of(
    st.booleans().map(lambda muted: ("set_muted", muted)),
    st.integers(0, 100).map(lambda percent: ("set_volume", percent)),
    st.sampled_from([("die", None), ("reopen", None), ("flood", None), ("use", "player"), ("use", "auto")]),
)


@pytest.fixture(scope="module")
def quick():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(supervisor, "FIRST_WAIT_S", 0.0)
        names = {name: getattr(subprocess, name) for name in ("PIPE", "DEVNULL", "TimeoutExpired")}
        patch.setattr(supervisor, "subprocess", SimpleNamespace(**names, Popen=HelperHere))
        yield


@settings(max_examples=100)
@given(doings=st.lists(DOINGS, max_size=12), muted=st.booleans())
def test_the_helper_plays_at_what_the_screen_says(quick, doings, muted):
    player = Player(None, muted=muted)
    player.open()
    try:
        for name, value in doings:
            if name == "die":
                if player._helper is not None and player._helper._process is not None:
                    player._helper._process.kill()
            elif name == "reopen":
                player.close()
                player.open()
            elif name == "flood":  # the queue may be full, and drop what comes next
                for _ in range(2 * supervisor.QUEUE):
                    player.play("rep", 0.0)
            else:
                getattr(player, name)(value)
        if player._helper is not None:
            until(lambda: player._helper._process is not None)
            until(lambda: player._helper._process.mixer.volume == screen_says(player))
        else:
            assert player.muted
    finally:
        player.close()


def test_a_volume_that_a_full_queue_dropped_is_told_when_there_is_room(quick, monkeypatch):
    monkeypatch.setattr(supervisor, "QUEUE", 1)
    player = Player(None)
    player.open()
    until(lambda: player.state == "on")
    for percent in range(100):
        player.set_volume(percent)
    until(lambda: player._helper._process.mixer.volume == 99)
    player.close()


def test_a_player_program_plays_at_the_volume_a_sound_was_scheduled_at(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    played = tmp_path / "played"
    program = tmp_path / "paplay"
    program.write_text(f'#!/bin/sh\necho "$1" >> {played}\n')
    program.chmod(0o755)
    mixer = Mixer(Sounds({"rep": array("h", [20_000] * 100)}))
    programs = Programs(mixer)
    due = []
    monkeypatch.setattr(programs._moments, "at", lambda _, call: due.append(call))
    programs.schedule("rep", 0.0)
    mixer.set_volume(50)
    programs.schedule("rep", 0.0)
    for call in due:
        call()
    until(lambda: played.exists() and len(played.read_text().splitlines()) == 2)
    peaks = set()
    for path in played.read_text().splitlines():
        with wave.open(path) as file:
            peaks.add(max(array("h", file.readframes(100))))
    programs.close()
    assert peaks == {20_000, 5_000}
