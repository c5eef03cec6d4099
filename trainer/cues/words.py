"""What the voice says at each cue: the whole text first, then ever shorter ones for where it does not fit."""

from typing import Final

from trainer.cues.kinds import CueKind
from trainer.routine.model import Side
from trainer.routine.plan import Phase, Plan, PlannedStep, sided

ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
TENS: Final = "- ten twenty thirty forty fifty sixty seventy eighty ninety".split()
TAUGHT_REPS: Final = 2  # so many times the whole text of a movement is said


def variants(plan: Plan, kind: CueKind, phase: Phase | None, side: Side | None) -> tuple[str, ...]:
    """The texts that would do at a cue, longest first; empty where nothing is said. `phase` is None at the plan's end."""
    if kind == "finished":
        return ("Well done",)
    if phase is None:
        return ()
    step = plan.step_of(phase)
    if kind == "prepare":
        return _opening(plan, step) if phase.index == 0 else _announcement("Next", step)
    if kind == "side" and side:
        return (f"{side.capitalize()} side", side.capitalize())
    if kind in ("rep", "last-rep"):
        return _count(step, phase)
    if kind == "movement":
        return _movement(plan, step, phase)
    return {"halfway": ("Halfway",), "rest": ("Rest",)}.get(kind, ())


def _opening(plan: Plan, step: PlannedStep) -> tuple[str, ...]:
    """The very first words: the routine, its minutes, what is needed, and the first exercise."""
    minutes = max(1, round(plan.duration_ms / 60_000))
    routine = f"{plan.name}, {number(minutes)} minute{'s' if minutes > 1 else ''}."
    needed = f"You need {listed(plan.equipment)}." if plan.equipment else ""
    first = _announcement("First", step)
    texts = [" ".join(filter(None, (routine, needed, first[0]))), *(f"{routine} {text}" for text in first[:2]), *first]
    return tuple(dict.fromkeys(texts))


def _announcement(word: str, step: PlannedStep) -> tuple[str, ...]:
    name = f"{word}: {lowered(step.name)}."
    return (f"{name} {step.start}", name, step.name)


def _count(step: PlannedStep, phase: Phase) -> tuple[str, ...]:
    rep = phase.rep or 1
    count = "Last one" if rep == phase.reps and rep > 1 else number(rep).capitalize()
    if rep > TAUGHT_REPS:
        return (count,)
    short = step.movements[0].short
    texts = (f"{count}. {phase.text}", f"{count}. {short.capitalize()}" if short else count, count)
    return tuple(dict.fromkeys(texts))


def _movement(plan: Plan, step: PlannedStep, phase: Phase) -> tuple[str, ...]:
    done = (phase.index - plan.run(phase)[0].index) // len(step.movements) + 1 if step.timed else phase.rep or 1
    planned = step.movements[(phase.movement or 1) - 1]
    short = (sided(planned.short, phase.side).capitalize(),) if planned.short else ()
    return tuple(dict.fromkeys((phase.text, *short))) if done <= TAUGHT_REPS else short


def number(value: int) -> str:
    """A whole number from 0 to 999 in words."""
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
