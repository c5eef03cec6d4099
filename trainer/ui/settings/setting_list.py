"""The settings with their values."""

from typing import Final

from textual.content import Content

from trainer.settings.settings import Settings
from trainer.settings.words import ABOUT, GROUPS
from trainer.ui.settings.values import bar, in_words
from trainer.ui.widgets.grouped_list import GroupedList

LABEL: Final = 23


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
    sign = ("  ", "  ") if name == "keys" else ("\u2039 ", " \u203a")
    changed = "bold" if getattr(settings, name) != getattr(Settings(), name) else ""
    return Content.assemble(f"  {ABOUT[name].label:<{LABEL}}", (sign[0], "dim"), (value, changed), (sign[1], "dim"), more)
