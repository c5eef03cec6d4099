"""The script: every cue of a plan with its exact time, and where the voice speaks without ever talking over itself."""

from bisect import bisect_left, insort
from collections.abc import Callable
from typing import Final, TypeAlias

from msgspec import Struct

from trainer.cues.table import SPEAKERS, CueKind, CueType, cue_of, side_of, texts_of
from trainer.routine.model import Side
from trainer.routine.plan import Phase, Plan
from trainer.session.timeline import timeline

Lengths: TypeAlias = Callable[[str], int | None]

TICK_MS: Final = 300  # nothing is said over a tick of the countdown


class Cue(Struct, frozen=True):
    """Something to hear and see at `at_ms` of the plan; `text` is what the voice says from `voice_at_ms` on (None: nothing).

    `phase` is the index of the phase that the cue belongs to, None at the plan's end.
    """

    at_ms: int
    kind: CueKind
    side: Side | None
    text: str | None
    voice_at_ms: int | None
    phase: int | None


def script(plan: Plan, lengths: Lengths, *, counting: bool = True) -> tuple[Cue, ...]:
    """Every cue of a plan in order.

    `lengths` gives the milliseconds that a text takes to say, None for a text that cannot be said. `counting`: with the reps'
    numbers.
    """
    bare = [
        (Cue(event.at_ms, given.kind, side_of(event), None, None, event.phase.index if event.phase else None), event.phase)
        for event in timeline(plan)
        if (given := cue_of(event))
    ]
    taken = [(cue.at_ms, cue.at_ms + TICK_MS) for cue, _ in bare if cue.kind == "countdown"]
    spoken: dict[int, Cue] = {}
    for speaker in SPEAKERS:
        for place, (cue, phase) in enumerate(bare):
            if cue.kind == speaker.kind:
                texts = texts_of(plan, cue.kind, phase, cue.side, counting=counting)
                if (said := _said(texts, cue, speaker, _end(plan, phase), lengths, taken)) is not None:
                    spoken[place] = said
    return tuple(spoken.get(place, cue) for place, (cue, _) in enumerate(bare))


def _end(plan: Plan, phase: Phase | None) -> int | None:
    """Before when a cue of a phase is to be said: the end of the phase, of the whole rep where the person sets the pace."""
    if phase is None:
        return None
    return plan.rep_end(phase).end_ms if phase.self_paced and phase.rep else phase.end_ms


def _said(
    texts: tuple[str, ...], cue: Cue, speaker: CueType, latest: int | None, lengths: Lengths, taken: list[tuple[int, int]]
) -> Cue | None:
    """The cue with the first of the texts that fits beside what is `taken` (which then holds it), None if none does."""
    begin = cue.at_ms + (speaker.speech.delay_ms if speaker.speech else 0)
    for text in texts:
        length = lengths(text)
        if length is None:
            continue
        end = begin + length
        over = latest is not None and cue.kind != "side" and end > latest
        if not over and _free(begin, end, taken):
            insort(taken, (begin, end))
            return Cue(cue.at_ms, cue.kind, cue.side, text, begin, cue.phase)
    return None


def _free(begin: int, end: int, taken: list[tuple[int, int]]) -> bool:
    """Whether nothing of `taken` (sorted, without overlaps) lies in [begin, end)."""
    place = bisect_left(taken, (begin, begin))
    return (place == 0 or taken[place - 1][1] <= begin) and (place == len(taken) or taken[place][0] >= end)
