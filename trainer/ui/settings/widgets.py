"""The widgets of the settings: the list, and one setting in detail."""

from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from trainer.run.ports import Clock
from trainer.settings.settings import Settings
from trainer.settings.words import ABOUT, BOUNDS, GROUPS
from trainer.ui.dialogs.prompts import NOW
from trainer.ui.settings.values import TABLES, bar, choices, in_words, listed
from trainer.ui.theme.sizes import COMPACT
from trainer.ui.widgets.figure_moment import FigureMoment
from trainer.ui.widgets.figures import Figures
from trainer.ui.widgets.lists import LESS, GroupedList
from trainer.ui.widgets.moving_figure import MovingFigure
from trainer.ui.widgets.two_ends import TwoEnds

LABEL: Final = 23
VALUE: Final = 13  # a longer one takes of the room of its label
HIGH: Final = 60  # rows from which what each setting is has room below it
WIDE: Final = 150  # columns from which what each setting is has room beside it, uncut
CHANGED: Final = "*"  # behind a value, or before keys, that are not the default
WHAT_IS_CHANGED: Final = f"{CHANGED} not the default"
MAX_LISTED: Final = 8  # choices beside the list
SEEN: Final = ("theme", "figure")  # settings that a figure beside them shows
SWING_MS: Final = 2_000
POSE: Final = "side-lunge-reach"


class SettingList(GroupedList):
    """The settings, one of them highlighted: `chosen`."""

    def __init__(self) -> None:
        super().__init__(GROUPS)

    def show_settings(self, settings: Settings) -> None:
        """Show their values."""
        columns, rows = self.app.size
        below = columns >= COMPACT.width and rows >= HIGH
        self.show({name: _row(settings, name, beside=columns >= WIDE and not below, below=below) for name in ABOUT})


def what_marks_mean(settings: Settings) -> str:
    """What the mark in the list means, "" where nothing has it."""
    return WHAT_IS_CHANGED if settings != Settings() else ""


def _row(settings: Settings, name: str, *, beside: bool, below: bool) -> TwoEnds:
    """A setting with its value right behind it; also what it is in a few words, `beside` or `below` that."""
    changed = getattr(settings, name) != getattr(Settings(), name)
    value = f"{in_words(settings, name)}{f' {CHANGED}' if changed else ''}"
    words = Content.styled(ABOUT[name].short, LESS)
    label = LABEL - max(0, len(value) - VALUE)
    row = Content.assemble(f"  {ABOUT[name].label:<{label}}", (f"{value:<{VALUE}}", "bold" if changed else ""))
    rows = [(row + words if beside else row, Content())]
    return TwoEnds([*rows, *([(Content("    ") + words, Content())] if below else [])], air=int(below))


class SettingDetail(Vertical):
    """Shows one setting."""

    def __init__(self, clock: Clock, figures: Figures) -> None:
        super().__init__(id="detail", classes="panel")
        self._clock = clock
        self._figures = figures

    def compose(self) -> ComposeResult:
        """The words, and the figure below them."""
        yield Static(id="text", markup=False)
        yield Static(id="choices", markup=False)
        yield Static(id="default", markup=False)
        yield MovingFigure(self._figures, self._clock)

    def on_mount(self) -> None:
        """Let the figure move."""
        self.query_one(MovingFigure).play(swing)

    def show(self, name: str, settings: Settings) -> None:
        """Show the setting of a name, with its value."""
        now, default = getattr(settings, name), getattr(Settings(), name)
        self.border_title = ABOUT[name].label
        self.query_one("#text", Static).update(ABOUT[name].text)
        self.query_one("#choices", Static).update(_choices(name, settings))
        told = "This is the default." if now == default else f"Default: {in_words(Settings(), name)}."
        self.query_one("#default", Static).update(told)
        self.set_class(name in SEEN, "-seen")


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
    return "\n".join(f"{NOW if word == in_words(settings, name) else ' '} {word}" for word in words)


def swing(milliseconds: int, *, still: bool) -> FigureMoment:
    """Reach and stand, over and over."""
    swings, passed = divmod(milliseconds, SWING_MS)
    keys = ("reach", "stand") if swings % 2 else ("stand", "reach")
    return FigureMoment(POSE, *keys, 1.0 if still else passed / SWING_MS, side="left")
