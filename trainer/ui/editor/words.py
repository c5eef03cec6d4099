"""A step of a routine and its fields in words, for the editor. Pure."""

from typing import Final

from msgspec import UNSET

from trainer.routine.editing import LABELS, RANGES, is_timed, number
from trainer.routine.model import Exercise, RepsByEffort, Routine, SecondsByEffort, Step
from trainer.routine.prescription import PRESCRIBED

WIDTH: Final = 18
DIGITS: Final = 4  # of the largest number
UNITS: Final = {"seconds": " s", "rest": " s", "rest_between_sets": " s", "prepare": " s"}
EMPTY: Final = "No steps yet"
TO_FIELDS: Final = "\u2192 change this step"
ANY_TIME: Final = "As often as you like."  # where nothing is prescribed
OWN: Final = "(default)"
BRIEF: Final = 30  # characters of a long note, where all that is prescribed is listed
PRESCRIPTION_KEYS: Final = {"d": "per_day", "w": "per_week", "u": "until", "n": "note", "g": "by"}


def field_line(step: Step, exercise: Exercise, field: str) -> str:
    """A field with its value: "Rest after it      15 s"; in a second line that of the other efforts."""
    return f"{LABELS[field]:<{WIDTH}}{_value(step, exercise, field)}"


def bounds(field: str) -> str:
    """What a number may be: "0 to 3600 s"."""
    lowest, highest, _ = RANGES[field]
    return f"{lowest:g} to {highest:g}{UNITS.get(field, '')}"


def field_hint(field: str) -> str:
    """What a field may be, and how it is changed."""
    return f"{bounds(field)}  \u2190 \u2192  Enter type" if field in RANGES else "\u2190 \u2192 change"


def _value(step: Step, exercise: Exercise, field: str) -> str:
    given = getattr(step, field)
    if field == "first_side":
        return "as in the settings" if given is UNSET else str(given)
    if field == "pace":
        return "by the clock" if given == "timed" else "a key after each rep"
    if field == "tempo":
        return "default" if given == 1 else f"{given:g} times as long"
    if field == "prepare" and given is UNSET and exercise.prepare is UNSET:
        return "as its words take"
    unit = UNITS.get(field, "")
    default = "" if given is not UNSET else f" {OWN}"
    return _dose(getattr(exercise, field) if given is UNSET else given, unit, default)


def _dose(value: object, unit: str, default: str) -> str:
    if isinstance(value, RepsByEffort | SecondsByEffort):
        others = f"low {value.low:g}{unit}, high {value.high:g}{unit}"
        return f"{value.usual:>{DIGITS}g}{unit}{default}\n{'':<{WIDTH}}{others}"
    return f"{f'{value:>{DIGITS}g}{unit}' if isinstance(value, int | float) else 'none'}{default}"


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
