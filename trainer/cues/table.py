"""The cues, one row each: which events give it, and what is heard, said, written and flashed. A new cue is a row and a sound."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from msgspec import Struct

from trainer.cues import lines, words
from trainer.routine import pace
from trainer.routine.model import Side
from trainer.routine.pace import LAST_REP_DELAY_MS, MOVEMENT_DELAY_MS, PREPARE_DELAY_MS, SIDE_DELAY_MS, VOICE_DELAY_MS
from trainer.routine.plan import Phase, Plan
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

CueKind: TypeAlias = str
Texts: TypeAlias = Callable[[Plan, Phase, Side | None, bool], tuple[str, ...]]
Line: TypeAlias = Callable[[Event, Plan], str]


class Sound(Struct, frozen=True):
    """A sound by the name of its file: what it means, in words, and how often the terminal's bell rings in its place."""

    name: str
    meaning: str
    rings: int = 1


class Speech(Struct, frozen=True):
    """What the voice says at a cue, the longest text first.

    `rank`: who speaks where not all can, the lowest first. `delay_ms`: so much later than the sound, which is to be heard first.
    `teaches`: it tells a movement, and in guided reps, which leave it the time, it speaks before all but the side.
    """

    texts: Texts
    rank: int
    delay_ms: int = VOICE_DELAY_MS
    teaches: bool = False


class CueType(Struct, frozen=True):
    """A kind of cue. `sounds`: one, or that of the left and of the right side. `line`: for a session line by line.

    `speech`: for cues of the plan; `live_text`: for those that are not in it. `flashes`: also where it is heard; where it is not,
    each cue does.
    """

    kind: CueKind
    sounds: tuple[Sound, ...]
    events: tuple[type[Event], ...]
    line: Line
    speech: Speech | None = None
    live_text: str = ""
    when: Callable[[Event], bool] = lambda event: True
    flashes: bool = False


def _said(text: str) -> Texts:
    return lambda plan, phase, side, counting: (text,)


def _written(text: str) -> Line:
    return lambda event, plan: text


def _begins(kind: str) -> Callable[[Event], bool]:
    return lambda event: event.phase is not None and event.phase.kind == kind


def _is_last_rep(event: Event) -> bool:
    return event.phase is not None and event.phase.rep == event.phase.reps


def _has_work(event: Event) -> bool:
    """Whether work goes on here: after a pause in a rest nothing needs a go yet."""
    return not isinstance(event, Resumed) or (event.phase is not None and event.phase.kind == "move")


# Where several cues fall together, the first of these is heard.
CUES: Final = (
    CueType(
        "finished",
        (Sound("finished", "finished: four rising tones", rings=3),),
        (SessionFinished,),
        _written("Finished"),
        Speech(_said("Well done"), rank=3, delay_ms=1500),
        flashes=True,
    ),
    CueType(
        "paused",
        (Sound("paused", "paused: a tone that slides down"),),
        (Paused, PainReported),
        lines.paused,
        live_text="Waiting for you",
    ),
    CueType(
        "resumed",
        (Sound("resumed", "going on: a tone that slides up"),),
        (ResumeStarted,),
        _written(""),
    ),
    CueType(
        "side",
        (
            Sound("side-left", "left side: two tones that fall, from the left", rings=2),
            Sound("side-right", "right side: two tones that rise, from the right", rings=2),
        ),
        (SideAnnounced, SideSwitched),
        lines.new_side,
        Speech(words.new_side, rank=1, delay_ms=SIDE_DELAY_MS),
        flashes=True,
    ),
    CueType(
        "go",
        (Sound("go", "go: a long high tone"),),
        (WorkStarted, Resumed),
        lines.go,
        Speech(words.work, rank=6, teaches=True),
        when=_has_work,
        flashes=True,
    ),
    CueType(
        "last-rep",
        (Sound("last-rep", "the last rep: a double beep", rings=2),),
        (RepStarted,),
        lines.rep,
        Speech(words.rep, rank=5, delay_ms=LAST_REP_DELAY_MS, teaches=True),
        when=_is_last_rep,
    ),
    CueType("rep", (Sound("rep", "a rep: a beep"),), (RepStarted,), lines.rep, Speech(words.rep, rank=6, teaches=True)),
    CueType(
        "prepare",
        (Sound("prepare", "the next exercise: a chime"),),
        (PhaseStarted,),
        lines.prepare,
        Speech(words.prepare, rank=2, delay_ms=PREPARE_DELAY_MS),
        when=_begins("prepare"),
    ),
    CueType(
        "rest",
        (Sound("rest", "rest: a low chime"),),
        (PhaseStarted,),
        lines.rest,
        Speech(words.rest, rank=4, delay_ms=500),
        when=_begins("rest"),
    ),
    CueType(
        "halfway",
        (Sound("halfway", "halfway: a double tick"),),
        (HalfwayReached,),
        _written("Halfway"),
        Speech(_said("Halfway"), rank=7, delay_ms=250),
    ),
    CueType("countdown", (Sound("countdown", "three, two, one: a tick"),), (CountdownTicked, GetReadyTicked), lines.countdown),
    CueType(
        "movement",
        (Sound("movement", "the next movement: a short high tick", rings=0),),
        (MovementStarted,),
        lines.movement,
        Speech(words.movement, rank=8, delay_ms=MOVEMENT_DELAY_MS, teaches=True),
    ),
)
KEY_CLICK: Final = Sound("key", "a key was taken: a very short click", rings=0)
KEY_REFUSED: Final = Sound("refused", "a key that does nothing now: two short low knocks", rings=0)
REMINDER: Final = Sound("reminder", "still paused, or waiting: two soft low tones", rings=0)

BY_KIND: Final[Mapping[CueKind, CueType]] = {cue.kind: cue for cue in CUES}
PRIORITY: Final[tuple[CueKind, ...]] = tuple(BY_KIND)
SPEAKERS: Final = tuple(sorted((cue for cue in CUES if cue.speech), key=lambda cue: cue.speech.rank if cue.speech else 0))
SOUNDS: Final[Mapping[str, Sound]] = {
    sound.name: sound for sounds in (*(cue.sounds for cue in CUES), (KEY_CLICK, KEY_REFUSED, REMINDER)) for sound in sounds
}
# These happen only in a session, not in its plan.
LIVE_ONLY: Final = (Paused, PainReported, ResumeStarted, GetReadyTicked, Resumed)

_BY_EVENT: Final[Mapping[type[Event], tuple[CueType, ...]]] = {
    event: tuple(cue for cue in CUES if event in cue.events) for cue in CUES for event in cue.events
}


def cue_of(event: Event) -> CueType | None:
    """The cue of an event, None if it has none."""
    return next((cue for cue in _BY_EVENT.get(type(event), ()) if cue.when(event)), None)


def side_of(event: Event) -> Side | None:
    """The side that an event is about, None without one."""
    if isinstance(event, SideAnnounced | SideSwitched):
        return event.side
    return event.phase.side if event.phase else None


def sound_of(kind: CueKind, side: Side | None) -> str:
    """The name of the sound of a cue."""
    left, *right = BY_KIND[kind].sounds
    return right[0].name if right and side == "right" else left.name


def texts_of(plan: Plan, kind: CueKind, phase: Phase | None, side: Side | None, *, counting: bool = True) -> tuple[str, ...]:
    """The alternative texts of a cue, longest first; empty if nothing is said. `phase` is None at the plan's end.

    `counting`: with the reps' numbers.
    """
    speech = BY_KIND[kind].speech
    if speech is None or (phase is None and kind != "finished"):
        return ()
    return speech.texts(plan, phase or plan.phases[-1], side, counting)


def sentences(plan: Plan) -> Iterator[str]:
    """Every sentence that the voice may say in a plan, some more than once: what has to have a clip."""
    for phase in (*plan.phases, None):
        for cue in SPEAKERS:
            for counting in (True, False):
                for text in texts_of(plan, cue.kind, phase, phase.side if phase else None, counting=counting):
                    yield from pace.sentences(text)
