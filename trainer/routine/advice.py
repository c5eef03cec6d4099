"""Warn about what is valid in a routine file but probably not meant. Pure: the poses' keys are passed in."""

from collections.abc import Callable, Iterator, Mapping, Set
from typing import Final

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from trainer.diagnostics.problem import KeyPath, Problem, nearest
from trainer.routine.compiler import compile_plan
from trainer.routine.library import Library, PlanDefaults
from trainer.routine.loader import RoutineFile
from trainer.routine.model import EFFORTS, Effort, Exercise, Reps, Routine, Step, for_effort, milliseconds
from trainer.routine.plan import FIRST_PREPARE_MS, Plan
from trainer.routine.wording import FIRST_PREPARE
from trainer.routine.work import said_ms

LONG_MS: Final = 90 * 60_000

PoseKeys = Callable[[str], Set[str] | None]


def advice(library: Library, added: RoutineFile, poses: Set[str], keys_of: PoseKeys) -> Iterator[Problem]:
    """Warnings about a file that was added to a library.

    `poses` are the ids of all poses, `keys_of` gives the keys of one (None: its file has problems of its own).
    """
    told: set[str] = set()  # exercises whose seconds are too few wherever they are used
    used = {step.exercise for routine in library.routines.values() for step in routine.steps}
    for name, exercise in added.exercises.items():
        path: KeyPath = ("exercise", name)
        if name not in used:
            yield _warning(added.file, path, "no routine uses this exercise")
        if isinstance(exercise.pose, str) and exercise.pose not in poses:
            hint = nearest(exercise.pose, poses) or "the standing figure is shown"
            yield _warning(added.file, (*path, "pose"), f"there is no figure '{exercise.pose}'", hint)
        elif isinstance(exercise.pose, str) and (known := keys_of(exercise.pose)) is not None:
            for index, movement in enumerate(exercise.movements):
                if movement.to not in known:
                    text = f"the figure '{exercise.pose}' has no key '{movement.to}'"
                    hint = nearest(movement.to, known) or f"its keys are {', '.join(sorted(known))}"
                    yield _warning(added.file, (*path, "movements", index, "to"), text, hint)
        yield from _odd(added.file, (*path, "reps"), exercise, exercise.reps)
        if exercise.seconds is not UNSET and (warning := _too_short(_plans(library, Routine(name, name, (Step(name),))), 1)):
            told.add(name)
            yield _warning(added.file, (*path, "seconds"), *warning)
    for index, routine in added.routines.items():
        plans = _plans(library, routine)
        for number, step in enumerate(routine.steps):
            exercise = library.exercises[step.exercise]
            place: KeyPath = ("routine", index, "steps", number)
            yield from _odd(added.file, (*place, "reps"), exercise, step.reps)
            own = step.seconds is not UNSET
            if (own or step.exercise not in told) and (warning := _too_short(plans, number + 1)):
                yield _warning(added.file, (*place, "seconds") if own else place, *warning)
            if number == 0 and step.prepare is not UNSET and milliseconds(step.prepare) < FIRST_PREPARE_MS:
                yield _warning(added.file, (*place, "prepare"), FIRST_PREPARE, "that is the time to get to the mat")
            if isinstance(step.pose, str) and step.pose not in poses:
                hint = nearest(step.pose, poses) or "the standing figure is shown"
                yield _warning(added.file, (*place, "pose"), f"there is no figure '{step.pose}'", hint)
        longest = plans["high"].duration_ms  # no dose is larger at another effort
        if longest > LONG_MS:
            yield _warning(added.file, ("routine", index, "steps"), f"takes {longest // 60_000} minutes", "is that meant?")


def _odd(file: str, path: KeyPath, exercise: Exercise, reps: Reps | UnsetType) -> Iterator[Problem]:
    if reps is UNSET or exercise.sides != "alternating":
        return
    odd = [effort for effort in EFFORTS if int(for_effort(reps, effort)) % 2]
    if odd:
        yield _warning(file, path, f"an odd number of reps ({', '.join(odd)}) does one side more often", "reps are of both sides")


def _plans(library: Library, routine: Routine) -> dict[Effort, Plan]:
    """The guided plans of a routine by effort, independent of a person's `plan_defaults`."""
    usual = replace(library, plan_defaults=PlanDefaults())
    return {effort: compile_plan(usual, routine, effort) for effort in EFFORTS}


def _too_short(plans: Mapping[Effort, Plan], number: int) -> tuple[str, str] | None:
    """What is wrong with a step of timed work in which the movements cannot all be said once, and what would do."""
    needed_ms = {}
    for effort, plan in plans.items():
        step = plan.steps[number - 1]
        if step.seconds_ms is None:
            return None
        begins = [phase for phase in plan.phases if phase.step == number and phase.guided and plan.opens_stretch(phase)]
        longest = max(said_ms(step, phase, plan.before(phase)) for phase in begins)
        if longest > step.seconds_ms:
            needed_ms[effort] = longest
    if not needed_ms:
        return None
    hint = f"{-(-max(needed_ms.values()) // 1000)} seconds are enough; what does not fit is left out"
    return f"too short to say every movement once ({', '.join(needed_ms)})", hint


def _warning(file: str, path: KeyPath, message: str, hint: str = "") -> Problem:
    return Problem(file, path, message, hint, severity="warning")
