"""The player with helpers of the test's own: they die, hang, or cannot be started, and the app never waits."""

import subprocess
import sys
import time
import tomllib
import wave
from array import array
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from packaging.requirements import Requirement

from tests.unit.audio.given_sounds import Sounds
from trainer.audio import packages
from trainer.audio import supervisor as module
from trainer.audio.backends import backend
from trainer.audio.device import DeviceError
from trainer.audio.mixer import Mixer
from trainer.audio.oneshot import simpleaudio
from trainer.audio.packages import miniaudio_is_ready_made
from trainer.audio.player import Player

# Where it has no wheel, nothing of the trainer needs it, and nothing of it can be tried.
needs_miniaudio = pytest.mark.skipif(not miniaudio_is_ready_made(), reason="miniaudio has no wheel for this Python")

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


@needs_miniaudio
def test_a_device_that_another_program_holds_is_said(monkeypatch):
    playing = backend("miniaudio", Mixer({}))
    library = playing._library

    def held(**_):
        raise library.MiniaudioError("failed to init device", library.lib.MA_BUSY)

    monkeypatch.setattr(library, "PlaybackDevice", held)
    with pytest.raises(DeviceError, match="another program holds the sound device"):
        playing.open()


@needs_miniaudio
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


def test_of_silence_that_was_chosen_nobody_is_told(tmp_path):
    player = Player(tmp_path, backend="silent")
    player.open()
    assert (player.state, player.reason) == ("none", "")


def test_a_log_that_cannot_be_written_is_done_without(player_with, tmp_path):
    blocked = tmp_path / "file"
    blocked.touch()
    player = player_with(GOOD, log=blocked / "sound.log")
    player.open()
    until(lambda: player.state == "on")


@pytest.mark.parametrize("also", [(), ("simpleaudio_patched",)])
def test_the_simpleaudio_that_crashes_is_never_loaded(monkeypatch, also):
    loaded = []
    monkeypatch.setattr(sys, "version_info", (3, 12, 1))
    monkeypatch.setitem(sys.modules, "simpleaudio", SimpleNamespace(play_buffer=loaded.append))
    monkeypatch.setattr(
        "trainer.audio.oneshot.metadata.distributions",
        lambda: [SimpleNamespace(metadata={"Name": name}) for name in ("simpleaudio", *also)],
    )
    with pytest.raises(ImportError, match="pip uninstall simpleaudio"):
        simpleaudio()
    with pytest.raises(
        DeviceError, match=r"simpleaudio cannot be loaded \(version 1.0.4 crashes Python 3.12 and later, .*\): pip in"
    ):
        backend("simpleaudio", Mixer({}))
    assert loaded == []


@pytest.mark.parametrize("version", [(3, 11, 7), (3, 12, 1)])
def test_a_chosen_simpleaudio_that_is_missing_is_told_with_what_to_install(monkeypatch, version):
    monkeypatch.setattr(sys, "version_info", version)
    monkeypatch.setattr("trainer.audio.oneshot.metadata.distributions", list)
    monkeypatch.setitem(sys.modules, "simpleaudio", None)
    with pytest.raises(DeviceError, match=r"^simpleaudio is not installed: pip install 'upper-back-trainer\[simpleaudio\]'"):
        backend("simpleaudio", Mixer({}))


@pytest.mark.parametrize(
    ("system", "machine", "known_before", "words"),
    [
        ("linux", "x86_64", (9,), "pip install miniaudio"),
        ("linux", "x86_64", (3,), "it needs a C compiler here, --audio player does without (pw-play, paplay, aplay)"),
        ("linux", "aarch64", (9,), "it needs a C compiler here, --audio player does without (pw-play, paplay, aplay)"),
        ("win32", "ARM64", (9,), "it needs a C compiler here, --audio player does without (winsound)"),
        ("darwin", "arm64", (9,), "pip install miniaudio"),
    ],
)
def test_a_chosen_miniaudio_that_is_missing_is_told_with_what_needs_no_compiler(
    monkeypatch, system, machine, known_before, words
):
    monkeypatch.setattr(packages, "MINIAUDIO_BEFORE", known_before)
    monkeypatch.setitem(sys.modules, "miniaudio", None)
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr("platform.machine", lambda: machine)
    with pytest.raises(DeviceError) as told:
        backend("miniaudio", Mixer({}))
    assert str(told.value) == f"miniaudio is not installed: {words}"


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
@pytest.mark.parametrize("machine", ["x86_64", "AMD64", "aarch64", "arm64", "ARM64"])
def test_miniaudio_is_ready_made_where_the_dependency_says_so(monkeypatch, system, machine):
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (dependency,) = (Requirement(one) for one in project["dependencies"] if one.startswith("miniaudio"))
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr("platform.machine", lambda: machine)
    assert miniaudio_is_ready_made() is dependency.marker.evaluate({"sys_platform": system, "platform_machine": machine})


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


def test_where_nothing_plays_it_is_told_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "miniaudio", None)
    monkeypatch.setitem(sys.modules, "simpleaudio", None)
    monkeypatch.setattr(sys, "platform", "linux")
    told = r"^miniaudio is not installed.*; this system has no player program: install one of pw-play, paplay, aplay$"
    with pytest.raises(DeviceError, match=told):
        backend("auto", Mixer({}))
    with pytest.raises(DeviceError, match=r"^this system has no player program"):
        backend("player", Mixer({}))


class FakeWinsound(ModuleType):
    """Python's `winsound` as documented: PlaySound raises RuntimeError where nothing can be played."""

    SND_FILENAME, SND_ASYNC, SND_NODEFAULT = 0x20000, 1, 2

    def __init__(self) -> None:
        super().__init__("winsound")
        self.calls: list[tuple[str | None, int]] = []
        self.peaks: list[int] = []
        self.broken = False

    def PlaySound(self, sound, flags):  # noqa: N802 - its name there
        self.calls.append((sound, flags))
        if self.broken:
            raise RuntimeError("Failed to play sound")
        if sound is not None:
            with wave.open(sound) as file:
                self.peaks.append(max(array("h", file.readframes(file.getnframes()))))


def test_on_windows_winsound_plays_where_miniaudio_is_not_installed(monkeypatch):
    winsound = FakeWinsound()
    monkeypatch.setitem(sys.modules, "winsound", winsound)
    monkeypatch.setitem(sys.modules, "miniaudio", None)
    monkeypatch.setitem(sys.modules, "simpleaudio", None)
    monkeypatch.setattr(sys, "platform", "win32")
    mixer = Mixer(Sounds({"rep": array("h", [20_000] * 100)}), 50)
    playing = backend("auto", mixer)
    playing.open()
    assert (winsound.calls[0][1], winsound.peaks) == (0x20000 | 2, [0]), "silence is played to its end, as a trial"
    due = []
    monkeypatch.setattr(playing._moments, "at", lambda _, call: due.append(call))
    playing.schedule("rep", 0.0)
    (play,) = due
    play()
    file, flags = winsound.calls[-1]
    assert (flags, winsound.peaks[-1]) == (0x20000 | 1 | 2, 5_000)
    playing.cancel()
    assert winsound.calls[-1] == (None, 0)
    assert not playing.stalled()
    winsound.broken = True
    play()
    assert playing.stalled()
    with pytest.raises(DeviceError, match="no sound device"):
        playing.open()
    winsound.broken = False
    playing.open()
    assert not playing.stalled()
    playing.close()
    assert not Path(file).exists()
