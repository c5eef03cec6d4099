"""Make the sound of every cue: `python sounds/make_cues.py` writes `sounds/cues/*.wav`, the same bytes each time.

48 kHz, 16 bit, stereo. Every sound begins within 4 ms and dies away without a click. Kinds differ in pitch and in rhythm;
left falls and leans to the left ear, right rises and leans to the right. Short sounds are loud, so that they are heard over
music and talk as well as long ones: what an eighth of a second holds is what the ear goes by.
"""

import math
import sys
import wave
from array import array
from collections.abc import Callable
from pathlib import Path

RATE = 48_000
ATTACK_S = 0.004
RELEASE_S = 0.006
FADED_DB = -56  # where a tone ends that rings out

Wave = list[float]
Partials = tuple[tuple[float, float], ...]

PURE: Partials = ((1, 1.0), (2, 0.18))
BEEP: Partials = ((1, 1.0), (2, 0.3), (3, 0.15))
BRIGHT: Partials = ((1, 1.0), (1.5, 0.35), (2, 0.2))
CHIME: Partials = ((1, 1.0), (2.76, 0.28), (5.4, 0.08))
LOW_CHIME: Partials = ((1, 1.0), (2, 0.4), (2.76, 0.35), (5.4, 0.08))  # a small loudspeaker gives little but its overtones
TICK: Partials = ((1, 1.0), (1.5, 0.3))
KNOCK: Partials = ((1, 1.0), (2, 0.6), (4, 0.4))


def tone(hertz: float, seconds: float, partials: Partials = PURE, end_db: float = -30) -> Wave:
    """A struck tone that dies away to `end_db` by its end; `partials` are (multiple, strength)."""
    return struck(seconds, end_db, lambda t: sum(part * math.sin(2 * math.pi * hertz * times * t) for times, part in partials))


def glide(first: float, last: float, seconds: float) -> Wave:
    """A tone that slides from one pitch to another."""

    def phase(t: float) -> float:
        return 2 * math.pi * (first * t + (last - first) * t * t / (2 * seconds))

    return struck(seconds, -30, lambda t: math.sin(phase(t)) + 0.12 * math.sin(2 * phase(t)))


def struck(seconds: float, end_db: float, voice: Callable[[float], float]) -> Wave:
    """A voice under an envelope: a soft attack, an even fall to `end_db`, and an end without a click."""
    count = round(seconds * RATE)
    fall = end_db / 20 * math.log(10) / seconds
    out = []
    for sample in range(count):
        t = sample / RATE
        gain = math.exp(fall * t)
        if t < ATTACK_S:
            gain *= 0.5 - 0.5 * math.cos(math.pi * t / ATTACK_S)
        left = seconds - t
        if left < RELEASE_S:
            gain *= 0.5 - 0.5 * math.cos(math.pi * left / RELEASE_S)
        out.append(gain * voice(t))
    return out


def together(*parts: tuple[float, Wave]) -> Wave:
    """Waves that begin at given seconds, added up."""
    length = max(round(at * RATE) + len(part) for at, part in parts)
    out = [0.0] * length
    for at, part in parts:
        begin = round(at * RATE)
        for place, value in enumerate(part, begin):
            out[place] += value
    return out


def ringing(hertz: float, seconds: float, partials: Partials = PURE) -> Wave:
    """A tone that dies away to silence."""
    return tone(hertz, seconds, partials, FADED_DB)


def cues() -> dict[str, tuple[Wave, float, float]]:
    """Each sound with the level of its loudest sample (dBFS) and how far it leans (-1 left, 0 middle, 1 right)."""
    rep = tone(1000, 0.13, BEEP)
    halfway = tone(2000, 0.08, TICK)
    reminder = tone(784, 0.35, CHIME)
    knock = tone(587, 0.1, KNOCK)
    fanfare = [(0.15 * number, ringing(hertz, 0.4)) for number, hertz in enumerate((1047, 1319, 1568))]
    return {
        "prepare": (together((0, ringing(1047, 0.5, CHIME)), (0.11, ringing(1319, 0.5, CHIME))), -9, 0),
        "side-left": (together((0, tone(1500, 0.11, end_db=-18)), (0.12, tone(950, 0.13, end_db=-24))), -4, -0.5),
        "side-right": (together((0, tone(950, 0.11, end_db=-18)), (0.12, tone(1500, 0.13, end_db=-24))), -4, 0.5),
        "countdown": (tone(1250, 0.12, TICK), -5, 0),
        "go": (tone(1760, 0.4, BRIGHT), -6, 0),
        "rep": (rep, -5, 0),
        "last-rep": (together((0, rep), (0.15, rep)), -5, 0),
        "movement": (tone(2400, 0.08, TICK), -8, 0),
        "halfway": (together((0, halfway), (0.16, halfway)), -7, 0),
        "rest": (tone(659, 0.7, LOW_CHIME, -45), -6, 0),
        "finished": (together(*fanfare, (0.45, ringing(2093, 0.9, CHIME))), -9, 0),
        "paused": (glide(1500, 750, 0.28), -7, 0),
        "resumed": (glide(750, 1500, 0.28), -7, 0),
        "reminder": (together((0, reminder), (0.22, reminder)), -8, 0),
        "refused": (together((0, knock), (0.14, knock)), -6, 0),
        "key": (ringing(3100, 0.025, TICK), -20, 0),
    }


def stereo(samples: Wave, level: float, lean: float) -> "array[int]":
    """16-bit frames, left and right in turn, the louder channel's peak at `level` dBFS."""
    scale = 10 ** (level / 20) * 32767 / max(map(abs, samples))
    left, right = min(1.0, 1 - lean), min(1.0, 1 + lean)
    out = array("h")
    for sample in samples:
        value = sample * scale
        out.append(round(value * left))
        out.append(round(value * right))
    if sys.byteorder == "big":
        out.byteswap()
    return out


def main() -> None:
    """Write all sounds."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "cues"
    folder.mkdir(parents=True, exist_ok=True)
    for name, (samples, level, lean) in cues().items():
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(stereo(samples, level, lean).tobytes())


if __name__ == "__main__":
    main()
