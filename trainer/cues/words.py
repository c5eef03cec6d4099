"""What the voice says: for each cue a function that gives the whole text first, then ever shorter ones for where it does not fit.

Each takes the plan, the phase of the cue, its side, and whether reps are counted aloud.
"""

from typing import Final

from trainer.routine.model import Side
from trainer.routine.plan import Phase, Plan, PlannedStep, sided

ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
TENS: Final = "- ten twenty thirty forty fifty sixty seventy eighty ninety".split()
SOUND_BACK: Final = "Sound is back"
TAUGHT_REPS: Final = 2  # so many times the whole text of a movement is said


def prepare(plan: Plan, phase: Phase, side: Side | None, counting: bool) -> tuple[str, ...]:
    """What comes next and how to begin it; at the very first, the routine too."""
    step = plan.step_of(phase)
    return _opening(plan, step) if phase.index == 0 else _announcement("Next", plan, step)


def new_side(plan: Plan, phase: Phase, side: Side | None, counting: bool) -> tuple[str, ...]:
    """Which side it is now."""
    return (f"{side.capitalize()} side", side.capitalize()) if side else ()


def rep(plan: Plan, phase: Phase, side: Side | None, counting: bool) -> tuple[str, ...]:
    """The number of the rep, and its first movement."""
    step = plan.step_of(phase)
    return _count(step, phase) if counting else _instruction(step, phase, phase.rep or 1)


def movement(plan: Plan, phase: Phase, side: Side | None, counting: bool) -> tuple[str, ...]:
    """What to do in a movement."""
    step = plan.step_of(phase)
    return _instruction(step, phase, _done(plan, step, phase))


def _opening(plan: Plan, step: PlannedStep) -> tuple[str, ...]:
    """The very first words: the routine, its minutes, what is needed, and the first exercise."""
    minutes = max(1, round(plan.duration_ms / 60_000))
    length = f"{number(minutes).capitalize()} minute{'s' if minutes > 1 else ''}."
    needed = f"You need {listed(plan.equipment)}." if plan.equipment else ""
    openings = (f"{plan.name}. {length} {needed}", f"{length} {needed}", f"{plan.name}. {length}", "")
    announcements = _announcement("First", plan, step)
    return tuple(dict.fromkeys(" ".join(f"{opening} {text}".split()) for text in announcements for opening in openings))


def _announcement(word: str, plan: Plan, step: PlannedStep) -> tuple[str, ...]:
    """A step by its name, its number among all and its start position; where its name cannot be said, by its number."""
    name = f"{word}: {lowered(step.name)}."
    count = f"Exercise {number(step.number)} of {number(len(plan.steps))}."
    texts = [f"{name} {step.start}", name, f"{word}. {count}", word]
    return (f"{name} {count} {step.start}", *texts) if step.number > 1 else tuple(texts)


def _count(step: PlannedStep, phase: Phase) -> tuple[str, ...]:
    rep = phase.rep or 1
    count = "Last one" if rep == phase.reps and rep > 1 else number(rep).capitalize()
    return tuple(dict.fromkeys((*(f"{count}. {text}" for text in _instruction(step, phase, rep)), count)))


def _instruction(step: PlannedStep, phase: Phase, done: int) -> tuple[str, ...]:
    """What to do in a movement: all of it in the first reps, later its word alone, and nothing more for one that opens a rep."""
    planned = step.movements[(phase.movement or 1) - 1]
    short = sided(planned.short, phase.side).capitalize()
    if done > TAUGHT_REPS:
        return (short,) if short and (phase.rep is None or phase.movement != 1) else ()
    breath = f"{phase.text}. Breathe {phase.breath}" if phase.breath else ""
    return tuple(dict.fromkeys(filter(None, (breath, phase.text, short))))


def _done(plan: Plan, step: PlannedStep, phase: Phase) -> int:
    """Which rep it is, also where none are counted."""
    return phase.rep or (phase.index - plan.run(phase)[0].index) // len(step.movements) + 1


def number(value: int) -> str:
    """A whole number in words; from 1,000 on in digits."""
    if value >= 1_000:
        return str(value)
    if value < 20:
        return ONES[value]
    if value < 100:
        return TENS[value // 10] + (f"-{ONES[value % 10]}" if value % 10 else "")
    return f"{ONES[value // 100]} hundred" + (f" and {number(value % 100)}" if value % 100 else "")


def listed(things: tuple[str, ...]) -> str:
    """Things with articles, joined as in a sentence: "a mat and a foam roller"."""
    named = [f"{'an' if thing[0] in 'aeiou' else 'a'} {thing}" for thing in things]
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


def lowered(name: str) -> str:
    """A name as it stands inside a sentence (an abbreviation keeps its capitals)."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
