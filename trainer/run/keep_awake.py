"""Decide when to keep the screen on: while a session runs, and for a while after a pause."""

from typing import Final

from trainer.run.ports import Awake, Clock
from trainer.session.states import ENDED, State

MAX_PAUSE_NS: Final = 300_000_000_000  # after a longer pause, the person has left


class KeepAwake:
    """Keeps the screen on depending on the session's state. The frontend calls `update` about once a second."""

    def __init__(self, awake: Awake | None, clock: Clock) -> None:
        """`awake` is None if the person does not want it."""
        self._awake = awake
        self._clock = clock
        self._held = False
        self._last_active_ns = clock.now_ns()
        self._reported = False

    def update(self, state: State) -> str:
        """Hold or release the screen; returns once why that is impossible."""
        if self._awake is None:
            return ""
        now_ns = self._clock.now_ns()
        if state is not State.PAUSED:
            self._last_active_ns = now_ns
        self._hold(state not in ENDED and now_ns - self._last_active_ns < MAX_PAUSE_NS)
        problem = self._awake.problem
        if not problem or self._reported:
            return ""
        self._reported = True
        return problem

    def end(self) -> None:
        """Release the screen."""
        self._hold(False)

    def _hold(self, held: bool) -> None:
        if self._awake is not None and held != self._held:
            self._held = held
            if held:
                self._awake.hold()
            else:
                self._awake.release()
