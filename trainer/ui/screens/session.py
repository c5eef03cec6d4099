"""The session on a full screen: what to do now, which side, which rep, how long; every key works at any time."""

from collections.abc import Callable
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from trainer.cues.kinds import kind_of
from trainer.cues.voice import MUTE, Voice
from trainer.routine.plan import Plan
from trainer.run.driver import Driver
from trainer.run.ports import Clock, Diary, SoundControl
from trainer.run.speaker import ALL, Hearing
from trainer.session.events import Event, Paused
from trainer.session.record import Record
from trainer.session.resumption import Resumption
from trainer.session.session import Session, ended
from trainer.session.states import Command, State
from trainer.ui.figures import Figures
from trainer.ui.pain_keys import PainKeys
from trainer.ui.screens.help import HelpScreen
from trainer.ui.session_view import SessionView, as_text, pause_words, view_of
from trainer.ui.sizes import is_compact
from trainer.ui.sound_keys import SoundKeys
from trainer.ui.user_commands import SESSION, bindings, key_line
from trainer.ui.widgets.bar import Bar
from trainer.ui.widgets.big_text import BigText
from trainer.ui.widgets.figure import FigureView

FRAME_S: Final = 1 / 8  # between two pictures while something moves
HEAVY_FRAME_S: Final = 1 / 6  # while pictures are heavy, so that they also come over a slow line
SOONEST_S: Final = 0.005
FLASH_S: Final = 0.3  # two of them and the gaps between stay below three a second
LONGEST_WAIT_NS: Final = 1_500_000_000  # for a sound device that is slow to open
KEY_REPEAT_MS: Final = 500  # a pause this soon after the start is the Enter that started it
ROOMY: Final = 100  # columns from which the routine's name has room beside the step's
ALWAYS_FLASHED: Final = ("go", "side", "finished")
STANDING_STILL: Final = (State.PAUSED, State.RESUMING)


class SessionScreen(SoundKeys, PainKeys, Screen[Record]):
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
    ) -> None:
        """`easier`: the plan of the same routine at low effort, for who hurts."""
        super().__init__()
        self.easier = easier
        self._figures = figures
        self._voice = voice
        going_on = resumption is not None and bool(resumption.rows)
        self.record = Record(plan, resumption.rows, resumption.active_ms) if resumption else Record(plan)
        self.recording = diary.begin(plan, self.record, speed, resumed=going_on) if diary else None
        listeners = filter(None, (self.record, self.recording, self))
        self.driver = Driver(
            Session(plan, resumption.phase if resumption else 0), clock, sound, speed=speed, hearing=hearing, listeners=listeners
        )
        self._diary = diary
        self.sound = sound
        self._asking = False
        self._left = False
        self._because = ""
        self._flash_until_s = 0.0
        self._clock = clock
        self._opened_ns = clock.now_ns()
        self._next_look: Timer | None = None

    # ---- layout

    def compose(self) -> ComposeResult:
        """Head, figure and panel, foot; a text layout for small terminals; the pause band over all."""
        self._arrange()  # and what else is known before the screen stands, so that nothing is styled twice
        self.set_class(not self.heard, "-silent")
        yield Static(id="compact", markup=False)
        with Horizontal(id="head"):
            yield Static(id="routine", markup=False)
            yield Static(id="step", markup=False)
            yield Static("NOT RECORDED", id="unrecorded", markup=False)
            yield Static(id="sound", markup=False)
            yield Static(id="left", markup=False)
        yield Bar(id="whole")
        with Horizontal(id="stage"):
            yield FigureView(self._figures, id="figure")
            with Vertical(id="panel"):
                yield BigText(id="word")
                with Horizontal(id="numbers"):
                    with Vertical(id="rep-box", classes="-empty"):
                        yield BigText(room_for="00", id="rep")
                        yield Static(id="rep-label", markup=False)
                    with Vertical(id="seconds-box"):
                        yield BigText(room_for="00", id="seconds")
                        yield Static(id="seconds-label", markup=False)
        yield Static(id="flash", markup=False)
        yield Static(id="instruction", markup=False)
        yield Bar(id="part")
        with Horizontal(id="foot"):
            yield Static(id="breath", markup=False)
            yield Static(id="next", markup=False)
        yield Static(key_line(SESSION), id="keys", markup=False)
        with Vertical(id="pause"):
            yield BigText(id="pause-word")
            yield Static(id="pause-text", markup=False)

    def on_mount(self) -> None:
        """Begin as soon as the sound is ready, so that the first cue is heard."""
        self._show()
        self.call_after_refresh(self.look)  # the screen first: the voice and the script of a session take their time

    def on_resize(self, event: events.Resize) -> None:
        """Choose the layout that fits."""
        self._arrange()

    def _arrange(self) -> None:
        self.set_class(is_compact(self.app.size), "-compact")
        self.set_class(self.app.size.width < ROOMY, "-narrow")

    # ---- time

    def _tell_recording(self) -> None:
        """A badge while what happens cannot be written down, and once the reason."""
        problem = self._diary.problem if self._diary else ""
        if problem and not self.has_class("-unrecorded"):
            self.notify(problem, markup=False, timeout=8)
        self.set_class(bool(problem), "-unrecorded")

    def look(self) -> None:
        """Look at the clock, show what is, and look again at the next event or the next picture."""
        if self._next_look is not None:
            self._next_look.stop()
        self.driver.look()
        if self.driver.session.state is State.READY and self._may_start:
            self.driver.use(self._voice())
            self.driver.start()
        self.tell_sound()
        self._tell_recording()
        self._show()
        if ended(self.driver.session):
            self._leave()
            return
        delay = self.driver.seconds_to_next(HEAVY_FRAME_S if self.query_one(FigureView).heavy else FRAME_S)
        self._next_look = self.set_timer(max(SOONEST_S, delay), self.look)

    @property
    def _may_start(self) -> bool:
        waited = self._clock.now_ns() - self._opened_ns
        return self.sound.state != "starting" or waited > LONGEST_WAIT_NS

    def happened(self, event: Event) -> None:
        """Flash the cue of an event where it is not heard, and remember why the session paused."""
        if isinstance(event, Paused):
            self._because = event.because
        kind = kind_of(event)
        if kind == "rest":
            self.driver.use(self._voice())
        if kind and (kind in ALWAYS_FLASHED or not self.heard):
            self._flash_until_s = self._clock.now_ns() / 1e9 + FLASH_S

    # ---- what is shown

    def _show(self) -> None:
        session = self.driver.session
        view = view_of(session, still=self.app.animation_level == "none")
        self._text("routine", view.routine)
        self._text("step", view.step)
        self._text("left", f"{view.left} left")
        self._text("sound", self.sound_words())
        self._text("instruction", view.instruction)
        self._text("breath", self.feeling_words() or view.breath)
        self._text("next", view.next_up)
        self._text("rep-label", view.rep_label)
        self._text("seconds-label", view.seconds_label)
        self._text("compact", as_text(view, session.state, self.sound_words(), self._why_paused(), asking=self._asking))
        self._big("word", view.word)
        self._big("rep", view.rep)
        self._big("seconds", view.seconds)
        self.query_one("#whole", Bar).show(view.whole)
        self.query_one("#part", Bar).show(view.part)
        self.query_one("#rep-box").set_class(not view.rep, "-empty")
        self.set_class(view.side == "left", "-left")
        self.set_class(view.side == "right", "-right")
        self.set_class(self._clock.now_ns() / 1e9 < self._flash_until_s, "-flash")
        self.set_class(not self.heard, "-silent")
        self.query_one("#figure", FigureView).show(view.figure)
        self._show_pause(session, view)

    def _why_paused(self) -> str:
        return self.pain_words() if self.hurting else self._because

    def _show_pause(self, session: Session, view: SessionView) -> None:
        paused = session.state in STANDING_STILL
        self.set_class(paused, "-paused")
        if not paused:
            return
        word, text = pause_words(view, session.state, self._why_paused(), asking=self._asking, hurting=self.hurting)
        self._big("pause-word", word)
        self._text("pause-text", text)

    def _text(self, name: str, text: str) -> None:
        widget = self.query_one(f"#{name}", Static)
        if widget.content != text:
            widget.update(text)

    def _big(self, name: str, text: str) -> None:
        self.query_one(f"#{name}", BigText).text = text

    # ---- keys

    def _do(self, command: Command) -> None:
        self.driver.do(command)
        self.look()

    def action_pause_or_resume(self) -> None:
        """Pause, or go on with a get-ready; in a self-paced rep: done."""
        session = self.driver.session
        if self._asking and session.state is State.PAUSED:
            self._asking = False
        elif session.state is State.WAITING:
            self._do(Command.DONE)
            return
        if session.state is State.PAUSED:
            self._because = ""
            self._do(Command.RESUME)
        elif session.now_ms >= KEY_REPEAT_MS * self.driver.speed:
            self._do(Command.PAUSE)

    def action_enter(self) -> None:
        """Pause and go on as space does; but leave, when that is the question."""
        if self._asking and self.driver.session.state is State.PAUSED:
            self._do(Command.STOP)
        else:
            self.action_pause_or_resume()

    def action_next_step(self) -> None:
        """Skip to the next step."""
        self._do(Command.NEXT_STEP)

    def action_previous_step(self) -> None:
        """Back to this step's beginning, or to the step before."""
        self._do(Command.PREVIOUS_STEP)

    def action_restart_step(self) -> None:
        """This step from its beginning."""
        self._do(Command.RESTART_STEP)

    def action_add_time(self) -> None:
        """Ten seconds more."""
        self._do(Command.ADD_TIME)

    def action_take_time(self) -> None:
        """Ten seconds less."""
        self._do(Command.TAKE_TIME)

    def action_help(self) -> None:
        """Pause and show the keys."""
        self.hold_still()
        if not self._left:
            self.app.push_screen(HelpScreen("in a session", SESSION))

    def action_leave(self) -> None:
        """Pause and ask; asked again, go on."""
        if self._asking and self.driver.session.state is State.PAUSED:
            self.action_pause_or_resume()
            return
        if self.driver.session.state is State.READY:
            self._do(Command.STOP)
            return
        self.hold_still()
        self._asking = True
        self._show()

    def hold_still(self) -> None:
        """Pause if the session moves."""
        if self.driver.session.allows(Command.PAUSE):
            self.driver.do(Command.PAUSE)
        self.look()

    def _leave(self) -> None:
        """The session is over: hand the record back, once."""
        if not self._left:
            self._left = True
            self.dismiss(self.record)
