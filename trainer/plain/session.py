"""A session line by line: each cue is a line at its moment, each key does what it does on the screen."""

import re
from ast import literal_eval
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Protocol

from trainer.cues.voice import MUTE, Voice
from trainer.keymap.key_press import ANOTHER_SCRIPT, bound_name, is_of_another_script
from trainer.plain.lines import line_of
from trainer.routine.plan import Phase, Plan
from trainer.run.driver import Driver
from trainer.run.keep_awake import KeepAwake
from trainer.run.pain_keys import EASED
from trainer.run.ports import Clock, Diary, SoundControl
from trainer.run.session_keys import SessionKeys
from trainer.run.speaker import ALL, Hearing
from trainer.session.events import Event, Paused, PhaseStarted, RepAwaited, ResumeStarted
from trainer.session.record import Record, has_work
from trainer.session.resumption import Resumption
from trainer.session.session import GET_READY_MS, LONGEST_HORIZON_MS, Session, ended
from trainer.session.states import Command, State
from trainer.settings.keys import at_beginning

LOOK_S: Final = 0.25  # well below the time by which cues are handed to the sound ahead
SEEN_S: Final = LONGEST_HORIZON_MS / 1000  # so far ahead in the plan the session tells what comes
SOONEST_S: Final = 0.001
LONGEST_WAIT_NS: Final = 1_500_000_000  # for a sound device that is slow to open
FEELS: Final = "How does your back feel?"
SHORT_KEYS: Final = (
    *(("pause_or_resume", "pause"), ("next_step", "next"), ("previous_step", "back")),
    *(("leave", "leave"), ("help", "all keys")),
)
ACTION: Final = re.compile(r"(\w+)(?:\((.*)\))?")


class KeyCommand(Protocol):
    """A command that a person can give by key, as the screens have it."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys, the first is the one to show."""

    @property
    def action(self) -> str:
        """What it calls: "mute", "feels(3)"."""

    @property
    def help(self) -> str:
        """What it does."""


class PlainSession(SessionKeys):
    """Runs one session and writes lines."""

    def __init__(
        self,
        plan: Plan,
        clock: Clock,
        sound: SoundControl,
        write: Callable[[str], None],
        *,
        by_key: Sequence[KeyCommand] = (),
        key_name: Callable[[str], str] = str,
        commanded: bool = True,
        speed: float = 1.0,
        voice: Callable[[], Voice] = lambda: MUTE,
        hearing: Hearing = ALL,
        diary: Diary | None = None,
        resumption: Resumption | None = None,
        easier: Plan | None = None,
        get_ready_ms: int = GET_READY_MS,
        keep_awake: KeepAwake | None = None,
        on_look: Callable[[], None] = lambda: None,
    ) -> None:
        """`by_key` are the commands, none where there are no keys; `commanded`: somebody can tell it to go on.

        `on_look` hears of every look: what comes next may have changed.
        """
        self.easier = easier
        self.sound = sound
        self.record = Record(plan, resumption.rows, resumption.active_ms) if resumption else Record(plan)
        self.recording = diary.begin(plan, self.record, speed, resumed=resumption) if diary else None
        listeners = filter(None, (self.record, self.recording, self))
        where = (resumption.phase, resumption.into_ms) if resumption else (0, 0)
        session = Session(plan, *where, get_ready_ms=get_ready_ms, waits=commanded)
        self.driver = Driver(session, clock, sound, speed=speed, hearing=hearing, listeners=listeners)
        self.clock = clock
        self._write = write
        self._commands = [command for command in by_key if self._known(command.action)]
        self._by_key = {key: command for command in self._commands for key in command.keys}
        self._key_name = key_name
        self._commanded = commanded
        self._voice = voice
        self._diary = diary
        self._keep_awake = keep_awake
        self._on_look = on_look
        self._opened_ns = clock.now_ns()
        self._sound_told = ""
        self._told_of_script = False
        self._unrecorded = False
        self._paced_step = 0  # in which it was told how a rep at one's own pace is done
        self._step = session.phase.step

    # ---- time

    @property
    def over(self) -> bool:
        """Whether the session has ended."""
        return ended(self.driver.session)

    @property
    def can_go_on(self) -> bool:
        """Whether something was done and written down, and something is left to do."""
        kept = self.recording is not None and self.recording.begun and has_work(self.record.steps)
        return kept and self.record.outcome != "finished" and not self._unrecorded

    def look(self) -> None:
        """Look at the clock, and write what there is to tell."""
        self.driver.look()
        session = self.driver.session
        if session.state is State.READY and self._may_start:
            self.driver.use(self._voice())
            self.driver.start()
        if not self._commanded and session.state is State.PAUSED and self._because:
            self._write("It goes on by itself.")
            self.go_on()
        self._tell_place()
        self._tell_sound()
        self._tell_problems()
        self._on_look()

    def seconds_to_next(self) -> float:
        """When to look again."""
        return max(SOONEST_S, self.driver.seconds_to_next(min(LOOK_S, SEEN_S / self.driver.speed)))

    @property
    def _may_start(self) -> bool:
        return self.sound.state != "starting" or self.clock.now_ns() - self._opened_ns > LONGEST_WAIT_NS

    def continued(self) -> None:
        """The process was stopped and goes on: so does the session, where nobody could tell it to."""
        if self.driver.session.state is State.PAUSED and not self._commanded:
            self.go_on()

    # ---- what is told

    def happened(self, event: Event) -> None:
        """Write the line of an event."""
        super().happened(event)
        if isinstance(event, PhaseStarted) and event.phase:
            self._step = event.phase.step
            if event.phase.kind == "rest":
                self.driver.use(self._voice())
        if isinstance(event, ResumeStarted):
            self._write(f"Resume in {self.driver.session.get_ready_ms // 1000}")
        elif line := line_of(event, self.driver.session.plan):
            self._write(line)
        if isinstance(event, Paused) and self._by_key and not self._asking:
            self._tell_keys(("pause_or_resume", "go on."), ("leave", "leave."))
        elif isinstance(event, RepAwaited) and event.phase:
            self._await(event.phase)

    def _await(self, phase: Phase) -> None:
        """A rep at one's own pace began; in the first of a step it is told how it ends."""
        if self._by_key and self._paced_step != phase.step:
            self._paced_step = phase.step
            self._write(f"At your own pace: {self.key_of('pause_or_resume')} when it is done")

    def ask_feeling(self) -> None:
        """Ask at the beginning how the back is, where that can be answered."""
        if self._by_key and (question := self.feeling_words()):
            self._write(f"{question}.")

    def how_it_feels(self) -> str:
        """The question after the end, with the keys that answer it."""
        least, most, ten = (self.key_of(f"feels({pain})") for pain in (0, 9, 10))
        known = (f"{least}, no pain, to {most}" if least and most else "", f"{ten} for 10" if ten else "")
        keys = ", ".join(filter(None, known))
        return f"{FEELS} {keys}. Enter skips." if keys else f"{FEELS} Enter skips."

    def _tell_place(self) -> None:
        """Where the person has moved to while paused: the step begins only when the plan goes on."""
        session = self.driver.session
        if session.state is State.PAUSED and session.phase.step != self._step:
            step = session.plan.step_of(session.phase)
            self._write(f"{step.name}, step {step.number} of {len(session.plan.steps)}")
        self._step = session.phase.step

    def _tell_sound(self) -> None:
        self.tell_sound()
        words = self.sound.reason or self.sound_words()
        if words and words != self._sound_told:
            if self.sound.state == "none":
                self._write(self.sound.reason or "No sound.")
            elif self._sound_told or self.sound.muted:
                self._write(words.capitalize())
            self._sound_told = words

    def _tell_problems(self) -> None:
        """What cannot be written down, and a screen that goes dark: each is told once."""
        problem = self._diary.problem if self._diary else ""
        if problem and not self._unrecorded:
            self._write(problem)
        self._unrecorded = self._unrecorded or bool(problem)
        if self._keep_awake is not None and (problem := self._keep_awake.look(self.driver.session.state)):
            self._write(problem)

    # ---- keys

    def press(self, key: str, latin: str = "") -> None:
        """Do what a key does; one that means nothing does nothing. After the end only how the back feels is taken.

        `latin`: of a letter of another script, the key at its place, where the terminal tells it.
        """
        command = self._by_key.get(bound_name(key, latin, self._by_key))
        if command is None and len(key) == 1 and is_of_another_script(key) and self._by_key and not self._told_of_script:
            self._told_of_script = True
            self._write(ANOTHER_SCRIPT)
        found = ACTION.fullmatch(command.action) if command is not None else None
        if found is not None and (not self.over or found[1] == "feels"):
            arguments = literal_eval(f"({found[2]},)") if found[2] else ()
            getattr(self, f"action_{found[1]}")(*arguments)

    def do(self, command: Command) -> bool:
        """As it is done anywhere; what cannot be done now is told."""
        done = super().do(command)
        if not done:
            self._write("Not now")
        return done

    def action_feels(self, pain: int) -> None:
        """Note how strong the pain is, or how the back feels, before or after."""
        if self.over:
            if self.recording is not None:
                self.recording.feels(after=pain)
                self._write(f"Noted: {pain} of 10")
            return
        super().action_feels(pain)
        if words := "   ".join(self.pain_words()) if self.hurting else self.feeling_words():
            self._write(words)

    def action_pain(self) -> bool:
        """Stand still, note it, and write what can be done."""
        told = super().action_pain()
        if self.hurting and self._by_key:
            self._write("   ".join(self.pain_words()))
        return told

    def action_ease(self) -> None:
        """Do less for the rest, when something hurts."""
        could = self.easier
        super().action_ease()
        if could is not self.easier:
            self._write(EASED)

    def action_leave(self) -> None:
        """Pause and ask; asked again, go on."""
        super().action_leave()
        if self.asking:
            self._tell_keys(("enter", "leave."), ("pause_or_resume", "go on."), first="Leave?")

    def _tell_keys(self, *keys: tuple[str, str], first: str = "") -> None:
        """Write in a line what the keys of some actions do."""
        if words := " ".join(filter(None, (first, *(self.line_of_key(*each) for each in keys)))):
            self._write(words)

    def action_help(self) -> None:
        """Pause, and write the keys."""
        self.hold_still()
        for line in self.keys():
            self._write(line)

    def keys(self) -> Iterable[str]:
        """Every command with its keys."""
        told: dict[str, list[tuple[str, ...]]] = {}
        for command in self._commands:
            told.setdefault(command.help, []).append(command.keys)
        for text, several in told.items():
            keys = several[0] if len(several) == 1 else [each[0] for each in several]
            yield f"{', '.join(map(self._key_name, keys))}: {text}"

    def short_keys(self) -> str:
        """The keys that one needs, in a line."""
        told = [f"{self.key_of(action)} {word}" for action, word in SHORT_KEYS if self.key_of(action)]
        return f"Keys: {', '.join(told)}." if told else ""

    def key_of(self, action: str) -> str:
        """The key of an action as it is called where a sentence begins, "" where it has none."""
        found = (self._key_name(command.keys[0]) for command in self._commands if command.action == action)
        return at_beginning(next(found, ""))

    def _known(self, action: str) -> bool:
        found = ACTION.fullmatch(action)
        return found is not None and hasattr(self, f"action_{found[1]}")
