"""The suggested dose on a screen: a quiet line with its reason, and the answers to it, by key or click."""

from collections.abc import Callable
from typing import Protocol

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from trainer.run.dose import answers, in_words
from trainer.session.suggestion import Suggestion
from trainer.ui.widgets.clickable import ClickableText


class Answer(Protocol):
    """What is done when a suggestion was taken, or put off."""

    def __call__(self, routine: str, suggestion: Suggestion, *, taken: bool) -> None:
        """Do it."""


class SuggestionLine(ClickableText):
    """Shows what is suggested for a routine; hidden while there is nothing."""

    def __init__(self, key_of: Callable[[str], str], on_answer: Answer) -> None:
        """`key_of`: the key of an action of the screen."""
        super().__init__(id="suggestion", markup=False)
        self._key_of = key_of
        self._on_answer = on_answer
        self._routine = ""
        self._suggestion: Suggestion | None = None
        self.display = False

    def show(self, routine: str, suggestion: Suggestion | None) -> None:
        """Show what is suggested for a routine; None: nothing."""
        self._routine, self._suggestion = routine, suggestion
        self.display = suggestion is not None
        if suggestion is not None:
            self.update(self._clickable(suggestion))

    def _clickable(self, suggestion: Suggestion) -> Content:
        """The suggestion, of which the words of each answer give it when they are clicked."""
        keys = self._key_of("suggestion(True)"), self._key_of("suggestion(False)")
        text = in_words(suggestion, *keys)
        content = Content(text)
        for taken, words in answers(suggestion, *keys).items():
            place = text.rindex(words)
            clicked = Style.from_meta({"@click": f"screen.suggestion({taken})"})
            content = content.stylize(clicked, place, place + len(words))
            content = content.stylize("bold", place, place + len(keys[not taken]))
        return content

    def answer(self, *, taken: bool) -> None:
        """Answer what is shown. Advice to rest can only be put off; what the person does not see cannot be answered."""
        routine, suggestion = self._routine, self._suggestion
        hidden = any(not node.display for node in self.ancestors_with_self if isinstance(node, Widget))
        if suggestion is None or hidden or (taken and suggestion.effort is None):
            return
        self.show(routine, None)
        self._on_answer(routine, suggestion, taken=taken)
