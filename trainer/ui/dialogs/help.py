"""The help: the safety text, every key of the screen it was called from, and what is taught of the exercises on it."""

from collections.abc import Iterable, Sequence
from itertools import chain, groupby
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from trainer.keymap.commands import EVERYWHERE, UserCommand, free_keys, keys_of
from trainer.keymap.key_names import key_name
from trainer.routine.plan import PlannedStep
from trainer.routine.wording import lessons
from trainer.run.safety import SAFETY
from trainer.system.cells import cells
from trainer.ui.bindings import own_keys
from trainer.ui.dialogs.dialog import Dialog
from trainer.ui.theme.sizes import LOW

IN_SHORT: Final = "Not medical advice. Stop when pain grows or spreads; more below."
OFFERED: Final = "Only while it is asked or offered"
FREE: Final = "Free for keys of your own (settings, keys)"
MANY: Final = 6  # keys that have room beside what they do
WIDEST: Final = 14  # columns of keys
APART: Final = 2  # columns between them and what they do


class HelpDialog(Dialog[None]):
    """Keys, exercises and safety text in one scrolling box; Esc and the keys that start or leave close it."""

    AUTO_FOCUS = "#help"
    HINT = "Esc closes this"
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
        own = tuple(commands)
        self._groups = {
            "": tuple(one for one in own if not one.offered),
            OFFERED: tuple(one for one in own if one.offered),
            "Everywhere": tuple(everywhere),
        }
        self._steps = tuple(steps)

    def compose_content(self) -> ComposeResult:
        """One scrolling box: the safety text, the keys, what is taught; where rows are few the safety text in short, and last."""
        short = self.app.size.height < LOW
        with VerticalScroll(id="help"):
            yield Static(IN_SHORT if short else SAFETY, markup=False)
            groups = {heading: self._rows(commands) for heading, commands in self._groups.items() if commands}
            wide = min(WIDEST, max((cells(keys) for rows in groups.values() for keys in rows.values()), default=0))
            for heading, rows in groups.items():
                if heading:
                    yield Static(heading, classes="heading", markup=False)
                for text, keys in rows.items():
                    with Horizontal(classes="row"):
                        key = Static(keys, classes="key", markup=False)
                        key.styles.width = wide + APART
                        yield key
                        yield Static(text, classes="meaning", markup=False)
            if free := free_keys(chain.from_iterable(self._groups.values()), own_keys(self.app)):
                yield Static(f"{FREE}: {' '.join(free)}", id="free", markup=False)
            for name, lines in lessons(self._steps).items():
                yield Static(name, classes="heading", markup=False)
                yield Static("\n".join(lines), markup=False)
            if short:
                yield Static("Safety", classes="heading", markup=False)
                yield Static(SAFETY, markup=False)

    def _rows(self, commands: Iterable[UserCommand]) -> dict[str, str]:
        """What commands do, each with the keys for it."""
        own = own_keys(self.app)
        return {
            text: _in_a_row([key_name(key) for command in same for key in keys_of(command, own)])
            for text, same in groupby(commands, key=lambda command: command.help)
        }

    def on_key(self, event: events.Key) -> None:
        """The key that opened the help closes it, also where it is one of the person's own."""
        own = own_keys(self.app)
        commands = chain.from_iterable(self._groups.values())
        if any(event.key in keys_of(one, own) for one in commands if one.id.endswith(".help")):
            event.stop()
            event.prevent_default()
            self.action_cancel()


def _in_a_row(keys: Sequence[str]) -> str:
    """Keys as they fit one row: of very many the first, and the last two."""
    return (" ".join(keys) or "no key") if len(keys) <= MANY else f"{keys[0]} to {keys[-2]}, {keys[-1]}"
