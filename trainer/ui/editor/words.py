"""A step of a routine and its fields in words, for the editor. Pure."""

from collections.abc import Iterator
from typing import Final

from msgspec import UNSET
from textual.content import Content

from trainer.routine.editing import LABELS, RANGES, is_timed, number
from trainer.routine.model import Exercise, RepsByEffort, Routine, SecondsByEffort, Step
from trainer.routine.prescription import PRESCRIBED
from trainer.ui.widgets.lists import LESS

BEFORE_VALUES: Final = max(map(len, LABELS.values())) + 2  # columns
UNITS: Final = {"seconds": " s", "rest": " s", "rest_between_sets": " s", "prepare": " s"}
EMPTY: Final = "No steps yet"
TO_FIELDS: Final = "\u2192 change this step"
LEAVE: Final = {"s": "save and leave", "d": "leave without saving"}
CHANGED: Final = {"o": "overwrite what is there now", "a": "save as another routine"}
ANY_TIME: Final = "As often as you like."  # where nothing is prescribed
OWN: Final = "default"  # behind a number that is the exercise's
TIMES: Final = "\u00d7"
BRIEF: Final = 30  # characters of a long note, where all that is prescribed is listed
PRESCRIPTION_KEYS: Final = {"d": "per_day", "w": "per_week", "u": "until", "n": "note", "g": "by"}


def field_rows(step: Step, exercise: Exercise, field: str) -> Iterator[Content]:
    """A field with its value behind it: "Rest after it      15 s  default"; in a second row that of the other efforts."""
    value, is_own = _value(step, exercise, field)
    unit = UNITS.get(field, "")
    label = f"{LABELS[field]:<{BEFORE_VALUES}}"
    if isinstance(value, str):
        yield Content(label + value)
        return
    usual = value.usual if isinstance(value, RepsByEffort | SecondsByEffort) else value
    yield Content.assemble(f"{label}{usual:g}{unit}", ("" if is_own else f"  {OWN}", LESS))
    if isinstance(value, RepsByEffort | SecondsByEffort):
        yield Content.styled(f"{'':{BEFORE_VALUES}}low {value.low:g}, high {value.high:g}{unit}", LESS)


def bounds(field: str) -> str:
    """What a number may be: "0 to 3600 s"."""
    lowest, highest, _ = RANGES[field]
    return f"{lowest:g} to {highest:g}{UNITS.get(field, '')}"


def field_hint(field: str) -> str:
    """What a field may be, and how it is changed."""
    return f"{bounds(field)}  \u2190 \u2192  Enter type" if field in RANGES else "\u2190 \u2192 change"


def _value(step: Step, exercise: Exercise, field: str) -> tuple[float | RepsByEffort | SecondsByEffort | str, bool]:
    """The value of a field, as words where it is no number, and whether the step has one of its own."""
    given = getattr(step, field)
    if field == "first_side":
        return "by settings" if given is UNSET else str(given), True
    if field == "pace":
        return "by the clock" if given == "timed" else "a key each rep", True
    if field == "tempo":
        return "normal" if given == 1 else f"{given:g} {TIMES} as long", True
    if field == "prepare" and given is UNSET and exercise.prepare is UNSET:
        return "by its words", True
    value = getattr(exercise, field) if given is UNSET else given
    return (value if isinstance(value, int | float | RepsByEffort | SecondsByEffort) else "none"), given is not UNSET


def prescription_answers(routine: Routine) -> dict[str, str]:
    """What can be said of how a routine is to be done, by the first letter of it, with what is said now."""
    values = {key: str(getattr(routine, key) or "not said") for key in PRESCRIBED}
    brief = {key: value if len(value) <= BRIEF else f"{value[:BRIEF]} ..." for key, value in values.items()}
    return {letter: f"{PRESCRIBED[key]}: {brief[key]}" for letter, key in PRESCRIPTION_KEYS.items()}


def step_facts(step: Step, exercise: Exercise) -> str:
    """What is behind a step's name in the list: "2 x 8 reps, rest 15 s"."""
    timed = is_timed(step, exercise)
    amount = f"{number(step, exercise, 'seconds'):g} s" if timed else f"{number(step, exercise, 'reps'):g} reps"
    sets = f"{step.sets} x " if step.sets > 1 else ""
    return f"{sets}{amount}" + (f", rest {step.rest:g} s" if step.rest else "")


def typed_number(text: str, field: str) -> float:
    """A number as a person types it, for a field in seconds also "20s"; raises ValueError with words for that person."""
    typed = text.strip().removesuffix(UNITS.get(field, "").strip())
    try:
        return float(typed.replace(",", "."))
    except ValueError:
        raise ValueError("Type a number") from None
