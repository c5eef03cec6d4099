"""What the session screen shows at a moment: a session read off into words, numbers and a figure. Pure."""

from itertools import accumulate
from typing import Final

from msgspec import Struct

from trainer.routine.model import Side
from trainer.routine.pace import ANNOUNCE_MS
from trainer.routine.plan import Phase, PhaseKind, Plan, PlannedStep
from trainer.routine.wording import clock, dose
from trainer.session.session import Session
from trainer.session.states import State
from trainer.ui.widgets.figure_moment import FigureMoment, long_hold, moment_of, step_moment

MOST_SECONDS: Final = 999  # more are told in minutes
CALLS: Final = ("DONE? KEY", "DONE?")  # in a rep at one's own pace
GET_READY: Final = "get ready"
CALL_WORDS: Final = "this rep is done"


class SessionView(Struct, frozen=True):
    """Everything on the screen. `word`, `rep`, `seconds` and `calls` are what is drawn big, and `plain` says it as text.

    `side` is the side that is active; `rep_room` and `seconds_room` are as wide as the numbers will get here. `calls` ask for
    a key, the longest way first, where one is needed. `next_up` tells what follows, `next_name` only its name.
    """

    kind: PhaseKind
    routine: str
    step: str
    left: str
    word: str
    side: Side | None
    rep: str
    rep_room: str
    rep_label: str
    seconds: str
    seconds_room: str
    seconds_label: str
    calls: tuple[str, ...]
    plain: str
    instruction: str
    breath: str
    next_up: str
    next_name: str
    whole: float
    part: float
    figure: FigureMoment


def view_of(session: Session, *, still: bool = False, done_key: str = "Space") -> SessionView:
    """Read a session off. `still`: no animation, one picture for each movement; `done_key` ends a rep at one's own pace."""
    plan, phase, place = session.plan, session.phase, session.place_ms
    step = plan.step_of(phase)
    word = _word(session, step, phase, place)
    seconds, longest, label = _seconds(session, plan, phase, place)
    rep = phase.rep if phase.kind in ("move", "changeover") else None
    waiting = session.state is State.WAITING
    shown = _guided(plan, phase, session.waited_ms) if waiting else phase
    if waiting:
        figure = step_moment(step, phase, session.waited_ms, still=still)
    else:
        figure = moment_of(plan, step, phase, place, still=still)
    return SessionView(
        kind=phase.kind,
        routine=plan.name,
        step=f"{step.number}/{len(plan.steps)} {step.name}",
        left=clock(plan.duration_ms - place),
        word=word,
        side=phase.side if phase.kind != "rest" else None,
        rep=str(rep) if rep else "",
        rep_room=_room(phase.reps or 0),
        rep_label=f"of {phase.reps} reps" if rep else "",
        seconds=seconds,
        seconds_room=_room(longest),
        seconds_label=label,
        calls=CALLS if waiting else (),
        plain=_plain(word, phase, f"{label} {seconds}" if label == GET_READY else f"{seconds} {label}", counted=bool(rep)),
        instruction=_instruction(step, shown),
        breath=f"{done_key}: {CALL_WORDS}" if waiting else _breath_words(phase),
        next_up=_next_up(plan, step, phase, whole=True),
        next_name=_next_up(plan, step, phase, whole=False),
        whole=place / plan.duration_ms,
        part=_part(plan, step, phase, place),
        figure=figure,
    )


def _guided(plan: Plan, phase: Phase, waited_ms: int) -> Phase:
    """The movement of a self-paced rep that is shown after some time: the rep goes on over and over at its usual speed."""
    rep = plan.phases[phase.index : plan.rep_end(phase).index + 1]
    ends = list(accumulate(one.duration_ms for one in rep))
    return next(one for one, end in zip(rep, ends, strict=True) if waited_ms % ends[-1] < end)


def _room(longest: int) -> str:
    """A number as wide as numbers get here; of two digits at least, so that the size changes seldom."""
    return "0" * max(2, len(str(longest)))


def _seconds(session: Session, plan: Plan, phase: Phase, place: int) -> tuple[str, int, str]:
    """The big seconds, the most of them here, and what they are.

    They count down: what is left of the phase, of a timed step as a whole, or of the get-ready; or up, in a self-paced rep.
    """
    if session.state is State.RESUMING:
        return str(-(-session.get_ready_ms // 1000)), 0, GET_READY
    if session.state is State.WAITING:
        seconds = session.waited_ms // 1000
        return (str(seconds), seconds, _unit(seconds)) if seconds <= MOST_SECONDS else (str(seconds // 60), 0, "minutes")
    first, last = plan.run(phase) if phase.kind == "move" and plan.step_of(phase).timed else (phase, phase)
    label = {"prepare": "to the start", "changeover": "to switch", "rest": "of rest"}.get(phase.kind, "")
    seconds = -(-(last.end_ms - place) // 1000)
    longest = -(-(last.end_ms - first.start_ms) // 1000)
    if seconds > MOST_SECONDS:
        return str(-(-seconds // 60)), 0, f"minutes {label}".strip()
    return str(seconds), min(longest, MOST_SECONDS), label or _unit(seconds)


def _unit(seconds: int) -> str:
    return "second" if seconds == 1 else "seconds"


def _plain(word: str, phase: Phase, seconds: str, *, counted: bool) -> str:
    """What is drawn big, as a line of text: "left, rep 1 of 8, 2 seconds"."""
    return ", ".join(filter(None, (word.lower(), f"rep {phase.rep} of {phase.reps}" if counted else "", seconds)))


def _word(session: Session, step: PlannedStep, phase: Phase, place: int) -> str:
    """The word across the screen: the side where there is one, else what to do in one word."""
    if session.state is State.FINISHED:
        return "DONE"
    if phase.kind == "rest":
        return "REST"
    if phase.kind == "prepare":
        return phase.side.upper() if phase.side and phase.end_ms - place <= ANNOUNCE_MS else "READY"
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


def _next_up(plan: Plan, step: PlannedStep, phase: Phase, *, whole: bool) -> str:
    if phase.kind == "rest" and phase.set < phase.sets:
        return f"Next: set {phase.set + 1} of {phase.sets}"
    if step.number == len(plan.steps):
        return "Next: done"
    following = plan.steps[step.number]
    return f"Next: {following.name}" + (f", {dose(following)}" if whole else "")


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
