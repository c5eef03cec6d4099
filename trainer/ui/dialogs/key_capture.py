"""A dialog that takes the next key."""

from collections.abc import Callable
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from trainer.keymap.key_names import WrongKeyError, key_name, key_named
from trainer.ui.dialogs.dialog import Dialog

HINT: Final = "Esc: none.   ctrl+c always leaves."


class KeyCaptureDialog(Dialog[str]):
    """Waits for a key; `wrong` says why one cannot be, "" when it can."""

    taken_keys: ClassVar[tuple[str, ...]] = ()  # every key as it is

    def __init__(self, question: str, wrong: Callable[[str], str]) -> None:
        super().__init__()
        self._question = question
        self._wrong = wrong

    def compose(self) -> ComposeResult:
        """What to press, and what is wrong with it."""
        with Vertical(classes="window"):
            yield Static(self._question, classes="question", markup=False)
            yield Static(HINT, markup=False)
            yield Static(id="wrong", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Take the key."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.dismiss(None)
            return
        try:
            key = key_named(event.key)
            wrong = self._wrong(key)
        except WrongKeyError as error:
            wrong = f"{key_name(event.key)} cannot be used: {error.hint or error}."
        if wrong:
            self.query_one("#wrong", Static).update(wrong)
        else:
            self.dismiss(key)
