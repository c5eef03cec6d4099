"""What a screen with a session does about pain: how the back feels at the beginning, and what to do when something hurts."""

from abc import abstractmethod
from typing import Final, Literal, TypeAlias

from trainer.routine.plan import Plan
from trainer.run.driver import Driver
from trainer.run.ports import Recording
from trainer.session.states import Command, State

Question: TypeAlias = Literal["strength", "before"]
EASED: Final = "Less from here on: low effort."


class PainKeys:
    """A part of a screen that has a `driver`, and perhaps a `recording` and an `easier` plan of the same routine."""

    driver: Driver
    recording: Recording | None
    easier: Plan | None
    asking: bool
    _hurt_step: int | None = None  # the step in which it was told, while the session has not gone on since
    _eased = False
    _strength: int | None = None
    _before: int | None = None

    @abstractmethod
    def look(self) -> None:
        """Show what is."""

    @abstractmethod
    def key_of(self, action: str) -> str:
        """The key of an action as it is called where a sentence begins, "" where it has none."""

    def line_of_key(self, action: str, what: str) -> str:
        """A line that says what a key does; "" where there is no such key."""
        return f"{key}: {what}" if (key := self.key_of(action)) else ""

    @property
    def _told(self) -> bool:
        """Whether the session stands still since something hurt, in whichever step."""
        if self.driver.session.state is not State.PAUSED:
            self._hurt_step = None
        return self._hurt_step is not None

    @property
    def hurting(self) -> bool:
        """Whether the session stands still because something hurts, in the step where it does."""
        return self._told and self._hurt_step == self.driver.session.phase.step

    @property
    def question(self) -> Question | None:
        """What is asked now, the strength of the pain that was told or how the back feels before: only then a number is noted."""
        if self.recording is None:
            return None
        if self._told:
            return "strength" if self.hurting and not self.asking else None
        return "before" if self.driver.session.phase.index == 0 else None

    def action_pain(self) -> bool:
        """Stand still, note it, and offer what can be done; False where there is nothing to stop."""
        if told := self.driver.do(Command.PAIN):
            self._hurt_step, self._strength, self._eased = self.driver.session.phase.step, None, False
            self.asking = False
        self.look()
        return told

    def action_feels(self, pain: int) -> None:
        """How strong the pain is that was told, or how the back feels at the beginning: what is asked now."""
        question = self.question
        if question is None or self.recording is None:
            return
        if question == "strength":
            self._strength = pain
            self.recording.hurts(pain)
        else:
            self._before = pain
            self.recording.feels(before=pain)
        self.driver.click()
        self.look()

    def action_ease(self) -> None:
        """Do less for the rest, when something hurts."""
        if self._told and self.easier is not None:
            self.driver.ease(self.easier)
            self.easier = None
            self._eased = True
            self.look()

    def pain_words(self) -> tuple[str, ...]:
        """What can be done now that it hurts, in lines; nothing when it does not."""
        if not self.hurting:
            return ()
        noted = f"Noted: {self._strength} of 10." if self._strength is not None else self._asked("How strong? ", end=".")
        less = self.line_of_key("ease", "less from here.") if self.easier is not None else EASED if self._eased else ""
        skip = self.line_of_key("next_step", "skip this exercise.")
        go_on, stop = self.line_of_key("pause_or_resume", "go on."), self.line_of_key("leave", "stop.")
        return tuple(filter(None, (noted if self.recording is not None else "", skip, less, go_on, stop)))

    def _asked(self, question: str, none: str = "", end: str = "") -> str:
        """A question with the keys of the strengths, and a word for the least; "" where they have none."""
        least, most, ten = (self.key_of(f"feels({strength})") for strength in (0, 9, 10))
        to_nine = f"{least}{none} to {most}" if least and most else ""
        keys = ", ".join(filter(None, (to_nine, f"{ten}: 10" if ten else "")))
        return f"{question}{keys}{end}" if keys else ""

    def skipped_words(self) -> str:
        """Where it goes on when the step that hurt was left; "" else."""
        session = self.driver.session
        return f"Next: {session.plan.step_of(session.phase).name}." if self._told and not self.hurting else ""

    def feeling_words(self) -> str:
        """The question at the beginning, or its answer; "" later."""
        if self.question != "before":
            return ""
        if self._before is not None:
            return f"Noted: {self._before} of 10"
        return self._asked("How is your back? ", " (no pain)")
