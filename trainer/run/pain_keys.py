"""What a screen with a session does about pain: how the back feels at the beginning, and what to do when something hurts."""

from abc import abstractmethod
from typing import Final

from trainer.routine.plan import Plan
from trainer.run.driver import Driver
from trainer.run.ports import Recording
from trainer.session.states import Command, State

ASKED: Final = "How is your back? 0 (no pain) to 9, t: 10"
EASED: Final = "Less from here on: low effort."


class PainKeys:
    """A part of a screen that has a `driver`, and perhaps a `recording` and an `easier` plan of the same routine."""

    driver: Driver
    recording: Recording | None
    easier: Plan | None
    _hurting = False  # it was told, and the session has not gone on since
    _strength: int | None = None
    _before: int | None = None

    @abstractmethod
    def look(self) -> None:
        """Show what is."""

    @property
    def hurting(self) -> bool:
        """Whether the session stands still because something hurts."""
        if self.driver.session.state is not State.PAUSED:
            self._hurting = False
        return self._hurting

    def action_pain(self) -> None:
        """Stand still, note it, and offer what can be done."""
        if self.driver.do(Command.PAIN):
            self._hurting, self._strength = True, None
        self.look()

    def action_feels(self, pain: int) -> None:
        """How strong the pain is that was told, or how the back feels at the beginning."""
        if self.recording is None:
            return
        if self.hurting:
            self._strength = pain
            self.recording.hurts(pain)
        elif self.driver.session.phase.index == 0:
            self._before = pain
            self.recording.feels(before=pain)
        else:
            return
        self.driver.click()
        self.look()

    def action_ease(self) -> None:
        """Do less for the rest, when something hurts."""
        if self.hurting and self.easier is not None:
            self.driver.ease(self.easier)
            self.easier = None
            self.look()

    def pain_words(self) -> str:
        """What can be done now that it hurts."""
        noted = f"Noted: {self._strength} of 10." if self._strength is not None else "How strong? 0 to 9, t: 10."
        less = "l: less from here.   " if self.easier is not None else ""
        return f"{noted}   n: skip this exercise.   {less}Space: go on.   q: stop."

    def feeling_words(self) -> str:
        """The question at the beginning, or its answer; "" later."""
        if self.recording is None or self.driver.session.phase.index:
            return ""
        return ASKED if self._before is None else f"Noted: {self._before} of 10"
