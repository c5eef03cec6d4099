"""A session line by line: each cue is a line at its moment, each key does what it does on the screen."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from trainer.keymap.commands import UserCommand, key_for
from trainer.keymap.key_names import key_name
from trainer.keymap.key_press import ANOTHER_SCRIPT, bound_name, is_of_another_script
from trainer.plain.lines import line_of
from trainer.run.controller import SessionController, parse_action
from trainer.run.frontend import ControllerView, Frontend
from trainer.run.keep_awake import KeepAwake
from trainer.run.pain import EASED, GO_ON, LEAVE, STAY, line_of_key
from trainer.session.events import Event, PainReported, Paused, PhaseStarted, RepAwaited, ResumeStarted
from trainer.session.record import has_work
from trainer.session.session import LONGEST_HORIZON_MS
from trainer.session.states import State

LOOK_S: Final = 0.25  # well below the time by which cues are handed to the sound ahead
SEEN_S: Final = LONGEST_HORIZON_MS / 1000  # so far ahead in the plan the session tells what comes
SOONEST_S: Final = 0.001
FEELS: Final = "How does your back feel?"
PAUSED_KEYS: Final = (("pause_or_resume", "go on."), ("leave", "leave."))
SHORT_KEYS: Final = (
    *(("pause_or_resume", "pause"), ("next_step", "next"), ("previous_step", "back")),
    *(("leave", "leave"), ("help", "all keys")),
)


class PlainSession:
    """Writes the lines of one session, and takes its keys."""

    is_active = True

    def __init__(
        self,
        controlled: Callable[[Frontend], SessionController],
        write: Callable[[str], None],
        *,
        by_key: Sequence[UserCommand] = (),
        keep_awake: KeepAwake | None = None,
        on_look: Callable[[], None] = lambda: None,
    ) -> None:
        """`controlled` makes the controller of the session. `by_key` are the commands, none where there are no keys.

        `on_look` hears of every look: what comes next may have changed.
        """
        self._write = write
        self._commands = by_key
        self._by_key = {key: command for command in self._commands for key in command.keys}
        self._keep_awake = keep_awake
        self._on_look = on_look
        self._sound_told = ""
        self._told_of_script = False
        self._unrecorded = False
        self._paced_step = 0  # in which it was told how a rep at one's own pace is done
        self.controller = controlled(self)
        self._session = self.controller.driver.session
        self._step = self._session.phase.step

    @property
    def can_go_on(self) -> bool:
        """Whether something was done and written down, and something is left to do."""
        recording, record = self.controller.recording, self.controller.record
        kept = recording is not None and recording.begun and has_work(record.steps)
        return kept and record.outcome != "finished" and not self._unrecorded

    def seconds_to_next(self) -> float:
        """When to look again."""
        driver = self.controller.driver
        return max(SOONEST_S, driver.seconds_to_next(min(LOOK_S, SEEN_S / driver.speed)))

    def continued(self) -> None:
        """The process was stopped and goes on: so does the session, where nobody could tell it to."""
        if self._session.state is State.PAUSED and not self.controller.attended:
            self.controller.resume()

    # ---- what is told

    def changed(self, *, refused: bool = False) -> None:
        """Write what there is to tell."""
        told = self.controller.view()
        if told.state is State.PAUSED and told.because and not self.controller.attended:
            self._write("It goes on by itself.")
            self.controller.resume()
            return
        self._tell_place()
        self._tell_sound(told)
        self._tell_problems(told)
        if refused:
            self._write("Not now")
        self._on_look()

    def happened(self, event: Event) -> None:
        """Write the line of an event."""
        if isinstance(event, PhaseStarted) and event.phase:
            self._step = event.phase.step
        if isinstance(event, ResumeStarted):
            self._write(f"Resume in {self._session.get_ready_ms // 1000}")
        elif line := line_of(event, self._session.plan):
            self._write(line)
        if isinstance(event, Paused) and self._by_key and not self.controller.asking:
            self._tell_keys(*PAUSED_KEYS)
        elif isinstance(event, PainReported) and self._by_key:
            self._write("   ".join(self.controller.pains.words()))
        elif isinstance(event, RepAwaited) and self._by_key and self._paced_step != self._step:
            self._paced_step = self._step  # in the first rep of a step it is told how it ends
            self._write(f"At your own pace: {self.key_of('pause_or_resume')} when it is done")

    def ask_feeling(self) -> None:
        """Ask at the beginning how the back is, where that can be answered."""
        if self._by_key and (question := self.controller.pains.feeling_words()):
            self._write(f"{question}.")

    def how_it_feels(self) -> str:
        """The question after the end, with the keys that answer it."""
        least, most, ten = (self.key_of(f"feels({pain})") for pain in (0, 9, 10))
        known = (f"{least}, no pain, to {most}" if least and most else "", f"{ten} for 10" if ten else "")
        keys = ", ".join(filter(None, known))
        return f"{FEELS} {keys}. Enter skips." if keys else f"{FEELS} Enter skips."

    def _tell_place(self) -> None:
        """Where the person has moved to while paused: the step begins only when the plan goes on."""
        session = self._session
        if session.state is State.PAUSED and session.phase.step != self._step:
            step = session.plan.step_of(session.phase)
            self._write(f"{step.name}, step {step.number} of {len(session.plan.steps)}")
        self._step = session.phase.step

    def _tell_sound(self, told: ControllerView) -> None:
        sound = self.controller.sound
        words = told.silence or told.sound
        if words and words != self._sound_told:
            if told.silence:
                self._write(told.silence)
            elif sound.state != "none" and (self._sound_told or sound.muted):  # silence that was chosen is not told
                self._write(words.capitalize())
            self._sound_told = words

    def _tell_problems(self, told: ControllerView) -> None:
        """What cannot be written down, and a screen that goes dark: each is told once."""
        if told.unrecorded and not self._unrecorded:
            self._unrecorded = True
            self._write(told.unrecorded)
        if self._keep_awake is not None and (problem := self._keep_awake.look(told.state)):
            self._write(problem)

    # ---- keys

    def press(self, key: str, latin: str = "") -> None:
        """Do what a key does; one that means nothing does nothing. After the end only how the back feels is taken.

        `latin`: of a letter of another script, the key at its place, where the terminal tells it.
        """
        command = self._by_key.get(bound_name(key, latin, self._by_key))
        if command is not None:
            self._perform(command.action)
        elif len(key) == 1 and is_of_another_script(key) and self._by_key and not self._told_of_script:
            self._told_of_script = True
            self._write(ANOTHER_SCRIPT)

    def _perform(self, action: str) -> None:
        """Do an action, and write what it brought about where no event tells it."""
        controller = self.controller
        name, arguments = parse_action(action)
        if controller.over:
            if name == "feels" and controller.recording is not None:
                controller.recording.feels(after=arguments[0])
                self._write(f"Noted: {arguments[0]} of 10")
            return
        if name == "help":
            controller.hold_still()
            for line in self.keys():
                self._write(line)
            return
        done = controller.perform(action)
        if name == "leave" and controller.asking:
            self._tell_keys(("enter", LEAVE), ("leave", STAY), ("pause_or_resume", GO_ON), first="Leave?")
        elif name == "leave" and not controller.over:
            self._tell_keys(*PAUSED_KEYS, first="Paused.")
        elif name == "ease" and done:
            self._write(EASED)
        elif name == "feels" and (words := "   ".join(controller.pains.words()) or controller.pains.feeling_words()):
            self._write(words)

    def _tell_keys(self, *keys: tuple[str, str], first: str = "") -> None:
        """Write in a line what the keys of some actions do."""
        if words := " ".join(filter(None, (first, *(line_of_key(self.key_of, *each) for each in keys)))):
            self._write(words)

    def keys(self) -> Iterable[str]:
        """Every command with its keys."""
        told: dict[str, list[tuple[str, ...]]] = {}
        for command in self._commands:
            told.setdefault(command.help, []).append(command.keys)
        for text, several in told.items():
            keys = several[0] if len(several) == 1 else [each[0] for each in several]
            yield f"{', '.join(map(key_name, keys))}: {text}"

    def short_keys(self) -> str:
        """The keys that one needs, in a line."""
        told = [f"{self.key_of(action)} {word}" for action, word in SHORT_KEYS if self.key_of(action)]
        return f"Keys: {', '.join(told)}." if told else ""

    def key_of(self, action: str) -> str:
        """The key of an action as it is called where a sentence begins, "" where it has none."""
        return key_for(action, self._commands, {})
