"""The widgets of the settings: the list, and one setting in detail."""

import re
from collections.abc import Iterator
from os import sep
from pathlib import Path
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from trainer.run.ports import Clock
from trainer.settings.settings import Settings
from trainer.settings.words import ABOUT, BOUNDS, GROUPS
from trainer.system.cells import cells
from trainer.system.paths import with_tilde
from trainer.system.visible import visible
from trainer.ui.dialogs.prompts import NOW
from trainer.ui.settings.values import TABLES, bar, choices, in_words, listed, said
from trainer.ui.theme.sizes import COMPACT
from trainer.ui.widgets.figure_moment import FigureMoment
from trainer.ui.widgets.figures import Figures
from trainer.ui.widgets.lists import LESS, GroupedList
from trainer.ui.widgets.moving_figure import MovingFigure
from trainer.ui.widgets.two_ends import TwoEnds

LABEL: Final = 22
VALUE: Final = 22  # a longer one takes of the room of its label
MARGIN: Final = 2
BESIDE: Final = 2  # columns that a list as wide as the screen leaves to its scroll bar
BEFORE, NEXT = "\u2039 ", " \u203a"  # around a value that the arrow keys change
HIGH: Final = 50  # rows from which there is air below each setting, or room for what it is
WIDE: Final = 150  # columns from which what each setting is has room beside it, uncut
CHANGED: Final = "*"  # behind a value, or before keys, that are not the default
WHAT_IS_CHANGED: Final = f"{CHANGED} not the default"
MAX_LISTED: Final = 8  # choices beside the list
DRAWN: Final = ("volume",)  # numbers that a bar shows
SEEN: Final = ("theme", "figure")  # settings that a figure beside them shows
SWING_MS: Final = 2_000
POSE: Final = "side-lunge-reach"


class SettingList(GroupedList):
    """The settings, one of them highlighted: `chosen`. A click on a mark beside a value turns it."""

    auto_links = False  # the marks look as they are drawn

    def __init__(self) -> None:
        super().__init__(GROUPS)

    async def _on_click(self, event: events.Click) -> None:
        """Leave a click on a mark to the mark."""
        if "@click" in event.style.meta:
            event.prevent_default()

    def show_settings(self, settings: Settings) -> None:
        """Show their values."""
        columns, rows = self.app.size
        room = columns - BESIDE if columns < MARGIN + LABEL + VALUE + BESIDE else MARGIN + LABEL + VALUE
        high, wide = rows >= HIGH and columns >= COMPACT.width, columns >= WIDE
        self.show({name: _row(settings, name, room, beside=wide, below=high and not wide, air=high) for name in ABOUT})


def what_marks_mean(settings: Settings) -> str:
    """What the mark in the list means, "" where nothing has it."""
    return WHAT_IS_CHANGED if settings != Settings() else ""


def _row(settings: Settings, name: str, room: int, *, beside: bool, below: bool, air: bool) -> TwoEnds:
    """A setting with its value right behind it in `room` columns; also what it is in a few words, `beside` or `below` that."""
    drawn = name in DRAWN and room >= MARGIN + LABEL + VALUE
    value, words = _value(settings, name, drawn=drawn), Content.styled(ABOUT[name].short, LESS)
    label = max(0, min(LABEL, room - MARGIN - value.cell_length))
    row = Content.assemble(" " * MARGIN, f"{ABOUT[name].label:<{label}}", value)
    rows = [(row.pad_right(room + MARGIN - row.cell_length) + words if beside else row, Content())]
    return TwoEnds([*rows, *([(Content("    ") + words, Content())] if below else [])], air=int(air))


def _value(settings: Settings, name: str, *, drawn: bool) -> Content:
    """A value between the marks that turn it, by a click too: "‹ 80 % ›"; behind it whether it is changed, and a bar."""
    changed = getattr(settings, name) != getattr(Settings(), name)
    value = Content.styled(in_words(settings, name), "bold" if changed else "")
    before, after = (Content("  "), Content("")) if name in TABLES else (_mark(BEFORE, name, -1), _mark(NEXT, name, 1))
    behind = f" {CHANGED if changed else ' '}" if drawn or changed else ""
    return Content.assemble(before, value, after, behind, f" {bar(getattr(settings, name), *BOUNDS[name])}" if drawn else "")


def _mark(mark: str, name: str, by: int) -> Content:
    return Content.styled(mark, LESS).stylize(Style.from_meta({"@click": f"screen.turn({name!r}, {by})"}))


class SettingDetail(Vertical):
    """Shows one setting."""

    def __init__(self, clock: Clock, figures: Figures, file: Path) -> None:
        """`file`: where the settings are kept."""
        super().__init__(id="detail", classes="panel")
        self._path = visible(with_tilde(file))
        self._clock = clock
        self._figures = figures

    def compose(self) -> ComposeResult:
        """The words, the figure below them, and where all is kept."""
        yield Static(id="text", markup=False)
        yield Static(id="choices", markup=False)
        yield Static(id="default", markup=False)
        yield MovingFigure(self._figures, self._clock)
        yield Static(id="file", markup=False)

    def on_mount(self) -> None:
        """Let the figure move."""
        self.query_one(MovingFigure).play(swing)

    def on_resize(self) -> None:
        """Show the whole path, broken between its folders."""
        self.query_one("#file", Static).update("\n".join(("Kept in", *_folded(self._path, self.content_size.width))))

    def show(self, name: str, settings: Settings) -> None:
        """Show the setting of a name, with its value."""
        now, default = getattr(settings, name), getattr(Settings(), name)
        self.border_title = ABOUT[name].label
        self.query_one("#text", Static).update(ABOUT[name].text)
        self.query_one("#choices", Static).update(_choices(name, settings))
        told = "This is the default." if now == default else f"Default: {in_words(Settings(), name)}."
        self.query_one("#default", Static).update(told)
        self.set_class(name in SEEN, "-seen")


def _folded(path: str, columns: int) -> Iterator[str]:
    """A path in lines that end with a folder."""
    line = ""
    for part in re.findall(rf".*?(?:{re.escape(sep)}|$)", path):
        if line and cells(line + part) > columns:
            yield line
            line = ""
        line += part
    yield line


def _choices(name: str, settings: Settings) -> str:
    """What a setting may be, a line each where there are few; the one that it is with a mark."""
    if name in BOUNDS:
        lowest, highest = BOUNDS[name]
        return f"{bar(getattr(settings, name), lowest, highest)}  {lowest} to {highest}{ABOUT[name].unit}"
    if name == "efforts":
        return listed(settings)
    words = choices(name) or (() if name in TABLES else ("on", "off"))
    if len(words) > MAX_LISTED:
        return f"{len(words)} to choose from; each is seen while the list is open."
    return "\n".join(f"{NOW if said(word) == in_words(settings, name) else ' '} {said(word)}" for word in words)


def swing(milliseconds: int, *, still: bool) -> FigureMoment:
    """Reach and stand, over and over."""
    swings, passed = divmod(milliseconds, SWING_MS)
    keys = ("reach", "stand") if swings % 2 else ("stand", "reach")
    return FigureMoment(POSE, *keys, 1.0 if still else passed / SWING_MS, side="left")
