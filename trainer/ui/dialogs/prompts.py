"""Small windows over a screen that ask one thing: a choice by key, a line of text, an exercise."""

from collections.abc import Callable, Collection, Mapping
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.fuzzy import Matcher
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from trainer.routine.model import Exercise
from trainer.ui.dialogs.dialog import Dialog
from trainer.ui.widgets.line_input import LineInput

KEYS: Final = "Enter takes it, Esc leaves all as it was."
CANCEL: Final = Binding("escape", "cancel", "back", show=False)


class ChoiceScreen(Dialog[str | None]):
    """A question with one key for each answer; Esc is none of them."""

    BINDINGS: ClassVar[list[BindingType]] = [CANCEL]

    def __init__(self, question: str, answers: Mapping[str, str]) -> None:
        """`answers`: what each key means."""
        super().__init__()
        self._question = question
        self._answers = answers

    @property
    def taken_keys(self) -> Collection[str]:
        """The keys that answer."""
        return (*self._answers, "escape")

    def compose(self) -> ComposeResult:
        """The question and the keys."""
        keys = [*(f"{key}  {meaning}" for key, meaning in self._answers.items()), "Esc  back"]
        with Vertical(classes="window"):
            yield Static(self._question, classes="question", markup=False)
            yield Static("\n".join(keys), markup=False)

    def on_key(self, event: events.Key) -> None:
        """Answer."""
        if event.key in self._answers:
            event.stop()
            self.dismiss(event.key)

    def action_cancel(self) -> None:
        """No answer."""
        self.dismiss(None)


class LineScreen(Dialog[str | None]):
    """Asks for a line of text; `wrong` says what is wrong with it, "" when nothing is."""

    BINDINGS: ClassVar[list[BindingType]] = [CANCEL]

    def __init__(self, question: str, text: str, wrong: Callable[[str], str]) -> None:
        super().__init__()
        self._question = question
        self._text = text
        self._wrong = wrong

    def compose(self) -> ComposeResult:
        """The question and the line."""
        with Vertical(classes="window"):
            yield Static(self._question, classes="question", markup=False)
            yield LineInput(self._text, id="line")
            yield Static(id="wrong", markup=False)
            yield Static(KEYS, markup=False)

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        if wrong := self._wrong(event.value):
            self.query_one("#wrong", Static).update(wrong)
        else:
            self.dismiss(event.value)

    def action_cancel(self) -> None:
        """No text."""
        self.dismiss(None)


class SearchScreen(Dialog[str | None]):
    """Finds an exercise by letters of its name, in their order; arrow keys and Enter choose."""

    BINDINGS: ClassVar[list[BindingType]] = [
        CANCEL,
        Binding("down,pagedown", "go(1)", "down", show=False, priority=True),
        Binding("up,pageup", "go(-1)", "up", show=False, priority=True),
    ]

    def __init__(self, exercises: Mapping[str, Exercise]) -> None:
        super().__init__()
        self._exercises = exercises

    def compose(self) -> ComposeResult:
        """The letters and what they find."""
        with Vertical(classes="window"):
            yield Static("Which exercise?", classes="question", markup=False)
            yield LineInput(placeholder="letters of its name", id="line")
            yield OptionList(id="found")

    def on_mount(self) -> None:
        """Show all."""
        self._find("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._find(event.value)

    def _find(self, letters: str) -> None:
        matcher = Matcher(letters)
        scores = {name: matcher.match(f"{one.name} {name}") if letters else 1.0 for name, one in self._exercises.items()}
        found = sorted((name for name, score in scores.items() if score), key=lambda name: -scores[name])
        options = self.query_one(OptionList)
        options.clear_options()
        for name in found:
            one = self._exercises[name]
            needs = f"  {', '.join(one.equipment)}" if one.equipment else ""
            options.add_option(Option(Content.assemble((one.name, "bold"), (needs, "dim")), id=name))
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

    def action_cancel(self) -> None:
        """None of them."""
        self.dismiss(None)
