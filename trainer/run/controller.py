"""Control one running session for any frontend: screen, plain mode or remote."""

import math
from ast import literal_eval
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from trainer.cues.voice import MUTE, Voice
from trainer.routine.plan import Plan
from trainer.run.driver import MOVING, Driver
from trainer.run.frontend import ControllerView, Frontend
from trainer.run.pain import PainCommands
from trainer.run.ports import Clock, Diary, SoundControl
from trainer.run.sound_commands import SoundCommands
from trainer.session.events import Event, PainReported, Paused, PhaseStarted, ResumeStarted
from trainer.session.record import Record
from trainer.session.resumption import Resumption
from trainer.session.session import Session
from trainer.session.states import MOVES, Command, State
from trainer.settings.settings import DEFAULTS, Settings

KEY_REPEAT_MS: Final = 500  # a key pressed so soon after the one that started something is the same press
KEY_HELD_NS: Final = 120_000_000  # a key repeated faster than this is held down
MAX_SOUND_WAIT_NS: Final = 1_500_000_000  # for slow sound devices
# Actions that map directly to the session command of the same name.
DIRECT: Final = (*MOVES, Command.ADD_TIME, Command.TAKE_TIME, Command.DONE, Command.STOP)


def parse_action(action: str) -> tuple[str, tuple[Any, ...]]:
    """Split an action as bound to a key into name and arguments: "mute", "feels(3)"."""
    name, _, arguments = action.removesuffix(")").partition("(")
    return name, literal_eval(f"({arguments},)") if arguments else ()


class SessionController:
    """Owns a session and everything that runs with it. Its methods are the commands of the person."""

    def __init__(
        self,
        frontend: Frontend,
        plan: Plan,
        clock: Clock,
        sound: SoundControl,
        *,
        speed: float = 1.0,
        voice: Callable[[], Voice] = lambda: MUTE,
        settings: Settings = DEFAULTS,
        diary: Diary | None = None,
        resumption: Resumption | None = None,
        low_effort_plan: Plan | None = None,
        attended: bool = True,
    ) -> None:
        """`voice` returns the currently available voice. `low_effort_plan`: the same routine at low effort, offered after pain.

        `attended`: whether somebody can resume it; otherwise self-paced reps don't wait.
        """
        self.sound = sound
        self.attended = attended
        self.record = Record(plan, resumption.rows, resumption.active_ms) if resumption else Record(plan)
        self.recording = diary.begin(plan, self.record, speed, resumed=resumption) if diary else None
        where = (resumption.phase, resumption.into_ms) if resumption else (0, 0)
        session = Session(plan, *where, get_ready_ms=settings.resume_countdown * 1000, waits=attended)
        listeners = filter(None, (self.record, self.recording, self, frontend))
        self.driver = Driver(session, clock, sound, speed=speed, settings=settings, listeners=listeners)
        self.sounds = SoundCommands(self.driver, sound, clock, self._refresh)
        self.pains = PainCommands(
            self.driver, self.recording, low_effort_plan, frontend.key_of, lambda: self.asking, self._refresh
        )
        self._frontend = frontend
        self.clock = clock
        self._voice = voice
        self._diary = diary
        self._opened_ns = clock.now_ns()
        self._pause_reason = ""  # the reason for an automatic pause
        self._asking = False  # whether to leave; only valid while paused
        self._rep_finished_ns = -math.inf  # when a self-paced rep was last finished
        self._halted_ns = -math.inf  # when pausing or resuming was last requested
        self._refused_ns = -math.inf  # when a key was last refused
        methods = (
            *(self.pause, self.resume, self.pause_or_resume, self.halt, self.enter, self.forward, self.leave),
            *(self.pains.pain, self.pains.feels, self.pains.ease),
            *(self.sounds.mute, self.sounds.toggle, self.sounds.louder, self.sounds.softer),
        )
        self._actions: Mapping[str, Callable[..., bool | None]] = {
            **{command.value: partial(self.do, command) for command in DIRECT},
            **{method.__name__: method for method in methods},
        }

    # ---- state

    @property
    def ended(self) -> bool:
        """Whether the session has ended."""
        return self.driver.session.ended

    @property
    def asking(self) -> bool:
        """Whether the session is paused to ask the person whether to leave."""
        return self._asking and self.driver.session.state is State.PAUSED

    def view(self) -> ControllerView:
        """A snapshot of everything to display."""
        return ControllerView(
            self.driver.session.state,
            because=self._pause_reason or self.pains.skipped_words(),
            asking=self.asking,
            pain=self.pains.words(),
            pain_rating=self.pains.rating,
            feeling=self.pains.feeling_words(),
            sound=self.sounds.words(),
            confirmation=self.sounds.confirmation(self.clock.now_ns()),
            silence=self.sound.reason,
            unrecorded=self._diary.problem if self._diary else "",
        )

    # ---- time

    def tick(self) -> None:
        """Advance the session to the current time, and update the display."""
        self.driver.tick()
        self._refresh()

    def on_session_event(self, event: Event) -> None:
        """Remember why the session paused; in a rest, pick up newly spoken texts."""
        self.pains.on_session_event(event)
        if isinstance(event, Paused):
            self._pause_reason = event.because
        elif isinstance(event, ResumeStarted):
            self._pause_reason, self._asking = "", False
        elif isinstance(event, PainReported):
            self._asking = False
        elif isinstance(event, PhaseStarted) and event.phase and event.phase.kind == "rest":
            self.driver.use_voice(self._voice())

    def _refresh(self, *, refused: bool = False) -> None:
        """Start as soon as the sound is ready, so that the first cue is heard; then update the frontend."""
        if self.driver.session.state is State.READY and self._may_start and self._frontend.is_active:
            self.driver.use_voice(self._voice())
            self.driver.start()
        self.sounds.announce_return()
        self._frontend.changed(refused=refused)

    @property
    def _may_start(self) -> bool:
        return self.sound.state != "starting" or self.clock.now_ns() - self._opened_ns > MAX_SOUND_WAIT_NS

    # ---- commands

    def perform(self, action: str) -> bool:
        """Execute an action as bound to a key: "mute", "feels(3)"; False if it is not possible now."""
        name, arguments = parse_action(action)
        return self._actions[name](*arguments) is not False

    def do(self, command: Command) -> bool:
        """Give the session a command; False, with a sound, if its state does not allow it."""
        done = self.driver.do(command)
        if not done:
            self._refuse()
        self._refresh(refused=not done)
        return done

    def pause(self) -> bool:
        """Pause, unless already paused."""
        return self.driver.session.state is State.PAUSED or self.do(Command.PAUSE)

    def resume(self) -> bool:
        """Resume with a get-ready, unless already running."""
        state = self.driver.session.state
        return self.do(Command.RESUME) if state is State.PAUSED else state in MOVING

    def hold_still(self) -> None:
        """Pause if the session is running."""
        if not (self.driver.session.allows(Command.PAUSE) and self.driver.do(Command.PAUSE)):
            self.driver.tick()
        self._refresh()

    def pause_or_resume(self) -> bool:
        """Pause, or resume with a get-ready; finish a self-paced rep."""
        if self.driver.session.state is State.WAITING:
            return self._rep_done()
        return not self._still_pressed and self.halt()

    def halt(self) -> bool:
        """Pause, even in a self-paced rep, or resume with a get-ready."""
        session, now_ns = self.driver.session, self.clock.now_ns()
        held, self._halted_ns = now_ns - self._halted_ns < KEY_HELD_NS, now_ns
        if held:
            if session.state is not State.RESUMING:
                return False
            self.hold_still()  # something is holding the key down: stay paused
            return True
        if session.state is State.PAUSED:
            return self.resume()
        return session.now_ms >= KEY_REPEAT_MS * self.driver.speed and self.do(Command.PAUSE)

    def enter(self) -> bool:
        """Pause and go on as space does; but leave, when something is asked."""
        return self.do(Command.STOP) if self.asking or self.pains.hurting else self.pause_or_resume()

    def forward(self) -> bool:
        """Skip to the next step; finish a self-paced rep."""
        if self.driver.session.state is State.WAITING:
            return self._rep_done()
        return not self._still_pressed and self.do(Command.NEXT_STEP)

    def leave(self) -> None:
        """Pause and ask whether to leave; while something is asked, close the question and stay paused."""
        if self.driver.session.state is State.READY:
            self.do(Command.STOP)
            return
        if self.asking:
            self._asking = False
        elif self.pains.hurting:
            self.pains.close()
        else:
            self._asking = True
        self.hold_still()

    # ---- held keys

    def _rep_done(self) -> bool:
        if self.driver.session.waited_ms < KEY_REPEAT_MS * self.driver.speed:
            self._refuse()
            return False
        self._rep_finished_ns = self.clock.now_ns()
        return self.do(Command.DONE)

    def _refuse(self) -> None:
        """Sound the refusal of a key; only once for a held key."""
        now_ns = self.clock.now_ns()
        held, self._refused_ns = now_ns - self._refused_ns < KEY_HELD_NS, now_ns
        if not held:
            self.driver.click(taken=False)

    @property
    def _still_pressed(self) -> bool:
        """Whether a key press is probably a repeat of the one that finished a rep."""
        return self.clock.now_ns() - self._rep_finished_ns < KEY_REPEAT_MS * 1_000_000
