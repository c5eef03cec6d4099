"""Speak texts: queue their clips, and schedule each one shortly before its time."""

from collections.abc import Iterable

from trainer.cues.voice import Clip, Voice
from trainer.routine.pace import BETWEEN_MS
from trainer.run.ports import Sound


class Speaker:
    """Speaks texts at given times (clock seconds). Clips that are not yet scheduled can be cancelled."""

    def __init__(self, voice: Voice, sound: Sound) -> None:
        self.voice = voice
        self._sound = sound
        self._pending: list[tuple[float, str]] = []
        self._busy_until = 0.0  # when the last clip ends

    def speaks(self, at: float) -> bool:
        """Whether something is being said at a moment."""
        return at < self._busy_until

    def say(self, text: str, at: float) -> None:
        """Say a text from a moment on, as far as there are clips for it."""
        self.say_clips(self.voice.clips_for(text) or (), at)

    def say_clips(self, clips: Iterable[Clip], at: float) -> None:
        """Say clips from a moment on."""
        for clip in clips:
            self._pending.append((at, clip.name))
            at += (clip.length_ms + BETWEEN_MS) / 1000
        self._busy_until = max(self._busy_until, at)

    def flush(self, until: float) -> None:
        """Schedule the clips due before `until`. That is soon, because scheduled clips play on even if the trainer hangs."""
        due = [one for one in self._pending if one[0] <= until]
        self._pending = [one for one in self._pending if one[0] > until]
        for at, name in due:
            self._sound.play(name, at)

    def cancel(self) -> None:
        """Cancel clips that have not begun."""
        self._pending.clear()
        self._busy_until = 0.0
