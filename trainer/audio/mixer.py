"""The mixer: clips placed on a stream's sample clock, added and clipped. Pure Python, sample-exact."""

import math
from array import array
from collections import deque
from threading import Lock
from typing import Final, Protocol

from msgspec import Struct

from trainer.audio.clips import CHANNELS, RATE

FADE_FRAMES: Final = RATE * 5 // 1000  # what sounds when it is cancelled ends within 5 ms
REMEMBERED: Final = 16  # clips at the present volume
SHORT: Final = RATE * CHANNELS  # samples: a second
LATEST_S: Final = 0.15  # a cue later than this is dropped: a wrong beep is worse than none


def _soft(total: int) -> int:
    """A sum of samples, bent softly from the knee on, so that it stays below the ceiling."""
    size = abs(total)
    if size > KNEE:
        size = KNEE + round((CEILING - KNEE) * math.tanh((size - KNEE) / (CEILING - KNEE)))
    return size if total >= 0 else -size


KNEE: Final = 16_384
CEILING: Final = 23_197  # -3 dB
# What sounds together, by the sum of two samples; a negative sum counts from the end.
SOFT_CLIP_TABLE: Final = array("h", (_soft(total if total < 65_536 else total - 131_072) for total in range(131_072)))


class _PlayingClip(Struct):
    """A clip that sounds: its samples, and which of them comes next."""

    samples: "array[int]"
    place: int = 0


class _Waiting(Struct):
    at: float
    samples: "array[int]"


class Source(Protocol):
    """Where a mixer finds sounds by name."""

    def get(self, name: str, gain: float) -> "array[int] | None":
        """Interleaved 16-bit samples, left and right, times a gain of at most 1; None when there is no such sound."""


class Mixer:
    """Renders blocks of a stream. Cues are given by their moment; `offset` says at which moment frame 0 is played.

    `schedule`, `cancel` and `set_volume` may be called from another thread than `render`.
    """

    def __init__(self, clips: Source, volume: int = 100) -> None:
        self._clips = clips
        self._volume = volume
        self._scaled: dict[tuple[str, int], array[int]] = {}
        self._waiting: list[_Waiting] = []
        self._voices: list[_PlayingClip] = []
        self._lock = Lock()
        self._silence = b""
        self.frame = 0  # the next one to be rendered
        self.next_at = math.inf  # the moment of what begins next

    def schedule(self, sound: str, at: float) -> bool:
        """Let a sound begin at a moment; False when there is no such sound."""
        samples = self.scaled(sound)
        if samples is None:
            return False
        with self._lock:
            self._waiting.append(_Waiting(at, samples))
            self.next_at = min(self.next_at, at)
        return True

    @property
    def volume(self) -> int:
        """How loud, 0 to 100."""
        return self._volume

    def scaled(self, sound: str) -> "array[int] | None":
        """A clip at the present volume. The last few short ones are remembered: they come often."""
        volume = self._volume
        ready = self._scaled.pop((sound, volume), None)
        if ready is None:
            ready = self._clips.get(sound, (volume / 100) ** 2)  # even steps for the ear
            if ready is None:
                return None
            while len(self._scaled) >= REMEMBERED:
                self._scaled.pop(next(iter(self._scaled)))
        if len(ready) <= SHORT:
            self._scaled[sound, volume] = ready
        return ready

    def set_volume(self, percent: int) -> None:
        """How loud what is scheduled from now on will be, 0 to 100."""
        self._volume = percent
        self._scaled.clear()

    def cancel(self) -> None:
        """Drop what has not begun, fade out what sounds."""
        with self._lock:
            self._drop_waiting()
            for voice in self._voices:
                rest = voice.samples[voice.place : voice.place + FADE_FRAMES * CHANNELS]
                frames = max(1, len(rest) // CHANNELS)
                voice.samples = array("h", [int(s * (1 - n // CHANNELS / frames)) for n, s in enumerate(rest)])
                voice.place = 0

    def forget(self) -> None:
        """Drop everything at once: the stream it was meant for is gone."""
        with self._lock:
            self._drop_waiting()
            self._voices.clear()
        self.frame = 0

    def _drop_waiting(self) -> None:
        self._waiting.clear()
        self.next_at = math.inf

    def render(self, frames: int, offset: float | None) -> bytes:
        """The next `frames` frames. `offset`: the moment at which frame 0 of the stream plays; None if nothing begins in them.

        Most blocks of a session are silent and begin nothing. They come to a processor that has forgotten this code since the
        last one, so every step that they leave out counts.
        """
        if offset is None and not self._voices:
            self.frame += frames
            return self._silent(frames)
        with self._lock:
            sounding = [(voice, 0) for voice in self._voices]
            if offset is not None and self._waiting:
                sounding += self._beginning(frames, offset)
            self.frame += frames
            if not sounding:
                return self._silent(frames)
            out = array("h", bytes(frames * CHANNELS * 2))
            for number, (voice, place) in enumerate(sounding):
                self._add(out, voice, place, alone=not number)
            self._voices = [voice for voice, _ in sounding if voice.place < len(voice.samples)]
        return out.tobytes()

    def _silent(self, frames: int) -> bytes:
        if len(self._silence) != frames * CHANNELS * 2:
            self._silence = bytes(frames * CHANNELS * 2)
        return self._silence

    def _beginning(self, frames: int, offset: float) -> list[tuple[_PlayingClip, int]]:
        """What begins within the next frames, and at which of them; what is too late by now is dropped."""
        later, beginning = [], []
        for waiting in self._waiting:
            place = round((waiting.at - offset) * RATE) - self.frame
            if place >= frames:
                later.append(waiting)
            elif place >= -LATEST_S * RATE:
                beginning.append((_PlayingClip(waiting.samples), max(0, place)))
        self._waiting = later
        self.next_at = min((waiting.at for waiting in later), default=math.inf)
        return beginning

    @staticmethod
    def _add(out: "array[int]", voice: _PlayingClip, frame: int, *, alone: bool) -> None:
        begin = frame * CHANNELS
        part = voice.samples[voice.place : voice.place + len(out) - begin]
        end = begin + len(part)
        if not alone and any(out[begin:end]):
            part = array("h", [SOFT_CLIP_TABLE[a + b] for a, b in zip(out[begin:end], part, strict=True)])
        out[begin:end] = part
        voice.place += end - begin


class StreamClock:
    """At which moment frame 0 of a stream is played: told by when its blocks are asked for.

    A block is never asked for early, but often late: because the computer is busy, because a server asks in steps of its own,
    or because the buffer had run empty, and then all after it is late for good. So the earliest of the last blocks counts.
    """

    FAST: Final = 0.2  # the first blocks are asked for in a burst
    SETTLING: Final = 25
    SLOW: Final = 0.01  # then only the pace of the device differs from ours
    FEW: Final = 4
    SOME: Final = 16
    DOUBTFUL_S: Final = 0.004  # so much late for some blocks: the buffer had run empty
    LATE_S: Final = 0.025  # more than a server's steps: so much late for a few blocks is enough
    STOOD_S: Final = 0.1  # more than any buffer: the stream, or this process, stood still
    NOTED: Final = 50  # blocks that are noted before they are taken in, if nobody asks for the offset

    def __init__(self) -> None:
        self._offset = 0.0
        self._last: deque[float] = deque(maxlen=self.SOME)
        self._blocks = 0  # since the offset was found anew
        self._noted: list[float] = []

    def asked(self, frame: int, now: float) -> None:
        """Note that the block from `frame` on was asked for at `now`. The offset is found from it when it is wanted."""
        self._noted.append(now - frame / RATE)
        if len(self._noted) >= self.NOTED:
            self.offset()

    def offset(self) -> float:
        """The moment at which frame 0 is played, in seconds of `time.perf_counter`, without the buffer's delay."""
        for measured in self._noted:
            self._take(measured)
        self._noted.clear()
        return self._offset

    def _take(self, measured: float) -> None:
        if measured - self._offset > self.STOOD_S:
            self._last.clear()
        self._last.append(measured)
        if measured - self._offset > self.LATE_S:
            few = list(self._last)[-self.FEW :]
            if len(few) == self.FEW and min(few) - self._offset > self.LATE_S:
                self._last = deque(few, self.SOME)
        earliest = min(self._last)
        if abs(earliest - self._offset) > self.DOUBTFUL_S:
            self._offset, self._blocks = earliest, 0
        else:
            self._offset += (self.FAST if self._blocks < self.SETTLING else self.SLOW) * (earliest - self._offset)
        self._blocks += 1
