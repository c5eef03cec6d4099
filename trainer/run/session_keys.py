"""What the keys of a session do, the same on a screen, line by line and from another terminal."""

from typing import Final

from trainer.run.pain_keys import PainKeys
from trainer.run.ports import Clock
from trainer.run.sound_keys import SoundKeys
from trainer.session.events import Event, Paused, ResumeStarted
from trainer.session.states import Command, State

KEY_REPEAT_MS: Final = 500  # a key so soon after the one that started something is still the same press
HELD_NS: Final = 120_000_000  # a key that comes again so soon is held down


class SessionKeys(SoundKeys, PainKeys):
    """A part of whatever shows a session: it has a `driver` and a `clock`, hears its events, and asks before it leaves."""

    clock: Clock
    _asking = False  # whether to leave
    _because = ""  # why it paused, where nobody asked for it
    _done_ns: int | None = None  # when a rep at one's own pace was done last
    _halted_ns: int | None = None  # when a pause, or its end, was asked for last
    _refused_ns: int | None = None  # when a key did nothing last

    @property
    def asking(self) -> bool:
        """Whether the session stands still because the person was asked whether to leave."""
        if self.driver.session.state is not State.PAUSED:
            self._asking = False
        return self._asking

    @asking.setter
    def asking(self, asking: bool) -> None:
        self._asking = asking

    def happened(self, event: Event) -> None:
        """Remember why the session paused."""
        if isinstance(event, Paused):
            self._because = event.because
        elif isinstance(event, ResumeStarted):
            self._because = ""

    def do(self, command: Command) -> bool:
        """Give the session a command and show what is; False, and heard, when its state does not allow it."""
        done = self.driver.do(command)
        if not done:
            self._refuse()
        self.look()
        return done

    # ---- pause, go on, done

    def action_pause_or_resume(self) -> None:
        """Pause, or go on with a get-ready; in a self-paced rep: done."""
        if self.driver.session.state is State.WAITING:
            self._rep_done()
        elif not self._still_pressed:
            self.action_halt()

    def action_halt(self) -> None:
        """Pause, in a self-paced rep too; or go on with a get-ready."""
        session, before, now = self.driver.session, self._halted_ns, self.clock.now_ns()
        self._halted_ns = now
        if before is not None and now - before < HELD_NS:
            if session.state is State.RESUMING:  # whatever lies on the key, it stands still
                self.hold_still()
        elif session.state is State.PAUSED:
            self.go_on()
        elif session.now_ms >= KEY_REPEAT_MS * self.driver.speed:
            self.do(Command.PAUSE)

    def action_enter(self) -> None:
        """Pause and go on as space does; but leave, when that is the question."""
        if self.asking:
            self.do(Command.STOP)
        else:
            self.action_pause_or_resume()

    def hold_still(self) -> None:
        """Pause if the session moves."""
        if self.driver.session.allows(Command.PAUSE):
            self.driver.do(Command.PAUSE)
        self.look()

    def go_on(self) -> None:
        """Go on after a pause, with a get-ready."""
        self.asking = False
        self.do(Command.RESUME)

    def _rep_done(self) -> None:
        if self.driver.session.waited_ms >= KEY_REPEAT_MS * self.driver.speed:
            self._done_ns = self.clock.now_ns()
            self.do(Command.DONE)
        else:
            self._refuse()

    def _refuse(self) -> None:
        """Let it be heard that a key does nothing now; of one that is held down once."""
        before, self._refused_ns = self._refused_ns, self.clock.now_ns()
        if before is None or self._refused_ns - before >= HELD_NS:
            self.driver.click(taken=False)

    @property
    def _still_pressed(self) -> bool:
        """Whether a key is most likely the one that told a rep done, held or pressed twice."""
        return self._done_ns is not None and self.clock.now_ns() - self._done_ns < KEY_REPEAT_MS * 1_000_000

    # ---- from step to step

    def action_forward(self) -> None:
        """Skip to the next step; in a self-paced rep: done."""
        if self.driver.session.state is State.WAITING:
            self._rep_done()
        elif not self._still_pressed:
            self.action_next_step()

    def action_next_step(self) -> None:
        """Skip to the next step."""
        self.do(Command.NEXT_STEP)

    def action_previous_step(self) -> None:
        """Back to this step's beginning, or to the step before."""
        self.do(Command.PREVIOUS_STEP)

    def action_restart_step(self) -> None:
        """This step from its beginning."""
        self.do(Command.RESTART_STEP)

    def action_add_time(self) -> None:
        """Ten seconds more."""
        self.do(Command.ADD_TIME)

    def action_take_time(self) -> None:
        """Ten seconds less."""
        self.do(Command.TAKE_TIME)

    # ---- leave

    def action_leave(self) -> None:
        """Pause and ask; asked again, go on."""
        if self.asking:
            self.action_halt()
            return
        if self.driver.session.state is State.READY:
            self.do(Command.STOP)
            return
        self._asking = True
        self.hold_still()
