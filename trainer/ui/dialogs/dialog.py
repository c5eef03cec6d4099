"""The base of all dialogs: a small window over the screen that asks for it."""

from pathlib import Path
from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer | None]):
    """A dialog that ends with an answer, or by Esc with None."""

    CSS_PATH: ClassVar[Path] = Path(__file__).absolute().with_name("dialogs.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "back", show=False)]

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
