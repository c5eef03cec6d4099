"""The services of a running session: keep the screen on, and serve `trainer remote`."""

from typing import TYPE_CHECKING, Final

from textual.timer import Timer

from trainer.run.keep_awake import KeepAwake
from trainer.run.ports import Clock, Remote, Services

if TYPE_CHECKING:
    from textual.app import App
    from textual.worker import Worker

    from trainer.run.controller import SessionController

POLL_S: Final = 1.0
TOLD_S: Final = 8.0


class SessionServices:
    """Runs the services for one session after the other."""

    def __init__(self, app: "App[None]", clock: Clock, services: Services | None) -> None:
        self._app = app
        self._clock = clock
        self._services = services
        self._keep_awake: KeepAwake | None = None
        self._session: SessionController | None = None
        self._timer: Timer | None = None
        self._serving: tuple[Remote, Worker[None]] | None = None
        self._follow()

    def use(self, *, keep_awake: bool, remote: bool) -> None:
        """Apply changed settings, also to a running session."""
        if self._services is not None:
            self._services.use(keep_awake=keep_awake, remote=remote)
            self._follow()

    def begin(self, session: "SessionController") -> None:
        """Start the services for a session."""
        self._session = session
        self._follow()

    def _follow(self) -> None:
        """Start and stop services as the settings ask."""
        awake, remote = (self._services.awake, self._services.remote) if self._services is not None else (None, None)
        if awake is None and self._keep_awake is not None:
            self._keep_awake.end()
            self._keep_awake = None
        elif awake is not None and self._keep_awake is None:
            self._keep_awake = KeepAwake(awake, self._clock)
        if self._serving is not None and (self._session is None or self._serving[0] is not remote):
            self._serving[1].cancel()
            self._serving = None
        if self._session is None:
            return
        if self._timer is None and (awake is not None or remote is not None):
            self._timer = self._app.set_interval(POLL_S, self.poll)
            self._app.call_after_refresh(self.poll)  # what it loads comes after the session's first picture
        if remote is not None and self._serving is None:
            from trainer.run.remote_control import answered

            session = self._session
            serving = remote.serve(lambda verb: answered(session, verb), self._tell)
            self._serving = remote, self._app.run_worker(serving, exit_on_error=False)

    def poll(self) -> None:
        """Keep the screen on or release it, and notify of what does not work."""
        if self._session is not None and self._keep_awake is not None:
            self._tell(self._keep_awake.update(self._session.driver.session.state))

    def end(self) -> None:
        """Stop the services of the session."""
        self._session = None
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._keep_awake is not None:
            self._keep_awake.end()
        self._follow()

    def _tell(self, problem: str) -> None:
        """Tell a problem where the session has its notices."""
        if problem and self._session is not None:
            self._app.notify(problem, markup=False, timeout=TOLD_S)
