"""The app: which screen follows which, signals, and what a person sees when something fails."""

import asyncio
import signal
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import App
from textual.binding import Binding, BindingType

from trainer.routine.library import Library
from trainer.routine.model import Effort
from trainer.routine.plan import Plan
from trainer.routine.problem import Problem
from trainer.run.ports import Clock, SoundControl
from trainer.session.record import Record
from trainer.ui.screens.routines import RoutinesScreen
from trainer.ui.side_colours import side_colours
from trainer.ui.user_commands import EVERYWHERE, bindings

if TYPE_CHECKING:
    from trainer.ui.screens.session import SessionScreen

SIGNALS: Final = ("SIGINT", "SIGTERM", "SIGHUP")
SIGNALLED: Final = 128
FANFARE_S: Final = 3.0  # the last cue is heard to its end


class TrainerApp(App[None]):
    """Routines, a session, its summary, and back. `first` starts at once; then the summary ends the app."""

    CSS_PATH = "trainer.tcss"
    TITLE = "Upper-back trainer"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(EVERYWHERE),
        Binding("ctrl+z", "suspend", "suspend", show=False, priority=True),
    ]

    def __init__(
        self,
        library: Library,
        clock: Clock,
        sound: SoundControl,
        *,
        problems: Iterable[Problem] = (),
        effort: Effort = "usual",
        speed: float = 1.0,
        first: Plan | None = None,
        acknowledged: bool = False,
        on_start: Callable[[], None] = lambda: None,
        on_fault: Callable[[BaseException], str] = str,
    ) -> None:
        super().__init__()
        self.library = library
        self.clock = clock
        self.sound = sound
        self.speed = speed
        self._first = first
        self._leaving: int | None = None  # the exit code, once it is certain that the app ends
        self._session: SessionScreen | None = None  # the one that runs
        self._on_start = on_start
        self._on_fault = on_fault
        self.routines = RoutinesScreen(
            library, problems, clock, sound, effort=effort, acknowledged=acknowledged or first is not None
        )

    def get_css_variables(self) -> dict[str, str]:
        """The theme's variables, and a colour for each side that reads on its background."""
        return {**super().get_css_variables(), **side_colours(dark=self.current_theme.dark)}

    # ---- from the first moment to the last

    def on_load(self) -> None:
        """Answer signals before the terminal is touched, so that it is always given back."""
        loop = asyncio.get_running_loop()
        for name in SIGNALS:
            number = getattr(signal, name, None)
            if number is None:
                continue
            try:
                loop.add_signal_handler(number, self.exit, None, SIGNALLED + number)
            except NotImplementedError:  # Windows
                signal.signal(number, lambda got, _: loop.call_soon_threadsafe(self.exit, None, SIGNALLED + got))

    async def on_mount(self) -> None:
        """Open the first screen."""
        if (resumed := getattr(signal, "SIGCONT", None)) is not None:
            # In place of the driver's own handler, which was set when the driver was made.
            asyncio.get_running_loop().add_signal_handler(resumed, self._continued)
        if self._first is not None:
            self.start(self._first)
        else:
            await self.push_screen(self.routines)

    def action_interrupt(self) -> None:
        """Leave at once, as ctrl+c does everywhere."""
        self.exit(return_code=SIGNALLED + signal.SIGINT)

    def action_suspend(self) -> None:
        """Pause a running session, then stop the process as ctrl+z does everywhere."""
        if self._session is not None:
            self._session.hold_still()
        self.action_suspend_process()

    def exit(self, result: None = None, return_code: int = 0, message: object = None) -> None:
        """End the app. What then fails, because half of a screen was never built, is no fault any more."""
        self._leaving = return_code
        super().exit(result, return_code)

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
            from rich.text import Text  # noqa: PLC0415 - only when something failed

            self._exit_renderables.append(Text(self._on_fault(self._exception)))
        self._close_messages_no_wait()

    # ---- which screen follows which

    @on(RoutinesScreen.Chosen)
    def _chosen(self, message: RoutinesScreen.Chosen) -> None:
        if self.screen is self.routines:  # a second Enter while the session opens starts nothing
            self.start(message.plan)

    def start(self, plan: Plan) -> None:
        """Begin a session of a plan; its summary follows."""
        self._on_start()
        self.routines.acknowledge()
        self.sound.open()

        from trainer.ui.screens.session import SessionScreen  # noqa: PLC0415 - the first screen does without
        from trainer.ui.screens.summary import SummaryScreen  # noqa: PLC0415

        def summarise(record: Record | None) -> None:
            self._session = None
            self.set_timer(FANFARE_S, self._close_sound)
            if record is not None:
                self.push_screen(SummaryScreen(plan, record, self.clock, speed=self.speed), self._after_summary)

        self._session = SessionScreen(plan, self.clock, self.sound, speed=self.speed)
        self.push_screen(self._session, summarise)

    def _close_sound(self) -> None:
        """Let the device go, unless the next session has it already."""
        if self._session is None:
            self.sound.close()

    def _after_summary(self, _: None) -> None:
        if self._first is not None:
            self.exit()
