"""What a cue is as a line of text, for a session without a screen: short, the most important word first."""

from trainer.cues import words
from trainer.routine.plan import Phase, Plan
from trainer.routine.speech import lowered
from trainer.routine.wording import LONG_HOLD_MS, OUR_ADVICE, dose, sentence
from trainer.session.events import (
    CountdownTicked,
    Event,
    GetReadyTicked,
    Paused,
    PhaseStarted,
    SideAnnounced,
    SideSwitched,
    WorkStarted,
)


def prepare(event: Event, plan: Plan) -> str:
    """A step by its name, its dose, its start position and a tip."""
    return announcement(plan, event.phase) if event.phase else ""


def announcement(plan: Plan, phase: Phase) -> str:
    """The step of a phase by its name, its dose, its start position and a tip."""
    step = plan.step_of(phase)
    tip = "".join(f" {OUR_ADVICE}: {tip}" for tip in step.tips[:1])
    return f"{'Next' if phase.index else 'First'}: {step.name}, {dose(step)}. {sentence(step.start) if tip else step.start}{tip}"


def new_side(event: Event, plan: Plan) -> str:
    """ "Left side"."""
    return f"{event.side.capitalize()} side" if isinstance(event, SideAnnounced | SideSwitched) else ""


def countdown(event: Event, plan: Plan) -> str:
    """ "3"."""
    return str(event.left) if isinstance(event, CountdownTicked | GetReadyTicked) else ""


def go(event: Event, plan: Plan) -> str:
    """ "Go", and in timed work what to do."""
    phase = event.phase
    return f"Go: {lowered(phase.text)}" if isinstance(event, WorkStarted) and phase and plan.step_of(phase).timed else "Go"


def rep(event: Event, plan: Plan) -> str:
    """ "Rep 3 of 10"; in the first reps with what to do."""
    phase = event.phase
    if phase is None:
        return ""
    last = ", last one" if phase.rep == phase.reps and phase.reps != 1 else ""
    said = words.rep(plan, phase, phase.side, counting=False)
    return f"Rep {phase.rep} of {phase.reps}{last}" + (f": {lowered(said[0])}" if said else "") + _breath(phase) + _held(phase)


def movement(event: Event, plan: Plan) -> str:
    """What to do: all of it in the first reps, then its word alone, where it has one."""
    phase = event.phase
    if phase is None:
        return ""
    said = words.movement(plan, phase, phase.side, counting=True)
    return (said[0] if said else phase.text) + _breath(phase) + _held(phase)


def rest(event: Event, plan: Plan) -> str:
    """ "Rest, 15 seconds", what comes next, and its start position, to get there meanwhile."""
    if not isinstance(event, PhaseStarted) or event.phase is None:
        return ""
    told = f"Rest, {seconds(event.phase.duration_ms)}"
    following = plan.after(event.phase)
    if following is None:
        return told
    step = plan.step_of(following)
    coming = f"Next: {step.name}." if following.step != event.phase.step else f"Next: set {following.set} of {following.sets}."
    return f"{told}. {coming} {step.start}"


def paused(event: Event, plan: Plan) -> str:
    """ "Paused", and why, where the person did not ask for it."""
    return f"Paused: {lowered(event.because)}" if isinstance(event, Paused) and event.because else "Paused"


def seconds(milliseconds: int) -> str:
    """A length in words: "1 second", "2.5 seconds"."""
    return "1 second" if milliseconds == 1000 else f"{milliseconds / 1000:g} seconds"


def _breath(phase: Phase) -> str:
    """What the voice has no time for in a guided rep; in others it stands in what it says."""
    return f". Breathe {phase.breath}" if phase.guided and phase.breath and not phase.self_paced else ""


def _held(phase: Phase) -> str:
    return f", {seconds(phase.duration_ms)}" if phase.hold and phase.duration_ms >= LONG_HOLD_MS else ""
