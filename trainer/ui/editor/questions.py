"""What the editor asks for in a text: a name, a number, a key of the prescription."""

from collections.abc import Callable
from typing import Any, TypeAlias

from textual.app import App

from trainer.routine.editing import Draft, Refused
from trainer.routine.prescription import PRESCRIBED
from trainer.ui.dialogs.prompts import ChoiceDialog, PromptDialog
from trainer.ui.editor.words import PRESCRIPTION_KEYS, prescription_answers

Change: TypeAlias = Callable[[], Draft]  # raises Refused where it cannot be made


def ask(app: App[Any], question: str, now: str, change: Callable[[str], Draft], then: Callable[[Change], None]) -> None:
    """Ask for a text, and hand on the change that it means; what is wrong with it is said beside it."""

    def wrong(text: str) -> str:
        try:
            change(text)
        except (Refused, ValueError) as reason:
            return str(reason)
        return ""

    def answered(text: str | None) -> None:
        if text is not None:
            then(lambda: change(text))

    app.push_screen(PromptDialog(question, now, wrong), answered)


def ask_prescription(app: App[Any], draft: Draft, then: Callable[[Change], None]) -> None:
    """Ask for a key of the prescription, and for its value; nothing typed takes it away."""

    def chosen(letter: str | None) -> None:
        if letter is not None:
            key = PRESCRIPTION_KEYS[letter]
            now = str(getattr(draft.routine, key) or "")
            ask(app, PRESCRIBED[key], now, lambda text: draft.prescribed(key, text), then)

    app.push_screen(ChoiceDialog("How it is to be done", prescription_answers(draft.routine)), chosen)
