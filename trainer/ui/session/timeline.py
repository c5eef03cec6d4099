"""The routine as a line in segments, one for each exercise: what is done, what is going on, what is to come."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from trainer.routine.plan import Plan
from trainer.ui.session.view import SessionView

DONE: Final = "\u2501"
LEFT: Final = "\u2500"
TO_COME: Final = "\u2504"
BETWEEN: Final = " "


class Timeline(Widget):
    """Fills from the left, by the time of the plan; the segment of the present exercise stands out."""

    COMPONENT_CLASSES = {"timeline--done", "timeline--now", "timeline--to-come"}  # noqa: RUF012 - as Textual declares it

    def __init__(self) -> None:
        super().__init__()
        self._plan: Plan | None = None
        self._step = 0
        self._place_ms = 0
        self._starts_ms: list[int] = []  # of the steps
        self._lengths_ms: list[int] = []
        self._cells: list[int] = []
        self._filled = -1

    def show(self, view: SessionView) -> None:
        """Show a moment of a session; costs nothing where no cell changes."""
        step = self._step
        if view.plan is not self._plan:
            self._plan = view.plan
            self._divide()
        self._place_ms = view.position_ms
        self._step = max(0, bisect_right(self._starts_ms, view.position_ms) - 1)
        filled = self._filled_cells()
        if filled != self._filled or step != self._step:
            self._filled = filled
            self.refresh()

    def on_resize(self) -> None:
        """Give every segment its new width."""
        self._divide()
        self._filled = self._filled_cells()
        self.refresh()

    def _divide(self) -> None:
        plan = self._plan
        self._filled = -1
        if plan is not None:
            self._starts_ms = [plan.phases[step.first_phase].start_ms for step in plan.steps]
            self._lengths_ms = [end - start for start, end in pairwise((*self._starts_ms, plan.duration_ms))]
            self._cells = widths(self._lengths_ms, self.size.width)

    def _filled_cells(self) -> int:
        """How many cells, without those between segments, are done."""
        if self._plan is None:
            return 0
        if not self._cells:
            return self._place_ms * self.size.width // self._plan.duration_ms
        done_ms, length_ms = self._place_ms - self._starts_ms[self._step], self._lengths_ms[self._step]
        return sum(self._cells[: self._step]) + done_ms * self._cells[self._step] // length_ms

    def render(self) -> RenderResult:
        """The segments with the names of their exercises, as far as they have room; a bare line where they have none."""
        plan = self._plan
        if plan is None:
            return Content("")
        done, now, to_come = (self.get_visual_style(f"timeline--{part}") for part in ("done", "now", "to-come"))
        if not self._cells:
            return Content.assemble((DONE * self._filled, done), (LEFT * (self.size.width - self._filled), to_come))
        parts: list[str | tuple[str, object]] = []
        begin = 0
        for number, (width, step) in enumerate(zip(self._cells, plan.steps, strict=True)):
            filled = min(width, max(0, self._filled - begin))
            line = DONE * filled + (LEFT if number == self._step else TO_COME) * (width - filled)
            name = label(step.number, step.short, width)
            at = (width - len(name)) // 2
            style = now if number == self._step else done if number < self._step else to_come
            before, after = line[:at], line[at + len(name) :]
            for piece in (before, after):
                solid = piece.count(DONE)
                pieces = [(DONE * solid, done), (piece[solid:], style if number == self._step else to_come)]
                parts += pieces if piece is before else [(name, style), *pieces]
            parts.append(BETWEEN)
            begin += width
        return Content.assemble(*parts[:-1])  # type: ignore[arg-type]


def widths(lengths: Sequence[int], columns: int) -> list[int]:
    """How wide each segment is: by its length, but wide enough for its number; empty where there is no room for that."""
    least = [len(str(number)) + 2 for number in range(1, len(lengths) + 1)]
    room = columns - len(BETWEEN) * (len(lengths) - 1) - sum(least)
    if room < 0:
        return []
    ends = [room * sum(lengths[: number + 1]) // sum(lengths) for number in range(len(lengths))]
    return [small + end - start for small, start, end in zip(least, [0, *ends], ends, strict=False)]


def label(number: int, name: str, columns: int) -> str:
    """The number of a step, and its name where there is room for it and a little of the line."""
    whole = f" {number} {name} "
    return whole if len(whole) + 2 <= columns else f" {number} "
