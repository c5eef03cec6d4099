"""The line for each cue and other event: short, the most important word first. Pure."""

from collections.abc import Iterator

from trainer.cues.lines import seconds
from trainer.cues.table import cue_of
from trainer.routine.plan import Phase, Plan
from trainer.routine.wording import clock
from trainer.session.events import Event, PainReported, Resumed, StepSkipped, TimeAdjusted


def heading(plan: Plan) -> Iterator[str]:
    """The first lines of a session: the routine, and the equipment."""
    yield f"{plan.name}, {clock(plan.duration_ms)}, {plan.effort} effort."
    if plan.equipment:
        yield f"You need: {', '.join(plan.equipment)}."


def line_of(event: Event, plan: Plan) -> str:
    """The line for an event, "" if it has none. Every cue has one."""
    match event:
        case PainReported():
            return "Paused: it hurts"
        case TimeAdjusted():
            return f"{seconds(abs(event.by_ms))} {'more' if event.by_ms > 0 else 'less'}"
        case StepSkipped(phase=Phase() as phase):
            return f"Skipped: {plan.step_of(phase).name}"
    if (cue := cue_of(event)) is not None:
        return cue.line(event, plan)
    return "Going on" if isinstance(event, Resumed) else ""
