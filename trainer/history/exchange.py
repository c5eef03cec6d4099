"""Sessions as JSON: what `trainer history --json` prints and `trainer history import` reads."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, Any, Final

import msgspec.json
from msgspec import Meta, Struct, ValidationError, convert
from msgspec.structs import asdict

from trainer.routine.model import Effort, Side
from trainer.session.entry import MAX_NOTE, Happening, HappeningKind, SessionEntry, SessionOutcome, StepEntry
from trainer.session.record import StepOutcome

COLUMNS: Final = (
    *("id", "routine", "name", "effort", "speed", "started_at", "ended_at", "outcome", "active_ms", "planned_ms"),
    *("pain_before", "pain_after", "note"),
)
STEP_COLUMNS: Final = ("exercise", "side", "outcome", "reps_done", "reps_planned", "active_ms", "pain")
MORE_OF_STEP: Final = ("number", "name", "planned_ms")
HAPPENING_COLUMNS: Final = ("at", "kind", "step", "side", "rep", "value")

Name = Annotated[str, Meta(min_length=1, max_length=200)]
Whole = Annotated[int, Meta(ge=0, le=1 << 53)]
Pain = Annotated[int, Meta(ge=0, le=10)]


class NoSessions(Exception):
    """The text is no list of sessions; says where and why, in words for the person."""


class _Step(Struct):
    exercise: Name
    side: Side | None
    outcome: StepOutcome
    reps_done: Whole | None
    reps_planned: Whole | None
    active_ms: Whole
    pain: Pain | None = None
    number: Whole = 0
    name: str = ""
    planned_ms: Whole = 0


class _Happening(Struct):
    at: str
    kind: HappeningKind
    step: Whole | None = None
    side: Side | None = None
    rep: Whole | None = None
    value: Pain | None = None


class _Session(Struct):
    id: Annotated[str, Meta(pattern=r"^[0-9A-Za-z-]{1,64}\Z")]
    routine: Name
    name: Name
    effort: Effort
    speed: Annotated[float, Meta(gt=0, le=1000)]
    started_at: str
    ended_at: str | None
    outcome: SessionOutcome
    active_ms: Whole
    planned_ms: Whole
    steps: tuple[_Step, ...]
    pain_before: Pain | None = None
    pain_after: Pain | None = None
    happenings: tuple[_Happening, ...] = ()
    note: Annotated[str, Meta(max_length=MAX_NOTE)] = ""


def as_json(entries: Iterable[SessionEntry]) -> dict[str, Any]:
    """Sessions as what JSON can hold, by their stable names."""
    return {"sessions": [_session(entry) for entry in entries]}


def _session(entry: SessionEntry) -> dict[str, Any]:
    return {
        **_fields(entry, COLUMNS),
        "steps": [_fields(step, (*STEP_COLUMNS, *MORE_OF_STEP)) for step in entry.steps],
        "happenings": [_fields(one, HAPPENING_COLUMNS) for one in entry.happenings],
    }


def _fields(value: object, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}


def from_json(text: str | bytes) -> list[SessionEntry]:
    """The sessions of a text that `as_json` made. Raises NoSessions at the first thing that is wrong."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoSessions(f"this is no JSON: {error}") from None
    found = content.get("sessions") if isinstance(content, dict) else None
    if not isinstance(found, list):
        raise NoSessions("there is no list 'sessions' in it")
    return [_entry(number, one) for number, one in enumerate(found, 1)]


def _entry(number: int, content: object) -> SessionEntry:
    try:
        one = convert(content, _Session)
        msgspec.json.encode(one)  # JSON can hold halves of characters, a database cannot
        started = datetime.fromisoformat(one.started_at)
        for moment in (one.ended_at, *(happening.at for happening in one.happenings)):
            _ = moment is None or datetime.fromisoformat(moment)
    except ValidationError as error:
        raise NoSessions(f"session {number}: {str(error)[:1].lower()}{str(error)[1:]}") from None
    except UnicodeEncodeError as error:
        half = error.object[error.start].encode(errors="backslashreplace").decode()
        raise NoSessions(f"session {number}: '{half}' is half a character") from None
    except ValueError as error:
        raise NoSessions(f"session {number}: {error}") from None
    if started.tzinfo is None:
        raise NoSessions(f"session {number}: started_at has no offset: {one.started_at}")
    return SessionEntry(
        one.id,
        one.routine,
        one.name,
        one.effort,
        one.speed,
        one.started_at,
        started.date().isoformat(),
        one.ended_at,
        one.outcome,
        one.active_ms,
        one.planned_ms,
        None,
        tuple(_steps(one.steps)),
        one.pain_before,
        one.pain_after,
        tuple(Happening(**asdict(happening)) for happening in one.happenings),
        one.note,
    )


def _steps(steps: Iterable[_Step]) -> Iterable[StepEntry]:
    """The steps, numbered where they are not: the second side of an exercise belongs to the step before it."""
    number, taken = 0, set[tuple[str, Side | None]]()
    for one in steps:
        if not one.number and (not taken or (one.exercise, one.side) in taken or one.exercise not in {name for name, _ in taken}):
            number, taken = number + 1, set()
        taken.add((one.exercise, one.side))
        yield StepEntry(
            one.number or number,
            one.exercise,
            one.name or one.exercise,
            one.side,
            one.outcome,
            one.reps_done,
            one.reps_planned,
            one.active_ms,
            one.planned_ms,
            one.pain,
        )
