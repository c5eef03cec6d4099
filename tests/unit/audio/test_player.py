"""The player with helpers of the test's own: they die, hang, or cannot be started, and the app never waits."""

import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from trainer.audio import supervisor as module
from trainer.audio.backends import backend
from trainer.audio.device import DeviceError
from trainer.audio.mixer import Mixer
from trainer.audio.player import Player
from trainer.audio.single import simpleaudio

GOOD = "import sys\nprint('state on test', flush=True)\nfor line in sys.stdin: open({log!r}, 'a').write(line)"
DIES = "import sys\nprint('state on test', flush=True)\nopen({log!r}, 'a').write('started\\n')\nsys.exit(1)"
DEAF = "import time\nprint('state on test', flush=True)\ntime.sleep(60)"
OPENS_LATE = "import sys, time\ntime.sleep(1)\nprint('state on test', flush=True)\nsys.stdin.read()"
NO_DEVICE = "import sys\nprint('state none no sound device', flush=True)\nsys.stdin.read()"


def until(condition, seconds: float = 8.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def player_with(tmp_path, monkeypatch):
    made = []

    def make(program: str, **options) -> Player:
        log = tmp_path / "lines"
        log.touch()
        code = program.format(log=str(log))
        monkeypatch.setattr(Player, "_arguments", lambda _: [sys.executable, "-c", code])
        player = Player(tmp_path, **options)
        made.append(player)
        return player

    yield make
    for player in made:
        player.close()


def lines(tmp_path) -> list[str]:
    return (tmp_path / "lines").read_text().splitlines()


def test_commands_reach_the_helper_in_order(player_with, tmp_path):
    player = player_with(GOOD)
    player.open()
    until(lambda: player.state == "on")
    player.play("rep", 12.5)
    player.set_volume(30)
    player.cancel()
    until(lambda: len(lines(tmp_path)) == 4)
    assert lines(tmp_path) == ["volume 80", "play rep 12.500000", "volume 30", "cancel"]


def test_a_helper_that_dies_is_started_again_and_again_and_said_so(player_with, tmp_path):
    player = player_with(DIES)
    player.open()
    until(lambda: player.state == "none")
    assert player.reason == "No sound: the sound helper stopped."
    until(lambda: len(lines(tmp_path)) >= 3)


def test_a_helper_that_reads_nothing_never_makes_the_app_wait(player_with):
    player = player_with(DEAF)
    player.open()
    until(lambda: player.state == "on")
    began = time.monotonic()
    for number in range(20_000):
        player.play("rep", number)
    assert time.monotonic() - began < 1
    player.close()
    assert time.monotonic() - began < 4


def test_a_helper_that_says_nothing_for_long_is_ended(player_with, monkeypatch):
    monkeypatch.setattr(module, "SILENT_S", 0.2)
    monkeypatch.setattr(module, "DOUBTFUL_S", 0.1)
    player = player_with(DEAF)
    player.open()
    until(lambda: player.state == "on")
    until(lambda: player.state == "none")
    assert "hung" in player.reason or "stopped" in player.reason


def test_a_missing_device_is_said_with_its_reason(player_with):
    player = player_with(NO_DEVICE)
    player.open()
    until(lambda: player.state == "none")
    assert player.reason == "No sound: no sound device."


def test_a_device_that_does_not_open_is_said_and_waited_for(player_with, monkeypatch):
    monkeypatch.setattr(module, "OPENING_S", 0.2)
    player = player_with(OPENS_LATE)
    player.open()
    assert player.state == "starting"
    until(lambda: player.state == "none")
    assert player.reason == "No sound: the sound system does not answer."
    until(lambda: player.state == "on")


def test_a_device_that_another_program_holds_is_said(monkeypatch):
    playing = backend("miniaudio", Mixer({}))
    library = playing._library

    def held(**_):
        raise library.MiniaudioError("failed to init device", library.lib.MA_BUSY)

    monkeypatch.setattr(library, "PlaybackDevice", held)
    with pytest.raises(DeviceError, match="another program holds the sound device"):
        playing.open()


def test_the_helper_loads_nothing_for_the_web():
    code = "import sys; from trainer.audio.backends import backend; from trainer.audio.mixer import Mixer;"
    code += "backend('miniaudio', Mixer({})); print('ssl' in sys.modules, 'http.client' in sys.modules);"
    code += "import urllib.request; print(bool(urllib.request.urlopen))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.split() == ["False", "False", "True"]


def test_a_helper_that_cannot_be_started_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(Player, "_arguments", lambda _: ["/no/such/python"])
    player = Player(tmp_path)
    player.open()
    until(lambda: player.state == "none")
    assert "could not be started" in player.reason
    player.close()


def test_close_leaves_no_process_and_may_be_said_twice(player_with):
    player = player_with(GOOD)
    player.open()
    until(lambda: player.state == "on")
    process = player._helper._process
    player.close()
    player.close()
    assert process.poll() is not None


def test_closed_and_opened_again_it_plays(player_with):
    player = player_with(GOOD)
    for _ in range(3):
        player.open()
        until(lambda: player.state == "on")
        player.close()


def test_closing_while_it_opens_leaves_nothing(player_with):
    player = player_with(GOOD)
    player.open()
    helper = player._helper
    player.close()
    helper._thread.join(5)
    assert not helper._thread.is_alive()
    assert helper._process is None or helper._process.poll() is not None


def test_muted_starts_nothing_until_it_is_unmuted(player_with):
    player = player_with(GOOD, muted=True)
    player.open()
    assert (player.state, player._helper) == ("muted", None)
    player.set_muted(False)
    until(lambda: player.state == "on")
    player.set_muted(True)
    assert player.state == "muted"


def test_silent_is_silent(tmp_path):
    player = Player(tmp_path, backend="silent")
    player.open()
    assert player.state == "none"
    assert "silent" in player.reason


def test_a_log_that_cannot_be_written_is_done_without(player_with, tmp_path):
    blocked = tmp_path / "file"
    blocked.touch()
    player = player_with(GOOD, log=blocked / "sound.log")
    player.open()
    until(lambda: player.state == "on")


def test_the_simpleaudio_that_crashes_is_never_loaded(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 12, 1))
    monkeypatch.setattr(
        "trainer.audio.single.metadata.distributions", lambda: [SimpleNamespace(metadata={"Name": "simpleaudio"})]
    )
    with pytest.raises(ImportError, match="only simpleaudio-patched is safe"):
        simpleaudio()
    with pytest.raises(DeviceError, match="simpleaudio cannot be loaded"):
        backend("simpleaudio", Mixer({}))


def test_without_any_library_the_systems_own_player_is_taken(monkeypatch, tmp_path):
    program = tmp_path / "paplay"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setitem(sys.modules, "miniaudio", None)
    monkeypatch.setitem(sys.modules, "simpleaudio", None)
    monkeypatch.setattr(sys, "platform", "linux")
    chosen = backend("auto", Mixer({}))
    assert type(chosen).__name__ == "Programs"
    chosen.open()
    assert not chosen.stalled()
    program.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(DeviceError, match="no sound device"):
        chosen.open()
    chosen.close()


def test_where_nothing_plays_all_reasons_are_told(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "miniaudio", None)
    monkeypatch.setitem(sys.modules, "simpleaudio", None)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(DeviceError, match=r"miniaudio cannot be loaded.*no player program was found \(pw-play, paplay, aplay\)"):
        backend("auto", Mixer({}))
