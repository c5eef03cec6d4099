"""The whole sound of a plan as a file: the same driver, cues and mixer as in a session, on a clock that we turn."""

import struct
import wave
from collections.abc import Iterator
from typing import IO, Final

from trainer.audio.clips import CHANNELS, RATE, Clips
from trainer.audio.mixer import Mixer
from trainer.cues.voice import Voice
from trainer.routine.plan import Plan
from trainer.run.driver import START_AHEAD_NS, Driver
from trainer.session.session import Session
from trainer.settings.settings import Settings

BLOCK: Final = RATE // 10  # frames between two looks of the driver
LEAD_IN_S: Final = 0.5  # silence before the first cue: some players swallow the very beginning
FADE_OUT_S: Final = 4.0  # for the last cue and the last words


class _Clock:
    """A clock that stands where the track is."""

    def __init__(self) -> None:
        self.ns = 0

    def now_ns(self) -> int:
        return self.ns

    def awake_ns(self) -> int:
        return self.ns


class _Sound:
    """Hands what is played to a mixer; nothing is ever cancelled in a plan that runs through."""

    def __init__(self, mixer: Mixer) -> None:
        self._mixer = mixer

    def play(self, sound: str, at: float) -> None:
        self._mixer.schedule(sound, at)

    def cancel(self) -> None:
        """Only commands cancel, and here there is one, at the very beginning."""


def blocks(plan: Plan, sounds: Clips, voice: Voice, settings: Settings) -> Iterator[bytes]:
    """The track in blocks of a tenth of a second: 48 kHz, 16 bit, stereo. A rep at one's own pace takes its time in the plan."""
    clock = _Clock()
    mixer = Mixer(sounds)
    driver = Driver(Session(plan, waits=False), clock, _Sound(mixer), voice=voice, settings=settings)
    driver.start()
    for number in range(length_in_blocks(plan)):
        clock.ns = number * BLOCK * 1_000_000_000 // RATE
        driver.tick()
        yield mixer.render(BLOCK, START_AHEAD_NS / 1e9 - LEAD_IN_S)


def length_in_blocks(plan: Plan) -> int:
    """How many blocks the track of a plan has."""
    return -(-round((LEAD_IN_S + plan.duration_ms / 1000 + FADE_OUT_S) * RATE) // BLOCK)


def chapters(plan: Plan) -> list[tuple[int, str]]:
    """Where each exercise begins: the frame, and its name."""
    starts = [(plan.phases[step.first_phase].start_ms, step.name) for step in plan.steps]
    return [(round((LEAD_IN_S + start / 1000) * RATE) if start else 0, name) for start, name in starts]


def write_wav(file: IO[bytes], track: Iterator[bytes], title: str, marks: list[tuple[int, str]]) -> None:
    """Write a track as WAV, with its title and a named mark for each chapter (as audio editors and players show them)."""
    with wave.open(file, "wb") as out:
        out.setnchannels(CHANNELS)
        out.setsampwidth(2)
        out.setframerate(RATE)
        for block in track:
            out.writeframesraw(block)
    file.seek(0, 2)
    points = b"".join(struct.pack("<II4sIII", number, frame, b"data", 0, 0, frame) for number, (frame, _) in enumerate(marks, 1))
    file.write(_chunk(b"cue ", struct.pack("<I", len(marks)) + points))
    labels = [_chunk(b"labl", struct.pack("<I", number) + _text(name)) for number, (_, name) in enumerate(marks, 1)]
    file.write(_chunk(b"LIST", b"adtl" + b"".join(labels)))
    file.write(_chunk(b"LIST", b"INFO" + _chunk(b"INAM", _text(title)) + _chunk(b"ISFT", _text("trainer"))))
    size = file.tell()
    file.seek(4)
    file.write(struct.pack("<I", size - 8))


def _text(text: str) -> bytes:
    return text.encode("utf-8") + b"\0"


def _chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a RIFF file, filled up to an even length."""
    return kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
