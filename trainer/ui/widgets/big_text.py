"""A word or number drawn as large as the widget's area allows."""

from textual.reactive import reactive

from trainer.ui.widgets.at_once import Place
from trainer.ui.widgets.big import fitted, side_by_side
from trainer.ui.widgets.plain_lines import PlainLines


class BigText(PlainLines):
    """Shows `text` in the largest font that fits it and `room_for`; the same text again costs nothing.

    `shorter` are other ways to say it, for where no font fits the text: the first that can be drawn is.
    """

    DEFAULT_CSS = """
    BigText { height: 1fr; width: 1fr; content-align: center middle; }
    """

    text: reactive[str] = reactive("")
    room_for: reactive[str] = reactive("")
    shorter: reactive[tuple[str, ...]] = reactive(())

    def __init__(self, *, room_for: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(BigText.room_for, room_for)
        self._place = Place(self)

    def count(self, text: str) -> None:
        """Show the next text of a row of such, at once: nothing else changes with it."""
        if text != self.text:
            self.set_reactive(BigText.text, text)
            self._place.redraw()

    def lines(self) -> tuple[str, ...]:
        """The text in big letters."""
        width, height = self.content_size
        shorter = (big for way in self.shorter if (big := side_by_side((way,), width, height)))
        big = side_by_side((self.text,), width, height, (self.room_for,)) or next(shorter, ())
        return big or fitted(self.text, width, height)
