"""The help: the safety text, every key of the screen it was called from, and what is taught of the exercises on it.

Where not all of it fits, what is taught is a page of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import ClassVar, Final

from msgspec import Struct
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from trainer.keymap.commands import EVERYWHERE, UserCommand, free_keys, keys_of
from trainer.keymap.key_names import key_name
from trainer.routine.plan import PlannedStep
from trainer.routine.wording import lessons
from trainer.run.safety import SAFETY
from trainer.system.cells import cells, wrap
from trainer.ui.bindings import own_keys
from trainer.ui.dialogs.dialog import Dialog
from trainer.ui.theme.sizes import LOW
from trainer.ui.widgets.clickable import ClickableText

IN_SHORT: Final = "Not medical advice. Stop when pain grows or spreads; more below."
SAFETY_HEADING, KEYS_HEADING, EXERCISES_HEADING = "Safety", "Keys", "The exercises"
OFFERED: Final = "Only while it is asked or offered"
ON_ALL_SCREENS: Final = "On every screen"
FREE: Final = "Free for keys of your own (settings, keys)"
MANY: Final = 6  # keys that have room beside what they do
WIDEST: Final = 14  # columns of keys
APART: Final = 2  # columns between them and what they do
TWO_COLUMNS: Final = 100  # columns of the screen from which there are two of keys, and of exercises
MOST: Final = 150  # columns of the dialog
EDGES: Final = 7  # columns of it for border, margins and the scroll bar
AIRY: Final = 30  # rows of the screen above which there is a free one below the keys
WHOLE: Final = 46  # rows of the screen from which there is one page
MORE: Final = "\u2193 more"
TURN: Final = {False: "Tab: the exercises", True: "Tab: safety and keys"}  # by whether the exercises are shown
GAP: Final = 3  # columns between the two


class Part(Struct):
    """A part of a column: a heading, a key with what it does, or a text."""

    text: str
    keys: str = ""
    is_heading: bool = False

    def rows(self, columns: int) -> int:
        """How many rows it takes, a heading with the free one above it."""
        return self.is_heading + sum(max(1, len(wrap(line, columns))) for line in self.text.split("\n"))


class HelpDialog(Dialog[None]):
    """Safety text, keys and exercises in a scrolling box; Esc and the keys that start or leave close it."""

    AUTO_FOCUS = "#help"
    HINT = "Esc closes this"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,enter,space,full_stop,b", "cancel", "close", show=False),
        Binding("tab", "turn", "the other page", show=False),
    ]

    def __init__(
        self,
        title: str,
        commands: Iterable[UserCommand],
        *,
        everywhere: Iterable[UserCommand] = EVERYWHERE,
        steps: Iterable[PlannedStep] = (),
    ) -> None:
        """`everywhere`: the commands that all screens of this app have; `steps`: those whose exercises are explained."""
        super().__init__("", f"Help: {title}")
        own = tuple(commands)
        self._groups = {
            "": tuple(one for one in own if not one.offered),
            OFFERED: tuple(one for one in own if one.offered),
            ON_ALL_SCREENS: tuple(everywhere),
        }
        self._steps = tuple(steps)

    def compose_content(self) -> ComposeResult:
        """The safety text, the keys, what is taught; where rows are few the safety text in short, and last."""
        short = self.app.size.height < LOW
        with VerticalScroll(id="help"):
            with Vertical(id="keys-page"):
                if not short:
                    yield _heading(SAFETY_HEADING)
                yield Static(IN_SHORT if short else SAFETY, markup=False)
                yield _heading(KEYS_HEADING)
                yield from self._in_columns(list(self._keys()))
                if free := free_keys(chain.from_iterable(self._groups.values()), own_keys(self.app)):
                    yield Static(f"{FREE}: {' '.join(free)}", id="free", markup=False)
                if short:
                    yield _heading(SAFETY_HEADING)
                    yield Static(SAFETY, markup=False)
            if taught := lessons(self._steps):
                with Vertical(id="exercises"):
                    yield _heading(EXERCISES_HEADING)
                    parts = ((Part(name, is_heading=True), Part("\n".join(lines))) for name, lines in taught.items())
                    yield from self._in_columns(list(chain.from_iterable(parts)))
                yield ClickableText(id="turn", classes="heading")

    def on_compose(self) -> None:
        """Choose the layout before anything is styled."""
        self._fit()

    def on_resize(self, event: events.Resize) -> None:
        """Choose the layout anew."""
        self._fit()

    def _fit(self) -> None:
        columns, rows = self.app.size
        self.update_classes({"-two": columns >= TWO_COLUMNS, "-airy": rows > AIRY, "-paged": rows < WHOLE})
        self._name_other_page()
        self.call_after_refresh(self._tell_more)

    def action_turn(self) -> None:
        """Show the other page."""
        self.toggle_class("-exercises")
        self._name_other_page()
        self.query_one("#help").scroll_home(animate=False)
        self.call_after_refresh(self._tell_more)

    def _name_other_page(self) -> None:
        for turn in self.query("#turn").results(ClickableText):
            turn.update(Content(TURN[self.has_class("-exercises")]).stylize(Style.from_meta({"@click": "screen.turn"})))

    def _tell_more(self) -> None:
        """Say at the lower edge that there is more below."""
        more = self.query_one("#help").max_scroll_y > 0
        self.query_one(".window").border_subtitle = f"{MORE}   {self.HINT}" if more else self.HINT

    def _in_columns(self, parts: Sequence[Part]) -> ComposeResult:
        """Two columns of about the same height, the second below the first where there is no room beside it."""
        beside = _beside(parts)
        half = (min(MOST, max(TWO_COLUMNS, self.app.size.width)) - EDGES - GAP) // 2
        first = _half_of([part.rows(half - (beside if part.keys else 0)) for part in parts], parts)
        with Container(classes="columns"):
            for column in (parts[:first], parts[first:]):
                with Container(classes="column"):
                    beside = _beside(column if self.has_class("-two") else parts)
                    for part in column:
                        yield from _widgets(part, beside)

    def _keys(self) -> Iterator[Part]:
        own = own_keys(self.app)
        for heading, commands in self._groups.items():
            if heading and commands:
                yield Part(heading, is_heading=True)
            for text, same in groupby(commands, key=lambda command: command.help):
                yield Part(text, _in_a_row([key_name(key) for command in same for key in keys_of(command, own)]))

    def on_key(self, event: events.Key) -> None:
        """The key that opened the help closes it, also where it is one of the person's own."""
        own = own_keys(self.app)
        commands = chain.from_iterable(self._groups.values())
        if any(event.key in keys_of(one, own) for one in commands if one.id.endswith(".help")):
            event.stop()
            event.prevent_default()
            self.action_cancel()


def _heading(text: str) -> Static:
    return Static(text, classes="heading chapter", markup=False)


def _beside(parts: Iterable[Part]) -> int:
    """The columns for the keys of parts, with what is between them and what they do."""
    wide = min(WIDEST, max((cells(part.keys) for part in parts), default=0))
    return wide + APART if wide else 0


def _widgets(part: Part, beside: int) -> ComposeResult:
    """The widgets of a part, its text `beside` so many columns for keys."""
    if not part.keys:
        yield Static(part.text, classes="heading" if part.is_heading else "", markup=False)
        return
    with Horizontal(classes="row"):
        key = Static(part.keys, classes="key", markup=False)
        key.styles.width = beside
        yield key
        yield Static(part.text, classes="meaning", markup=False)


def _half_of(rows: Sequence[int], parts: Sequence[Part]) -> int:
    """How many parts are in the first of two columns, so that the longer one is short; no heading ends one."""
    places = [place for place in range(1, len(parts) + 1) if not parts[place - 1].is_heading]
    return min(places, key=lambda place: max(sum(rows[:place]), sum(rows[place:])), default=0)


def _in_a_row(keys: Sequence[str]) -> str:
    """Keys as they fit one row: of very many the first, and the last two."""
    return (" ".join(keys) or "no key") if len(keys) <= MANY else f"{keys[0]} to {keys[-2]}, {keys[-1]}"
