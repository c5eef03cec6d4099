"""What stands above the exercises of a handout: the facts, when to stop, and how the page is read."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from trainer.paper.html import element, text
from trainer.routine.model import Effort, Routine
from trainer.routine.plan import Plan
from trainer.routine.prescription import how_often
from trainer.run.safety import SAFETY

STOP: Final = "Where it says stop, here or at an exercise: stop for today. Where an exercise says skip, leave out that exercise."
LEGEND: Final = (
    "Black: the part that works or is stretched. Arrow: the way to move. "
    "Seconds (s) beside a step: how long it takes. Breathe freely: as it comes."
)
AMOUNT: Final[dict[Effort, str]] = {"low": "less than usual", "usual": "", "high": "more than usual"}
TIMES_OF_DAY: Final = {2: " (for instance morning and evening)", 3: " (for instance morning, midday and evening)"}


def facts(plan: Plan, routine: Routine, reader: str, weeks: int) -> Iterator[Element]:
    """What the routine is, who it is for, how often and how long it is done, and what it needs."""
    if routine.about:
        yield text("p", routine.about)
    often = how_often(routine)
    rows = (
        ("For", reader),
        ("From", routine.by or ""),
        ("How often", often and often + TIMES_OF_DAY.get(routine.per_day or 0, "")),
        ("Until", routine.until.isoformat() if routine.until else ""),
        ("For how long", "" if routine.until else f"as long as it does you good (boxes for {_weeks(weeks)})"),
        ("Amount", AMOUNT[plan.effort]),
        ("Exercises", str(len(plan.steps))),
        ("Takes", "about a minute" if plan.minutes == 1 else f"about {plan.minutes} minutes"),
        ("You need", ", ".join(_equipment(plan))),
        ("Mind", routine.note or ""),
    )
    yield element("ul", *(element("li", element("b", f"{name}: "), text("span", value)) for name, value in rows if value))


def safety() -> Element:
    """When to stop, and when to ask first: the whole safety text, and what stopping means."""
    lines = (*SAFETY.split("\n"), STOP)
    return element(
        "section", element("h2", "Safety: read this first"), *(element("p", line) for line in lines), class_="safety keep"
    )


def legend() -> Element:
    """How the pictures and the numbers beside them are read."""
    return element("p", element("b", "How to read the steps. "), element("span", LEGEND), class_="legend")


def _weeks(count: int) -> str:
    return "a week" if count == 1 else f"{count} weeks"


def _equipment(plan: Plan) -> Iterator[str]:
    """Each thing that is needed, and for which exercises, where it is not for all."""
    for thing in plan.equipment:
        numbers = [str(step.number) for step in plan.steps if thing in step.equipment]
        only = "" if len(numbers) == len(plan.steps) else f" (exercise{'s' * (len(numbers) > 1)} {', '.join(numbers)})"
        yield thing + only
