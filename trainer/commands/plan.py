"""`trainer plan`: print every phase and cue of a routine with its time."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from msgspec import UNSET, to_builtins

from trainer.app.speech import present_voice
from trainer.commands import completing
from trainer.commands.options import all_routines, effort_option, json_option, no_guided_option, routines_option
from trainer.cues.script import Cue, script
from trainer.routine.compiler import given_prepare
from trainer.routine.library import Library
from trainer.routine.model import Effort, milliseconds
from trainer.routine.plan import FIRST_PREPARE_MS, Phase, Plan
from trainer.routine.wording import FIRST_PREPARE, clock, dose, teaching
from trainer.system import streams
from trainer.userfiles.loading import find_plan, load, show_problems


@click.command("plan")
@click.argument("routine", shell_complete=completing.routines)
@effort_option
@no_guided_option
@json_option
@routines_option
@click.pass_context
def command(
    ctx: click.Context, routine: str, effort: Effort | None, no_guided: bool, as_json: bool, routines: tuple[Path, ...]
) -> int:
    """Show every phase and cue of ROUTINE with its time.

    In guided phases (the first rep on each side, the first pass of timed work) a movement lasts at least as long as its words,
    and so does a prepare. --no-guided shows the routine's own times.
    """
    loaded = load(all_routines(ctx, routines), no_guided=no_guided)
    plan = find_plan(loaded, routine, effort)
    cues = script(plan, present_voice().length_ms)
    if as_json:
        document = {
            "routine": plan.routine,
            "effort": plan.effort,
            "duration_ms": plan.duration_ms,
            "phases": [_phase(plan, phase) for phase in plan.phases],
            "cues": to_builtins(cues),
        }
        streams.echo(json.dumps(document, indent=2))
    else:
        lengthened = [_lengthened(loaded.library, plan, step.number) for step in plan.steps]
        for line in _lines(plan, cues, lengthened):
            streams.echo(line)
    show_problems(loaded.problems)
    return 1 if loaded.problems else 0


def _phase(plan: Plan, phase: Phase) -> dict[str, Any]:
    return {
        "index": phase.index,
        "kind": phase.kind,
        "start_ms": phase.start_ms,
        "duration_ms": phase.duration_ms,
        "step": phase.step,
        "exercise": plan.step_of(phase).exercise,
        "set": phase.set,
        "sets": phase.sets,
        "rep": phase.rep,
        "reps": phase.reps,
        "side": phase.side,
        "movement": phase.movement,
        "text": phase.text or None,
        "breath": phase.breath,
        "guided": phase.guided,
    }


def _lengthened(library: Library, plan: Plan, number: int) -> str:
    """Explain why a step's prepare is longer than its file says; "" if it is not."""
    step = library.routines[plan.routine].steps[number - 1]
    given = given_prepare(step, library.exercises[step.exercise])
    prepare = plan.phases[plan.steps[number - 1].first_phase]
    if given is UNSET or prepare.kind != "prepare":
        return ""
    if number == 1 and milliseconds(given) < FIRST_PREPARE_MS:
        return f"prepare = {given:g}: {FIRST_PREPARE}, to get to the mat"
    longer = prepare.duration_ms > milliseconds(given + library.plan_defaults.prepare_extra)
    return f"prepare = {given:g}: its words take longer" if longer else ""


def _lines(plan: Plan, cues: tuple[Cue, ...], lengthened: list[str]) -> Iterator[str]:
    yield f"{plan.name}, {plan.effort} effort: {clock(plan.duration_ms)}"
    by_phase: dict[int | None, list[Cue]] = {}
    for cue in cues:
        by_phase.setdefault(cue.phase, []).append(cue)
    for phase in plan.phases:
        step = plan.step_of(phase)
        if step.first_phase == phase.index:
            yield ""
            yield f"{step.number}. {step.name}: {dose(step)}"
            if because := lengthened[step.number - 1]:
                yield f"   ({because})"
            yield from (f"   {line}" for line in teaching(step))
        rep = f" {phase.rep}/{phase.reps}" if phase.rep and phase.kind == "move" else ""
        side = f" {phase.side}" if phase.side else ""
        guided = " guided" if phase.guided else ""
        yield f"{_moment(phase.start_ms)}  {phase.kind}{rep}{side}{guided}  {phase.duration_ms / 1000:g} s  {phase.text}"
        yield from (_cue_line(cue) for cue in by_phase.get(phase.index, ()))
    yield ""
    yield from (_cue_line(cue) for cue in by_phase.get(None, ()))


def _cue_line(cue: Cue) -> str:
    side = f" {cue.side}" if cue.kind == "side" else ""
    return f"{_moment(cue.at_ms)}      * {cue.kind}{side}" + (f': "{cue.text}"' if cue.text else "")


def _moment(milliseconds: int) -> str:
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes:3d}:{rest / 1000:06.3f}"
