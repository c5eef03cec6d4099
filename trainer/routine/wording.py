"""Times and doses in words, the same on every screen and in every list."""

from collections.abc import Iterable, Sequence
from typing import Final

from trainer.routine.plan import FIRST_PREPARE_MS, PlannedStep

REPLACED: Final = "in place of the routine of the same id"
FIRST_PREPARE: Final = f"the first one of a routine lasts at least {FIRST_PREPARE_MS // 1000} s"
OUR_ADVICE: Final = "Our advice"  # never the words of the source
IN_SIDES: Final = {"none": "", "alternating": ", changing sides", "each": " on each side"}  # said after an amount
LONG_HOLD_MS: Final = 10_000  # what a person would call a hold, not a moment of stillness


def clock(milliseconds: int) -> str:
    """A duration as minutes and seconds (hours from one on): "4:57"; a begun second counts."""
    seconds = -(-milliseconds // 1000)
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"


def whole_seconds(parts: Sequence[int]) -> list[int]:
    """The parts of a duration (ms) in whole seconds (ms), so that the clocks of the parts add up to the clock of the whole.

    Each part is cut to its whole seconds; those that are missing go to the parts that lost most.
    """
    seconds = [part // 1000 for part in parts]
    missing = -(-sum(parts) // 1000) - sum(seconds)
    for place in sorted(range(len(parts)), key=lambda place: -(parts[place] % 1000))[:missing]:
        seconds[place] += 1
    return [second * 1000 for second in seconds]


def plural(count: int, noun: str) -> str:
    """A number with its noun: "1 session", "3 sessions"."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def at_speed(speed: float) -> str:
    """The remark on a session at another speed: ", at 2 times the speed"; "" at the usual one."""
    return f", at {speed:g} times the speed" if speed != 1 else ""


def days_ago(days: int) -> str:
    """How long ago a day was: "today", "yesterday", "5 days ago", "3 weeks ago"."""
    if days <= 1:
        return "today" if days <= 0 else "yesterday"
    return f"{days} days ago" if days < 14 else f"{days // 7} weeks ago"


def amount(step: PlannedStep) -> str:
    """How much a step is at its effort, without how long a position is held: "8 reps, changing sides", "2 sets of 60 seconds"."""
    much = f"{step.seconds_ms / 1000:g} seconds" if step.seconds_ms is not None else plural(step.reps or 0, "rep")
    if step.sets > 1:
        much = f"{step.sets} sets of {much}"
    return much + IN_SIDES[step.sides]


def dose(step: PlannedStep) -> str:
    """The amount of a step, and how long a position is held in a rep, if that is long: "3 reps, each held for 20 s"."""
    longest = 0 if step.timed else max((movement.duration_ms for movement in step.movements if movement.hold), default=0)
    return amount(step) + (f", each held for {longest / 1000:g} s" if longest >= LONG_HOLD_MS else "")


def teaching(step: PlannedStep) -> tuple[str, ...]:
    """The teaching texts of a step, a line each: those of its source, then our own advice."""
    given = (
        ("What it does", (step.benefit,)),
        ("Where you feel it", (step.feel,)),
        (OUR_ADVICE, (*step.tips, step.avoid)),
    )
    return tuple(f"{title}: {' '.join(map(sentence, filter(None, texts)))}" for title, texts in given if any(texts))


def lessons(steps: Iterable[PlannedStep]) -> dict[str, tuple[str, ...]]:
    """The teaching texts of steps by the exercise's name, without repetitions."""
    return {step.name: lines for step in steps if (lines := teaching(step))}


def sentence(text: str) -> str:
    """Add a full stop to a text that lacks one, so that another may follow."""
    return text if text[-1] in ".!?" else f"{text}."
