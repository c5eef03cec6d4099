"""The sound: whether a device opens, and every sound by name."""

import sys
import time
from collections.abc import Callable
from typing import Final

from trainer.audio.bell import Bell
from trainer.audio.clips import Clips, voice
from trainer.audio.player import Player
from trainer.cues.table import SOUNDS
from trainer.doctor.finding import Finding
from trainer.settings.settings import AudioBackend
from trainer.system import paths

OPENING_S: Final = 10.0  # how long a device may take, on a busy machine
BETWEEN_S: Final = 0.35
SENTENCE: Final = "Well done"


def sound(backend: AudioBackend, volume: int, *, tell: Callable[[str], None], ring: Callable[[], None], aloud: bool) -> Finding:
    """Open the sound as a session does; if `aloud`, play everything, and `tell` what it is. `ring`: the terminal's bell."""
    player = Player(paths.bundled_sounds(), backend=backend, volume=volume, log=paths.log_file("sound.log"), bell=Bell(ring))
    player.open()
    try:
        end = time.monotonic() + OPENING_S
        while not player.answered and time.monotonic() < end:
            time.sleep(0.02)
        works = player.state == "on"
        details: dict[str, str | int | bool | None] = {"works": works, "backend": backend, "volume": volume}
        if not works:
            chosen = 'No sound: "silent" was chosen to play it.' if backend == "silent" else "No sound: the device does not open."
            found = f"{player.reason or chosen} Sessions flash a band for every cue."
            return Finding("sound", "problem", found, _advice(backend, player.reason), details)
        if aloud:
            _play_all(player, tell)
        how = "the terminal's bell" if backend == "bell" else f"on, volume {volume} %"
        if not volume and backend != "bell":
            advice = "'trainer settings reset volume' makes it heard again."
            return Finding("sound", "note", "Sound: on, but at volume 0 %: nothing is heard.", advice, details)
        hint = "" if aloud else "'trainer doctor --sound' plays every sound by name."
        return Finding(
            "sound", "ok", f"Sound: {how}. The trainer cannot hear whether the system is muted: listen.", hint, details
        )
    finally:
        player.close()


def _advice(backend: AudioBackend, reason: str) -> str:
    if backend == "silent":
        return 'settings.toml says audio = "silent"; take it out.'
    if "install" in reason:
        other = "" if backend == "auto" else "; or 'trainer settings reset audio': then what is there plays"
        return f"what is missing is named above{other}."
    if sys.platform == "linux":
        return "is a sound server running (pactl info), or a device there (aplay -l)? Sound comes by itself then."
    return "connect a loudspeaker or headphones and choose it in the system's settings. Sound comes by itself then."


def _play_all(player: Player, tell: Callable[[str], None]) -> None:
    clips = Clips(paths.bundled_sounds())
    time.sleep(0.5)  # devices that sleep swallow the beginning
    for name in sorted(SOUNDS, key=lambda name: not name.startswith("side-")):  # left and right first
        tell(f"  {SOUNDS[name].meaning}")
        _play(player, clips, name)
    tell(f'  the voice: "{SENTENCE}"')
    for clip in voice(paths.bundled_sounds()).clips_for(SENTENCE) or ():
        _play(player, clips, clip.name)
    tell("All were sent to the device. What you did not hear: turn the system's volume up, check which device it plays to.")


def _play(player: Player, clips: Clips, name: str) -> None:
    """Play a sound, and wait until it is over."""
    samples = clips.get(name) or ()
    player.play(name, time.perf_counter() + 0.1)
    time.sleep(0.1 + len(samples) / 96_000 + BETWEEN_S)
