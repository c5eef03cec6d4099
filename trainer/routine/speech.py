"""The announcement of a step, and the time that it needs in the prepare. Pure."""

from typing import Final

from trainer.routine.pace import ANNOUNCE_MS, COUNTDOWN_MS, PREPARE_DELAY_MS, SIDE_MS, estimate_ms
from trainer.routine.plan import Phase, Plan, PlannedStep
from trainer.routine.wording import IN_SIDES, sentence

ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
TENS: Final = "- ten twenty thirty forty fifty sixty seventy eighty ninety".split()


def prepare_ms(plan: Plan, phase: Phase) -> int:
    """How long a prepare has to be for its announcement, the side where there is one, and the countdown."""
    before = plan.before(phase)
    delay = (
        SIDE_MS if before is not None and before.kind == "move" and before.side else PREPARE_DELAY_MS
    )  # its side may be told yet
    said_ms = delay + estimate_ms(announcement(plan, phase)[0])
    return said_ms + (ANNOUNCE_MS if phase.side else COUNTDOWN_MS)


def announcement(plan: Plan, phase: Phase) -> tuple[str, ...]:
    """What comes next, how much, how to begin it and a tip, at the very first the routine too: all of it, then ever less."""
    step = plan.step_of(phase)
    texts = _opening(plan, step) if phase.index == 0 else _announcement("Next", plan, step)
    return (*(f"{sentence(texts[0])} {tip}" for tip in step.tips[:1]), *texts)


def _opening(plan: Plan, step: PlannedStep) -> tuple[str, ...]:
    """The very first words: the routine, its minutes, what is needed, and the first exercise."""
    minutes = plan.minutes
    length = f"{number(minutes).capitalize()} minute{'s' if minutes > 1 else ''}."
    needed = f"You need {listed(plan.equipment)}." if plan.equipment else ""
    openings = (f"{plan.name}. {length} {needed}", f"{length} {needed}", f"{plan.name}. {length}", "")
    announcements = _announcement("First", plan, step)
    return tuple(dict.fromkeys(" ".join(f"{opening} {text}".split()) for text in announcements for opening in openings))


def _announcement(word: str, plan: Plan, step: PlannedStep) -> tuple[str, ...]:
    """A step by its name, its number among all, how much it is and its start position; else by what of these can be said."""
    name, much = f"{word}: {lowered(step.name)}.", said_amount(step)
    count = f"Exercise {number(step.number)} out of {number(len(plan.steps))}."
    named = f"{name} {count}" if step.number > 1 else name
    texts = [f"{named} {much} {step.start}", f"{named} {step.start}", f"{name} {step.start}", f"{name} {much}", name]
    return tuple(dict.fromkeys((*texts, f"{word}. {count} {much}", f"{word}. {count}", word)))


def said_amount(step: PlannedStep) -> str:
    """How much a step is, as it is said: "Ten reps, changing sides.", "Two sets: one minute on each side."."""
    reps = step.reps or 0
    counted = f"{number(reps).capitalize()} rep{'s' if reps > 1 else ''}"
    much = lasting(step.seconds_ms) if step.seconds_ms is not None else counted
    told = f"{much}{IN_SIDES[step.sides]}."
    return f"{number(step.sets).capitalize()} sets: {lowered(told)}" if step.sets > 1 else told


def number(value: int) -> str:
    """A whole number in words; from 1,000 on in digits."""
    if value >= 1_000:
        return str(value)
    if value < 20:
        return ONES[value]
    if value < 100:
        return TENS[value // 10] + (f"-{ONES[value % 10]}" if value % 10 else "")
    return f"{ONES[value // 100]} hundred" + (f" and {number(value % 100)}" if value % 100 else "")


def lasting(milliseconds: int) -> str:
    """A length as it is said: "Fifteen seconds", "One minute thirty seconds"; to the nearest second, and at least one."""
    minutes, seconds = divmod(max(1, round(milliseconds / 1000)), 60)
    counted = ((minutes, "minute"), (seconds, "second"))
    return " ".join(f"{number(count)} {unit}{'s' if count > 1 else ''}" for count, unit in counted if count).capitalize()


def listed(things: tuple[str, ...]) -> str:
    """Things with articles, joined as in a sentence: "a mat and a foam roller"."""
    named = [f"{'an' if thing[0] in 'aeiou' else 'a'} {thing}" for thing in things]
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


def lowered(name: str) -> str:
    """A name in lower case for the middle of a sentence; an abbreviation keeps its capitals."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
