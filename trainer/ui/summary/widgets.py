"""The widgets of the summary: the rating of the back, and the ratings before and after in large digits."""

from typing import Final

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from trainer.run.pain import FEELS, KeyOf
from trainer.ui.widgets.big import side_by_side

MAX_PAIN: Final = 10
NUMBERS: Final = MAX_PAIN + 1
PLAIN_ROWS: Final = 2  # of the numbers as text and the words below them
WIDEST: Final = 5  # columns of a number
ARROW: Final = "\u2501\u2501\u25b6"
NOT_TOLD: Final = "-"
ASKED: Final = "?"  # in the place of the number that is asked for


class PainScale(Widget):
    """The numbers 0 to 10 in a row, large where there are rows for it, the `noted` one in brackets; a click on one chooses it."""

    auto_links = False
    DEFAULT_CSS = """
    PainScale { height: 2; }
    PainScale > .pain-scale--noted { color: $background; background: $primary; text-style: bold; }
    PainScale > .pain-scale--words { color: $muted; }
    """
    COMPONENT_CLASSES = {"pain-scale--noted", "pain-scale--words"}  # noqa: RUF012 - as Textual declares it

    noted: reactive[int | None] = reactive(None)

    def __init__(self, key_of: KeyOf) -> None:
        """`key_of`: the key of an action of the screen."""
        self._key_of = key_of
        super().__init__(id="scale")

    def render(self) -> RenderResult:
        """The numbers, and what the least and the most mean."""
        width, height = self.content_size
        large = height > PLAIN_ROWS
        wide = max(2, width // NUMBERS if large else min(WIDEST, width // NUMBERS))
        rows = [Content("")] * (height - 1 if large else 1)
        for pain in range(NUMBERS):
            text = f"[{pain}]" if pain == self.noted and wide > len(str(pain)) + 1 else str(pain)
            lines = side_by_side((str(pain),), wide - 2, len(rows), (str(MAX_PAIN),)) if large else ()
            rows = [row + self._cell(pain, line, wide) for row, line in zip(rows, lines or (text,), strict=False)]
        ten = self._key_of(f"feels({MAX_PAIN})")
        worst = f"worst ({ten} = {MAX_PAIN})" if ten else "worst"
        words = f"no pain{worst:>{max(len(worst) + 1, wide * NUMBERS - len('no pain'))}}"
        return Content("\n").join([*rows, Content.styled(words, self.get_visual_style("pain-scale--words"))])

    def _cell(self, pain: int, line: str, wide: int) -> Content:
        """A row of a number."""
        style = self.get_visual_style("pain-scale--noted") if pain == self.noted else ""
        return Content.styled(f"{line:^{wide}}", style).stylize(Style.from_meta({"@click": f"screen.feels({pain})"}))


class PainQuestion(Static):
    """Asks how the back feels by the keys that answer; once it is noted, says how that is changed."""

    def __init__(self, key_of: KeyOf) -> None:
        """`key_of`: the key of an action of the screen."""
        self._key_of = key_of
        self._noted = False
        super().__init__(self._question(), id="feels", markup=False)

    def note(self, pain: int) -> None:
        """Say what was noted."""
        self._noted = True
        self.update(f"Noted: {pain} of 10. Another key changes it.")

    def on_resize(self) -> None:
        """Do not ask again what a wide screen asks in large letters above."""
        if not self._noted:
            self.update(self._question(large=self.screen.has_class("-wide")))

    def _question(self, *, large: bool = False) -> str:
        none, strong, worst, skip = map(self._key_of, ("feels(0)", "feels(9)", "feels(10)", "close"))
        keys = f"{none} (no pain) to {strong}, {worst} = {MAX_PAIN}." if none and strong and worst else ""
        return " ".join(filter(None, ("" if large else FEELS, keys, f"{skip} skips." if skip else "")))


class BeforeAndAfter(Widget):
    """How the back felt before and after, in large digits with an arrow between; a question mark until the latter is told."""

    DEFAULT_CSS = """
    BeforeAndAfter > .before-and-after--asked { color: $primary; }
    """
    COMPONENT_CLASSES = {"before-and-after--asked"}  # noqa: RUF012 - as Textual declares it

    felt: reactive[tuple[int | None, int | None]] = reactive((None, None))

    def __init__(self) -> None:
        super().__init__(id="back")

    def render(self) -> RenderResult:
        """The digits, and below them what they are."""
        width, height = self.content_size
        before, after = self.felt
        texts = NOT_TOLD if before is None else str(before), ASKED if after is None else str(after)
        room = (width - len(ARROW) - 4) // 2
        both = [
            side_by_side((told,), room, max(1, height - 1), ("10" if told == str(MAX_PAIN) else "8",)) or (told,)
            for told in texts
        ]
        high = max(map(len, both))
        columns = [max(len("before"), *map(len, lines)) for lines in both]
        style = self.get_visual_style("before-and-after--asked") if after is None else ""
        lines = [
            Content.assemble(
                f"{_line(both[0], row, high):^{columns[0]}}  {ARROW if row == high // 2 else '':<{len(ARROW)}}  ",
                (f"{_line(both[1], row, high):^{columns[1]}}", style),
            )
            for row in range(high)
        ]
        names = f"{'before':^{columns[0]}}  {'':<{len(ARROW)}}  {'now' if after is None else 'after':^{columns[1]}}"
        return Content("\n").join([*lines, Content(names)])


def _line(lines: tuple[str, ...], row: int, high: int) -> str:
    """A row of a drawing that stands in the middle of a height."""
    place = row - (high - len(lines)) // 2
    return lines[place] if 0 <= place < len(lines) else ""
