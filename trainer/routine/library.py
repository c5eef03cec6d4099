"""All exercises and routines that can be used: the bundled file and the user's, merged by id and checked together."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import UNSET, Struct

from trainer.diagnostics.problem import FileError, KeyPath, Problem, nearest
from trainer.routine.loader import RoutineFile
from trainer.routine.model import Exercise, Movement, RepsByEffort, Routine, SecondsByEffort, Side, Step

PLACEHOLDERS: Final = ("{side}", "{other}")
MIN_SECONDS: Final = 0.2
MAX_SECONDS: Final = 3600
MAX_HINTS: Final = 100  # to look for a near word among all exercises takes its time


class PlanDefaults(Struct, frozen=True):
    """A person's defaults for all plans: the first side if a step names none, extra prepare time, guided reps.

    `guided`: the first rep on each side goes at the pace of its words, and a prepare is as long as what is said in it.
    """

    first_side: Side = "left"
    prepare_extra: int = 0  # seconds
    guided: bool = True


class Library(Struct, frozen=True):
    """Exercises and routines by id (routines in the order in which they are shown), and each routine's file.

    `replaced`: the ids of routines that took the place of one of an earlier file.
    """

    exercises: Mapping[str, Exercise]
    routines: Mapping[str, Routine]
    files: Mapping[str, str]
    replaced: frozenset[str] = frozenset()
    plan_defaults: PlanDefaults = PlanDefaults()


EMPTY: Final = Library({}, {}, {})


def merged(base: Library, added: RoutineFile) -> Library:
    """`base` with the file `added` over it: an exercise or routine of the same id takes the place of the earlier one.

    Raises FileError with every problem of the added file; `base` is then still what can be used.
    """
    exercises = {**base.exercises, **added.exercises}
    follows = _Consequences(added.problems)
    problems = [*added.problems, *(one for one in _found(base, added, exercises) if not follows.hold(one))]
    if problems:
        raise FileError(problems)
    return Library(
        exercises,
        {**base.routines, **{routine.id: routine for routine in added.routines.values()}},
        {**base.files, **{routine.id: added.file for routine in added.routines.values()}},
        base.replaced | {routine.id for routine in added.routines.values() if routine.id in base.routines},
        base.plan_defaults,
    )


def _found(base: Library, added: RoutineFile, exercises: Mapping[str, Exercise]) -> Iterator[Problem]:
    """Problems of values that are valid alone but not together."""
    for name, exercise in added.exercises.items():
        yield from _of_exercise(name, exercise, added.file)
    seen: set[str] = set()
    hints = MAX_HINTS
    unsure = any(one.path == ("exercise",) for one in added.problems)  # what it may define is not known
    for index, routine in added.routines.items():
        if routine.id in seen:
            yield Problem(added.file, ("routine", index, "id"), f"a second routine with the id '{routine.id}'")
        seen.add(routine.id)
        for number, step in enumerate(routine.steps):
            if step.exercise not in added.broken and not (unsure and step.exercise not in exercises):
                hints -= step.exercise not in exercises
                yield from _of_step(("routine", index, "steps", number), step, exercises, added.file, hinted=hints >= 0)
    for routine in base.routines.values():
        for step in routine.steps:
            if step.exercise in added.exercises and (found := next(_of_step((), step, exercises, added.file), None)):
                text = f"does not fit the routine '{routine.id}' that uses it: {found.message}"
                yield Problem(added.file, ("exercise", step.exercise), text, "give your exercise another id")


class _Consequences:
    """Tells which problems may only follow from how others were repaired: those at, below or around the same key."""

    def __init__(self, known: Iterable[Problem]) -> None:
        paths = [problem.path for problem in known]
        self._at = frozenset(paths)
        self._above = frozenset(path[:count] for path in paths for count in range(len(path)))

    def hold(self, problem: Problem) -> bool:
        path = problem.path
        below = any(path[:count] in self._at for count in range(3, len(path)))  # an exercise or routine as a whole is not mended
        return path in self._at or path in self._above or below


def _of_exercise(name: str, exercise: Exercise, file: str) -> Iterator[Problem]:
    path: KeyPath = ("exercise", name)
    if exercise.reps is UNSET and exercise.seconds is UNSET:
        yield Problem(file, path, "has no dose", "give reps or seconds")
    if exercise.reps is not UNSET and exercise.seconds is not UNSET:
        yield Problem(file, (*path, "seconds"), "the exercise has reps already", "take one of the two out")
    if exercise.seconds is not UNSET and exercise.sides == "alternating":
        yield Problem(file, (*path, "sides"), "a timed exercise cannot alternate", 'use sides = "each" or "none", or give reps')
    yield from _order((*path, "reps"), exercise.reps, file)
    yield from _order((*path, "seconds"), exercise.seconds, file)
    for index, movement in enumerate(exercise.movements):
        yield from _order((*path, "movements", index, "seconds"), movement.seconds, file)
        yield from _placeholders((*path, "movements", index, "say"), movement, exercise, file)


def _order(path: KeyPath, dose: object, file: str) -> Iterator[Problem]:
    if isinstance(dose, RepsByEffort | SecondsByEffort) and not dose.low <= dose.usual <= dose.high:
        yield Problem(file, path, "expected low <= usual <= high")


def _placeholders(path: KeyPath, movement: Movement, exercise: Exercise, file: str) -> Iterator[Problem]:
    rest = movement.say
    for word in PLACEHOLDERS:
        if word in rest and exercise.sides == "none":
            yield Problem(
                file, path, f"{word} stands in a text of an exercise without sides", 'add sides = "alternating" or "each"'
            )
        rest = rest.replace(word, "")
    if "{" in rest or "}" in rest:
        yield Problem(file, path, "expected no braces but {side} and {other}")


def step_problem(step: Step, exercises: Mapping[str, Exercise]) -> str:
    """The first problem of a step whose values are valid alone, as one line; "" if there is none."""
    found = next(_of_step((), step, exercises, ""), None)
    if found is None:
        return ""
    return found.message + (f": {found.hint}" if found.hint else "")


def _of_step(
    path: KeyPath, step: Step, exercises: Mapping[str, Exercise], file: str, *, hinted: bool = True
) -> Iterator[Problem]:
    exercise = exercises.get(step.exercise)
    if exercise is None:
        hint = nearest(step.exercise, exercises) if hinted else ""
        yield Problem(file, (*path, "exercise"), f"unknown exercise '{step.exercise}'", hint)
        return
    if step.reps is not UNSET and step.seconds is not UNSET:
        yield Problem(file, (*path, "seconds"), "the step has reps already", "take one of the two out")
    if step.seconds is not UNSET and exercise.sides == "alternating":
        yield Problem(file, (*path, "seconds"), f"'{step.exercise}' alternates sides: it cannot be timed", "give reps")
    timed = step.seconds is not UNSET or (exercise.seconds is not UNSET and step.reps is UNSET)
    if timed and step.pace == "self":
        yield Problem(file, (*path, "pace"), "a timed step cannot be self-paced", "give reps")
    yield from _order((*path, "reps"), step.reps, file)
    yield from _order((*path, "seconds"), step.seconds, file)
    if step.tempo != 1:
        yield from _tempo(path, step, exercise, file)


def _tempo(path: KeyPath, step: Step, exercise: Exercise, file: str) -> Iterator[Problem]:
    previous = exercise.movements[-1].to
    for movement in exercise.movements:
        moving, previous = movement.to != previous, movement.to
        dose = movement.seconds
        least, most = (dose.low, dose.high) if isinstance(dose, SecondsByEffort) else (dose, dose)
        if moving and not MIN_SECONDS <= least * step.tempo <= most * step.tempo <= MAX_SECONDS:
            yield Problem(
                file, (*path, "tempo"), f"makes the movement '{movement.say}' shorter than 0.2 s or longer than an hour"
            )
            return
