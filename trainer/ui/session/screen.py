"""The session on a full screen: what to do now, which side, which rep, how long; every key works at any time."""

import asyncio
from collections.abc import Callable
from typing import ClassVar, Final

from textual.binding import BindingType

from trainer.cues.table import cue_of
from trainer.keymap.commands import SESSION, key_for
from trainer.run.controller import SessionController
from trainer.run.frontend import ControllerView, Frontend
from trainer.session.events import Event
from trainer.session.states import ENDED, State
from trainer.ui.bindings import bindings, own_keys
from trainer.ui.dialogs.help import HelpScreen
from trainer.ui.session.face import SessionFace
from trainer.ui.session.flash import Flash
from trainer.ui.session.standing_still import standstill
from trainer.ui.session.view import view_of
from trainer.ui.widgets.figure import FigureView
from trainer.ui.widgets.figures import Figures

FRAME_S: Final = 1 / 8  # between two pictures while something moves
HEAVY_FRAME_S: Final = 1 / 6  # while pictures are heavy, so that they also come over a slow line
STILL_S: Final = 0.3  # while nothing moves; that the sound is gone must be seen within a second even so
SOONEST_S: Final = 0.005
SILENCE_TOLD_S: Final = 12.0


class SessionScreen(SessionFace):
    """Shows one session to its end and returns its record."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings(SESSION, through="session")

    def __init__(self, controlled: Callable[[Frontend], SessionController], figures: Figures) -> None:
        """`controlled` makes the controller of the session that this screen shows."""
        super().__init__(figures)
        self.controller = controlled(self)
        self._clock = self.controller.clock
        self._left = False
        self._silence_told = ""
        self._flash = Flash()
        self._next_look: asyncio.TimerHandle | None = None
        self.set_class(not self.controller.sounds.heard, "-silent", update=False)

    def on_mount(self) -> None:
        """Show the session, and begin it."""
        self._show(self.controller.view())
        self.call_after_refresh(self.look)  # the screen first: the voice and the script of a session take their time

    # ---- time

    @property
    def _alive(self) -> bool:
        """Whether there is something to show on: at the end of the app there is not."""
        return self.is_attached and self.app.is_running

    def look(self) -> None:
        """Look at the clock, and show what is."""
        if self._alive:
            self.controller.tick()

    def changed(self, *, refused: bool = False) -> None:
        """Show what is, and look again at the next event or the next picture. What is refused is only heard."""
        if self._next_look is not None:
            self._next_look.cancel()
        if not self._alive:
            return
        told = self.controller.view()
        self._tell_silence(told.silence)
        self._tell_recording(told.unrecorded)
        self._show(told)
        if told.state in ENDED:
            self._leave()
            return
        wait = max(SOONEST_S, self.controller.driver.seconds_to_next(self._frame_s))
        self._next_look = asyncio.get_running_loop().call_later(wait, self.call_next, self.look)  # a Timer takes a task

    @property
    def _frame_s(self) -> float:
        if self.controller.driver.session.state is State.PAUSED:
            return STILL_S
        return HEAVY_FRAME_S if self.query_one(FigureView).heavy else FRAME_S

    def happened(self, event: Event) -> None:
        """Flash the cue of an event where it is not heard."""
        cue = cue_of(event)
        if cue and (cue.flashes or not self.controller.sounds.heard):
            self._flash.cue(self._clock.now_ns() / 1e9)

    # ---- what is shown

    def _tell_recording(self, problem: str) -> None:
        """A badge while what happens cannot be written down, and once the reason."""
        if problem and not self.has_class("-unrecorded"):
            self.notify(problem, markup=False, timeout=8)
        self.set_class(bool(problem), "-unrecorded")

    def _tell_silence(self, reason: str) -> None:
        """Why nothing is heard, and what to do, once for each reason; what stands big is only that it is so."""
        if reason and reason != self._silence_told:
            self.notify(reason, markup=False, timeout=SILENCE_TOLD_S)
        self._silence_told = reason

    def _show(self, told: ControllerView) -> None:
        self.set_class(not self.controller.sounds.heard, "-silent")
        self.mark("-flash", self._flash.lit(self._clock.now_ns() / 1e9), "#band", "#figure", "#compact", "#compact-band")
        done_key = self.key_of("pause_or_resume") if told.state is State.WAITING else ""
        view = view_of(self.controller.driver.session, still=self.app.animation_level == "none", done_key=done_key)
        self.show_view(view, told, standstill(told, self.key_of))

    # ---- keys

    def key_of(self, action: str) -> str:
        """The key of an action as it is called where a sentence begins, "" where it has none."""
        return key_for(action, SESSION, own_keys(self.app))

    def action_session(self, action: str) -> None:
        """Do what the key of a session's command does."""
        if action == "help":
            self._help()
        else:
            self.controller.perform(action)

    def _help(self) -> None:
        """Pause and show the keys."""
        self.controller.hold_still()
        if not self._left:
            self.app.push_screen(HelpScreen("in a session", SESSION))

    def _leave(self) -> None:
        """The session is over: hand the record back, once."""
        if not self._left:
            self._left = True
            self.pop_until_active()  # what stands over it (the help, the palette) goes first
            self.dismiss(self.controller.record)
