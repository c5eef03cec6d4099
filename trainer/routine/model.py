"""The models of the routine file: the one definition of what may stand in it.

The constraints are those of one value; what concerns several values (ids that must exist, doses in order) is checked in
`trainer.routine.library`. Times are in seconds, as a person writes them.
"""

from datetime import date
from typing import Annotated, Final, Literal, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType, ValidationError, convert

Effort: TypeAlias = Literal["low", "usual", "high"]
Side: TypeAlias = Literal["left", "right"]
Sides: TypeAlias = Literal["none", "alternating", "each"]
Breath: TypeAlias = Literal["in", "out"]
Equipment: TypeAlias = Literal["mat", "foam roller", "chair"]
Pace: TypeAlias = Literal["timed", "self"]

EFFORTS: Final[tuple[Effort, ...]] = ("low", "usual", "high")
MAX_NAME: Final = 80
MAX_SHORT_NAME: Final = 20  # it is drawn large
MAX_TIPS: Final = 3
MAX_TEXT: Final = 400
MAX_STEPS: Final = 200

Id: TypeAlias = Annotated[str, Meta(pattern=r"^[a-z0-9-]{1,64}$(?!\n)", description="lower-case letters, digits, dashes")]
Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=MAX_NAME)]
ShortName: TypeAlias = Annotated[str, Meta(min_length=1, max_length=MAX_SHORT_NAME)]
Text: TypeAlias = Annotated[str, Meta(min_length=1, max_length=MAX_TEXT)]
Count: TypeAlias = Annotated[int, Meta(ge=1, le=200, description="repetitions")]
Sets: TypeAlias = Annotated[int, Meta(ge=1, le=20)]
WorkSeconds: TypeAlias = Annotated[float, Meta(ge=0.2, le=3600, description="seconds of work")]
PauseSeconds: TypeAlias = Annotated[float, Meta(ge=0, le=3600, description="seconds of a prepare, changeover or rest")]
Tempo: TypeAlias = Annotated[float, Meta(ge=0.25, le=4, description="factor on the seconds of moving parts")]


class RepsByEffort(Struct, frozen=True, forbid_unknown_fields=True):
    """Repetitions for each effort."""

    low: Count
    usual: Count
    high: Count


class SecondsByEffort(Struct, frozen=True, forbid_unknown_fields=True):
    """Seconds of work for each effort."""

    low: WorkSeconds
    usual: WorkSeconds
    high: WorkSeconds


Reps: TypeAlias = Count | RepsByEffort
Seconds: TypeAlias = WorkSeconds | SecondsByEffort


class Movement(Struct, frozen=True, forbid_unknown_fields=True):
    """One part of a repetition: to which key of the pose, in how many seconds, and what is said."""

    to: Id
    seconds: Seconds
    say: Text
    short: Name | UnsetType = UNSET
    breath: Breath | UnsetType = UNSET


class Exercise(Struct, frozen=True, forbid_unknown_fields=True):
    """A movement that can be trained: how it starts, how it goes, its usual dose.

    What its source says stands in `say`, `feel` and `benefit`; `tips` and `avoid` are the advice of who wrote the file.
    """

    name: Name
    start: Text
    movements: Annotated[tuple[Movement, ...], Meta(min_length=1, max_length=20)]
    short: ShortName | UnsetType = UNSET
    benefit: Text | UnsetType = UNSET
    feel: Text | UnsetType = UNSET
    tips: Annotated[tuple[Text, ...], Meta(max_length=MAX_TIPS)] = ()
    avoid: Text | UnsetType = UNSET
    source: Text | UnsetType = UNSET
    dose_source: Text | UnsetType = UNSET
    equipment: tuple[Equipment, ...] = ()
    sides: Sides = "none"
    reps: Reps | UnsetType = UNSET
    seconds: Seconds | UnsetType = UNSET
    pose: Id | UnsetType = UNSET
    prepare: PauseSeconds | UnsetType = UNSET
    changeover: PauseSeconds | UnsetType = UNSET


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """One exercise in a routine; what is not given is the exercise's own."""

    exercise: Id
    reps: Reps | UnsetType = UNSET
    seconds: Seconds | UnsetType = UNSET
    sets: Sets = 1
    rest: PauseSeconds = 0
    rest_between_sets: PauseSeconds = 15
    prepare: PauseSeconds | UnsetType = UNSET
    changeover: PauseSeconds | UnsetType = UNSET
    first_side: Side | UnsetType = UNSET
    start: Text | UnsetType = UNSET
    pose: Id | UnsetType = UNSET
    equipment: tuple[Equipment, ...] | UnsetType = UNSET
    tempo: Tempo = 1
    pace: Pace = "timed"


class Routine(Struct, frozen=True, forbid_unknown_fields=True):
    """A named, ordered list of steps.

    `per_day`, `per_week`, `until`, `note` and `by` are its prescription: how often it is meant to be done, to which day, what is
    to be minded, and who gave it.
    """

    id: Id
    name: Name
    steps: Annotated[tuple[Step, ...], Meta(min_length=1, max_length=MAX_STEPS)]
    about: Text | UnsetType = UNSET
    per_day: Annotated[int, Meta(ge=1, le=24)] | UnsetType = UNSET
    per_week: Annotated[int, Meta(ge=1, le=50)] | UnsetType = UNSET
    until: date | UnsetType = UNSET
    note: Text | UnsetType = UNSET
    by: Name | UnsetType = UNSET


def for_effort(dose: float | RepsByEffort | SecondsByEffort, effort: Effort) -> float:
    """The number that a dose means at an effort (a plain number is the same at each)."""
    if isinstance(dose, RepsByEffort | SecondsByEffort):
        value: float = getattr(dose, effort)
        return value
    return dose


def is_id(text: str) -> bool:
    """Whether a text can be the id of a routine, an exercise or a figure."""
    try:
        convert(text, Id)
    except ValidationError:
        return False
    return True


def milliseconds(seconds: float) -> int:
    """Seconds of the file as whole milliseconds."""
    return round(seconds * 1000)
