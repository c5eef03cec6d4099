"""A routine in words, for the first screen. Pure."""

from collections.abc import Iterator, Mapping

from textual.content import Content

from trainer.routine.library import Library
from trainer.routine.model import EFFORTS, Effort, Routine
from trainer.routine.plan import Plan
from trainer.routine.prescription import how_often
from trainer.routine.wording import REPLACED, clock, days_ago, dose, lessons
from trainer.run.ports import RoutineProgress
from trainer.run.summary_words import this_week


def routine_facts(plan: Plan, routine: Routine, done: RoutineProgress) -> str:
    """What stands below a routine's name: "4:19, mat, 1 of 2 today"."""
    due = "due now" if routine.id in done.due else ""
    return ", ".join(filter(None, (clock(plan.duration_ms), ", ".join(plan.equipment), _times(routine, done), due)))


def _times(routine: Routine, done: RoutineProgress) -> str:
    """How often it was done today, or when last, or how often it is meant to be done."""
    today, meant = done.today.get(routine.id, 0), routine.per_day or 0
    if routine.per_week and not meant and routine.id in done.last:
        return this_week(done, routine)
    if today or (meant and routine.id in done.last):
        return f"{today} of {meant} today" if meant else f"done today{f' {today} times' if today > 1 else ''}"
    if done.last.get(routine.id):
        return f"last {days_ago(done.last[routine.id])}"
    return f"{meant} times a day" if meant > 1 else how_often(routine) if routine.per_week else ""


def about(routine: Routine, library: Library) -> str:
    """What it is for, and whether it took another's place."""
    replaced = f"Yours, {REPLACED}." if routine.id in library.replaced else ""
    return " ".join(filter(None, (routine.about or "", replaced)))


def _rest(plan: Plan, step: int) -> str:
    """The rest after a step: ", rest 20 s"."""
    rest = next((one for one in plan.phases if one.step == step and one.kind == "rest" and one.set == one.sets), None)
    return f", rest {rest.duration_ms / 1000:g} s" if rest else ""


def effort_line(chosen: Effort, keys: Mapping[Effort, str], *, roomy: bool) -> Content:
    """The efforts with their keys, the chosen one marked."""
    parts: list[str | tuple[str, str]] = ["Effort  "] if roomy else []
    for effort in EFFORTS:
        text = f" {keys[effort]} {effort} " if keys[effort] else f" {effort} "
        parts += [(f"[{text}]", "bold reverse") if effort == chosen else f" {text} ", " "]
    return Content.assemble(*parts)


def step_lines(plan: Plan | None, library: Library, *, sources: bool) -> Iterator[Content]:
    """The steps of a plan with their doses, where they come from, and below them all what is taught of each exercise."""
    if plan is None:
        return
    if plan.equipment:
        yield Content(f"You need: {', '.join(plan.equipment)}")
    for step in plan.steps:
        exercise = library.exercises[step.exercise]
        ours = f" ({exercise.dose_source})" if exercise.dose_source else ""
        yield Content.assemble(f"{step.number}. ", (step.name, "bold"))
        yield Content(f"   {dose(step)}{ours}{_rest(plan, step.number)}")
        if exercise.source and sources:
            yield Content.styled(f"   {exercise.source}", "dim")
    for name, lines in lessons(plan.steps).items():
        yield Content.assemble("\n", (name, "bold"))
        yield from map(Content, lines)
