"""What the session screen shows at a moment: a session read off into words, numbers and a figure. Pure."""

from typing import Final

from msgspec import Struct

from trainer.routine.model import Side
from trainer.routine.plan import Phase, Plan, PlannedStep
from trainer.routine.wording import clock, dose
from trainer.session.session import Session
from trainer.session.states import State
from trainer.ui.figure_moment import FigureMoment, long_hold, moment_of

ANNOUNCED_MS: Final = 4_000  # the side is big from here to the end of a prepare


class SessionView(Struct, frozen=True):
    """Everything on the screen. `rep` and `seconds` are what is drawn big; `side` is the side that is active."""

    routine: str
    step: str
    left: str
    word: str
    side: Side | None
    rep: str
    rep_label: str
    seconds: str
    seconds_label: str
    instruction: str
    breath: str
    next_up: str
    whole: float
    part: float
    figure: FigureMoment


def view_of(session: Session, *, still: bool = False) -> SessionView:
    """Read a session off. `still`: no animation, one picture for each movement."""
    plan, phase, place = session.plan, session.phase, session.place_ms
    step = plan.step_of(phase)
    seconds, label = _seconds(session, plan, phase, place)
    rep = phase.rep if phase.kind in ("move", "changeover") else None
    return SessionView(
        routine=plan.name,
        step=f"{step.number}/{len(plan.steps)} {step.name}",
        left=clock(plan.duration_ms - place),
        word=_word(session, step, phase, place),
        side=phase.side if phase.kind != "rest" else None,
        rep=str(rep) if rep else "",
        rep_label=f"of {phase.reps} reps" if rep else "",
        seconds=str(seconds),
        seconds_label=label,
        instruction=_instruction(step, phase),
        breath=_breath_words(phase),
        next_up=_next_up(plan, step, phase),
        whole=place / plan.duration_ms,
        part=_part(plan, step, phase, place),
        figure=moment_of(plan, step, phase, place, still=still),
    )


def pause_words(view: SessionView, state: State, because: str, *, asking: bool, hurting: bool) -> tuple[str, str]:
    """The big word over a session that stands still, and what can be done."""
    if state is State.RESUMING:
        return view.seconds, "Get ready: it goes on in a moment. Space: pause again."
    if asking:
        return "LEAVE?", "Enter: leave the session.   Space or Esc: go on with it."
    if hurting:
        return "PAIN", because
    return "PAUSED", " ".join(filter(None, (because, "Space: go on.   q: leave.")))


def as_text(view: SessionView, state: State, sound: str, because: str, *, asking: bool) -> str:
    """The whole screen as a few lines of text, most important first, for terminals too small for more."""
    if state is State.PAUSED:
        return "LEAVE?\nEnter: leave\nSpace: go on" if asking else f"PAUSED\n{because or 'Space: go on'}"
    rep = f" {view.rep} {view.rep_label}" if view.rep else ""
    first = f"GET READY {view.seconds}" if state is State.RESUMING else f"{view.word}{rep}  {view.seconds} s"
    lines = (first, view.instruction, view.breath, sound, view.step, f"{view.left} left", view.next_up)
    return "\n".join(filter(None, lines))


def _seconds(session: Session, plan: Plan, phase: Phase, place: int) -> tuple[int, str]:
    """The big seconds: what is left of the phase, of a timed step as a whole, or of the get-ready."""
    if session.state is State.RESUMING:
        return -(-session.get_ready_ms // 1000), "get ready"
    end = plan.run(phase)[1].end_ms if phase.kind == "move" and plan.step_of(phase).timed else phase.end_ms
    label = {"prepare": "to the start", "changeover": "to switch", "rest": "of rest"}.get(phase.kind, "seconds")
    return -(-(end - place) // 1000), label


def _word(session: Session, step: PlannedStep, phase: Phase, place: int) -> str:
    """The word across the screen: the side where there is one, else what to do in one word."""
    if session.state is State.FINISHED:
        return "DONE"
    if phase.kind == "rest":
        return "REST"
    if phase.kind == "prepare":
        return phase.side.upper() if phase.side and phase.end_ms - place <= ANNOUNCED_MS else "READY"
    if phase.side:
        return phase.side.upper()
    movement = step.movements[(phase.movement or 1) - 1]
    return (movement.short or ("hold" if phase.hold else "go")).upper()


def _instruction(step: PlannedStep, phase: Phase) -> str:
    if phase.kind == "prepare":
        return f"{step.name}: {step.start}"
    return "Rest, breathe easily" if phase.kind == "rest" else phase.text


def _breath_words(phase: Phase) -> str:
    if phase.breath:
        return f"breathe {phase.breath}"
    return "keep breathing" if long_hold(phase) else ""


def _next_up(plan: Plan, step: PlannedStep, phase: Phase) -> str:
    if phase.kind == "rest" and phase.set < phase.sets:
        return f"Next: set {phase.set + 1} of {phase.sets}"
    if step.number == len(plan.steps):
        return "Next: done"
    following = plan.steps[step.number]
    return f"Next: {following.name}, {dose(following)}"


def _part(plan: Plan, step: PlannedStep, phase: Phase, place: int) -> float:
    """How far the work of the step is: 0 while preparing, 1 in the rest after it."""
    if phase.kind == "prepare":
        return 0.0
    first = plan.phases[step.first_phase]
    begin = first.end_ms if first.kind == "prepare" else first.start_ms
    if step.number < len(plan.steps):
        after = plan.phases[plan.steps[step.number].first_phase - 1]
        end = after.start_ms if after.kind == "rest" else after.end_ms
    else:
        end = plan.duration_ms
    return min(1.0, (place - begin) / (end - begin))
