"""The commands of a session that concern pain: how the back feels at the beginning, and what to do when something hurts."""

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
GO_ON: Final = "go on, after a countdown."
STAY: Final = "stay paused."
LEAVE: Final = "leave; it can go on later."
EASED: Final = "Less from here on: low effort."


def line_of_key(key_of: KeyOf, action: str, what: str) -> str:
    """A line that says what the key of an action does; "" where it has no key."""
    return f"{key}: {what}" if (key := key_of(action)) else ""


class PainCommands:
    """What a person told about pain in one session, and the words for what can be done about it."""

    def __init__(
        self,
        driver: Driver,
        recording: Recording | None,
        easier: Plan | None,
        key_of: KeyOf,
        asking: Callable[[], bool],
        show: Callable[[], None],
    ) -> None:
        """`easier`: the same routine at low effort; `asking`: whether to leave is asked; `show` is called after a command."""
        self._driver = driver
        self._recording = recording
        self._easier = easier
        self._key_of = key_of
        self._asking = asking
        self._show = show
        self._hurt_step: int | None = None  # where something hurt, until the session goes on
        self._eased = False
        self._strength: int | None = None
        self._before: int | None = None

    def happened(self, event: Event) -> None:
        """Remember in which step something hurt, until the session goes on."""
        if isinstance(event, PainReported) and event.phase:
            self._hurt_step, self._strength, self._eased = event.phase.step, None, False
        elif isinstance(event, ResumeStarted):
            self._hurt_step = None

    @property
    def reported(self) -> bool:
        """Whether the session stands still since something hurt, in whichever step."""
        return self._hurt_step is not None and self._driver.session.state is State.PAUSED

    @property
    def hurting(self) -> bool:
        """Whether the session stands still because something hurts, in the step where it does."""
        return self.reported and self._hurt_step == self._driver.session.phase.step

    # ---- commands

    def close(self) -> None:
        """Ask no more about what hurt; what was told of it stays noted."""
        self._hurt_step = None

    def pain(self) -> bool:
        """Stand still, note that something hurts, and offer what can be done; False where there is nothing to stop."""
        done = self._driver.do(Command.PAIN)
        self._show()
        return done

    def feels(self, pain: int) -> bool:
        """Note how strong the pain is, or how the back feels at the beginning: what is asked now; False where nothing is."""
        question = self._question
        if question is None or self._recording is None:
            return False
        if question == "strength":
            self._strength = pain
            self._recording.hurts(pain)
        else:
            self._before = pain
            self._recording.feels(before=pain)
        self._driver.click()
        self._driver.look()
        self._show()
        return True

    def ease(self) -> bool:
        """Do less for the rest, when something hurts; False where that cannot be."""
        if not self.reported or self._easier is None:
            return False
        self._driver.ease(self._easier)
        self._easier = None
        self._eased = True
        self._show()
        return True

    # ---- words

    def words(self) -> tuple[str, ...]:
        """What can be done now that it hurts, in lines; none when it does not."""
        if not self.hurting:
            return ()
        noted = f"Noted: {self._strength} of 10." if self._strength is not None else self._asked("How strong? ", end=".")
        line = partial(line_of_key, self._key_of)
        less = line("ease", "less from here.") if self._easier is not None else EASED if self._eased else ""
        ways = (
            *(line("next_step", "skip this exercise."), less, line("pause_or_resume", GO_ON)),
            *(line("leave", STAY), line("enter", LEAVE)),
        )
        return tuple(filter(None, (noted if self._recording is not None else "", *ways)))

    def skipped_words(self) -> str:
        """Where it goes on when the step that hurt was left; "" else."""
        session = self._driver.session
        return f"Next: {session.plan.step_of(session.phase).name}." if self.reported and not self.hurting else ""

    def feeling_words(self) -> str:
        """The question at the beginning, or its answer; "" later."""
        if self._question != "before":
            return ""
        if self._before is not None:
            return f"Noted: {self._before} of 10"
        return self._asked("How is your back? ", " (no pain)")

    @property
    def _question(self) -> Question | None:
        """What is asked now: the strength of the pain, or how the back feels before; only then a number is noted."""
        if self._recording is None:
            return None
        if self.reported:
            return "strength" if self.hurting and not self._asking() else None
        return "before" if self._driver.session.phase.index == 0 else None

    def _asked(self, question: str, none: str = "", end: str = "") -> str:
        """A question with the keys of the strengths, and a word for the least; "" where they have none."""
        least, most, ten = (self._key_of(f"feels({strength})") for strength in (0, 9, 10))
        to_nine = f"{least}{none} to {most}" if least and most else ""
        keys = ", ".join(filter(None, (to_nine, f"{ten}: 10" if ten else "")))
        return f"{question}{keys}{end}" if keys else ""
