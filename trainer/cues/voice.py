"""Compose spoken texts from recorded clips. Pure: the available clips are passed in."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, TypeAlias

from msgspec import Struct

from trainer.routine.pace import BETWEEN_MS

Words: TypeAlias = tuple[str, ...]

MAX_WORDS: Final = 200  # words of a text that is looked at at all


class Clip(Struct, frozen=True):
    """A recorded text: the name of its sound, and its length in milliseconds."""

    name: str
    length_ms: int


class Voice:
    """Composes texts from clips. `clips` are keyed by the words that they say (see `words_of`)."""

    def __init__(self, clips: Mapping[Words, Clip]) -> None:
        self._clips = clips
        self._longest = max(map(len, clips), default=0)
        self._found: dict[Words, tuple[Clip, ...] | None] = {}

    def clips_for(self, text: str) -> tuple[Clip, ...] | None:
        """The fewest clips that say a text, in order; None if they cannot, or there is nothing to say."""
        words = words_of(text)
        if words not in self._found:
            self._found[words] = self._composed(words)
        return self._found[words]

    def length_ms(self, text: str) -> int | None:
        """The milliseconds that a text takes; None if it cannot be said."""
        clips = self.clips_for(text)
        return lasting_ms(clips) if clips else None

    def unsaid(self, text: str, said_ms: float, instead: str) -> tuple[Clip, ...]:
        """The clips that are left of a text that broke off after `said_ms`, in the words of the text that it has become.

        The clip that broke off is said again. Both texts are built alike, so that their parts have the same places.
        """
        clips, others = self.clips_for(text) or (), self.clips_for(instead) or ()
        said = sum(lasting_ms(clips[: count + 1]) <= said_ms for count in range(len(clips)))
        left = clips[said:]
        return left if others[len(others) - len(left) :] == left else others[said:]

    def _composed(self, words: Words) -> tuple[Clip, ...] | None:
        if not words or len(words) > MAX_WORDS:
            return None
        best: list[tuple[Clip, ...] | None] = [None] * len(words) + [()]
        for begin in range(len(words) - 1, -1, -1):
            for end in range(min(len(words), begin + self._longest), begin, -1):
                rest, clip = best[end], self._clips.get(words[begin:end])
                before = best[begin]
                if clip is not None and rest is not None and (before is None or len(rest) + 1 < len(before)):
                    best[begin] = (clip, *rest)
        return best[0]


def lasting_ms(clips: tuple[Clip, ...]) -> int:
    """The milliseconds that clips take one after the other."""
    return sum(clip.length_ms for clip in clips) + BETWEEN_MS * max(0, len(clips) - 1)


@lru_cache(maxsize=1024)
def words_of(text: str) -> Words:
    """The words of a text, by which clips are known: no capitals, no punctuation, no hyphens."""
    return tuple(re.findall(r"[^\W_]+(?:['\u2019][^\W_]+)*", text.casefold()))


MUTE: Final = Voice({})
