"""The app: which screen follows which."""

from collections.abc import Callable, Iterable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, ClassVar, Final

from msgspec.structs import replace
from textual.binding import BindingType
from textual.screen import Screen

from trainer.cues.voice import MUTE, Voice
from trainer.diagnostics.problem import Problem
from trainer.keymap.commands import PALETTE, ROUTINES, SESSION, key_for
from trainer.pose.library import Poses
from trainer.routine.compiler import low_effort_plan, plan_of
from trainer.routine.library import Library
from trainer.routine.plan import Plan
from trainer.run.dose import DoseAdvice
from trainer.run.ports import Clock, Diary, Services, SoundControl
from trainer.run.safety import short
from trainer.session.record import Record
from trainer.session.resumption import Resumption
from trainer.settings.file import SettingsFile
from trainer.settings.settings import DEFAULTS, Settings
from trainer.ui.bindings import bindings
from trainer.ui.live_dose import LiveDose
from trainer.ui.live_settings import LiveSettings
from trainer.ui.session.services import SessionServices
from trainer.ui.sound_samples import SoundSamples
from trainer.ui.terminal_app import TerminalApp
from trainer.ui.widgets.figures import Figures
from trainer.userfiles.source import RoutineSource

if TYPE_CHECKING:
    from trainer.run.controller import SessionController
    from trainer.ui.routines.screen import RoutinesScreen
    from trainer.ui.session.screen import SessionScreen
    from trainer.ui.summary.screen import SummaryScreen

SAFETY_S: Final = 6.0  # the text that is shown once where the first screen had no room for it, or was not there
POLL_S: Final = 1.0  # how often it is seen whether the routine files have changed
FANFARE_S: Final = 3.0  # the last cue is heard to its end


class TrainerApp(TerminalApp):
    """Routines, a session, its summary, and back. `first` starts at once; then the summary ends the app."""

    TITLE = "Upper-back trainer"
    BINDINGS: ClassVar[list[BindingType]] = bindings((PALETTE,))

    def __init__(
        self,
        library: Library,
        clock: Clock,
        sound: SoundControl,
        *,
        figures: Figures | None = None,
        voice: Callable[[], Voice] = lambda: MUTE,
        problems: Iterable[Problem] = (),
        speed: float = 1.0,
        first: Plan | Resumption | None = None,
        acknowledged: bool = False,
        on_start: Callable[[], None] = lambda: None,
        on_fault: Callable[[BaseException], str] = str,
        source: RoutineSource | None = None,
        diary: Diary | None = None,
        services: Services | None = None,
        settings: Settings = DEFAULTS,
        settings_file: SettingsFile | None = None,
        advice: DoseAdvice | None = None,
        on_shown: Callable[[], None] = lambda: None,
    ) -> None:
        """`settings`: those that hold now; `settings_file`: where they are changed; `on_shown`: what waits for a first screen."""
        self._live = LiveSettings(self, settings)
        super().__init__(on_fault, theme=self.settings.theme, keys=self.settings.keys)
        self._settings_file = settings_file
        self.library = library
        self.clock = clock
        self.sound = sound
        self.speed = speed
        self.figures = figures or Figures(Poses())
        self._voice = voice
        self.session_settings = settings  # with what was changed by keys in the last session
        self._first = first
        self._session: SessionScreen | None = None  # the one that runs
        self._summary: SummaryScreen | None = None
        self._on_start = on_start
        self._source = source
        self._diary = diary
        self._on_shown = on_shown
        self.services = SessionServices(self, clock, services)
        self.samples = SoundSamples(self, clock, sound)
        self._problems = problems
        self._dose = LiveDose(self, diary, advice)
        self._acknowledged = acknowledged

    @cached_property
    def routines(self) -> "RoutinesScreen":
        """The first screen, built on first use: a session that starts at once does not need it."""
        from trainer.ui.routines.screen import RoutinesScreen

        return RoutinesScreen(
            self.library,
            self._problems,
            self.clock,
            self.sound,
            self.samples,
            self.figures,
            self._dose,
            voice_on=lambda: self.session_settings.voice,
            acknowledged=self._acknowledged,
        )

    @property
    def _choosing(self) -> bool:
        """Whether the person is at the routines."""
        return self._first is None and self.routines.is_active

    def get_default_screen(self) -> Screen[None]:
        """The screen below all others."""
        if self._first is not None:
            return super().get_default_screen()
        self.add_stylesheets(self.routines)
        return self.routines

    async def on_mount(self) -> None:
        """Open the first screen, and do the rest when it stands."""
        if self._first is not None:
            self.call_later(self.begin, self._first)  # what is drawn while the app itself mounts is thrown away
        self.call_later(self.call_after_refresh, self._shown)

    def _shown(self) -> None:
        self._on_shown()
        self._count()
        if self._source is not None:
            self.set_interval(POLL_S, self.follow_files)
            if self._first is None and (kept := self._source.recovered_draft()):
                key = key_for("edit", ROUTINES, self.own_keys)
                self.notify(
                    f"{kept.routine.name} was not saved when the trainer ended. {key} goes on with it.", markup=False, timeout=15
                )

    def exit(self, result: None = None, return_code: int = 0, message: object = None) -> None:
        """End the app, without waiting for what reads the history."""
        if self._diary is not None:
            self._diary.stop_waiting()
        super().exit(result, return_code, message)

    def action_suspend(self) -> None:
        """Pause a running session first."""
        if self._session is not None:
            self._session.controller.hold_still()
        super().action_suspend()

    # ---- settings

    @property
    def settings(self) -> Settings:
        """The settings that hold now."""
        return self._live.current

    def use_settings(self, settings: Settings) -> None:
        """Apply changed settings."""
        self._live.use(settings)

    def use_in_session(self, **changed: object) -> None:
        """Change settings of the sessions to come, and of a running one."""
        self.session_settings = replace(self.session_settings, **changed)
        if self._session is not None:
            self._session.controller.driver.use_settings(self.session_settings)

    def take_up_voice(self) -> None:
        """Give a running session the voice that the settings name."""
        if self._session is not None:
            self._session.controller.driver.use_voice(self._voice())

    # ---- which screen follows which

    def action_open(self, name: str, at: str = "") -> None:
        """Open a screen over the routines (at a setting) or a summary; what it may have changed is shown when it closes."""
        if (self._choosing or self.screen is self._summary) and (screen := self._screen(name, at)) is not None:
            self.push_screen(screen, self._reopened)

    def _screen(self, name: str, at: str) -> Screen[Any] | None:
        match name:
            case "history" if self._diary is not None:
                from trainer.ui.history.screen import HistoryScreen

                return HistoryScreen(self._diary, self.library)
            case "settings" if self._settings_file is not None and self._choosing:
                from trainer.ui.settings.screen import SettingsScreen

                return SettingsScreen(self._settings_file, self.use_settings, self.clock, self.samples, self.figures, at)
        return None

    def _reopened(self, again: Plan | None) -> None:
        """Show what has changed, or do a session of the history again."""
        if again is None:
            self.follow_files()
            self._count()
        elif self._summary is not None:
            self._summary.dismiss(again)
        else:
            self.begin(again)

    def _on_routines_screen_chosen(self, message: "RoutinesScreen.Chosen") -> None:
        if self._choosing:  # a second Enter while the session opens starts nothing
            self.begin(message.session)

    # ---- routines of one's own

    def follow_files(self, highlight: str | None = None) -> None:
        """Show what has changed in the routine files; a session goes on with what it began with."""
        if self._source is None or not self._choosing:
            return
        if (found := self._source.poll(anew=highlight is not None)) is not None:
            self.library, self.figures.poses = found.library, found.poses
            if self._settings_file is not None:
                self.use_settings(self._settings_file.settings)
            self.routines.reload(found.library, found.problems, highlight)

    def _on_routines_screen_edit_asked(self, message: "RoutinesScreen.EditAsked") -> None:
        if self._source is None or not self._choosing:
            return
        from trainer.routine.editing import draft_of
        from trainer.ui.editor.screen import EditorScreen

        draft = draft_of(message.routine, self.library, self._source.recovered_draft(), self._source.is_own)
        self.push_screen(EditorScreen(draft, self.library, self._source, self.clock, self.figures), self._after_editor)

    def _after_editor(self, saved: str | None) -> None:
        if saved is not None:
            self.follow_files(saved)

    # ---- sessions

    def begin(self, what: Plan | Resumption) -> None:
        """Begin a session of a plan, or go on with one; its summary follows."""
        plan, resumption = (what, None) if isinstance(what, Plan) else (what.plan, what)
        untold = not (self._acknowledged or (self._first is None and self.routines.safety_known))
        self._on_start()
        self._acknowledged = True
        if self._first is None:
            self.routines.acknowledge()
        self.samples.leave()
        self.sound.open()

        from trainer.run.controller import SessionController
        from trainer.ui.session.screen import SessionScreen

        controlled = partial(
            SessionController,
            plan=plan,
            clock=self.clock,
            sound=self.sound,
            speed=self.speed,
            voice=self._voice,
            settings=self.session_settings,
            diary=self._diary,
            resumption=resumption,
            low_effort_plan=low_effort_plan(self.library, plan),
        )
        self._session = SessionScreen(controlled, self.figures)
        self.push_screen(self._session, partial(self._summarise, plan, self._session.controller))
        if untold:
            self.notify(short(key_for("help", SESSION, self.own_keys)), markup=False, timeout=SAFETY_S)
        self.services.begin(self._session.controller)
        if resumption and resumption.note:
            self.notify(resumption.note, markup=False, timeout=10)

    def _summarise(self, plan: Plan, controller: "SessionController", record: Record | None) -> None:
        from trainer.ui.summary.screen import SummaryScreen

        self.session_settings = controller.driver.settings  # as they were left, for the next session
        self._session = None
        self.services.end()
        self.samples.close_later(FANFARE_S)
        if record is None:
            return
        again = plan_of(self.library, plan.routine, plan.effort)
        self._summary = SummaryScreen(
            plan, record, self.clock, self._dose, speed=self.speed, recording=controller.recording, diary=self._diary, again=again
        )
        self.push_screen(self._summary, self._after_summary)

    def _after_summary(self, again: Plan | None) -> None:
        self._summary = None
        if again is not None:
            self.begin(again)
        elif self._first is not None:
            self.exit()
        self._count()

    def _count(self) -> None:
        """Show the routines' progress, read from disk on a thread."""
        diary = self._diary
        if diary is not None and self._first is None:
            self.routines.beside(lambda: diary.done(self.library), self.routines.show_done)
