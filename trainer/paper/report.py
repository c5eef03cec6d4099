"""The report of some weeks: what was meant and done, how the back felt, what hurt; as lines of text and as a page."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final
from xml.etree.ElementTree import Element

from msgspec import Struct

from trainer.paper.chart import back_chart
from trainer.paper.html import document, element, stylesheet, text
from trainer.paper.style import STYLE
from trainer.routine.library import Library
from trainer.routine.model import Routine
from trainer.routine.wording import plural
from trainer.session.progress import Hurt, Progress, Shortened, Week
from trainer.session.suggestion import Suggestion

DAYS: Final = 7
WEEKS: Final = "Weeks (how the back felt: 0 to 10, in the mean)"
NOTHING: Final = "Nothing was done in these weeks."


class Report(Struct, frozen=True):
    """What a report tells. `suggestions` by routine; `reader`: who it is for, "" where that is not said."""

    progress: Progress
    library: Library
    today: date
    suggestions: Sequence[tuple[str, Suggestion]] = ()
    reader: str = ""


class Table(Struct, frozen=True):
    """A part of the report: a title, the names of its columns ("" for text without a table), and its rows."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def tables(report: Report) -> Iterator[Table]:
    """The parts of a report that have something to tell, in their order."""
    found = report.progress
    parts = (
        Table(WEEKS, ("from", "done", "minutes", "back before", "after"), [_week(week, report.library) for week in found.weeks]),
        Table(
            "What it does to the back",
            ("routine", "mean change", "sessions"),
            [(one.name, f"{one.change:+.1f}", str(one.sessions)) for one in found.effects],
        ),
        Table("What hurt", ("day", "exercise", "strength"), [_hurt(one) for one in found.hurts]),
        Table("Not done whole", ("day", "exercise", "what"), [_shortened(one) for one in found.shortened]),
        Table("Notes", ("day", "note"), list(found.notes)),
        Table(
            "Suggested",
            ("routine", "effort", "why"),
            [(_name(routine, report.library), one.effort or "rest", one.reason) for routine, one in report.suggestions],
        ),
    )
    return (part for part in parts if part.rows)


def remarks(progress: Progress) -> Iterator[str]:
    """What the numbers leave out."""
    if progress.untold:
        yield f"How the back felt was not told in {plural(progress.untold, 'session')}."
    if progress.tried:
        yield f"Left out: {plural(progress.tried, 'session')} at another speed."
    if progress.ahead:
        yield f"Left out: {plural(progress.ahead, 'session')} in the future. Was the clock wrong?"


def lines(report: Report) -> Iterator[str]:
    """The report as text."""
    yield _headline(report)
    if not report.progress.sessions:
        yield NOTHING
    else:
        for part in tables(report):
            yield ""
            yield part.title
            widths = [max(len(row[column]) for row in (part.columns, *part.rows)) for column in range(len(part.columns))]
            for row in (part.columns, *part.rows):
                yield "  " + "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
    for remark in remarks(report.progress):
        yield ""
        yield remark


def page(report: Report) -> str:
    """The report as the text of an HTML file."""
    found = report.progress
    title = f"Report{f' for {report.reader}' if report.reader else ''}"
    parts: list[Element] = [element("header", text("h1", title), element("p", _headline(report)))]
    if not found.sessions:
        parts.append(element("p", NOTHING))
    else:
        parts += [_section(part, found) for part in tables(report)]
    parts += [element("p", remark) for remark in remarks(found)]
    head = element("head", element("meta", charset="utf-8"), element("title", title), stylesheet(STYLE))
    return document(element("html", head, element("body", *parts), lang="en"))


def _section(part: Table, found: Progress) -> Element:
    drawn = [back_chart(found.felt)] if part.title == WEEKS and found.felt else []
    head = element("thead", element("tr", *(element("th", name, scope="col") for name in part.columns)))
    body = element("tbody", *(element("tr", *(text("td", cell) for cell in row)) for row in part.rows))
    return element("section", element("h2", part.title), *drawn, element("table", head, body, class_="data"))


def _headline(report: Report) -> str:
    weeks = report.progress.weeks
    minutes = _minutes(sum(week.active_ms for week in weeks))
    first = weeks[0].monday
    return f"{first.isoformat()} to {report.today.isoformat()}: {plural(report.progress.sessions, 'session')}, {minutes} minutes."


def _minutes(active_ms: int) -> int:
    return round(active_ms / 60_000)


def _week(week: Week, library: Library) -> tuple[str, ...]:
    goals = {routine.id: goal_of(routine) for routine in library.routines.values()}
    words = [
        f"{_name(routine, library)} {count}{f' of {goals[routine]}' if goals.get(routine) else ''}"
        for routine, count in week.done.items()
    ]
    felt = ("-" if told is None else f"{told:.1f}" for told in (week.before, week.after))
    return week.monday.isoformat(), ", ".join(words) or "nothing", str(_minutes(week.active_ms)), *felt


def goal_of(routine: Routine) -> int:
    """How often a week a routine is meant to be done; 0 where that is not said."""
    return routine.per_week or (routine.per_day or 0) * DAYS


def _name(routine: str, library: Library) -> str:
    known = library.routines.get(routine)
    return known.name if known else routine


def _hurt(one: Hurt) -> tuple[str, str, str]:
    strength = "not told" if one.strength is None else f"{one.strength} of 10"
    return one.day, _sided(one.exercise, one.side), strength


def _shortened(one: Shortened) -> tuple[str, str, str]:
    reps = f"{one.done or 0} of {one.planned} reps" if one.planned else ""
    outcome = "" if one.outcome == "done" else "cut off" if one.outcome == "open" else one.outcome
    return one.day, _sided(one.exercise, one.side), ", ".join(filter(None, (outcome, reps)))


def _sided(exercise: str, side: str | None) -> str:
    return f"{exercise}, {side} side" if side else exercise
