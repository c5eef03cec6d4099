"""The kinds of cue, which event each belongs to, and which sound it has."""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from trainer.routine.model import Side
from trainer.session.events import (
    CountdownTicked,
    Event,
    GetReadyTicked,
    HalfwayReached,
    MovementStarted,
    PainReported,
    Paused,
    PhaseStarted,
    RepStarted,
    Resumed,
    ResumeStarted,
    SessionFinished,
    SideAnnounced,
    SideSwitched,
    WorkStarted,
)

CueKind: TypeAlias = Literal[
    "prepare",
    "side",
    "countdown",
    "go",
    "rep",
    "last-rep",
    "movement",
    "halfway",
    "rest",
    "finished",
    "paused",
    "resumed",
]

# Which cue is heard where several fall together: the first of these.
PRIORITY: Final[tuple[CueKind, ...]] = (
    "finished",
    "paused",
    "resumed",
    "side",
    "go",
    "last-rep",
    "rep",
    "prepare",
    "rest",
    "halfway",
    "countdown",
    "movement",
)
KEY_CLICK: Final = "key"
REMINDER: Final = "reminder"
SOUNDS: Final = ("side-left", "side-right", *(kind for kind in PRIORITY if kind != "side"), KEY_CLICK, REMINDER)

_KINDS: Final[Mapping[type[Event], CueKind]] = {
    SideAnnounced: "side",
    SideSwitched: "side",
    CountdownTicked: "countdown",
    WorkStarted: "go",
    MovementStarted: "movement",
    HalfwayReached: "halfway",
    SessionFinished: "finished",
    Paused: "paused",
    PainReported: "paused",
    ResumeStarted: "resumed",
    GetReadyTicked: "countdown",
    Resumed: "go",
}
LIVE_ONLY: Final = (Paused, PainReported, ResumeStarted, GetReadyTicked, Resumed)


def kind_of(event: Event) -> CueKind | None:
    """The cue that an event gives, None where it gives none."""
    phase = event.phase
    if isinstance(event, PhaseStarted) and phase and phase.kind in ("prepare", "rest"):
        return "prepare" if phase.kind == "prepare" else "rest"
    if isinstance(event, Resumed) and phase and phase.kind != "move":
        return None  # nothing to go for yet
    if isinstance(event, RepStarted) and phase:
        return "last-rep" if phase.rep == phase.reps else "rep"
    return _KINDS.get(type(event))


def side_of(event: Event) -> Side | None:
    """The side that a cue is about."""
    if isinstance(event, SideAnnounced | SideSwitched):
        return event.side
    return event.phase.side if event.phase else None


def sound_of(kind: CueKind, side: Side | None) -> str:
    """The name of the sound of a cue."""
    return f"side-{side}" if kind == "side" else kind
