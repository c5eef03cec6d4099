"""The suggested dose in the app: read on a thread, and applied or postponed by the person's answer."""

from collections.abc import Callable, Iterable
from typing import Any, Final, Protocol, TypeAlias

from msgspec.structs import replace

from trainer.routine.library import Library
from trainer.routine.model import Effort, Routine
from trainer.routine.plan import Plan
from trainer.run.dose import DoseAdvice
from trainer.run.ports import Diary, RoutineProgress
from trainer.session.entry import SessionEntry
from trainer.session.suggestion import Suggestion
from trainer.settings.settings import Settings
from trainer.ui.trainer_screen import TrainerScreen

TOLD_S: Final = 8.0
ShowDone: TypeAlias = Callable[[RoutineProgress, Routine | None, Suggestion | None], None]


class Host(Protocol):
    """What the suggested dose needs of the app."""

    library: Library

    @property
    def settings(self) -> Settings:
        """The present settings."""

    def use_settings(self, settings: Settings) -> None:
        """Apply changed settings."""

    def notify(self, message: str, **options: Any) -> None:
        """Show a message."""


class LiveDose:
    """Suggests doses on all screens of an app; nothing without `advice`."""

    def __init__(self, app: Host, diary: Diary | None, advice: DoseAdvice | None) -> None:
        self._app = app
        self._diary = diary
        self._advice = advice

    def own_effort(self, routine: str) -> Effort:
        """The effort of a routine, by its id, that the settings have now."""
        return self._app.settings.effort_of(routine)

    def suggestion(self, routine: str, effort: Effort, latest: Iterable[SessionEntry]) -> Suggestion | None:
        """What is suggested for a routine at an effort, from its latest sessions, the latest first."""
        return self._advice.suggestion(routine, effort, latest) if self._advice else None

    def count(self, screen: TrainerScreen[Any], plan: Plan, show: ShowDone) -> None:
        """Show on a screen what was done, and what is suggested after a plan, both read from disk on a thread."""
        diary = self._diary
        if diary is None:
            return
        app = self._app

        def shown(done: RoutineProgress) -> None:
            suggestion = self.suggestion(plan.routine, plan.effort, done.latest.get(plan.routine, ()))
            show(done, app.library.routines.get(plan.routine), suggestion)

        screen.beside(lambda: diary.done(app.library), shown)

    def answer(self, routine: str, suggestion: Suggestion, *, taken: bool) -> None:
        """Save a suggested effort and apply it, or postpone the suggestion."""
        if self._advice is None:
            return
        if not taken or suggestion.effort is None:
            self._advice.put_off(routine, suggestion.direction)
            return
        app = self._app
        problem = self._advice.take(routine, suggestion.effort)
        app.use_settings(replace(app.settings, efforts=self._advice.efforts))
        known = app.library.routines.get(routine)
        words = f"{known.name if known else routine} begins with {suggestion.effort} effort from now on."
        app.notify(problem or words, markup=False, severity="warning" if problem else "information", timeout=TOLD_S)
