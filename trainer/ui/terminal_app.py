"""The base of the trainer's apps: handles signals, restores the terminal, reports faults in a sentence."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Final

from textual import constants, events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.filter import LineFilter
from textual.reactive import var
from textual.screen import Screen
from textual.timer import Timer

from trainer.keymap.commands import INTERRUPT, QUIT
from trainer.keymap.key_press import ANOTHER_SCRIPT, bound_name, is_of_another_script
from trainer.system.ending import SIGNALLED, answered
from trainer.system.visible import visible
from trainer.ui.bindings import bindings
from trainer.ui.harmless import HARMLESS
from trainer.ui.terminal_input import one_line, terminal_driver
from trainer.ui.theme.meanings import FEW_COLOURS, meanings
from trainer.ui.theme.themes import COLOURLESS, OWN, USUAL

HUNG_UP: Final = 1
TERMINAL_S: Final = 1.0  # how often it is made sure that the terminal is still there
ONCE: Final = ("COLUMNS", "LINES")  # where a shell exports them: the size that the terminal had then, and Textual believes them
NO_KEY: Final = "<ignore>"  # Textual's name of a key that nobody presses: a command with none keeps its default ones


class TerminalApp(App[None]):
    """An app that always gives the terminal back. `on_fault` turns a fault of our own into a sentence for the person."""

    CSS_PATH = Path(__file__).absolute().with_name("trainer.tcss")
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings((INTERRUPT, QUIT), first=True),
        Binding("ctrl+z", "suspend", "suspend", show=False, priority=True),
    ]

    own_keys: var[Mapping[str, tuple[str, ...]]] = var({})  # of the commands that have others than the default ones

    def __init__(
        self,
        on_fault: Callable[[BaseException], str],
        *,
        theme: str = USUAL,
        keys: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        for once in ONCE:
            os.environ.pop(once, None)
        self._latin_keys: dict[str, str] = {}  # at whose place letters of another script are, as far as the terminal tells it
        self._told_of_script = False
        colourless = bool(os.environ.get("NO_COLOR"))
        super().__init__(ansi_color=True if colourless else None)
        for own in OWN:
            self.register_theme(own)
        self.colourless = colourless
        self._begin_with_theme(self._shown_theme(theme))
        self.own_keys = keys or {}
        self._leaving: int | None = None  # the exit code, once it is certain that the app ends
        self._on_fault = on_fault

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The filters that every line passes before it is printed."""
        return [*super().get_line_filters(), HARMLESS]

    def notify(self, message: str, **options: Any) -> None:
        """Show a message, whatever the file or path that it names: on the line that a screen has for that, or in a corner."""
        message = visible(message, lines=True)
        tell: Callable[[str, float], None] | None = getattr(self.screen, "tell", None)
        if tell is not None:
            tell(message, options.get("timeout") or self.NOTIFICATION_TIMEOUT)
        else:
            super().notify(message, **options)

    def use_theme(self, name: str) -> None:
        """Show another theme, as far as there are colours."""
        self.theme = self._shown_theme(name)

    def _shown_theme(self, name: str) -> str:
        wanted = COLOURLESS if self.colourless else name
        return wanted if wanted in self.available_themes else USUAL

    def _begin_with_theme(self, name: str) -> None:
        """Set the theme before anything is shown: changing it later would parse all styles twice."""
        if self.available_themes[name].ansi:  # a change, too, of what is done with the terminal's own colours
            self.theme = name
        else:
            self.set_reactive(TerminalApp.theme, name)
            dark = self.current_theme.dark
            for state, is_so in (("-dark-mode", dark), ("-light-mode", not dark), (f"-theme-{name}", True)):
                self.set_class(is_so, state, update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def use_keys(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        """Use a person's own keys for commands."""
        self.own_keys = keys
        self.set_keymap({command: ",".join(names) or NO_KEY for command, names in keys.items()})

    # ---- stylesheets: a screen's is read when it is needed first, as Textual parses all that it knows anew while it starts

    def push_screen(self, screen: Any, *arguments: Any, **options: Any) -> Any:
        """Open a screen, with its stylesheets added first."""
        self.add_stylesheets(screen)
        return super().push_screen(screen, *arguments, **options)

    def add_stylesheets(self, screen: Screen[Any]) -> None:
        """Add the stylesheets of a screen before Textual does, which would then style everything a second time."""
        for path in screen.css_path:
            if not self.stylesheet.has_source(str(path)):
                self.stylesheet.add_source(Path(path).read_text(encoding="utf-8"), read_from=(str(path), ""))

    def get_css_variables(self) -> dict[str, str]:
        """The theme's variables, and the colours by meaning that it lacks."""
        variables = super().get_css_variables()
        few_colours = self.console.color_system in FEW_COLOURS
        return {**variables, **meanings(self.current_theme, variables, few_colours=few_colours)}

    async def run_async(self, **options: Any) -> None:
        """Run, answering signals from before the terminal is touched until it has been given back."""
        with answered(lambda number: self.exit(return_code=SIGNALLED + number)):
            await super().run_async(**options)

    async def on_mount(self) -> None:
        """Answer the signal to go on after a stop, notice when the terminal goes, take the person's own keys."""
        if not self.is_headless:
            self.set_interval(TERMINAL_S, self._leave_without_terminal)
        if self.own_keys:
            self.use_keys(self.own_keys)
        if (resumed := getattr(signal, "SIGCONT", None)) is not None:
            # In place of the driver's own handler, which was set when the driver was made.
            asyncio.get_running_loop().add_signal_handler(resumed, self._continued)

    def set_timer(self, *arguments: Any, **options: Any) -> Timer:
        """Set a timer that also calls when it is late: Textual drops one that is due before it begins to wait.

        With the timer for a new size of the terminal, that size and every later one would be lost.
        """
        timer = super().set_timer(*arguments, **options)
        timer._skip = False
        return timer

    # ---- keys

    def get_driver_class(self) -> type[Driver]:
        """What takes the terminal: Textual's driver with our parser, unless another one is asked for."""
        return super().get_driver_class() if constants.DRIVER else terminal_driver(self._latin_keys)

    async def on_event(self, event: events.Event) -> None:
        """Let a key act as the one that it is bound as: capitals, and letters of another script. What is pasted is one line."""
        if isinstance(event, events.Paste):  # whatever takes it
            event.text = one_line(event.text)
        if isinstance(event, events.Key) and not event.is_forwarded and len(event.key) == 1:
            event = self._as_bound(event)
        await super().on_event(event)

    def _as_bound(self, event: events.Key) -> events.Key:
        key = event.key
        strange = is_of_another_script(key)
        focused = self.screen.focused
        if not (strange or key.isupper()) or (focused is not None and focused.check_consume_key(key, event.character)):
            return event
        bound = self._bound_keys()
        if (name := bound_name(key, self._latin_keys.get(key, ""), bound)) != key:
            return events.Key(name, name)
        if strange and bound and key not in bound and not self._told_of_script:
            self._told_of_script = True
            self.notify(ANOTHER_SCRIPT, timeout=8)
        return event

    def _bound_keys(self) -> Collection[str]:
        """The keys that act now; a screen that takes keys by itself tells which by `taken_keys`."""
        taken: Collection[str] | None = getattr(self.screen, "taken_keys", None)
        return self.screen.active_bindings if taken is None else taken

    def action_interrupt(self) -> None:
        """Leave at once, as ctrl+c does everywhere."""
        self.exit(return_code=SIGNALLED + signal.SIGINT)

    def action_suspend(self) -> None:
        """Stop the process as ctrl+z does everywhere."""
        self.action_suspend_process()

    def exit(self, result: None = None, return_code: int = 0, message: object = None) -> None:
        """End the app. What then fails, because half of a screen was never built, is no fault any more."""
        self._leaving = return_code
        super().exit(result, return_code)

    def _leave_without_terminal(self) -> None:
        """End when the terminal is gone: not every one that goes sends a signal, and what is written then is never taken."""
        if sys.__stdin__ is not None and not os.isatty(sys.__stdin__.fileno()):
            self.exit(return_code=SIGNALLED + HUNG_UP)

    def _continued(self) -> None:
        """The process was stopped, and goes on: take the terminal anew.

        Stopped by ctrl+z, the driver has let the terminal go. Stopped from outside (SIGSTOP) it has not: starting it a second
        time would leave its first threads behind, which then keep the process from ending, and would take the raw mode for the
        one to restore. So it lets go first.
        """
        driver = self._driver
        if driver is None or self._leaving is not None or not driver.can_suspend:
            return
        if not getattr(driver, "_must_signal_resume", False):
            driver.suspend_application_mode()
        driver.resume_application_mode()
        self.refresh(layout=True)

    def _fatal_error(self) -> None:
        """A fault of our own: a sentence in place of a traceback."""
        if self._leaving is not None:
            self._return_code = self._leaving
        elif self._exception is not None:
            from rich.text import Text

            self._exit_renderables.append(Text(visible(self._on_fault(self._exception), lines=True)))
        self._close_messages_no_wait()
