"""When the screen is kept on: while a session runs, and for a while after it was paused."""

from typing import Final

from trainer.run.ports import Awake, Clock
from trainer.session.states import ENDED, State

PAUSED_NS: Final = 300_000_000_000  # who pauses for longer has gone away


class KeepAwake:
    """Holds the screen on by what a session does. Whoever shows the session calls `look` every second or so."""

    def __init__(self, awake: Awake | None, clock: Clock) -> None:
        """`awake` None: the person wants the screen to go dark as it always does."""
        self._awake = awake
        self._clock = clock
        self._held = False
        self._moved_ns = clock.now_ns()
        self._told = False

    def look(self, state: State) -> str:
        """Hold on or let go; returns, once, why the screen cannot be held on."""
        if self._awake is None:
            return ""
        now_ns = self._clock.now_ns()
        if state is not State.PAUSED:
            self._moved_ns = now_ns
        self._hold(state not in ENDED and now_ns - self._moved_ns < PAUSED_NS)
        problem = self._awake.problem
        if not problem or self._told:
            return ""
        self._told = True
        return problem

    def end(self) -> None:
        """Let go: nothing runs any more."""
        self._hold(False)

    def _hold(self, held: bool) -> None:
        if self._awake is not None and held != self._held:
            self._held = held
            if held:
                self._awake.hold()
            else:
                self._awake.let_go()
