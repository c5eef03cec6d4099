"""What goes on beside a session in the app: the screen stays on, and `trainer remote` finds the session."""

from typing import TYPE_CHECKING, Final

from textual.timer import Timer

from trainer.run.keep_awake import KeepAwake
from trainer.run.ports import Awake, Clock, Remote

if TYPE_CHECKING:
    from textual.app import App
    from textual.worker import Worker

    from trainer.run.session_keys import SessionKeys

LOOK_S: Final = 1.0
TOLD_S: Final = 5.0


class SessionServices:
    """For one session after the other. `awake` and `remote` are None where the person wants none."""

    def __init__(self, app: "App[None]", clock: Clock, awake: Awake | None, remote: Remote | None) -> None:
        self._app = app
        self._remote = remote
        self._keep_awake = KeepAwake(awake, clock) if awake is not None else None
        self._session: SessionKeys | None = None
        self._timer: Timer | None = None
        self._serving: Worker[None] | None = None

    def begin(self, session: "SessionKeys") -> None:
        """A session runs."""
        self._session = session
        if self._keep_awake is not None:
            self._timer = self._app.set_interval(LOOK_S, self.look)
            self._app.call_after_refresh(self.look)  # what it loads comes after the session's first picture
        if self._remote is not None:
            from trainer.run.remote_control import answered  # noqa: PLC0415 - only when it is wanted

            serving = self._remote.serve(lambda verb: answered(session, verb), self._tell)
            self._serving = self._app.run_worker(serving, exit_on_error=False)

    def look(self) -> None:
        """Hold the screen on, or let it go."""
        if self._session is not None and self._keep_awake is not None:
            self._tell(self._keep_awake.look(self._session.driver.session.state))

    def end(self) -> None:
        """The session is over."""
        self._session = None
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._keep_awake is not None:
            self._keep_awake.end()
        if self._serving is not None:
            self._serving.cancel()
            self._serving = None

    def _tell(self, problem: str) -> None:
        if problem:
            self._app.notify(problem, markup=False, timeout=TOLD_S)
