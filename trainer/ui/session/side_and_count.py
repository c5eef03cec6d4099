"""Which side, which rep, how many seconds: drawn as large as there is room."""

from typing import Final

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import Vertical

from trainer.ui.session.view import Count
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
        self._count: Count | None = None
        self._still = False

    def compose(self) -> ComposeResult:
        """Word, numbers, dots."""
        yield self._word
        with Row(id="numbers"):
            yield self._rep_box
            yield self._seconds_box
        yield self._dots

    def show(self, count: Count) -> None:
        """Show a word and its numbers."""
        words, before = count.words, self._count
        self._count = count
        if before is not None and replace(before, seconds=count.seconds, plain=count.plain) == count:
            self._seconds.count(count.seconds)
            return
        rep = str(words.rep) if words.rep and not count.ready else ""
        rep_room = "0" * max(2, len(str(words.reps or 0)))
        rep_label = words.rep_label
        if rep and self._still:  # in one colour, 5 beside 1 is read as 51
            rep = rep_room = f"{rep}/{words.reps}"
            rep_label = rep_label.removeprefix(f"of {words.reps}").lstrip(", ")
        self._word.text = count.word
        self._word.set_class(count.word == "LEFT", "-left")
        self._word.set_class(count.word == "RIGHT", "-right")
        self._seconds.text, self._seconds.room_for = count.seconds, count.seconds_room
        self._seconds_label.show(count.seconds_label)
        if rep:
            self._rep.text, self._rep.room_for = rep, rep_room
            self._rep_label.show(rep_label, shorter="rep" if self._still else f"of {words.reps}")
        self._rep_box.set_class(not rep, "-empty")
        self.set_class(count.ready, "-get-ready")
        if before is None or words is not before.words:
            self._show_dots()
        shares = ("", "") if self._still else (rep_room, count.seconds_room)  # below each other while nothing moves
        if shares != self._shares:
            self._shares = shares
            self._rep_box.styles.width, self._seconds_box.styles.width = (f"{len(room) or 1}fr" for room in shares)

    def stand_still(self, still: bool) -> None:
        """Whether nothing moves: then both numbers have one colour, and the rep says by itself what it is."""
        if still != self._still:
            self._still = still
            count, self._count = self._count, None  # all of it is shown anew
            if count is not None:
                self.show(count)

    def on_resize(self) -> None:
        """The dots have another room."""
        self._show_dots()

    def _show_dots(self) -> None:
        words = self._count.words if self._count else None
        self._dots.show(dots(words.rep, words.reps, self.content_size.width) if words and words.rep else "")


def dots(rep: int, reps: int | None, columns: int) -> str:
    """A dot for each rep: done, going on, to come; nothing where they do not fit."""
    marks = [DONE] * (rep - 1) + [NOW] + [TO_COME] * ((reps or rep) - rep)
    return next((line for line in (" ".join(marks), "".join(marks)) if len(line) <= columns), "")
