"""What the voice says: for each cue a function that gives the whole text first, then ever shorter ones for where it does not fit.

Each takes the plan, the phase of the cue, its side, and whether reps are counted aloud.
"""

from typing import Final

from trainer.routine import speech
from trainer.routine.model import Side
from trainer.routine.plan import Phase, Plan, PlannedStep, sided
from trainer.routine.speech import lowered, number

SOUND_BACK: Final = "Sound is working"
COUNTED: Final = 3  # seconds of a get-ready are counted aloud
# What is not understood when music plays, and what is said for it; the screen shows the shorter.
CLEARER: Final = {
    "Back up": "Bring your back up",
    "Hands and knees": "Back to hands and knees",
    "Hips down": "Bring your hips down",
    "Hold": "Hold still",
    "Look up": "Look up again",
    "Reach": "Reach out",
    "Reach down": "Reach for your foot",
    "Release": "Release now",
    "Roller down": "Back down to the middle",
    "Roller up": "Up to the top again",
    "Sink": "Let it sink down",
    "Straight": "Straight again",
}
LENGTH_TOLD_MS: Final = 5_000  # a shorter rest is over before its length is said
RESTS: Final = ("Time to rest", "Rest")  # the clearer first
NEXT_SET: Final = "Then the next set"
TAUGHT_REPS: Final = 2  # so many times the whole text of a movement is said


def prepare(plan: Plan, phase: Phase, side: Side | None, counting: bool) -> tuple[str, ...]:
    """What comes next and how to begin it; at the very first, the routine too."""
    return speech.announcement(plan, phase)


def new_side(plan: Plan, phase: Phase, side: Side | None, counting: bool) -> tuple[str, ...]:
    """Which side it is now."""
    return (f"{side.capitalize()} side", side.capitalize()) if side else ()


def rep(plan: Plan, phase: Phase, side: Side | None, counting: bool) -> tuple[str, ...]:
    """The number of the rep, and its first movement; in a guided rep the movement alone, all of them at one's own pace."""
    step = plan.step_of(phase)
    if phase.guided:
        return (*_whole_rep(step, phase), *_whole(step, phase), *(_numbers(phase) if counting else ()))
    return _count(step, phase) if counting else _instruction(step, phase, phase.rep or 1)


def countdown(left: int) -> str:
    """A second of a get-ready, the last of which are counted aloud: "Three"."""
    return number(left).capitalize() if left <= COUNTED else ""


def rest(plan: Plan, phase: Phase, side: Side | None, counting: bool) -> tuple[str, ...]:
    """That it is time to rest, for how long, and what comes next: nobody has to look."""
    if phase.kind != "rest":
        return ()
    following = plan.after(phase)
    length = speech.lasting(phase.duration_ms) if phase.duration_ms >= LENGTH_TOLD_MS else ""
    coming = ""
    if following is not None:
        coming = f"Next: {lowered(plan.step_of(following).name)}" if following.step != phase.step else NEXT_SET
    told = [(length, coming), (length,), (coming,), ()]
    return tuple(dict.fromkeys(". ".join(filter(None, (rest, *parts))) for parts in told for rest in RESTS))


def work(plan: Plan, phase: Phase, side: Side | None, counting: bool) -> tuple[str, ...]:
    """What to do first in timed work, which has no rep that says it."""
    step = plan.step_of(phase)
    return _whole(step, phase) if step.timed and phase.kind == "move" else ()


def movement(plan: Plan, phase: Phase, side: Side | None, counting: bool) -> tuple[str, ...]:
    """What to do in a movement; nothing where all of a guided rep was said at its start."""
    step = plan.step_of(phase)
    if phase.guided:
        return () if phase.self_paced else _whole(step, phase)
    return _instruction(step, phase, _done(plan, step, phase))


def _count(step: PlannedStep, phase: Phase) -> tuple[str, ...]:
    counts = _numbers(phase)
    instruction = _instruction(step, phase, phase.rep or 1)
    return tuple(dict.fromkeys((*(f"{count}. {text}" for count in counts for text in instruction), *counts)))


def _numbers(phase: Phase) -> tuple[str, ...]:
    rep = phase.rep or 1
    return ("Last one",) if rep == phase.reps and rep > 1 else counted(rep)


def counted(rep: int) -> tuple[str, ...]:
    """The number of a rep as it is counted aloud: clear even over music, then as short as can be."""
    count = number(rep)
    return (f"Number {count}", count.capitalize()) if rep > 1 else (count.capitalize(),)


def _whole_rep(step: PlannedStep, phase: Phase) -> tuple[str, ...]:
    """All movements of a self-paced rep in one text, because the plan's clock waits at its start."""
    texts = [sided(one.say, phase.side).rstrip(". ") for one in step.movements]
    return (". ".join(texts),) if phase.self_paced else ()


def _whole(step: PlannedStep, phase: Phase) -> tuple[str, ...]:
    """What to do in a movement: all of it, else its word."""
    return tuple(dict.fromkeys(filter(None, (phase.text, _short(step, phase)))))


def _short(step: PlannedStep, phase: Phase) -> str:
    short = sided(step.movements[(phase.movement or 1) - 1].short, phase.side).capitalize()
    return CLEARER.get(short, short)


def _instruction(step: PlannedStep, phase: Phase, done: int) -> tuple[str, ...]:
    """What to do in a movement: all of it in the first reps, later its word alone."""
    short = _short(step, phase)
    if done > TAUGHT_REPS:
        return (short,) if short else ()
    breath = f"{phase.text}. Breathe {phase.breath}" if phase.breath else ""
    return tuple(dict.fromkeys(filter(None, (breath, phase.text, short))))


def _done(plan: Plan, step: PlannedStep, phase: Phase) -> int:
    """Which rep it is, also where none are counted."""
    return phase.rep or (phase.index - plan.stretch(phase)[0].index) // len(step.movements) + 1
