"""The base of all dialogs: a small window over the screen that it asks for."""

from pathlib import Path
from typing import ClassVar, TypeVar

from textual.screen import ModalScreen

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer]):
    """A dialog in the look that all of them have."""

    CSS_PATH: ClassVar[Path] = Path(__file__).absolute().with_name("dialogs.tcss")
