"""The session on a full screen: ticks the controller, shows its view, and passes keys to it."""

import asyncio
from collections.abc import Callable, Iterable
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size

from trainer.cues.table import cue_of
from trainer.keymap.commands import SESSION, key_for
from trainer.routine.plan import PlannedStep
from trainer.run.controller import SessionController
from trainer.run.frontend import ControllerView, Frontend
from trainer.run.sound_commands import MUTED, NO_SOUND
from trainer.session.events import Event
from trainer.session.record import Record
from trainer.session.states import ENDED, State
from trainer.ui.bindings import bindings, own_keys
from trainer.ui.session.board import NOT_RECORDED, SessionBoard, Told
from trainer.ui.session.flash import Flash
from trainer.ui.session.notices import Notices
from trainer.ui.session.small import LINE, small_screen
from trainer.ui.session.small_board import SmallBoard
from trainer.ui.session.standing_still import standstill
from trainer.ui.session.view import SessionReader, SessionView
from trainer.ui.trainer_screen import TrainerScreen
from trainer.ui.widgets.figures import Figures

FRAME_S: Final = 1 / 8  # between two pictures while something moves
HEAVY_FRAME_S: Final = 1 / 6  # while pictures are heavy, so that they also come over a slow line
STILL_S: Final = 0.3  # while nothing moves; that the sound is gone must be seen within a second even so
SOONEST_S: Final = 0.005
SILENCE_TOLD_S: Final = 12.0
UNRECORDED_TOLD_S: Final = 8.0


class SessionScreen(TrainerScreen[Record]):
    """Shows one session to its end and returns its record."""

    CSS_PATH = "session.tcss"
    BLANK = True  # nothing of its own is seen: its widgets cover it
    HELP_TITLE = "in a session"
    USER_COMMANDS = SESSION
    BINDINGS: ClassVar[list[BindingType]] = bindings(SESSION, through="session")

    def __init__(self, controlled: Callable[[Frontend], SessionController], figures: Figures) -> None:
        """`controlled` makes the controller of the session that this screen shows."""
        super().__init__()
        self.controller = controlled(self)
        self._clock = self.controller.clock
        self._reader = SessionReader(self.controller.driver.session)
        self._board = SessionBoard(figures)
        self._small = SmallBoard()
        self._notices = Notices()
        self._silence_told = self._problem_told = ""
        self._told: Told | None = None
        self._keys: dict[str, str] = {}
        self._flash = Flash()
        self._left = False
        self._next_tick: asyncio.TimerHandle | None = None

    def compose(self) -> ComposeResult:
        """The board, and what stands in its place on small terminals."""
        yield self._small
        yield self._board

    def on_mount(self) -> None:
        """Show the session, and begin it."""
        self.watch(self.app, "own_keys", self._use_new_keys)
        self._show(self.controller.view())
        self.call_after_refresh(self.tick)  # the screen first: the voice and the script of a session take their time

    def on_resize(self, event: events.Resize) -> None:
        """Show what is at the new size."""
        self.call_after_refresh(self.tick)

    def size_classes(self, size: Size) -> dict[str, bool]:
        """Also whether there is room for one line only."""
        return super().size_classes(size) | {"-line": size.height < LINE[1]}

    def fit(self) -> None:
        """Choose the layout that fits, of the board too."""
        super().fit()
        self._board.fit_to(self.app.size)

    # ---- time

    @property
    def _alive(self) -> bool:
        """Whether there is something to show on: at the end of the app there is not."""
        return self.is_attached and self.app.is_running

    def tick(self) -> None:
        """Advance the session to the current time, and show it."""
        if self._alive:
            self.controller.tick()

    def changed(self, *, refused: bool = False) -> None:
        """Show the current state, and schedule the next tick for the next event or picture. What is refused is only heard."""
        if self._next_tick is not None:
            self._next_tick.cancel()
        if not self._alive:
            return
        told = self.controller.view()
        self._show(told)
        if told.state in ENDED:
            self._leave()
            return
        wait = max(SOONEST_S, self.controller.driver.seconds_to_next(self._frame_s(told.state)))
        self._next_tick = asyncio.get_running_loop().call_later(wait, self._tick_in_time)

    def _tick_in_time(self) -> None:
        """Tick without a message, which takes Textual as long as a tick does; a fault ends the app as one in a message does."""
        try:
            self.tick()
        except Exception as fault:  # noqa: BLE001 - whatever it is, the terminal is given back
            self.app._handle_exception(fault)

    def _frame_s(self, state: State) -> float:
        if state is State.PAUSED:
            return STILL_S
        return HEAVY_FRAME_S if self._board.figure.heavy else FRAME_S

    def on_session_event(self, event: Event) -> None:
        """Flash for a cue that is not heard, or always flashes."""
        cue = cue_of(event)
        if cue and (cue.flashes or not self.controller.sounds.heard):
            self._flash.cue(self._clock.now_ns() / 1e9)

    # ---- what is shown

    def tell(self, notice: str, seconds: float) -> None:
        """Show a notice on the line that there is for them."""
        self._notices.tell(notice, seconds)

    def _show(self, told: ControllerView) -> None:
        now_s = self._clock.now_ns() / 1e9
        view = self._reader.view(still=self.app.animation_level == "none")
        self._tell_problems(told)
        shown = self._told_with(told, self._notices.current(now_s))
        lit = self._flash.lit(now_s)
        if self.has_class("-compact"):
            self._small.show(self._small_text(view, shown), view.count.word, still=shown.still is not None, lit=lit)
        else:
            self._board.show(view, shown, lit=lit)

    def _told_with(self, told: ControllerView, notice: str) -> Told:
        """What is shown besides the position in the plan; the same object as before if nothing of it changed."""
        before = self._told
        if before is None or before.controller != told or before.notice != notice:
            done_key = self._keys["pause_or_resume"] if told.state is State.WAITING else ""
            self._told = Told(told, standstill(told, self._keys.__getitem__), notice, done_key)
        assert self._told is not None
        return self._told

    def _tell_problems(self, told: ControllerView) -> None:
        """Notify why nothing is heard or recorded, once for each reason."""
        if told.silence != self._silence_told:
            self._silence_told = told.silence
            if told.silence:
                self.tell(told.silence, SILENCE_TOLD_S)
        if told.unrecorded != self._problem_told:
            self._problem_told = told.unrecorded
            if told.unrecorded:
                self.tell(told.unrecorded, UNRECORDED_TOLD_S)

    def _small_text(self, view: SessionView, told: Told) -> str:
        controller = told.controller
        notes = (
            *((controller.sound,) if controller.sound in (NO_SOUND, MUTED) else ()),
            *((NOT_RECORDED,) if controller.unrecorded else ()),
            *filter(None, (controller.confirmation or told.notice,)),
        )
        breath = controller.feeling or (f"{told.done_key}: this rep is done" if told.done_key else view.words.breath)
        return small_screen(view, told.still, notes, breath, *self.app.size, waiting=bool(told.done_key))

    # ---- keys

    def key_of(self, action: str) -> str:
        """The key of an action as it is called where a sentence begins, "" where it has none."""
        return self._keys[action]

    def _use_new_keys(self) -> None:
        own = own_keys(self.app)
        self._keys = {command.action: key_for(command.action, (command,), own) for command in SESSION}
        self._told = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command does something now."""
        return (action, *parameters) != ("session", "ease") or self.controller.pains.can_ease

    def action_session(self, action: str) -> None:
        """Do what the key of a session's command does."""
        if action == "help":
            self._help()
        else:
            self.controller.perform(action)

    def _help(self) -> None:
        """Pause and show the keys, and what is taught of the exercise."""
        self.controller.hold_still()
        if not self._left:
            self.action_help()

    def action_palette(self) -> None:
        """Pause, as the palette takes the keys, and find a command by its name."""
        self.controller.hold_still()
        if not self.controller.ended:
            super().action_palette()

    def help_steps(self) -> Iterable[PlannedStep]:
        """The one that is done now."""
        session = self.controller.driver.session
        return (session.plan.step_of(session.phase),)

    def _leave(self) -> None:
        """The session is over: hand the record back, once."""
        if not self._left:
            self._left = True
            self.pop_until_active()  # what stands over it (the help, the palette) goes first
            self.dismiss(self.controller.record)
