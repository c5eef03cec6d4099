"""Speaks: puts the clips of a text one after the other, each handed to the sound a little before its moment."""

from typing import Final

from msgspec import Struct

from trainer.cues.voice import Voice
from trainer.routine.pace import BETWEEN_MS
from trainer.run.ports import Sound


class Hearing(Struct, frozen=True):
    """What a person wants to hear: beeps, a voice, and the voice's counting."""

    beeps: bool = True
    voice: bool = True
    counting: bool = True


ALL: Final = Hearing()


class Speaker:
    """Says texts at moments (seconds of the clock). What was not yet handed to the sound can be taken back."""

    def __init__(self, voice: Voice, sound: Sound) -> None:
        self.voice = voice
        self._sound = sound
        self._waiting: list[tuple[float, str]] = []
        self._until = 0.0  # the moment at which all is said

    def speaks(self, at: float) -> bool:
        """Whether something is being said at a moment."""
        return at < self._until

    def say(self, text: str, at: float) -> None:
        """Say a text from a moment on, as far as there are clips for it."""
        for clip in self.voice.clips_for(text) or ():
            self._waiting.append((at, clip.name))
            at += (clip.length_ms + BETWEEN_MS) / 1000
        self._until = max(self._until, at)

    def look(self, until: float) -> None:
        """Hand on what begins before a moment, which is soon: what the sound has, goes on when the trainer hangs."""
        due = [one for one in self._waiting if one[0] <= until]
        self._waiting = [one for one in self._waiting if one[0] > until]
        for at, name in due:
            self._sound.play(name, at)

    def cancel(self) -> None:
        """Say no more of what has not begun."""
        self._waiting.clear()
        self._until = 0.0
