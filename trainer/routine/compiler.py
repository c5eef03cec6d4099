"""Compile a routine to a plan: every step becomes prepare, movements, changeovers and rests, in order."""

from typing import Final

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from trainer.routine.library import Library, PlanDefaults
from trainer.routine.model import Effort, Exercise, Routine, Side, Step, for_effort, milliseconds
from trainer.routine.plan import (
    FIRST_PREPARE_MS,
    Phase,
    Plan,
    PlannedMovement,
    PlannedStep,
    laid_out,
    opposite,
)
from trainer.routine.speech import prepare_ms
from trainer.routine.work import movements, timed_stretch

PREPARE_SECONDS: Final = 10  # at least, where none are given
MAX_PREPARE_MS: Final = 3_600_000
CHANGEOVER_SECONDS: Final = {"none": 0.0, "alternating": 1.5, "each": 5.0}


def compile_plan(library: Library, routine: Routine, effort: Effort = "usual") -> Plan:
    """Compile a routine at an effort. The library must contain every exercise that the routine names."""
    phases: list[Phase] = []
    steps = []
    for number, step in enumerate(routine.steps, 1):
        exercise = library.exercises[step.exercise]
        planned = _step(number, step, exercise, effort, len(phases))
        steps.append(planned)
        before = phases[-1] if phases else None
        phases += _phases(planned, step, exercise, library.plan_defaults, before, last=number == len(routine.steps))
    laid = laid_out(phases, 0, 0)
    minutes = max(1, round(laid[-1].end_ms / 60_000))  # of prepares as they are given: their lengths depend on what they say
    plan = Plan(routine.id, routine.name, effort, tuple(steps), laid, minutes)
    return replace(plan, phases=laid_out([_with_time_to_speak(plan, phase, library, routine) for phase in laid], 0, 0))


def plan_of(library: Library, routine: str, effort: Effort) -> Plan | None:
    """Compile a routine by its id; None if the library no longer has it."""
    known = library.routines.get(routine)
    return compile_plan(library, known, effort) if known else None


def low_effort_plan(library: Library, plan: Plan) -> Plan | None:
    """Compile the same routine at low effort; None if that is no less, or the routine has changed since."""
    routine = library.routines.get(plan.routine)
    if routine is None:
        return None
    low = compile_plan(library, routine, "low")
    same = [step.exercise for step in low.steps] == [step.exercise for step in plan.steps]
    return low if same and low.duration_ms < plan.duration_ms else None


def _step(number: int, step: Step, exercise: Exercise, effort: Effort, first_phase: int) -> PlannedStep:
    reps = step.reps if step.reps is not UNSET else exercise.reps
    seconds = step.seconds if step.seconds is not UNSET else exercise.seconds
    timed = step.seconds is not UNSET or (step.reps is UNSET and exercise.seconds is not UNSET)
    planned = []
    previous = exercise.movements[-1].to
    for movement in exercise.movements:
        hold = movement.to == previous
        previous = movement.to
        length = for_effort(movement.seconds, effort) * (1 if hold else step.tempo)
        planned.append(
            PlannedMovement(
                movement.to,
                milliseconds(length),
                movement.say,
                movement.short or "",
                movement.breath or None,
                hold,
            )
        )
    return PlannedStep(
        number,
        step.exercise,
        exercise.name,
        exercise.short or exercise.name,
        step.start or exercise.start,
        exercise.benefit or "",
        exercise.feel or "",
        exercise.tips,
        exercise.avoid or "",
        step.pose or exercise.pose or None,
        exercise.sides,
        step.equipment if step.equipment is not UNSET else exercise.equipment,
        tuple(planned),
        step.sets,
        None if timed or reps is UNSET else int(for_effort(reps, effort)),
        milliseconds(for_effort(seconds, effort)) if timed and seconds is not UNSET else None,
        step.pace == "self",
        first_phase,
    )


def _phases(
    planned: PlannedStep, step: Step, exercise: Exercise, plan_defaults: PlanDefaults, before: Phase | None, *, last: bool
) -> list[Phase]:
    """The phases of a step, which follow the phase `before`, not yet numbered and timed."""
    first: Side | None = None
    if planned.sides != "none":
        first = plan_defaults.first_side if step.first_side is UNSET else step.first_side
    given = given_prepare(step, exercise)
    prepare = milliseconds(PREPARE_SECONDS if given is UNSET else given)
    if planned.number == 1:
        prepare = max(prepare, FIRST_PREPARE_MS)
    if prepare:  # a step that goes on from the one before without a prepare needs no more time
        prepare = min(prepare + milliseconds(plan_defaults.prepare_extra), MAX_PREPARE_MS)
    between = milliseconds(step.rest_between_sets)
    after = 0 if last else milliseconds(step.rest)
    changeover = _changeover_ms(step, exercise)

    def pause(kind: str, duration_ms: int, number: int, side: Side | None, text: str) -> list[Phase]:
        if not duration_ms:
            return []
        return [Phase(0, kind, 0, duration_ms, planned.number, number, step.sets, side, text=text)]  # type: ignore[arg-type]

    out = pause("prepare", prepare, 1, first, planned.start)
    for number in range(1, step.sets + 1):
        worked = _set(planned, number, first, changeover, out[-1] if out else before, guided=plan_defaults.guided and number == 1)
        if number > 1:
            if between:
                out += pause("rest", between, number - 1, out[-1].side, "Rest")
            elif worked[0].side != out[-1].side:
                out += _switch(worked[0], changeover)
        out += worked
    return out + pause("rest", after, step.sets, None, "Rest")


def _with_time_to_speak(plan: Plan, phase: Phase, library: Library, routine: Routine) -> Phase:
    """Lengthen a prepare to what is said in it (one with a given length only in guided plans); other phases stay."""
    if phase.kind != "prepare":
        return phase
    step = routine.steps[phase.step - 1]
    if not library.plan_defaults.guided and given_prepare(step, library.exercises[step.exercise]) is not UNSET:
        return phase
    needed = min(prepare_ms(plan, phase) + milliseconds(library.plan_defaults.prepare_extra), MAX_PREPARE_MS)
    return replace(phase, duration_ms=max(phase.duration_ms, needed))


def given_prepare(step: Step, exercise: Exercise) -> float | UnsetType:
    """The seconds of a prepare that the file gives: the step's own, else those of its exercise."""
    return exercise.prepare if step.prepare is UNSET else step.prepare


def _set(
    planned: PlannedStep, number: int, first: Side | None, changeover: int, before: Phase | None, *, guided: bool
) -> list[Phase]:
    """The work of one set: all reps of one side, of both in turn, or of one side after the other.

    `guided`: the first rep on each side, or pass of timed work, is.
    """
    like = Phase(0, "move", 0, 0, planned.number, number, planned.sets, first, reps=planned.reps)
    sides: list[Side | None] = [first, opposite(first)] if planned.sides == "each" and first else [first]
    out: list[Phase] = []
    for side in sides:
        if planned.seconds_ms is not None:
            on_side = replace(like, side=side, guided=guided)
            out += _switch(on_side, changeover) if out else []
            out += timed_stretch(planned, on_side, out[-1] if out else before, planned.seconds_ms)
        for rep in range(1, (planned.reps or 0) + 1):
            now = opposite(side) if side and planned.sides == "alternating" and rep % 2 == 0 else side
            first_on_side = rep == 1 or (rep == 2 and planned.sides == "alternating")
            on_rep = replace(like, side=now, rep=rep, guided=guided and first_on_side)
            if out and out[-1].side != now:
                out += _switch(on_rep, changeover)
            out += movements(planned, on_rep, out[-1] if out else before)
    return out


def _switch(to: Phase, duration_ms: int) -> list[Phase]:
    """The changeover to the side of the phase `to`; none when it takes no time."""
    if not duration_ms:
        return []
    text = f"Switch to the {to.side} side"
    return [Phase(0, "changeover", 0, duration_ms, to.step, to.set, to.sets, to.side, to.rep, to.reps, text=text)]


def _changeover_ms(step: Step, exercise: Exercise) -> int:
    given = exercise.changeover if step.changeover is UNSET else step.changeover
    return milliseconds(CHANGEOVER_SECONDS[exercise.sides] if given is UNSET else given)
