"""An app in which changed settings act at once."""

from abc import abstractmethod
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from trainer.routine.library import Library
from trainer.run.ports import SoundControl
from trainer.run.speaker import Hearing
from trainer.settings.settings import Settings
from trainer.ui.terminal_app import TerminalApp
from trainer.ui.widgets.figure import FigureView
from trainer.ui.widgets.figures import Figures

if TYPE_CHECKING:
    from trainer.ui.routines.screen import RoutinesScreen
    from trainer.ui.session.screen import SessionScreen
    from trainer.ui.session.services import SessionServices

HEARD: Final = ("voice", "counting", "beeps")


class SettingsApp(TerminalApp):
    """What settings act on; whoever makes such an app sets all of it."""

    settings: Settings
    library: Library
    sound: SoundControl
    figures: Figures
    _hearing: Hearing
    _services: "SessionServices"
    _session: "SessionScreen | None"  # the one that runs

    @property
    @abstractmethod
    def routines(self) -> "RoutinesScreen":
        """The screen on which routines are chosen."""

    def use_settings(self, settings: Settings) -> None:
        """Let changed settings act; a session that runs is heard as they say from now on."""
        old, self.settings = self.settings, settings
        if settings.theme != old.theme:
            self.use_theme(settings.theme)
        if settings.keys != old.keys:
            self.use_keys(settings.keys)
        if settings.volume != old.volume:
            self.sound.set_volume(settings.volume)
        if settings.audio != old.audio:
            self.sound.use(settings.audio)
        if settings.figure != old.figure:
            self.figures.mode = settings.figure
            for screen in self.screen_stack:
                for view in screen.query(FigureView):
                    view.start_anew()
        if changed := {name: getattr(settings, name) for name in HEARD if getattr(settings, name) != getattr(old, name)}:
            self._hearing = replace(self._hearing, **changed)
            if self._session is not None:
                self._session.controller.driver.hear(self._hearing)
        if (settings.keep_awake, settings.remote) != (old.keep_awake, old.remote):
            self._services.use(keep_awake=settings.keep_awake, remote=settings.remote)
        if settings.effort != old.effort:
            self.routines.action_effort(settings.effort)
        if settings.habits != old.habits:
            self.library = replace(self.library, habits=settings.habits)
            self.routines.exchange(self.library, None)
