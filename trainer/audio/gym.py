"""The gym voice: clips made to be heard over music. Pure Python, some 40 ms for a second of speech.

What music covers is left out, what makes words clear is lifted, soft and loud come closer together, and all of it is louder.
All clips are made once, by a process of its own, and kept: neither the screen nor the process that plays is held up.
"""

import contextlib
import math
import sys
import wave
from array import array
from operator import mul
from pathlib import Path
from typing import Final

from trainer.audio.clips import GYM, VOICE_RATE, bundled_clips
from trainer.audio.loudness import FULL, Samples, filtered, high_pass, levelled, peaking, shaped
from trainer.audio.mastering import PEAK_DB, rounded
from trainer.audio.spoken import Spoken

LOW_HZ: Final = 180.0
CLEAR_HZ: Final = 2_800.0
CLEAR_DB: Final = 5.0
CLEAR_Q: Final = 1.0
RATIO: Final = 4.0
THRESHOLD: Final = FULL * 10 ** (-34 / 20)
GYM_LUFS: Final = -11.8  # as a laptop plays it; -11 for a loudspeaker that plays all
FAST: Final = VOICE_RATE // 4000  # samples in a step of the limiter: quick enough for single beats of the vocal cords
PASSES: Final = 2
HOP: Final = VOICE_RATE * 2 // 1000
ATTACK: Final = 0.5  # of the way in a hop
RELEASE: Final = 0.1


def gym_voice(samples: "array[int]") -> "array[int]":
    """A clip of the voice, made to be heard over music."""
    clear = filtered(filtered(samples, high_pass(LOW_HZ, VOICE_RATE)), peaking(CLEAR_HZ, CLEAR_DB, CLEAR_Q, VOICE_RATE))
    return rounded(levelled(shaped(clear, _gains(clear), HOP), GYM_LUFS, PEAK_DB, FAST, PASSES))


def _gains(samples: Samples) -> list[float]:
    """The compressor's gain at the beginning of every hop."""
    gains = []
    level = 0.0
    for place in range(0, len(samples), HOP):
        part = samples[place : place + HOP]
        power = sum(map(mul, part, part)) / len(part)
        level += (ATTACK if power > level else RELEASE) * (power - level)
        gains.append(max(1.0, math.sqrt(level) / THRESHOLD) ** (1 / RATIO - 1))
    return gains


def missing(sounds: Path, said: Path) -> dict[Path, Path]:
    """Find the clips that have no gym version in `said` yet, bundled and spoken ones, each with its source."""
    sources = {key: sounds / f"{clip.name}.wav" for clip, key in bundled_clips(sounds).values()}
    spoken = (clip.name.partition("/")[2] for clip in Spoken(said).clips().values())
    sources |= {name: said / f"{name}.wav" for name in spoken}
    targets = {said / f"{GYM}{name}.wav": source for name, source in sources.items()}
    return {target: source for target, source in targets.items() if not target.is_file()}


def make_missing(sounds: Path, said: Path) -> None:
    """Make the missing clips, each written atomically."""
    said.mkdir(parents=True, exist_ok=True)
    for target, source in missing(sounds, said).items():
        with wave.open(str(source), "rb") as file:
            samples = array("h", file.readframes(file.getnframes()))
        part = target.with_suffix(".part.wav")
        with wave.open(str(part), "wb") as file:
            file.setparams((1, 2, VOICE_RATE, 0, "NONE", "not compressed"))
            file.writeframes(gym_voice(samples).tobytes())
        part.replace(target)


def command(sounds: Path, said: Path) -> list[str]:
    """The command line that makes the missing clips in a process of its own."""
    program = "import sys; sys.path.insert(0, sys.argv[1]); from trainer.audio.gym import main; main()"
    return [sys.executable, "-P", "-c", program, str(Path(__file__).resolve().parents[2]), str(sounds), str(said)]


def main() -> None:
    """Make the missing clips; where nothing can be written, the voice sounds as it is."""
    with contextlib.suppress(OSError, EOFError, wave.Error):
        make_missing(Path(sys.argv[2]), Path(sys.argv[3]))
