"""What is allowed in a routine file, and probably not meant. Pure; what is known of poses is handed in."""

from collections.abc import Callable, Iterator, Set
from typing import Final

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from trainer.diagnostics.problem import KeyPath, Problem, nearest
from trainer.routine.compiler import compile_plan
from trainer.routine.library import Habits, Library
from trainer.routine.loader import RoutineFile
from trainer.routine.model import EFFORTS, Exercise, Reps, Routine, Step, for_effort, milliseconds
from trainer.routine.pace import COUNTDOWN_MS, MOVEMENT_DELAY_MS, VOICE_DELAY_MS, guided_ms
from trainer.routine.plan import FIRST_PREPARE_MS, Phase, PlannedStep
from trainer.routine.wording import FIRST_PREPARE
from trainer.routine.work import movements

LONG_MS: Final = 90 * 60_000

PoseKeys = Callable[[str], Set[str] | None]


def advice(library: Library, added: RoutineFile, poses: Set[str], keys_of: PoseKeys) -> Iterator[Problem]:
    """Warnings about a file that was added to a library.

    `poses` are the ids of all poses, `keys_of` gives the keys of one (None: its file has problems of its own).
    """
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
        if exercise.seconds is not UNSET:
            yield from _too_short(added.file, (*path, "seconds"), library, Step(name))
    for index, routine in added.routines.items():
        for number, step in enumerate(routine.steps):
            exercise = library.exercises[step.exercise]
            place: KeyPath = ("routine", index, "steps", number)
            yield from _odd(added.file, (*place, "reps"), exercise, step.reps)
            if step.seconds is not UNSET:
                yield from _too_short(added.file, (*place, "seconds"), library, step)
            if number == 0 and step.prepare is not UNSET and milliseconds(step.prepare) < FIRST_PREPARE_MS:
                yield _warning(added.file, (*place, "prepare"), FIRST_PREPARE, "that is the time to get to the mat")
            if isinstance(step.pose, str) and step.pose not in poses:
                hint = nearest(step.pose, poses) or "the standing figure is shown"
                yield _warning(added.file, (*place, "pose"), f"there is no figure '{step.pose}'", hint)
        longest = compile_plan(library, routine, "high").duration_ms  # no dose is larger at another effort
        if longest > LONG_MS:
            yield _warning(added.file, ("routine", index, "steps"), f"takes {longest // 60_000} minutes", "is that meant?")


def _odd(file: str, path: KeyPath, exercise: Exercise, reps: Reps | UnsetType) -> Iterator[Problem]:
    if reps is UNSET or exercise.sides != "alternating":
        return
    odd = [effort for effort in EFFORTS if int(for_effort(reps, effort)) % 2]
    if odd:
        yield _warning(file, path, f"an odd number of reps ({', '.join(odd)}) does one side more often", "reps are of both sides")


def _too_short(file: str, path: KeyPath, library: Library, step: Step) -> Iterator[Problem]:
    """Timed work in which the movements cannot all be said once, at the efforts where that is so."""
    needed_ms = {}
    for effort in EFFORTS:
        plan = compile_plan(replace(library, habits=Habits()), Routine("checked", "Checked", (step,)), effort)
        planned = plan.steps[0]
        longest = max(_first_pass_ms(planned, phase) for phase in plan.phases if phase.guided and phase.movement == 1)
        if longest > (planned.seconds_ms or 0):
            needed_ms[effort] = longest
    if needed_ms:
        hint = f"{-(-max(needed_ms.values()) // 1000)} seconds are enough; what does not fit is left out"
        yield _warning(file, path, f"too short to say every movement once ({', '.join(needed_ms)})", hint)


def _first_pass_ms(step: PlannedStep, first: Phase) -> int:
    """How long timed work is in which every movement is said once, before its countdown."""
    *others, last = movements(step, first, None)
    words_ms = guided_ms(0, last.text, MOVEMENT_DELAY_MS if others else VOICE_DELAY_MS, counted_down=False)
    return sum(phase.duration_ms for phase in others) + words_ms + COUNTDOWN_MS


def _warning(file: str, path: KeyPath, message: str, hint: str = "") -> Problem:
    return Problem(file, path, message, hint, severity="warning")
