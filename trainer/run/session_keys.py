"""What the keys of a session do, the same on a screen, line by line and from another terminal."""

from typing import Final

from trainer.run.pain_keys import PainKeys
from trainer.run.sound_keys import SoundKeys
from trainer.session.events import Event, Paused
from trainer.session.states import Command, State

KEY_REPEAT_MS: Final = 500  # a pause this soon after the start is the Enter that started it


class SessionKeys(SoundKeys, PainKeys):
    """A part of whatever shows a session: it has a `driver`, hears its events, and asks before it leaves."""

    _asking = False  # whether to leave
    _because = ""  # why it paused, where nobody asked for it

    @property
    def asking(self) -> bool:
        """Whether the session stands still because the person was asked whether to leave."""
        if self.driver.session.state is not State.PAUSED:
            self._asking = False
        return self._asking

    def happened(self, event: Event) -> None:
        """Remember why the session paused."""
        if isinstance(event, Paused):
            self._because = event.because

    def why_paused(self) -> str:
        """Why the session stands still; "" for the person's own wish."""
        return self.pain_words() if self.hurting else self._because

    def do(self, command: Command) -> bool:
        """Give the session a command and show what is; False when its state does not allow it."""
        done = self.driver.do(command)
        self.look()
        return done

    def hold_still(self) -> None:
        """Pause if the session moves."""
        if self.driver.session.allows(Command.PAUSE):
            self.driver.do(Command.PAUSE)
        self.look()

    def go_on(self) -> None:
        """Go on after a pause, with a get-ready."""
        self._because = ""
        self.do(Command.RESUME)

    def action_pause_or_resume(self) -> None:
        """Pause, or go on with a get-ready; in a self-paced rep: done."""
        session = self.driver.session
        if self.asking:
            self._asking = False
        elif session.state is State.WAITING:
            self.do(Command.DONE)
            return
        if session.state is State.PAUSED:
            self.go_on()
        elif session.now_ms >= KEY_REPEAT_MS * self.driver.speed:
            self.do(Command.PAUSE)

    def action_enter(self) -> None:
        """Pause and go on as space does; but leave, when that is the question."""
        if self.asking:
            self.do(Command.STOP)
        else:
            self.action_pause_or_resume()

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

    def action_leave(self) -> None:
        """Pause and ask; asked again, go on."""
        if self.asking:
            self.action_pause_or_resume()
            return
        if self.driver.session.state is State.READY:
            self.do(Command.STOP)
            return
        self._asking = True
        self.hold_still()
