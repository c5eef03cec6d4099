"""What a screen with a session does about its course: pause and go on, a rep that is done, from step to step, leave."""

from abc import abstractmethod
from typing import Final

from trainer.run.driver import Driver
from trainer.run.ports import Clock
from trainer.session.states import Command, State

KEY_REPEAT_MS: Final = 500  # a key so soon after the one that started something is still the same press


class PaceKeys:
    """A part of a screen that has a `driver` and a `clock`."""

    driver: Driver
    clock: Clock
    asking = False  # whether to leave
    _done_ns: int | None = None  # when a rep at one's own pace was done last

    @abstractmethod
    def look(self) -> None:
        """Show what is."""

    # ---- pause, go on, done

    def action_pause_or_resume(self) -> None:
        """Pause, or go on with a get-ready; in a self-paced rep: done."""
        if self.driver.session.state is State.WAITING:
            self._rep_done()
        elif not self._still_pressed:
            self.action_halt()

    def action_halt(self) -> None:
        """Pause, in a self-paced rep too; or go on with a get-ready."""
        session = self.driver.session
        if session.state is State.PAUSED:
            self.asking = False
            self._do(Command.RESUME)
        elif session.now_ms >= KEY_REPEAT_MS * self.driver.speed:
            self._do(Command.PAUSE)

    def action_enter(self) -> None:
        """Pause and go on as space does; but leave, when that is the question."""
        if self.asking and self.driver.session.state is State.PAUSED:
            self._do(Command.STOP)
        else:
            self.action_pause_or_resume()

    def _rep_done(self) -> None:
        if self.driver.session.waited_ms >= KEY_REPEAT_MS * self.driver.speed:
            self._done_ns = self.clock.now_ns()
            self._do(Command.DONE)

    @property
    def _still_pressed(self) -> bool:
        """Whether a key is most likely the one that told a rep done, held or pressed twice."""
        return self._done_ns is not None and self.clock.now_ns() - self._done_ns < KEY_REPEAT_MS * 1_000_000

    def hold_still(self) -> None:
        """Pause if the session moves."""
        if self.driver.session.allows(Command.PAUSE):
            self.driver.do(Command.PAUSE)
        self.look()

    # ---- from step to step

    def action_forward(self) -> None:
        """Skip to the next step; in a self-paced rep: done."""
        if self.driver.session.state is State.WAITING:
            self._rep_done()
        elif not self._still_pressed:
            self.action_next_step()

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

    # ---- leave

    def action_leave(self) -> None:
        """Pause and ask; asked again, go on."""
        if self.asking and self.driver.session.state is State.PAUSED:
            self.action_halt()
            return
        if self.driver.session.state is State.READY:
            self._do(Command.STOP)
            return
        self.hold_still()
        self.asking = True
        self.look()

    def _do(self, command: Command) -> None:
        self.driver.do(command)
        self.look()
