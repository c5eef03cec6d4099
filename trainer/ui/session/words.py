"""The words of a phase on the session screen: what stays the same as long as it lasts. Pure."""

from msgspec import Struct

from trainer.routine.model import Side
from trainer.routine.plan import Phase, PhaseKind, Plan, PlannedStep
from trainer.routine.wording import dose, teaching
from trainer.ui.widgets.figure_moment import long_hold

RESTING = "breathe easily"


class PhaseWords(Struct, frozen=True):
    """What a phase is called. `short` and `instruction` are drawn large; where the latter is too long, `brief` is.

    `place` is that of the named step, "1/3". `counted` is the stretch (ms) whose seconds are counted down, `work` that of the
    work of the step. `teaching` are lines about the exercise, while there is time to read them. `next_up` tells what follows,
    `next_name` only its name.
    """

    kind: PhaseKind
    step: int
    routine: str
    place: str
    name: str
    short: str
    side: Side | None
    word: str
    rep: int | None
    reps: int | None
    rep_label: str
    instruction: str
    brief: str
    breath: str
    teaching: tuple[str, ...]
    next_up: str
    next_name: str
    counted: tuple[int, int]
    counted_label: str
    work: tuple[int, int]


def words_of(plan: Plan, phase: Phase, shown: Phase) -> PhaseWords:
    """The words of a phase; `shown` is the movement that is shown in it, another one in a self-paced rep."""
    step = plan.step_of(phase)
    following = _following(plan, phase)
    first, last = plan.stretch(phase) if phase.kind == "move" and step.timed else (phase, phase)
    side = phase.side if phase.kind != "rest" else None
    rep = phase.rep if phase.kind in ("move", "changeover") else None
    movement = step.movements[(phase.movement or 1) - 1]
    own_word = (movement.short or ("hold" if phase.hold else "go")).upper()
    told = following if phase.kind == "rest" else step
    return PhaseWords(
        phase.kind,
        phase.step,
        plan.name,
        f"{told.number}/{len(plan.steps)}",
        told.name if told is step else f"Next: {told.name}",
        told.short if told is step else f"Next: {told.short}",
        side,
        "REST" if phase.kind == "rest" else side.upper() if side else own_word,
        rep,
        phase.reps,
        _rep_label(phase) if rep else "",
        _instruction(step, following, shown),
        _brief(step, shown),
        _breath(phase),
        teaching(step) if phase.kind == "prepare" else (),
        _next_up(plan, step, phase, whole=True),
        _next_up(plan, step, phase, whole=False),
        (first.start_ms, last.end_ms),
        {"prepare": "to the start", "changeover": "to switch", "rest": "of rest"}.get(phase.kind, ""),
        _work(plan, step, phase),
    )


def unit(seconds: int) -> str:
    """The word behind a number of seconds."""
    return "second" if seconds == 1 else "seconds"


def _following(plan: Plan, phase: Phase) -> PlannedStep:
    """The step that goes on after a phase."""
    after = plan.after(phase)
    return plan.step_of(after or phase)


def _rep_label(phase: Phase) -> str:
    return f"of {phase.reps}, set {phase.set}/{phase.sets}" if phase.sets > 1 else f"of {phase.reps} reps"


def _instruction(step: PlannedStep, following: PlannedStep, shown: Phase) -> str:
    """What to do now: the start position of what comes, or the whole text of the movement."""
    if shown.kind == "prepare":
        return step.start
    if shown.kind == "rest":
        again = f"Set {shown.set + 1} of {shown.sets}: " if following is step else ""
        return f"{again}{following.start}"
    return shown.text


def _brief(step: PlannedStep, shown: Phase) -> str:
    """What to do now in a word or two; "" where there is none."""
    return step.movements[shown.movement - 1].short if shown.kind == "move" and shown.movement else ""


def _breath(phase: Phase) -> str:
    if phase.kind == "rest":
        return RESTING
    if phase.breath:
        return f"breathe {phase.breath}"
    return "keep breathing" if long_hold(phase) else ""


def _next_up(plan: Plan, step: PlannedStep, phase: Phase, *, whole: bool) -> str:
    if phase.kind == "rest" and phase.set < phase.sets:
        return f"Next: set {phase.set + 1} of {phase.sets}"
    if step.number == len(plan.steps):
        return "last exercise"
    following = plan.steps[step.number]
    return f"Next: {following.name}" + (f", {dose(following)}" if whole else "")


def _work(plan: Plan, step: PlannedStep, phase: Phase) -> tuple[int, int]:
    """From where to where (ms) the work of the step lasts: none of it is done while preparing, all in the rest after it."""
    if phase.kind == "prepare":
        return phase.end_ms, phase.end_ms + 1
    first = plan.phases[step.first_phase]
    begin = first.end_ms if first.kind == "prepare" else first.start_ms
    if step.number < len(plan.steps):
        after = plan.phases[plan.steps[step.number].first_phase - 1]
        return begin, after.start_ms if after.kind == "rest" else after.end_ms
    return begin, plan.duration_ms
