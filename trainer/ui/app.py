"""The app: which screen follows which."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from textual import on

from trainer.cues.voice import MUTE, Voice
from trainer.pose.library import Poses
from trainer.problem import Problem
from trainer.routine.library import Library
from trainer.routine.model import Effort
from trainer.routine.plan import Plan
from trainer.run.ports import Clock, SoundControl
from trainer.run.speaker import ALL, Hearing
from trainer.session.record import Record
from trainer.ui.figures import Figures
from trainer.ui.screens.routines import RoutinesScreen
from trainer.ui.terminal_app import TerminalApp

if TYPE_CHECKING:
    from trainer.ui.screens.session import SessionScreen

FANFARE_S: Final = 3.0  # the last cue is heard to its end


class TrainerApp(TerminalApp):
    """Routines, a session, its summary, and back. `first` starts at once; then the summary ends the app."""

    TITLE = "Upper-back trainer"

    def __init__(
        self,
        library: Library,
        clock: Clock,
        sound: SoundControl,
        *,
        figures: Figures | None = None,
        voice: Callable[[], Voice] = lambda: MUTE,
        hearing: Hearing = ALL,
        problems: Iterable[Problem] = (),
        effort: Effort = "usual",
        speed: float = 1.0,
        first: Plan | None = None,
        acknowledged: bool = False,
        on_start: Callable[[], None] = lambda: None,
        on_fault: Callable[[BaseException], str] = str,
    ) -> None:
        super().__init__(on_fault)
        self.library = library
        self.clock = clock
        self.sound = sound
        self.speed = speed
        self.figures = figures or Figures(Poses())
        self._voice = voice
        self._hearing = hearing
        self._first = first
        self._session: SessionScreen | None = None  # the one that runs
        self._on_start = on_start
        self.routines = RoutinesScreen(
            library, problems, clock, sound, self.figures, effort=effort, acknowledged=acknowledged or first is not None
        )

    async def on_mount(self) -> None:
        """Open the first screen."""
        if self._first is not None:
            self.start(self._first)
        else:
            await self.push_screen(self.routines)

    def action_suspend(self) -> None:
        """Pause a running session first."""
        if self._session is not None:
            self._session.hold_still()
        super().action_suspend()

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
            if self._session is not None:
                self._hearing = self._session.driver.hearing  # as it was left, for the next session
            self._session = None
            self.set_timer(FANFARE_S, self._close_sound)
            if record is not None:
                self.push_screen(SummaryScreen(plan, record, self.clock, self.figures, speed=self.speed), self._after_summary)

        self._session = SessionScreen(
            plan, self.clock, self.sound, self.figures, speed=self.speed, voice=self._voice, hearing=self._hearing
        )
        self.push_screen(self._session, summarise)

    def _close_sound(self) -> None:
        """Let the device go, unless the next session has it already."""
        if self._session is None:
            self.sound.close()

    def _after_summary(self, _: None) -> None:
        if self._first is not None:
            self.exit()
