"""Choose which cues of a script sound: of those too close together, the most important one."""

from collections.abc import Iterable, Mapping
from typing import Final

from trainer.cues.script import Cue
from trainer.cues.table import PRIORITY, CueKind, sound_of

SAME_MOMENT_MS: Final = 120  # cues closer than this in real time merge


def sounding(cues: Iterable[Cue], speed: float = 1.0) -> Mapping[tuple[int, CueKind], str]:
    """The sound of every cue that is heard, by its time in the plan and its kind.

    Of cues less than 120 real ms after the first of them, the one of highest priority sounds, at its own time.
    """
    heard: dict[tuple[int, CueKind], str] = {}
    moment: list[Cue] = []
    for cue in cues:
        if moment and cue.at_ms - moment[0].at_ms >= SAME_MOMENT_MS * speed:
            _keep(moment, heard)
            moment = []
        moment.append(cue)
    if moment:
        _keep(moment, heard)
    return heard


def _keep(moment: list[Cue], heard: dict[tuple[int, CueKind], str]) -> None:
    cue = min(moment, key=lambda cue: PRIORITY.index(cue.kind))
    heard[cue.at_ms, cue.kind] = sound_of(cue.kind, cue.side)
