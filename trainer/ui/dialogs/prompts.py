"""Dialogs that ask for one thing: a choice, a line of text, an entry of a long list, a key."""

from collections.abc import Callable, Collection, Mapping
from typing import ClassVar, Final

from msgspec import Struct
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.fuzzy import Matcher
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from trainer.keymap.commands import LIST_KEYS
from trainer.keymap.key_names import WrongKeyError, key_name, parse_key
from trainer.session.entry import MAX_NOTE
from trainer.system.cells import cells
from trainer.ui.dialogs.dialog import Dialog
from trainer.ui.dialogs.matching import score
from trainer.ui.widgets.line_input import LineInput
from trainer.ui.widgets.lists import LESS, ClickerList
from trainer.ui.widgets.two_ends import TwoEnds

NOW: Final = "\u25cf"  # before what holds now
NO_MATCH: Final = "Nothing fits these letters"


class ListDialog(Dialog[str]):
    """A list of answers: Enter or a click takes one. `preview` is called with the one that is highlighted."""

    AUTO_FOCUS = "#found"
    HINTS: ClassVar[Mapping[str, str]] = {"Enter": "takes it", "Esc": "back"}

    def __init__(
        self, question: str, answers: Mapping[str, str], now: str = "", preview: Callable[[str], None] | None = None
    ) -> None:
        """`answers`: what each answer is called; `now`: the one that holds now. With a preview the screen below stays bright."""
        super().__init__(question)
        self._answers = answers
        self._now = now
        self._preview = preview
        self.set_class(preview is not None, "-previewed")

    def compose_content(self) -> ComposeResult:
        """The answers."""
        found = ClickerList(*(Option(self._row(answer), id=answer) for answer in self._answers), id="found")
        with self.prevent(OptionList.OptionHighlighted):
            found.highlighted = list(self._answers).index(self._now) if self._now in self._answers else 0
        yield found

    def _row(self, answer: str) -> Content:
        """An answer; a mark before the one that holds now."""
        return Content(f"{NOW if answer == self._now else ' '} {self._answers[answer]}")

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if self._preview is not None and event.option_id is not None:
            self._preview(event.option_id)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)


class ChoiceDialog(ListDialog):
    """A question with one key for each answer, which is the answer; Esc is none of them."""

    @property
    def taken_keys(self) -> Collection[str]:
        """The keys that answer, and those of the list."""
        return (*self._answers, "escape", *LIST_KEYS)

    def _row(self, answer: str) -> Content:
        return Content.assemble((answer, "bold"), f"  {self._answers[answer]}")

    def on_key(self, event: events.Key) -> None:
        """Answer."""
        if event.key in self._answers:
            event.stop()
            self.dismiss(event.key)


class PromptDialog(Dialog[str]):
    """Asks for a line of text; `wrong` says what is wrong with it, "" when nothing is."""

    HINTS: ClassVar[Mapping[str, str]] = {"Enter": "takes it", "Esc": "back"}

    def __init__(self, question: str, text: str, wrong: Callable[[str], str]) -> None:
        super().__init__(question)
        self._text = text
        self._wrong = wrong

    def compose_content(self) -> ComposeResult:
        """The line."""
        yield LineInput(self._text, id="line")
        yield Static(id="wrong", markup=False)

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        if wrong := self._wrong(event.value):
            self.query_one("#wrong", Static).update(wrong)
        else:
            self.dismiss(event.value)


class NoteDialog(PromptDialog):
    """Asks for the note of a session, a line."""

    def __init__(self, note: str) -> None:
        too_long = f"At most {MAX_NOTE} characters, please."
        super().__init__("A line about this session", note, lambda text: too_long if len(text) > MAX_NOTE else "")


class Found(Struct, frozen=True):
    """An answer that can be searched for: its name, what it is about, what stands at the right, other words that find it."""

    name: str
    about: str = ""
    end: str = ""
    words: str = ""

    def says(self, letters: str) -> bool:
        """Whether it says these letters one after the other, in capitals or not."""
        return letters.strip().casefold() in f"{self.name} {self.end} {self.about} {self.words}".casefold()


class SearchDialog(Dialog[str]):
    """Finds an answer by letters of its name, in their order; arrow keys and Enter choose."""

    HINTS: ClassVar[Mapping[str, str]] = {"Enter": "takes it", "Esc": "back"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,pagedown", "go(1)", "down", show=False, priority=True),
        Binding("up,pageup", "go(-1)", "up", show=False, priority=True),
    ]

    def __init__(self, question: str, placeholder: str, answers: Mapping[str, Found]) -> None:
        super().__init__(question)
        self._placeholder = placeholder
        self._answers = answers

    def compose_content(self) -> ComposeResult:
        """The letters and what they find."""
        yield LineInput(placeholder=self._placeholder, id="line")
        yield OptionList(id="found")

    def on_mount(self) -> None:
        """Show all."""
        self._find("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._find(event.value)

    def _find(self, letters: str) -> None:
        matcher = Matcher(letters)
        scores = {
            name: score(matcher, f"{one.name} {one.end}", f"{one.about} {one.words}") for name, one in self._answers.items()
        }
        found = sorted((name for name, fits in scores.items() if fits), key=lambda name: -scores[name])
        whole = [name for name in found if self._answers[name].says(letters)]
        found = whole or found  # letters here and there count only where nothing has them together
        options = self.query_one(OptionList)
        options.clear_options()
        for name in found:
            one = self._answers[name]
            left = Content.assemble((one.name, "bold"), (f"  {one.about}", LESS))
            options.add_option(Option(TwoEnds([(left, Content.styled(one.end, LESS))], whole=cells(one.name)), id=name))
        if not found:
            options.add_option(Option(NO_MATCH, disabled=True))
        options.highlighted = 0 if found else None

    def action_go(self, by: int) -> None:
        """Another one of what was found."""
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            options.highlighted = min(max(0, options.highlighted + by), options.option_count - 1)

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        option = self.query_one(OptionList).highlighted_option
        if option is not None:
            self.dismiss(option.id)


class KeyCaptureDialog(Dialog[str]):
    """Waits for a key; `wrong` says why one cannot be, "" when it can."""

    HINTS: ClassVar[Mapping[str, str]] = {"Esc": "back", "ctrl+c": "always leaves"}
    taken_keys: ClassVar[tuple[str, ...]] = ()  # every key as it is

    def __init__(self, question: str, wrong: Callable[[str], str], about: str = "") -> None:
        """`about`: what stands below the question."""
        super().__init__(question)
        self._wrong = wrong
        self._about = about

    def compose_content(self) -> ComposeResult:
        """What helps to choose the key, and what is wrong with one."""
        if self._about:
            yield Static(self._about, markup=False)
        yield Static(id="wrong", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Take the key."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.dismiss(None)
            return
        try:
            key = parse_key(event.key)
            wrong = self._wrong(key)
        except WrongKeyError as error:
            wrong = f"{key_name(event.key)} cannot be used: {error.hint or error}."
        if wrong:
            self.query_one("#wrong", Static).update(wrong)
        else:
            self.dismiss(key)
