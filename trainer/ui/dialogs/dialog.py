"""The base of all dialogs: a small window over the screen that asks for it."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

Answer = TypeVar("Answer")


def key_hints(hints: Mapping[str, str]) -> Content:
    """Keys and what they do, in a row."""
    return Content("   ").join(Content.assemble((key, "bold $key"), f" {meaning}") for key, meaning in hints.items())


class Dialog(ModalScreen[Answer | None]):
    """A window with a question that ends with an answer, or by Esc with None."""

    CSS_PATH: ClassVar[Path] = Path(__file__).absolute().with_name("dialogs.tcss")
    HINTS: ClassVar[Mapping[str, str]] = {"Esc": "back"}  # at the lower edge: keys that all of this kind have, what they do
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "back", show=False)]

    def __init__(self, question: str, title: str = "") -> None:
        """`title`: in the upper edge, in place of a question or beside it."""
        super().__init__()
        self._question = question
        self._title = title

    def compose(self) -> ComposeResult:
        """The question above the content."""
        with Vertical(classes="window panel") as window:
            window.border_title, window.border_subtitle = Content(self._title), key_hints(self.HINTS)
            if self._question:
                yield Static(self._question, classes="question", markup=False)
            yield from self.compose_content()

    def compose_content(self) -> ComposeResult:
        """What stands below the question."""
        yield from ()

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
