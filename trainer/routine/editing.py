"""Edit a routine with undo and redo, without a screen. Every change leaves a valid routine.

Only a routine without steps is not valid yet: it can be edited, but not saved.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, TypeAlias, get_args, get_type_hints

from msgspec import UNSET, Meta, Struct
from msgspec.structs import replace

from trainer.routine.compiler import PREPARE_SECONDS
from trainer.routine.library import Library, step_problem
from trainer.routine.model import MAX_NAME, MAX_STEPS, Exercise, RepsByEffort, Routine, SecondsByEffort, Step
from trainer.routine.plan import opposite
from trainer.routine.prescription import typed

Direction: TypeAlias = Literal[-1, 1]

NOTCHES: Final[Mapping[str, float]] = {  # by how much a key changes each number; the last few seconds go one by one
    "reps": 1,
    "seconds": 5,
    "sets": 1,
    "rest": 5,
    "rest_between_sets": 5,
    "prepare": 5,
    "tempo": 0.25,
}
MIN_SECONDS_BY_KEY: Final = 1  # less can be typed


def _ranges() -> Mapping[str, tuple[float, float, float]]:
    hints = get_type_hints(Step, include_extras=True)
    found: dict[str, tuple[float, float, float]] = {}
    for field, notch in NOTCHES.items():
        kinds = (hints[field], *get_args(hints[field]))
        bounds = next(one for kind in kinds for one in getattr(kind, "__metadata__", ()) if isinstance(one, Meta))
        assert bounds.ge is not None
        assert bounds.le is not None
        found[field] = (bounds.ge, bounds.le, notch)
    return found


RANGES: Final = _ranges()  # the smallest and largest value of each number, as the model has them, and its notch
UNSET_NUMBERS: Final = {"prepare": PREPARE_SECONDS}  # what is meant where a step and its exercise give none
LABELS: Final = {
    "reps": "Reps",
    "seconds": "Seconds",
    "sets": "Sets",
    "rest_between_sets": "Rest between sets",
    "rest": "Rest after it",
    "first_side": "First side",
    "tempo": "Tempo",
    "prepare": "Get ready",
    "pace": "Pace",
}


class Refused(Exception):
    """A change that cannot be made; the message says why."""


class Draft(Struct, frozen=True):
    """A routine while it is edited; `saved` is what the file has of it, `before` and `after` are for undo and redo.

    `copied`: what a copy of another routine began as.
    """

    routine: Routine
    saved: Routine | None
    before: tuple[Routine, ...] = ()
    after: tuple[Routine, ...] = ()
    copied: Routine | None = None

    @property
    def unsaved(self) -> bool:
        """Whether the draft differs from what the file has."""
        return self.routine != self.saved and (self.saved is not None or bool(self.routine.steps))

    @property
    def has_changes(self) -> bool:
        """Whether leaving would lose work; an unchanged copy has none."""
        return self.unsaved and self.routine != self.copied

    def beside(self, is_own: Callable[[str], bool]) -> "Draft":
        """The draft with an id that no other routine of the person's has; one that was in the file before keeps its id."""
        number, wanted = 2, self.routine.id
        while self.saved is None and is_own(wanted):
            number, wanted = number + 1, f"{self.routine.id}-{number}"
        before, after = ([replace(one, id=wanted) for one in each] for each in (self.before, self.after))
        return Draft(replace(self.routine, id=wanted), self.saved, tuple(before), tuple(after))

    def as_another(self) -> "Draft":
        """The draft of a new routine, that gets an id of its own when it is saved."""
        return replace(self, saved=None)

    def changed(self, routine: Routine) -> "Draft":
        """The draft with a change that can be undone."""
        if routine == self.routine:
            return self
        return replace(self, routine=routine, before=(*self.before, self.routine), after=())

    def undo(self) -> "Draft":
        """The draft before the last change; raises Refused when there was none."""
        if not self.before:
            raise Refused("There is nothing to undo")
        return replace(self, routine=self.before[-1], before=self.before[:-1], after=(*self.after, self.routine))

    def redo(self) -> "Draft":
        """The draft before the last undo; raises Refused when there was none."""
        if not self.after:
            raise Refused("There is nothing to do again")
        return replace(self, routine=self.after[-1], before=(*self.before, self.routine), after=self.after[:-1])

    def as_saved(self) -> "Draft":
        """Mark the draft as saved."""
        return replace(self, saved=self.routine)

    # ---- changes

    def renamed(self, name: str) -> "Draft":
        """With another name; raises Refused."""
        name = " ".join(name.split())
        if not name or len(name) > MAX_NAME or not name.isprintable():
            raise Refused(f"A name has 1 to {MAX_NAME} characters")
        return self.changed(replace(self.routine, name=name))

    def prescribed(self, key: str, text: str) -> "Draft":
        """With a key of its prescription as typed, "" without it; raises Refused."""
        try:
            return self.changed(replace(self.routine, **{key: typed(key, text)}))
        except ValueError as error:
            raise Refused(str(error)) from None

    def added(self, exercise: str, place: int) -> "Draft":
        """With a step at a place; raises Refused when there are too many."""
        steps = self.routine.steps
        if len(steps) >= MAX_STEPS:
            raise Refused(f"A routine has at most {MAX_STEPS} steps")
        return self._with((*steps[:place], Step(exercise), *steps[place:]))

    def removed(self, place: int) -> "Draft":
        """Without the step at a place."""
        return self._with((*self.routine.steps[:place], *self.routine.steps[place + 1 :]))

    def moved(self, place: int, direction: Direction) -> "Draft":
        """With the step at a place one place up (-1) or down (1); raises Refused at the ends."""
        steps = list(self.routine.steps)
        if not 0 <= place + direction < len(steps):
            raise Refused("It is the first step" if direction < 0 else "It is the last step")
        steps[place], steps[place + direction] = steps[place + direction], steps[place]
        return self._with(tuple(steps))

    def stepped(self, library: Library, place: int, field: str, direction: Direction) -> "Draft":
        """With a field of a step one notch lower (-1) or higher (1), never the other way; raises Refused at its ends."""
        step = self.routine.steps[place]
        exercise = library.exercises[step.exercise]
        if field == "first_side":
            now_first = library.plan_defaults.first_side if step.first_side is UNSET else step.first_side
            value: Any = opposite(now_first)
        elif field == "pace":
            value = "self" if step.pace == "timed" else "timed"
        else:
            value = _notch(
                field, number(step, exercise, field), direction, by_two=field == "reps" and exercise.sides == "alternating"
            )
        return self.with_value(library, place, field, value)

    def with_value(self, library: Library, place: int, field: str, value: Any) -> "Draft":
        """With a value for a field of a step; UNSET: what the exercise says. Raises Refused.

        Of a dose that has a number for each effort it is that of usual effort; the others give way where their order asks for it.
        """
        step = self.routine.steps[place]
        if field in RANGES and value is not UNSET:
            lowest, highest, _ = RANGES[field]
            whole = field in ("reps", "sets")
            if not lowest <= value <= highest or (whole and value != int(value)):
                raise Refused(f"{LABELS[field]}: {'a whole number, ' if whole else ''}{lowest:g} to {highest:g}")
            value = _at_usual(step, library.exercises[step.exercise], field, int(value) if whole else float(value))
        new = replace(step, **{field: value})
        if problem := step_problem(new, library.exercises):
            raise Refused(problem)
        steps = self.routine.steps
        return self._with((*steps[:place], new, *steps[place + 1 :]))

    def _with(self, steps: tuple[Step, ...]) -> "Draft":
        return self.changed(replace(self.routine, steps=steps))


def fields_of(step: Step, exercise: Exercise) -> tuple[str, ...]:
    """The fields that apply to a step of its exercise, in display order."""
    timed = is_timed(step, exercise)
    return (
        "seconds" if timed else "reps",
        "sets",
        *(("rest_between_sets",) if step.sets > 1 else ()),
        "rest",
        *(("first_side",) if exercise.sides != "none" else ()),
        "tempo",
        "prepare",
        *(("pace",) if not timed else ()),
    )


def is_timed(step: Step, exercise: Exercise) -> bool:
    """Whether a step is done for a time, not for a number of reps."""
    return step.seconds is not UNSET or (step.reps is UNSET and exercise.seconds is not UNSET)


def _notch(field: str, now: float, direction: Direction, *, by_two: bool) -> float:
    """The next value of the grid that is lower or higher; a few seconds go one by one. Raises Refused where there is none."""
    lowest, highest, by = RANGES[field]
    if by_two:
        by = 2
    elif field == "seconds":
        lowest = MIN_SECONDS_BY_KEY
        by = 1 if now < by + (direction < 0) else by
    value = min(highest, (now // by + 1) * by) if direction > 0 else max(lowest, -(-now // by) * by - by)
    if (value - now) * direction <= 0:
        raise Refused(f"{LABELS[field]}: {now:g} is the {'most' if direction > 0 else 'least'}")
    return value


def _at_usual(step: Step, exercise: Exercise, field: str, value: float) -> Any:
    """A dose with another number at usual effort; a plain number where the same holds at each."""
    given = getattr(step, field)
    if given is UNSET:
        given = getattr(exercise, field, UNSET)
    if not isinstance(given, RepsByEffort | SecondsByEffort):
        return value
    return replace(given, low=min(given.low, value), usual=value, high=max(given.high, value))


def number(step: Step, exercise: Exercise, field: str) -> float:
    """The effective value of a field at usual effort."""
    value = getattr(step, field)
    if value is UNSET:
        value = getattr(exercise, field)
    if isinstance(value, RepsByEffort | SecondsByEffort):
        value = value.usual
    found: float = UNSET_NUMBERS.get(field, 0) if value is UNSET else value
    return found


def free_id(name: str, taken: set[str]) -> str:
    """An id for a routine of a name: "My mornings" -> "my-mornings", with a number where that is taken."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:56] or "routine"
    return next(one for one in (plain, *(f"{plain}-{count}" for count in range(2, 10_000))) if one not in taken)


def draft_of(routine: Routine | None, library: Library, kept: Draft | None, is_own: Callable[[str], bool]) -> Draft:
    """The draft with which an editor begins: what a crash cut off (`kept`), else one's own routine, a copy of another, a new one.

    `is_own` says of an id whether that routine stands in the person's own file.
    """
    if kept is not None and all(step.exercise in library.exercises for step in kept.routine.steps):
        return kept
    taken = set(library.routines)
    if routine is None:
        return Draft(Routine(free_id("my routine", taken), "My routine", ()), None)
    if is_own(routine.id):
        return Draft(routine, routine)
    name = f"My {routine.name[:1].lower()}{routine.name[1:]}"[:MAX_NAME]
    copy = replace(routine, id=free_id(f"my {routine.id}", taken), name=name)
    return Draft(copy, None, copied=copy)
