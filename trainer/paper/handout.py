"""The handout of a routine: one HTML page without scripts and without anything from elsewhere, made to be printed."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from msgspec import Struct

from trainer.paper.boxes import boxes
from trainer.paper.directions import order, rests, timing
from trainer.paper.guide import facts, legend, safety
from trainer.paper.html import document, element, inline_svg, stylesheet, text
from trainer.paper.pictures import Picture, figure_of, pictures
from trainer.paper.style import STYLE
from trainer.pose.library import Poses
from trainer.routine.library import Library
from trainer.routine.model import Exercise, Routine, Side
from trainer.routine.plan import Plan, PlannedStep, sided
from trainer.routine.wording import amount, sentence

NOTE_LINES: Final = 3


class Handout(Struct, frozen=True):
    """What a handout is made of. `reader`: who it is for, "" where that is not said; `weeks`: of boxes to tick."""

    library: Library
    plan: Plan
    poses: Poses
    reader: str = ""
    weeks: int = 4

    @property
    def routine(self) -> Routine:
        """The routine as the file has it."""
        return self.library.routines[self.plan.routine]


def page(handout: Handout) -> str:
    """The text of the HTML file."""
    plan, routine = handout.plan, handout.routine
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width"),
        element("title", plan.name),
        stylesheet(STYLE),
    )
    body = element(
        "body",
        element("header", text("h1", plan.name), *facts(plan, routine, handout.reader, handout.weeks)),
        safety(),
        legend(),
        element("main", *(_exercise(step, handout) for step in plan.steps)),
        element("section", boxes(routine, handout.weeks), *_note_lines(), class_="keep"),
    )
    return document(element("html", head, body, lang="en"))


def _exercise(step: PlannedStep, handout: Handout) -> Element:
    exercise = handout.library.exercises[step.exercise]
    side = _first_side(step, handout.plan)
    figure = figure_of(step, handout.poses)
    breath_told = any(movement.breath for movement in step.movements)
    drawn = list(enumerate(pictures(step, figure, side), int(figure is None)))
    shown = [_picture(number, one, side, breath_told=breath_told) for number, one in drawn]
    last = drawn[-1][0]
    return element(
        "section",
        element("h2", f"{step.number}. ", text("span", step.name), element("span", f" {amount(step)}", class_="dose")),
        element("p", element("b", "Start: "), text("span", step.start)),
        *_advice(exercise, step),
        element("ol", *shown, class_="pictures"),
        element("p", " ".join((order(step, last), *rests(step, handout.plan)))),
        *_told_by_source(exercise),
        class_="exercise keep",
    )


def _first_side(step: PlannedStep, plan: Plan) -> Side | None:
    return next((phase.side for phase in plan.phases if phase.step == step.number and phase.side), None)


def _picture(number: int, picture: Picture, side: Side | None, *, breath_told: bool) -> Element:
    drawn = [inline_svg(picture.svg)] if picture.svg else []
    words = [f"{sided(one.say, side)} ({timing(one, breath_told=breath_told)})" for one in picture.movements]
    first, *more = words or ["Start"]
    head = element("p", *([element("b", f"{number}. ")] if words else []), text("span", first))
    return element("li", *drawn, head, *(text("p", each) for each in more))


def _advice(exercise: Exercise, step: PlannedStep) -> Iterator[Element]:
    """Our own advice, which is read before the first rep: how to do it well, and when to stop."""
    if advice := [*step.tips, *([exercise.avoid] if exercise.avoid else [])]:
        yield element("p", element("b", "Our advice: "), text("span", " ".join(advice)), class_="advice")


def _told_by_source(exercise: Exercise) -> Iterator[Element]:
    """What the source says of an exercise, and which it is."""
    told = [(name, words) for name, words in (("Good for", exercise.benefit), ("You feel it", exercise.feel)) if words]
    if told:
        yield element(
            "p", *(part for name, words in told for part in (element("b", f"{name}: "), text("span", sentence(words)), " "))
        )
    given = (("Exercise", exercise.source), ("dose", exercise.dose_source))
    if sources := "; ".join(f"{what}: {source}" for what, source in given if source):
        yield element("p", text("span", sources), class_="source")


def _note_lines() -> Iterator[Element]:
    yield element("h2", "Notes")
    yield from (element("div", class_="line") for _ in range(NOTE_LINES))
