"""A row of text that changes often: the screen is laid out anew only where another width is wanted."""

from rich.cells import cell_len
from textual.geometry import Size

from trainer.ui.widgets.at_once import Place
from trainer.ui.widgets.plain_lines import PlainLines


class TextLine(PlainLines):
    """One row of plain text, as wide as the text unless its style says otherwise. The same text again costs nothing."""

    DEFAULT_CSS = """
    TextLine { width: auto; height: 1; }
    """

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = text
        self._shorter = ""  # for where the text has no room
        self._columns = 0  # that it keeps, whatever its text
        self._place = Place(self)

    @property
    def text(self) -> str:
        """What is shown."""
        return self._shorter if self._shorter and cell_len(self._text) > self.content_size.width else self._text

    def show(self, text: str, *, shorter: str = "", columns: int = 0, alone: bool = False) -> None:
        """Show a text, in at least so many columns: what is beside it stays where it is. `shorter`: where it has no room.

        `alone`: nothing else changes with it, so that it need not wait for anything.
        """
        if text == self._text and columns == self._columns:
            return
        self._shorter = shorter
        wide = max(cell_len(text), columns) != max(cell_len(self._text), self._columns)
        self._text, self._columns = text, columns
        if alone and not wide:
            self._place.redraw()
        else:
            self.refresh(layout=wide and self.styles.is_auto_width)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as the text, or as it is told to keep."""
        return max(cell_len(self._text), self._columns)

    def lines(self) -> tuple[str]:
        """The text."""
        return (self.text,)
