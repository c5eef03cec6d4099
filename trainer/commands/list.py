"""`trainer list`: the routines with their length and steps."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from msgspec import UNSET, UnsetType

from trainer.commands.options import all_routines, json_option, routines_option
from trainer.routine.compiler import compile_plan
from trainer.routine.library import Library
from trainer.routine.model import EFFORTS, Reps, Routine, Seconds, Step, for_effort
from trainer.routine.plan import Plan
from trainer.routine.wording import REPLACED, clock, dose
from trainer.system import streams
from trainer.userfiles.loading import load, show_problems


@click.command("list")
@json_option
@routines_option
@click.pass_context
def command(ctx: click.Context, as_json: bool, routines: tuple[Path, ...]) -> int:
    """List the routines with length and steps."""
    loaded = load(all_routines(ctx, routines))
    library = loaded.library
    plans = [compile_plan(library, routine) for routine in library.routines.values()]
    if as_json:
        entries = [_entry(library, routine, plan) for routine, plan in zip(library.routines.values(), plans, strict=True)]
        streams.echo(json.dumps({"routines": entries}, indent=2))
    else:
        for line in _lines(library, plans):
            streams.echo(line)
    show_problems(loaded.problems)
    return 1 if loaded.problems else 0


def _lines(library: Library, plans: list[Plan]) -> Iterator[str]:
    wide = max(len(plan.routine) for plan in plans)
    for plan in plans:
        needs = ", ".join(plan.equipment) or "nothing needed"
        replaced = f" ({REPLACED}: {library.files[plan.routine]})" if plan.routine in library.replaced else ""
        yield f"{plan.routine:<{wide}}  {clock(plan.duration_ms):>6}  {plan.name} ({needs}){replaced}"
        for step in plan.steps:
            yield f"{'':<{wide}}          {step.number}. {step.name}: {dose(step)}"


def _entry(library: Library, routine: Routine, plan: Plan) -> dict[str, Any]:
    return {
        "id": routine.id,
        "name": routine.name,
        "about": routine.about or None,
        "per_day": routine.per_day or None,
        "duration_ms": plan.duration_ms,
        "equipment": list(plan.equipment),
        "file": library.files[routine.id],
        "steps": [_step(library, step) for step in routine.steps],
    }


def _step(library: Library, step: Step) -> dict[str, Any]:
    exercise = library.exercises[step.exercise]
    own = step.reps is not UNSET or step.seconds is not UNSET
    return {
        "exercise": step.exercise,
        "name": exercise.name,
        "short": exercise.short or None,
        "sides": exercise.sides,
        "reps": _by_effort(step.reps if own else exercise.reps),
        "seconds": _by_effort(step.seconds if own else exercise.seconds),
        "sets": step.sets,
        "rest_ms": round(step.rest * 1000),
        "source": exercise.source or None,
        "dose_source": ("this routine" if own else exercise.dose_source or exercise.source) or None,
        "benefit": exercise.benefit or None,
        "feel": exercise.feel or None,
        "tips": list(exercise.tips),
        "avoid": exercise.avoid or None,
    }


def _by_effort(given: Reps | Seconds | UnsetType) -> dict[str, float] | None:
    return None if given is UNSET else {effort: for_effort(given, effort) for effort in EFFORTS}
