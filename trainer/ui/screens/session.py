"""The session on a full screen: what to do now, which side, which rep, how long; every key works at any time."""

import asyncio
from collections.abc import Callable
from typing import ClassVar, Final

from textual.binding import BindingType

from trainer.cues.table import cue_of
from trainer.cues.voice import MUTE, Voice
from trainer.routine.plan import Plan
from trainer.run.driver import Driver
from trainer.run.ports import Clock, Diary, SoundControl
from trainer.run.session_keys import SessionKeys
from trainer.run.speaker import ALL, Hearing
from trainer.session.events import Event
from trainer.session.record import Record
from trainer.session.resumption import Resumption
from trainer.session.session import GET_READY_MS, Session, ended
from trainer.session.states import State
from trainer.ui.figures import Figures
from trainer.ui.flash import Flash
from trainer.ui.screens.help import HelpScreen
from trainer.ui.screens.session_face import SessionFace
from trainer.ui.session_view import view_of
from trainer.ui.standing_still import standstill
from trainer.ui.user_commands import SESSION, bindings, key_for, own_keys
from trainer.ui.widgets.figure import FigureView

FRAME_S: Final = 1 / 8  # between two pictures while something moves
HEAVY_FRAME_S: Final = 1 / 6  # while pictures are heavy, so that they also come over a slow line
STILL_S: Final = 0.3  # while nothing moves; that the sound is gone must be seen within a second even so
SOONEST_S: Final = 0.005
LONGEST_WAIT_NS: Final = 1_500_000_000  # for a sound device that is slow to open
SILENCE_TOLD_S: Final = 12.0


class SessionScreen(SessionKeys, SessionFace):
    """Runs one session to its end and returns its record."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings(SESSION)

    def __init__(
        self,
        plan: Plan,
        clock: Clock,
        sound: SoundControl,
        figures: Figures,
        *,
        speed: float = 1.0,
        voice: Callable[[], Voice] = lambda: MUTE,
        hearing: Hearing = ALL,
        diary: Diary | None = None,
        resumption: Resumption | None = None,
        easier: Plan | None = None,
        get_ready_ms: int = GET_READY_MS,
    ) -> None:
        """`easier`: the plan of the same routine at low effort, for who hurts."""
        super().__init__(figures)
        self.easier = easier
        self._voice = voice
        self.record = Record(plan, resumption.rows, resumption.active_ms) if resumption else Record(plan)
        self.recording = diary.begin(plan, self.record, speed, resumed=resumption) if diary else None
        listeners = filter(None, (self.record, self.recording, self))
        where = (resumption.phase, resumption.into_ms) if resumption else (0, 0)
        session = Session(plan, *where, get_ready_ms=get_ready_ms)
        self.driver = Driver(session, clock, sound, speed=speed, hearing=hearing, listeners=listeners)
        self._diary = diary
        self.sound = sound
        self._left = False
        self._silence_told = ""
        self._flash = Flash()
        self.clock = clock
        self._opened_ns = clock.now_ns()
        self._next_look: asyncio.TimerHandle | None = None
        self.set_class(not self.heard, "-silent", update=False)

    def on_mount(self) -> None:
        """Begin as soon as the sound is ready, so that the first cue is heard."""
        self._show()
        self.call_after_refresh(self.look)  # the screen first: the voice and the script of a session take their time

    # ---- time

    def _tell_recording(self) -> None:
        """A badge while what happens cannot be written down, and once the reason."""
        problem = self._diary.problem if self._diary else ""
        if problem and not self.has_class("-unrecorded"):
            self.notify(problem, markup=False, timeout=8)
        self.set_class(bool(problem), "-unrecorded")

    def _tell_silence(self) -> None:
        """Why nothing is heard, and what to do, once for each reason; what stands big is only that it is so."""
        if self.sound.reason and self.sound.reason != self._silence_told:
            self.notify(self.sound.reason, markup=False, timeout=SILENCE_TOLD_S)
        self._silence_told = self.sound.reason

    def look(self) -> None:
        """Look at the clock, show what is, and look again at the next event or the next picture."""
        if self._next_look is not None:
            self._next_look.cancel()
        if not (self.is_attached and self.app.is_running):  # the app ends, and what would be shown on is gone
            return
        self.driver.look()
        if self.driver.session.state is State.READY and self._may_start and self.is_active:
            self.driver.use(self._voice())
            self.driver.start()
        self.tell_sound()
        self._tell_silence()
        self._tell_recording()
        self._show()
        if ended(self.driver.session):
            self._leave()
            return
        wait = max(SOONEST_S, self.driver.seconds_to_next(self._frame_s))
        self._next_look = asyncio.get_running_loop().call_later(wait, self.call_next, self.look)  # a Timer takes a task

    @property
    def _frame_s(self) -> float:
        if self.driver.session.state is State.PAUSED:
            return STILL_S
        return HEAVY_FRAME_S if self.query_one(FigureView).heavy else FRAME_S

    @property
    def _may_start(self) -> bool:
        waited = self.clock.now_ns() - self._opened_ns
        return self.sound.state != "starting" or waited > LONGEST_WAIT_NS

    def happened(self, event: Event) -> None:
        """Flash the cue of an event where it is not heard, and remember why the session paused."""
        super().happened(event)
        cue = cue_of(event)
        if cue and cue.kind == "rest":
            self.driver.use(self._voice())
        if cue and (cue.flashes or not self.heard):
            self._flash.cue(self.clock.now_ns() / 1e9)

    # ---- what is shown

    def _show(self) -> None:
        session = self.driver.session
        self.set_class(not self.heard, "-silent")
        done_key = self.key_of("pause_or_resume") if session.state is State.WAITING else ""
        self.mark("-flash", self._flash.lit(self.clock.now_ns() / 1e9), "#band", "#figure", "#compact", "#compact-band")
        self.show_view(
            view_of(session, still=self.app.animation_level == "none", done_key=done_key),
            session.state,
            standstill(
                session.state,
                because=self._because or self.skipped_words(),
                silence=self.sound.reason,
                asking=self.asking,
                pain=self.pain_words(),
                key_does=self.line_of_key,
            ),
            sound=self.sound_words(),
            notes=self._notes(),
            asked=self.feeling_words(),
        )

    def _notes(self) -> tuple[str, ...]:
        """What is wrong, in the words for the mat."""
        silent = ("NO SOUND",) if self.sound.state == "none" and not self.sound.muted else ()
        return (*silent, "NOT RECORDED") if self.has_class("-unrecorded") else silent

    # ---- keys

    def key_of(self, action: str) -> str:
        """The key of an action as it is called where a sentence begins, "" where it has none."""
        return key_for(action, SESSION, own_keys(self.app))

    def action_help(self) -> None:
        """Pause and show the keys."""
        self.hold_still()
        if not self._left:
            self.app.push_screen(HelpScreen("in a session", SESSION))

    def _leave(self) -> None:
        """The session is over: hand the record back, once."""
        if not self._left:
            self._left = True
            self.pop_until_active()  # what stands over it (the help, the palette) goes first
            self.dismiss(self.record)
