"""The help: the safety text, every key of the screen it was called from, and what is taught of the exercises on it."""

from collections.abc import Iterable
from itertools import groupby
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from trainer.keymap.commands import EVERYWHERE, UserCommand, keys_of
from trainer.keymap.key_names import key_name
from trainer.routine.plan import PlannedStep
from trainer.routine.wording import lessons
from trainer.run.safety import SAFETY
from trainer.ui.bindings import own_keys
from trainer.ui.dialogs.dialog import Dialog


class HelpDialog(Dialog[None]):
    """Safety text, keys and exercises in one scrolling box; Esc and the keys that start or leave close it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,enter,space,full_stop,b", "cancel", "close", show=False)]

    def __init__(
        self,
        title: str,
        commands: Iterable[UserCommand],
        *,
        everywhere: Iterable[UserCommand] = EVERYWHERE,
        steps: Iterable[PlannedStep] = (),
    ) -> None:
        """`everywhere`: the commands that all screens of this app have; `steps`: those whose exercises are explained."""
        super().__init__(f"Keys: {title}")
        self._commands = (*commands, *everywhere)
        self._steps = tuple(steps)

    def compose(self) -> ComposeResult:
        """One scrolling box."""
        with VerticalScroll(id="help"):
            yield Static(SAFETY, markup=False)
            yield Static(self._question, classes="heading", markup=False)
            own = own_keys(self.app)
            for text, commands in groupby(self._commands, key=lambda command: command.help):
                keys = " ".join(key_name(key) for command in commands for key in keys_of(command, own)) or "no key"
                yield Static(f"{keys:<15} {text}", markup=False)
            for name, lines in lessons(self._steps).items():
                yield Static(name, classes="heading", markup=False)
                yield Static("\n".join(lines), markup=False)
            yield Static("Esc closes this", classes="hint", markup=False)

    def on_key(self, event: events.Key) -> None:
        """The key that opened the help closes it, also where it is one of the person's own."""
        own = own_keys(self.app)
        if any(event.key in keys_of(one, own) for one in self._commands if one.id.endswith(".help")):
            event.stop()
            event.prevent_default()
            self.action_cancel()
