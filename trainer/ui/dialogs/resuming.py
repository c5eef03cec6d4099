"""A small window that lists the sessions that were cut off: Enter goes on with one of them."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.session.resumption import Resumption
from trainer.ui.dialogs.dialog import Dialog
from trainer.ui.dialogs.prompts import CANCEL
from trainer.ui.widgets.clicker_list import ClickerList


class ResumeScreen(Dialog[Resumption | None]):
    """Which session goes on; Esc is none of them."""

    AUTO_FOCUS = "#found"
    BINDINGS: ClassVar[list[BindingType]] = [CANCEL]

    def __init__(self, resumptions: Sequence[Resumption]) -> None:
        super().__init__()
        self._resumptions = resumptions

    def compose(self) -> ComposeResult:
        """The sessions, the latest first."""
        with Vertical(classes="window"):
            yield Static("Which session goes on?", classes="question", markup=False)
            yield ClickerList(*(Option(Content(f"{one.began}  {one.words}")) for one in self._resumptions), id="found")
            yield Static("Enter goes on with it, Esc leaves all as it is.", markup=False)

    def on_mount(self) -> None:
        """Enter alone goes on with the latest."""
        self.query_one(OptionList).highlighted = 0

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._resumptions[event.option_index])

    def action_cancel(self) -> None:
        """None of them."""
        self.dismiss(None)
