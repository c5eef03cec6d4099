"""The table of boxes to tick: a row for each week."""

from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element

from trainer.paper.html import element
from trainer.routine.model import Routine

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
BOX: Final = "\u2610"


def boxes(routine: Routine, weeks: int) -> Element:
    """Boxes for `weeks` weeks: those of a day for what is done daily, else those of a week (one a day where nothing is said)."""
    names: tuple[str, ...] = DAYS
    cells = [" ".join([BOX] * (routine.per_day or 1))] * len(DAYS)
    if routine.per_week and not routine.per_day:
        names, cells = (f"{routine.per_week} a week",), [" ".join([BOX] * routine.per_week)]
    head = ("Week", *names, "Notes")
    return element(
        "table",
        element("caption", "Tick one box each time you have done all the exercises"),
        element("thead", element("tr", *(element("th", name, scope="col") for name in head))),
        element("tbody", *(_row(week, cells) for week in range(1, weeks + 1))),
        class_="boxes",
    )


def _row(week: int, cells: Sequence[str]) -> Element:
    number = element("th", str(week), scope="row")
    return element("tr", number, *(element("td", cell, class_="box") for cell in cells), element("td", class_="notes"))
