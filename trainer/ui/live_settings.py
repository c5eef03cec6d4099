"""Apply changed settings at once to the parts of the app that they concern."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import asdict, replace

from trainer.settings.settings import Settings
from trainer.ui.widgets.figure import FigureView

if TYPE_CHECKING:
    from trainer.ui.app import TrainerApp


class LiveSettings:
    """Holds the settings of an app, and changes its parts as they change."""

    def __init__(self, app: "TrainerApp", settings: Settings) -> None:
        self.current = settings
        self._app = app
        # What is done when a setting has changed; the others are read where they act.
        self._effects: Mapping[str, Callable[[Settings], object]] = {
            "theme": lambda new: app.use_theme(new.theme),
            "keys": lambda new: app.use_keys(new.keys),
            "volume": lambda new: app.sound.set_volume(new.volume),
            "audio": lambda new: app.sound.use(new.audio),
            "voice_sound": lambda new: app.take_up_voice(),
            "figure": self._draw_anew,
            "effort": self._use_efforts,
            "efforts": self._use_efforts,
            "first_side": self._plan_anew,
            "prepare_extra": self._plan_anew,
            "guided": self._plan_anew,
            "keep_awake": self._serve,
            "remote": self._serve,
        }

    def use(self, settings: Settings) -> None:
        """Apply changed settings, also to a running session."""
        old, self.current = self.current, settings
        changed = {name: new for name, new in asdict(settings).items() if new != getattr(old, name)}
        self._app.use_in_session(**changed)
        for effect in dict.fromkeys(self._effects[name] for name in changed if name in self._effects):
            effect(settings)

    def _draw_anew(self, settings: Settings) -> None:
        self._app.figures.mode = settings.figure
        for screen in self._app.screen_stack:
            for view in screen.query(FigureView):
                view.start_anew()

    def _use_efforts(self, _: Settings) -> None:
        self._app.routines.use_efforts()

    def _plan_anew(self, settings: Settings) -> None:
        self._app.library = replace(self._app.library, plan_defaults=settings.plan_defaults)
        self._app.routines.reload(self._app.library, None)

    def _serve(self, settings: Settings) -> None:
        self._app.services.use(keep_awake=settings.keep_awake, remote=settings.remote)
