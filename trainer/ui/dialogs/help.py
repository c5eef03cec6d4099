"""The help: the safety text, every key of the screen it was called from, and what is taught of the exercises on it.

Where not all of it fits, what is taught is a page of its own; on few rows the whole safety text stands there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import attrgetter
from typing import ClassVar, Final

from msgspec import Struct
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import Static

from trainer.keymap.commands import CHOOSE, EVERYWHERE, UserCommand, keys_of
from trainer.keymap.key_names import key_name
from trainer.keymap.own_keys import screen_of
from trainer.routine.plan import PlannedStep
from trainer.routine.wording import lessons
from trainer.run.safety import EMERGENCY, EMERGENCY_IN_BRIEF, ONE_LINE, SAFETY
from trainer.system.cells import cells, wrap
from trainer.ui.bindings import own_keys
from trainer.ui.dialogs.dialog import Dialog, key_hints
from trainer.ui.widgets.clickable import Tabs
from trainer.ui.widgets.key_rows import APART, KeyRows

SAFETY_HEADING, KEYS_HEADING, EXERCISES_HEADING = "Safety", "Keys", "The exercises"
OFFERED: Final = "When it is asked or offered"
ON_ALL_SCREENS: Final = "On every screen"
MANY: Final = 6  # keys that have room beside what they do
WIDEST: Final = 14  # columns of keys
TWO_COLUMNS: Final = 80  # columns of the screen from which there are two of keys, and of exercises
MOST: Final = 104  # columns of the dialog
EDGES: Final = 7  # columns of it for border, margins and the scroll bar
ROOMY: Final = 30  # rows of the screen from which the whole safety text stands above the keys
AIRY: Final = 36  # rows of the screen from which free ones are within the edge
WHOLE: Final = 52  # rows of the screen from which there is one page
MORE: Final = {"\u2193": "more"}
KEYS_PAGE, OTHER_PAGE = "keys-page", "other-page"
UNEVEN: Final = 2  # rows that a column may be longer so that the other one begins with a heading
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
    """Safety text, keys and exercises in a box; Esc and the keys that start or leave close it."""

    AUTO_FOCUS = "#help"
    HINTS: ClassVar[Mapping[str, str]] = {"Esc": "closes this"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,enter,space,full_stop,b", "cancel", "close", show=False),
        Binding("tab,shift+tab", "turn", "the other page", show=False),
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
        self._taught = lessons(tuple(steps))

    def compose_content(self) -> ComposeResult:
        """The safety text, the keys, what is taught."""
        with VerticalScroll(id="help"):
            yield Tabs("show_page")
            with Vertical(id=KEYS_PAGE, classes="page"):
                yield Static(ONE_LINE, classes="brief", markup=False)
                yield Static(EMERGENCY_IN_BRIEF, classes="brief emergency", markup=False)
                yield from _safety()
                yield _heading(KEYS_HEADING, "keys")
                yield from self._in_columns(list(self._keys()))
            with Vertical(id=OTHER_PAGE, classes="page"):
                yield from _safety()
                if self._taught:
                    yield _heading(EXERCISES_HEADING, "exercises")
                    parts = ((Part(name, is_heading=True), Part("\n".join(lines))) for name, lines in self._taught.items())
                    yield from self._in_columns(list(chain.from_iterable(parts)))

    def on_compose(self) -> None:
        """Choose the layout before anything is styled."""
        self._fit()

    def on_resize(self, event: events.Resize) -> None:
        """Choose the layout anew."""
        self._fit()

    def _fit(self) -> None:
        columns, rows = self.app.size
        brief = rows < ROOMY
        paged = brief or (bool(self._taught) and rows < WHOLE)
        self.update_classes({"-two": columns >= TWO_COLUMNS, "-brief": brief, "-paged": paged, "-airy": rows >= AIRY})
        self._show_page()

    def action_turn(self) -> None:
        """Show the other page, where there are two."""
        if self.has_class("-paged"):
            self.action_show_page(KEYS_PAGE if self.has_class("-other") else OTHER_PAGE)

    def action_show_page(self, page: str) -> None:
        """Show a page."""
        self.set_class(page == OTHER_PAGE, "-other")
        self._show_page()
        self.query_one("#help").scroll_home(animate=False)

    def _show_page(self) -> None:
        brief = self.has_class("-brief")
        for tabs in self.query(Tabs):
            tabs.show(self._pages(brief=brief), OTHER_PAGE if self.has_class("-other") else KEYS_PAGE)
        self.call_after_refresh(self._tell_more)

    def _pages(self, *, brief: bool) -> dict[str, str]:
        """What the pages are called."""
        if not brief:
            return {KEYS_PAGE: "Safety and keys", OTHER_PAGE: "Exercises"}
        return {KEYS_PAGE: "Keys", OTHER_PAGE: "Safety and exercises" if self._taught else "Safety"}

    def _tell_more(self) -> None:
        """Say at the lower edge how to see more."""
        more = MORE if self.query_one("#help").max_scroll_y > 0 else {}
        other = {key_name("tab"): "other page"} if self.has_class("-paged") else {}
        self.query_one(".window").border_subtitle = key_hints({**more, **other, **self.HINTS})

    def _in_columns(self, parts: Sequence[Part]) -> ComposeResult:
        """Two columns of about the same height, the second below the first where there is no room beside it."""
        beside = _beside(parts)
        half = (min(MOST, max(TWO_COLUMNS, self.app.size.width)) - EDGES - GAP) // 2
        first = _half_of([part.rows(half - (beside if part.keys else 0)) for part in parts], parts)
        with Container(classes="columns"):
            for column in (parts[:first], parts[first:]):
                with Container(classes="column"):
                    beside = _beside(column if self.has_class("-two") else parts)
                    yield from _widgets(column, beside)

    def _keys(self) -> Iterator[Part]:
        own = own_keys(self.app)
        for heading, commands in self._groups.items():
            if not commands:
                continue
            if heading:
                yield Part(heading, is_heading=True)
            elif choose := CHOOSE.get(screen_of(commands[0].id)):
                yield Part(choose, f"{key_name('up')} {key_name('down')}")
            for _, neighbours in groupby(commands, key=lambda command: command.in_list):
                together = tuple(neighbours)
                all_have_keys = all(keys_of(command, own) for command in together)
                text_of = attrgetter("in_list" if all_have_keys else "help")
                for text, same in groupby(together, key=text_of):
                    yield Part(text, _in_a_row([key_name(key) for command in same for key in keys_of(command, own)]))

    def on_key(self, event: events.Key) -> None:
        """The key that opened the help closes it, also where it is one of the person's own."""
        own = own_keys(self.app)
        commands = chain.from_iterable(self._groups.values())
        if any(event.key in keys_of(one, own) for one in commands if one.id.endswith(".help")):
            event.stop()
            event.prevent_default()
            self.action_cancel()


def _safety() -> ComposeResult:
    """The safety text, what needs help at once by itself."""
    yield _heading(SAFETY_HEADING, "safety")
    for paragraph in SAFETY.split("\n"):
        yield Static(paragraph, classes="safety emergency" if paragraph == EMERGENCY else "safety", markup=False)


def _heading(text: str, classes: str = "") -> Static:
    return Static(text, classes=f"heading chapter {classes}", markup=False)


def _beside(parts: Iterable[Part]) -> int:
    """The columns for the keys of parts, with what is between them and what they do."""
    wide = min(WIDEST, max((cells(part.keys) for part in parts), default=0))
    return wide + APART if wide else 0


def _widgets(parts: Iterable[Part], beside: int) -> ComposeResult:
    """The widgets of a column: one for all keys that follow each other, as a screen of many is slow."""
    for have_keys, together in groupby(parts, key=lambda part: bool(part.keys)):
        if have_keys:
            yield Static(KeyRows([(part.keys, part.text) for part in together], beside), classes="key-rows")
        else:
            yield from (Static(part.text, classes="heading" if part.is_heading else "", markup=False) for part in together)


def _half_of(rows: Sequence[int], parts: Sequence[Part]) -> int:
    """How many parts are in the first of two columns, so that the longer one is short. A heading begins one, and ends none."""

    def cost(place: int) -> int:
        begins = place < len(parts) and parts[place].is_heading
        return max(sum(rows[:place]), sum(rows[place:])) + (0 if begins else UNEVEN)

    places = [place for place in range(len(parts), 0, -1) if not parts[place - 1].is_heading]
    return min(places, key=cost, default=0)


def _in_a_row(keys: Sequence[str]) -> str:
    """Keys as they fit one row: of very many the first, and the last two."""
    return (" ".join(keys) or "no key") if len(keys) <= MANY else f"{keys[0]} to {keys[-2]}, {keys[-1]}"
