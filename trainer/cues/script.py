"""The script: every cue of a plan with its exact time, and where the voice speaks without ever talking over itself."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from msgspec import Struct

from trainer.cues.table import BY_KIND, CueKind, Speech, cue_of, side_of, texts_of
from trainer.routine.model import Side
from trainer.routine.pace import SIDE_DELAY_MS
from trainer.routine.plan import Phase, Plan
from trainer.session.timeline import timeline

Lengths: TypeAlias = Callable[[str], int | None]

TICK_MS: Final = 300  # nothing is said over a tick of the countdown
GUIDED_RANK: Final = 2  # of what teaches a movement in a guided rep: after the side


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
    taken = occupied((cue for cue, _ in bare), lengths)
    spoken: dict[int, Cue] = {}
    speaking = [(cue, phase, place) for place, (cue, phase) in enumerate(bare) if BY_KIND[cue.kind].speech]
    for cue, phase, place in sorted(speaking, key=lambda one: _rank(one[0].kind, one[1])):
        texts = texts_of(plan, cue.kind, phase, cue.side, counting=counting)
        for begin, latest in _openings(plan, cue, phase, taken):
            if (said := _said(texts, cue, begin, latest, lengths, taken)) is not None:
                spoken[place] = said
                break
    return tuple(spoken.get(place, cue) for place, (cue, _) in enumerate(bare))


def occupied(cues: Iterable[Cue], lengths: Lengths) -> list[tuple[int, int]]:
    """The sorted spans of time in which nothing else can be said: speech, and ticks that nothing is said over."""
    spans = []
    for cue in cues:
        if cue.kind == "countdown":
            spans.append((cue.at_ms, cue.at_ms + TICK_MS))
        if cue.text is not None and cue.voice_at_ms is not None:
            spans.append((cue.voice_at_ms, cue.voice_at_ms + (lengths(cue.text) or 0)))
    return sorted(spans)


def _speech(kind: CueKind) -> Speech:
    speech = BY_KIND[kind].speech
    assert speech is not None
    return speech


def _rank(kind: CueKind, phase: Phase | None) -> int:
    """Whose speech is placed first; a movement of a guided rep lasts as long as its words."""
    speech = _speech(kind)
    return GUIDED_RANK if phase is not None and phase.guided and speech.teaches else speech.rank


def _openings(plan: Plan, cue: Cue, phase: Phase | None, taken: list[tuple[int, int]]) -> list[tuple[int, int | None]]:
    """The moments at which a cue's speech may begin, and when it must have ended (None: at any time).

    A side is told at once, and may then go on beyond its pause, or else between the ticks of the pause. All else waits until a
    side that is told at its moment was said.
    """
    begin, latest = cue.at_ms + _speech(cue.kind).delay_ms, _end(plan, phase)
    if cue.kind != "side" or latest is None:
        return [(max(begin, _silent_from(cue.at_ms + SIDE_DELAY_MS, taken)), latest)]
    ticks = taken[bisect_left(taken, (cue.at_ms, 0)) : bisect_left(taken, (latest, 0))]
    return [(begin, None), *((end, latest) for _, end in ticks if end > begin)]


def _end(plan: Plan, phase: Phase | None) -> int | None:
    """When a cue's speech must have ended: with its phase, or with the whole rep if it is self-paced."""
    if phase is None:
        return None
    return plan.rep_end(phase).end_ms if phase.self_paced and phase.rep else phase.end_ms


def _said(
    texts: tuple[str, ...], cue: Cue, begin: int, latest: int | None, lengths: Lengths, taken: list[tuple[int, int]]
) -> Cue | None:
    """The cue with the first text that fits from `begin` to `latest` beside what is `taken`, which is extended; else None."""
    for text in texts:
        length = lengths(text)
        if length is None:
            continue
        end = begin + length
        if (latest is None or end <= latest) and _free(begin, end, taken):
            insort(taken, (begin, end))
            return Cue(cue.at_ms, cue.kind, cue.side, text, begin, cue.phase)
    return None


def _silent_from(moment: int, taken: list[tuple[int, int]]) -> int:
    """When the speech ends that begins at a moment or was the last before it."""
    place = bisect_left(taken, (moment + 1, 0))
    return taken[place - 1][1] if place else moment


def _free(begin: int, end: int, taken: list[tuple[int, int]]) -> bool:
    """Whether nothing of `taken` (sorted, without overlaps) lies in [begin, end)."""
    place = bisect_left(taken, (begin, begin))
    return (place == 0 or taken[place - 1][1] <= begin) and (place == len(taken) or taken[place][0] >= end)
