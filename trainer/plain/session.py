"""A session in plain mode: a line for each cue, and the same keys as on the screen."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from trainer.keymap.commands import UserCommand, key_for
from trainer.keymap.key_names import key_name
from trainer.keymap.key_press import ANOTHER_SCRIPT, bound_name, is_of_another_script
from trainer.plain.lines import line_of
from trainer.run.controller import SessionController, parse_action
from trainer.run.frontend import ControllerView, Frontend
from trainer.run.keep_awake import KeepAwake
from trainer.run.pain import FEELS, GO_ON, LOW_EFFORT_NOTE, PAUSED_KEYS, STAY, STOP, STOP_QUESTION, line_of_key
from trainer.session.events import Event, PainReported, Paused, PhaseStarted, RepAwaited, ResumeStarted
from trainer.session.record import has_work
from trainer.session.session import MAX_HORIZON_MS
from trainer.session.states import State

TICK_S: Final = 0.25  # well below the time that cues are scheduled ahead
PREVIEW_S: Final = MAX_HORIZON_MS / 1000  # how far ahead a session can preview its events
MIN_TICK_S: Final = 0.001
SHORT_KEYS: Final = (
    *(("pause_or_resume", "pause"), ("next_step", "next"), ("previous_step", "back")),
    *(("leave", "stop"), ("help", "all keys")),
)


class PlainSession:
    """Writes the lines of one session and handles its keys."""

    is_active = True

    def __init__(
        self,
        make_controller: Callable[[Frontend], SessionController],
        write: Callable[[str], None],
        *,
        commands: Sequence[UserCommand] = (),
        keep_awake: KeepAwake | None = None,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        """`make_controller` creates the controller. `commands`: the commands, empty if there is no keyboard.

        `on_change` is called after every update: the next event may be due earlier.
        """
        self._write = write
        self._commands = commands
        self._by_key = {key: command for command in self._commands for key in command.keys}
        self._keep_awake = keep_awake
        self._on_change = on_change
        self._sound_reported = ""
        self._script_hint_shown = False
        self._unrecorded = False
        self._explained_step = 0  # the step whose self-paced reps were last explained
        self.controller = make_controller(self)
        self._session = self.controller.driver.session
        self._step = self._session.phase.step

    @property
    def resumable(self) -> bool:
        """Whether the session can be resumed later: part of it was recorded, and part is left."""
        recording, record = self.controller.recording, self.controller.record
        kept = recording is not None and recording.begun and has_work(record.steps)
        return kept and record.outcome != "finished" and not self._unrecorded

    def seconds_to_next(self) -> float:
        """When to tick again."""
        driver = self.controller.driver
        return max(MIN_TICK_S, driver.seconds_to_next(min(TICK_S, PREVIEW_S / driver.speed)))

    def on_continue(self) -> None:
        """Resume after the process was stopped, if nobody could do so."""
        if self._session.state is State.PAUSED and not self.controller.attended:
            self.controller.resume()

    # ---- output

    def changed(self, *, refused: bool = False) -> None:
        """Write whatever changed."""
        view = self.controller.view()
        if view.state is State.PAUSED and view.because and not self.controller.attended:
            self._write("It goes on by itself.")
            self.controller.resume()
            return
        self._write_moved_step()
        self._write_sound(view)
        self._write_problems(view)
        if refused:
            self._write("Not now")
        self._on_change()

    def on_session_event(self, event: Event) -> None:
        """Write the event's line."""
        if isinstance(event, PhaseStarted) and event.phase:
            self._step = event.phase.step
        if isinstance(event, ResumeStarted):
            self._write(f"Resume in {self._session.get_ready_ms // 1000}")
        elif line := line_of(event, self._session.plan):
            self._write(line)
        if isinstance(event, Paused) and self._by_key and not self.controller.asking:
            self._write_keys(*PAUSED_KEYS)
        elif isinstance(event, PainReported) and self._by_key:
            self._write("   ".join(self.controller.pains.words()))
        elif isinstance(event, RepAwaited) and self._by_key and self._explained_step != self._step:
            self._explained_step = self._step  # explained at the first rep of each step
            self._write(f"At your own pace: {self.key_of('pause_or_resume')} when it is done")

    def ask_feeling(self) -> None:
        """Ask how the back feels at the beginning, if there are keys to answer."""
        if self._by_key and (question := self.controller.pains.feeling_words()):
            self._write(f"{question}.")

    def feeling_question(self) -> str:
        """The question at the end, with the keys that answer it."""
        least, most, ten = (self.key_of(f"feels({pain})") for pain in (0, 9, 10))
        known = (f"{least}, no pain, to {most}" if least and most else "", f"{ten} for 10" if ten else "")
        keys = ", ".join(filter(None, known))
        return f"{FEELS} {keys}. Enter skips." if keys else f"{FEELS} Enter skips."

    def _write_moved_step(self) -> None:
        """Write the step that the person moved to while paused; it begins only when the plan continues."""
        session = self._session
        if session.state is State.PAUSED and session.phase.step != self._step:
            step = session.plan.step_of(session.phase)
            self._write(f"{step.name}, step {step.number} of {len(session.plan.steps)}")
        self._step = session.phase.step

    def _write_sound(self, view: ControllerView) -> None:
        sound = self.controller.sound
        words = view.silence or view.sound
        if words and words != self._sound_reported:
            if view.silence:
                self._write(view.silence)
            elif sound.state != "none" and (self._sound_reported or sound.muted):  # not if the person chose silence
                self._write(words.capitalize())
            self._sound_reported = words

    def _write_problems(self, view: ControllerView) -> None:
        """Write, once each, why the session is not recorded or the screen may turn off."""
        if view.unrecorded and not self._unrecorded:
            self._unrecorded = True
            self._write(view.unrecorded)
        if self._keep_awake is not None and (problem := self._keep_awake.update(view.state)):
            self._write(problem)

    # ---- keys

    def press(self, key: str, latin: str = "") -> None:
        """Execute a key's command, if any. After the end, only a rating of the back is accepted.

        `latin`: for a letter of another script, the key at its position on a Latin keyboard, if known.
        """
        command = self._by_key.get(bound_name(key, latin, self._by_key))
        if command is not None:
            self._perform(command.action)
        elif len(key) == 1 and is_of_another_script(key) and self._by_key and not self._script_hint_shown:
            self._script_hint_shown = True
            self._write(ANOTHER_SCRIPT)

    def _perform(self, action: str) -> None:
        """Execute an action, and write its result unless an event does."""
        controller = self.controller
        name, arguments = parse_action(action)
        if controller.ended:
            if name == "feels" and controller.recording is not None:
                controller.recording.rate_back(after=arguments[0])
                self._write(f"Noted: {arguments[0]} of 10")
            return
        if name == "help":
            controller.hold_still()
            for line in self.keys():
                self._write(line)
            return
        done = controller.perform(action)
        if name == "leave" and controller.asking:
            self._write_keys(("enter", STOP), ("leave", STAY), ("pause_or_resume", GO_ON), first=STOP_QUESTION)
        elif name == "leave" and not controller.ended:
            self._write_keys(*PAUSED_KEYS, first="Paused.")
        elif name == "ease" and done:
            self._write(LOW_EFFORT_NOTE)
        elif name == "feels" and (words := "   ".join(controller.pains.words()) or controller.pains.feeling_words()):
            self._write(words)

    def _write_keys(self, *keys: tuple[str, str], first: str = "") -> None:
        """Write a line explaining the keys of some actions."""
        if words := " ".join(filter(None, (first, *(line_of_key(self.key_of, *each) for each in keys)))):
            self._write(words)

    def keys(self) -> Iterable[str]:
        """Yield a line for each command with its keys."""
        by_text: dict[str, list[tuple[str, ...]]] = {}
        for command in self._commands:
            by_text.setdefault(command.in_list, []).append(command.keys)
        for text, several in by_text.items():
            keys = several[0] if len(several) == 1 else [each[0] for each in several]
            yield f"{', '.join(map(key_name, keys))}: {text}"

    def short_keys(self) -> str:
        """The most important keys, in a line."""
        parts = [f"{self.key_of(action)} {word}" for action, word in SHORT_KEYS if self.key_of(action)]
        return f"Keys: {', '.join(parts)}." if parts else ""

    def key_of(self, action: str) -> str:
        """The key of an action, spelled for the beginning of a sentence; "" if it has none."""
        return key_for(action, self._commands, {})
