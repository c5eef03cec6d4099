"""Commands about pain: how the back feels at the beginning, and what to do when something hurts."""

from collections.abc import Callable
from functools import partial
from typing import Final, Literal, TypeAlias

from trainer.routine.plan import Plan
from trainer.run.driver import Driver
from trainer.run.ports import Recording
from trainer.session.events import Event, PainReported, ResumeStarted
from trainer.session.states import Command, State

Question: TypeAlias = Literal["strength", "before"]
KeyOf: TypeAlias = Callable[[str], str]
GO_ON: Final = "carry on, after a countdown."
STAY: Final = "stay paused."
STOP: Final = "stop here; you can carry on later."
STOP_QUESTION: Final = "Stop here?"
PAUSED_KEYS: Final = (("pause_or_resume", "carry on."), ("leave", "stop here."))  # what can be done while it is paused
FEELS: Final = "How does your back feel?"
SKIP: Final = "skip this exercise."
LESS: Final = "lower effort from here."
LOW_EFFORT_NOTE: Final = "Low effort from here on."


def line_of_key(key_of: KeyOf, action: str, what: str) -> str:
    """A line explaining an action's key; "" if it has none."""
    return f"{key}: {what}" if (key := key_of(action)) else ""


class PainCommands:
    """The pain reported in one session, and texts offering what to do about it."""

    def __init__(
        self,
        driver: Driver,
        recording: Recording | None,
        low_effort_plan: Plan | None,
        key_of: KeyOf,
        asking: Callable[[], bool],
        show: Callable[[], None],
    ) -> None:
        """`asking`: whether leaving is asked; `show`: called after each command."""
        self._driver = driver
        self._recording = recording
        self._low_effort_plan = low_effort_plan
        self._key_of = key_of
        self._asking = asking
        self._show = show
        self._painful_step: int | None = None  # the step in which something hurt, until the session resumes
        self._eased = False
        self._rating: int | None = None
        self._rating_before: int | None = None

    def on_session_event(self, event: Event) -> None:
        """Remember in which step something hurt, until the session resumes."""
        if isinstance(event, PainReported) and event.phase:
            self._painful_step, self._rating, self._eased = event.phase.step, None, False
        elif isinstance(event, ResumeStarted):
            self._painful_step = None

    @property
    def reported(self) -> bool:
        """Whether the session is paused after a pain report, in any step."""
        return self._painful_step is not None and self._driver.session.state is State.PAUSED

    @property
    def hurting(self) -> bool:
        """Whether the session is paused after a pain report in the current step."""
        return self.reported and self._painful_step == self._driver.session.phase.step

    @property
    def rating(self) -> int | None:
        """How strong the pain in the current step is, 0 to 10; None until told."""
        return self._rating if self.hurting else None

    @property
    def can_ease(self) -> bool:
        """Whether something hurt, and there is a low effort to go on with."""
        return self.reported and self._low_effort_plan is not None

    # ---- commands

    def close(self) -> None:
        """Close the question about the pain; what was recorded stays."""
        self._painful_step = None

    def pain(self) -> bool:
        """Pause, record the pain, and offer what to do; False if the session cannot pause."""
        done = self._driver.do(Command.PAIN)
        self._show()
        return done

    def feels(self, pain: int) -> bool:
        """Record the rating that is currently asked for, of the pain or of the back at the beginning; False if none is."""
        question = self._question
        if question is None or self._recording is None:
            return False
        if question == "strength":
            self._rating = pain
            self._recording.rate_pain(pain)
        else:
            self._rating_before = pain
            self._recording.rate_back(before=pain)
        self._driver.click()
        self._driver.tick()
        self._show()
        return True

    def ease(self) -> bool:
        """Switch to low effort after a pain report; False if not possible."""
        plan = self._low_effort_plan
        if plan is None or not self.can_ease:
            return False
        self._driver.ease(plan)
        self._low_effort_plan = None
        self._eased = True
        self._show()
        return True

    # ---- words

    def words(self) -> tuple[str, ...]:
        """Lines offering what to do about pain; empty without pain."""
        if not self.hurting:
            return ()
        noted = f"Noted: {self._rating} of 10." if self._rating is not None else self._asked("How strong? ", end=".")
        line = partial(line_of_key, self._key_of)
        less = line("ease", LESS) if self._low_effort_plan is not None else LOW_EFFORT_NOTE if self._eased else ""
        ways = (
            *(line("next_step", SKIP), less, line("pause_or_resume", GO_ON)),
            *(line("leave", STAY), line("enter", STOP)),
        )
        return tuple(filter(None, (noted if self._recording is not None else "", *ways)))

    def skipped_words(self) -> str:
        """The next step after skipping the one that hurt; "" otherwise."""
        session = self._driver.session
        return f"Next: {session.plan.step_of(session.phase).name}." if self.reported and not self.hurting else ""

    def feeling_words(self) -> str:
        """The question about the back at the beginning, or its answer; "" later."""
        if self._question != "before":
            return ""
        if self._rating_before is not None:
            return f"Noted: {self._rating_before} of 10"
        return self._asked("How is your back? ", " (no pain)")

    @property
    def _question(self) -> Question | None:
        """The rating currently asked for: the pain's strength, or how the back feels before the session."""
        if self._recording is None:
            return None
        if self.reported:
            return "strength" if self.hurting and not self._asking() else None
        return "before" if self._driver.session.phase.index == 0 else None

    def _asked(self, question: str, none: str = "", end: str = "") -> str:
        """A question with the keys that answer it, and a word for the lowest rating; "" if those keys are unassigned."""
        least, most, ten = (self._key_of(f"feels({strength})") for strength in (0, 9, 10))
        to_nine = f"{least}{none} to {most}" if least and most else ""
        keys = ", ".join(filter(None, (to_nine, f"{ten}: 10" if ten else "")))
        return f"{question}{keys}{end}" if keys else ""
