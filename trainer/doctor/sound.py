"""Check the sound: whether the device opens; optionally play every sound."""

import sys
import time
from collections.abc import Callable
from typing import Final

from trainer.audio.bell import Bell
from trainer.audio.clips import Clips, voice
from trainer.audio.own_sounds import own_samples
from trainer.audio.player import Player
from trainer.cues.table import SOUNDS
from trainer.doctor.finding import Details, Finding
from trainer.settings.settings import AudioBackend
from trainer.system import paths
from trainer.userfiles.sounds import OwnSounds

OPEN_TIMEOUT_S: Final = 10.0  # how long a device may take, on a busy machine
BETWEEN_S: Final = 0.35
SENTENCE: Final = "Well done"


def sound(backend: AudioBackend, volume: int, *, tell: Callable[[str], None], ring: Callable[[], None], aloud: bool) -> Finding:
    """Open the sound as a session does; if `aloud`, play everything, and `tell` what it is. `ring`: the terminal's bell."""
    player = Player(
        paths.bundled_sounds(),
        own=paths.own_sounds(),
        backend=backend,
        volume=volume,
        log=paths.log_file("sound.log"),
        bell=Bell(ring),
    )
    player.open()
    try:
        end = time.monotonic() + OPEN_TIMEOUT_S
        while not player.answered and time.monotonic() < end:
            time.sleep(0.02)
        works = player.state == "on"
        details: Details = {"works": works, "backend": backend, "volume": volume}
        if not works:
            chosen = 'No sound: the audio output is "silent".' if backend == "silent" else "No sound: the device does not open."
            found = f"{player.reason or chosen} Sessions flash a band for every cue."
            return Finding("sound", "problem", found, _advice(backend, player.reason), details)
        if aloud:
            _play_all(player, tell)
        how = "the terminal's bell" if backend == "bell" else f"on, volume {volume} %"
        if not volume and backend != "bell":
            advice = "'trainer settings reset volume' restores the volume."
            return Finding("sound", "note", "Sound: on, but the volume is 0 %.", advice, details)
        hint = "" if aloud else "'trainer doctor --sound' plays every sound by name."
        return Finding(
            "sound", "ok", f"Sound: {how}. The trainer cannot hear whether the system is muted: listen.", hint, details
        )
    finally:
        player.close()


def _advice(backend: AudioBackend, reason: str) -> str:
    if backend == "silent":
        return 'remove audio = "silent" from settings.toml.'
    if "install" in reason:
        other = "" if backend == "auto" else "; or use what is available: 'trainer settings reset audio'"
        return f"install what is named above{other}."
    if sys.platform == "linux":
        return "check that a sound server runs (pactl info) or a device exists (aplay -l). Sound then starts by itself."
    return "connect a loudspeaker or headphones and choose it in the system's settings. Sound then starts by itself."


def own_sounds() -> Finding:
    """Which sounds are the user's own, and what is wrong with files that are meant to be."""
    folder = paths.own_sounds()
    own = OwnSounds(folder)
    names = sorted(own.recordings)
    yours = f"yours for {', '.join(names)}, the trainer's for all others" if names else "all are the trainer's"
    details: Details = {
        "path": str(folder),
        "own": ", ".join(names),
        "problems": len(own.problems),
    }
    if own.problems:
        found = "\n".join([f"Sounds: {yours}.", *map(str, own.problems)])
        return Finding("own-sounds", "problem", found, f"mend the files in {folder}, or take them away.", details)
    return Finding("own-sounds", "ok", f"Sounds: {yours}.", "", details)


def _play_all(player: Player, tell: Callable[[str], None]) -> None:
    own = own_samples(paths.own_sounds())
    clips = Clips(paths.bundled_sounds(), own=own)
    time.sleep(0.5)  # devices that sleep swallow the beginning
    for name in sorted(SOUNDS, key=lambda name: not name.startswith("side-")):  # left and right first
        tell(f"  {SOUNDS[name].meaning}{' (yours)' if name in own else ''}")
        _play(player, clips, name)
    tell(f'  the voice: "{SENTENCE}"')
    for clip in voice(paths.bundled_sounds()).clips_for(SENTENCE) or ():
        _play(player, clips, clip.name)
    tell("All sounds were played. If you missed any, turn up the system's volume and check which device it uses.")


def _play(player: Player, clips: Clips, name: str) -> None:
    """Play a sound to its end."""
    samples = clips.get(name) or ()
    player.play(name, time.perf_counter() + 0.1)
    time.sleep(0.1 + len(samples) / 96_000 + BETWEEN_S)
