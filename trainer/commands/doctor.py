"""`trainer doctor`: what works here, and what to do about what does not."""

import platform
import sys
import time
from importlib import metadata
from typing import Final

import click

from trainer import __version__, files
from trainer.audio.bell import Bell
from trainer.audio.clips import Clips, voice
from trainer.audio.player import Player
from trainer.commands.loading import settings_file
from trainer.cues.kinds import KEY_CLICK, SOUNDS
from trainer.settings.settings import AudioBackend

OPENING_S: Final = 4.0  # how long a device may take
LIBRARIES: Final = ("textual", "miniaudio", "simpleaudio", "simpleaudio-patched")
MEANINGS: Final = {
    "side-left": "left side: two tones that fall, from the left",
    "side-right": "right side: two tones that rise, from the right",
    "prepare": "the next exercise: a chime",
    "countdown": "three, two, one: a tick",
    "go": "go: a long high tone",
    "rep": "a rep: a beep",
    "last-rep": "the last rep: a double beep",
    "movement": "the next movement: a short high tick",
    "halfway": "halfway: a double tick",
    "rest": "rest: a low chime",
    "paused": "paused: a tone that slides down",
    "resumed": "going on: a tone that slides up",
    "finished": "finished: four rising tones",
    "reminder": "still paused: two soft low tones",
    KEY_CLICK: "a key was taken: a very short click",
}
BETWEEN_S: Final = 0.35
SENTENCE: Final = "Well done"


@click.command("doctor")
@click.option("--sound", is_flag=True, help="Play left, right and each sound by name.")
def command(sound: bool) -> int:
    """Say what works here: versions, folders, sound. Exit code 1 when there is no sound."""
    click.echo(f"trainer {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    click.echo("Libraries: " + ", ".join(f"{name} {_version(name)}" for name in LIBRARIES))
    click.echo(f"Settings, routines, poses: {files.config_file('')}")
    click.echo(f"History: {files.data_folder()}")
    click.echo(f"Log of the sound: {files.log_file('sound.log')}")
    own = settings_file()
    settings, problems = own.settings, own.problems
    for problem in problems:
        click.echo(problem.report())
    works = _sound(settings.audio, settings.volume, aloud=sound)
    return 0 if works and not problems else 1


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"


def _sound(backend: AudioBackend, volume: int, *, aloud: bool) -> bool:
    """Open the sound as a session does, and play everything if wanted; whether there is sound."""
    bell = Bell(lambda: click.echo("\a", nl=False))
    player = Player(files.bundled_sounds(), backend=backend, volume=volume, log=files.log_file("sound.log"), bell=bell)
    player.open()
    try:
        end = time.monotonic() + OPENING_S
        while player.state == "starting" and time.monotonic() < end:
            time.sleep(0.02)
        if player.state != "on":
            click.echo(f"{player.reason or 'No sound: the device does not open.'} Sessions flash a band for every cue.")
            click.echo(_advice(backend))
            return False
        how = "the terminal's bell" if backend == "bell" else f"on, volume {volume} %"
        click.echo(f"Sound: {how}. The trainer cannot hear whether the system is muted: listen.")
        if aloud:
            _play_all(player)
        else:
            click.echo("'trainer doctor --sound' plays every sound by name.")
        return True
    finally:
        player.close()


def _advice(backend: AudioBackend) -> str:
    if backend == "silent":
        return 'What to do: settings.toml says audio = "silent"; take it out.'
    if _version("miniaudio") == "not installed" and not _version("simpleaudio").startswith(("1", "2")):
        return "What to do: no sound library is installed here: pip install miniaudio, or 'upper-back-trainer[simpleaudio]'."
    if sys.platform == "linux":
        return "What to do: is a sound server running (pactl info), or a device there (aplay -l)? Sound comes by itself then."
    return "What to do: connect a loudspeaker or headphones and choose it in the system's settings. Sound comes by itself then."


def _play_all(player: Player) -> None:
    clips = Clips(files.bundled_sounds())
    names = ["side-left", "side-right", *(name for name in SOUNDS if not name.startswith("side-"))]
    time.sleep(0.5)  # devices that sleep swallow the beginning
    for name in names:
        click.echo(f"  {MEANINGS[name]}")
        _play(player, clips, name)
    click.echo(f'  the voice: "{SENTENCE}"')
    for clip in voice(files.bundled_sounds()).clips_for(SENTENCE) or ():
        _play(player, clips, clip.name)
    click.echo("All were sent to the device. What you did not hear: turn the system's volume up, check which device it plays to.")


def _play(player: Player, clips: Clips, name: str) -> None:
    """Play a sound, and wait until it is over."""
    samples = clips.get(name) or ()
    player.play(name, time.perf_counter() + 0.1)
    time.sleep(0.1 + len(samples) / 96_000 + BETWEEN_S)
