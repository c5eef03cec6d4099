"""Which side, which rep, how many seconds: drawn as large as there is room."""

from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical

from trainer.session.states import State
from trainer.ui.session.view import SessionView
from trainer.ui.widgets.areas import Column, Row
from trainer.ui.widgets.big_text import BigText
from trainer.ui.widgets.text_line import TextLine

DONE: Final = "\u25cf"
NOW: Final = "\u25d0"
TO_COME: Final = "\u25cb"


class SideAndCount(Column):
    """The word across the panel; below it the rep, and the seconds, each with what it is, and a dot for each rep."""

    def __init__(self) -> None:
        super().__init__()
        self._word = BigText(room_for="RIGHT", id="word")
        self._rep, self._rep_label = BigText(id="rep"), TextLine(id="rep-label")
        self._seconds, self._seconds_label = BigText(id="seconds"), TextLine(id="seconds-label")
        self._rep_box = Vertical(self._rep, self._rep_label, id="rep-box", classes="-empty")
        self._seconds_box = Column(self._seconds, self._seconds_label, id="seconds-box")
        self._dots = TextLine(id="dots")
        self._shares = ("", "")

    def compose(self) -> ComposeResult:
        """Word, numbers, dots."""
        yield self._word
        with Row(id="numbers"):
            yield self._rep_box
            yield self._seconds_box
        yield self._dots

    def show(self, view: SessionView) -> None:
        """Show a moment; what has not changed costs nothing."""
        words, ready = view.words, view.state is State.RESUMING
        rep = str(words.rep) if words.rep and not ready else ""
        rep_room = "0" * max(2, len(str(words.reps or 0)))
        self._word.text = view.word
        self._word.set_class(view.word == "LEFT", "-left")
        self._word.set_class(view.word == "RIGHT", "-right")
        self._seconds.text, self._seconds.room_for = view.seconds, view.seconds_room
        self._seconds_label.show(view.seconds_label)
        if rep:
            self._rep.text, self._rep.room_for = rep, rep_room
            self._rep_label.show(words.rep_label)
        self._rep_box.set_class(not rep, "-empty")
        self.set_class(ready, "-get-ready")
        self._dots.show(dots(words.rep, words.reps, self._dots.size.width) if words.rep else "")
        if (rep_room, view.seconds_room) != self._shares:
            self._shares = rep_room, view.seconds_room
            self._rep_box.styles.width, self._seconds_box.styles.width = f"{len(rep_room)}fr", f"{len(view.seconds_room)}fr"


def dots(rep: int, reps: int | None, columns: int) -> str:
    """A dot for each rep: done, going on, to come; nothing where they do not fit."""
    marks = [DONE] * (rep - 1) + [NOW] + [TO_COME] * ((reps or rep) - rep)
    return next((line for line in (" ".join(marks), "".join(marks)) if len(line) <= columns), "")
