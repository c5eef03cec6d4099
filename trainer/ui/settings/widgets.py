"""What the settings are built of: the list of them, and what one is."""

from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from trainer.run.ports import Clock
from trainer.settings.settings import Settings
from trainer.settings.words import ABOUT, GROUPS
from trainer.ui.settings.values import TABLES, bar, choices, in_words, listed
from trainer.ui.theme.themes import OWN
from trainer.ui.widgets.figure_moment import FigureMoment
from trainer.ui.widgets.figures import Figures
from trainer.ui.widgets.lists import GroupedList
from trainer.ui.widgets.moving_figure import MovingFigure

LABEL: Final = 23
OWN_THEMES: Final = tuple(theme.name for theme in OWN)
SEEN: Final = ("theme", "figure")  # settings that a figure beside them shows
SWING_MS: Final = 2_000
POSE: Final = "side-lunge-reach"


class SettingList(GroupedList):
    """The settings, one of them highlighted: `chosen`."""

    def __init__(self) -> None:
        super().__init__(GROUPS)

    def show_settings(self, settings: Settings) -> None:
        """Show their values."""
        self.show({name: _row(settings, name) for name in ABOUT})


def _row(settings: Settings, name: str) -> Content:
    value = in_words(settings, name)
    more = f"  {bar(settings)}" if name == "volume" else ""
    sign = ("  ", "  ") if name in TABLES else ("\u2039 ", " \u203a")
    changed = "bold" if getattr(settings, name) != getattr(Settings(), name) else ""
    return Content.assemble(f"  {ABOUT[name].label:<{LABEL}}", (sign[0], "dim"), (value, changed), (sign[1], "dim"), more)


class SettingDetail(Vertical):
    """Shows one setting."""

    def __init__(self, clock: Clock, figures: Figures) -> None:
        super().__init__(id="detail")
        self._clock = clock
        self._figures = figures

    def compose(self) -> ComposeResult:
        """The words, and the figure below them."""
        yield Static(id="name", markup=False)
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
        self.query_one("#name", Static).update(ABOUT[name].label)
        self.query_one("#text", Static).update(ABOUT[name].text)
        words = choices(name)
        shown = [one for one in words if name != "theme" or one in OWN_THEMES or one == now]
        more = f"and {len(words) - len(OWN_THEMES)} more that come with Textual" if name == "theme" else ""
        parts = [(f"[{one}] ", "bold") if one == now else f"{one} " for one in shown]
        self.query_one("#choices", Static).update(Content.assemble(*parts, more))
        if name == "efforts":
            self.query_one("#choices", Static).update(listed(settings))
        self.query_one("#choices").display = bool(words) or name == "efforts"
        told = "This is the default." if now == default else f"Default: {in_words(Settings(), name)}."
        self.query_one("#default", Static).update(told)
        self.query_one(MovingFigure).display = name in SEEN


def swing(milliseconds: int, *, still: bool) -> FigureMoment:
    """Reach and stand, over and over."""
    swings, passed = divmod(milliseconds, SWING_MS)
    keys = ("reach", "stand") if swings % 2 else ("stand", "reach")
    return FigureMoment(POSE, *keys, 1.0 if still else passed / SWING_MS, side="left")
