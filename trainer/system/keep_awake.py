"""Keeps the screen on through wakepy: D-Bus on Linux, caffeinate on macOS, the power settings of Windows."""

import threading
from typing import Final

CLOSING_S: Final = 1.0
NO_WAY: Final = "The screen may go dark. The system's settings can prevent it."


class ScreenAwake:
    """Each hold is a thread of its own: the system may take seconds to answer, and must be let go of where it was asked."""

    def __init__(self) -> None:
        self.problem = ""
        self._answered = threading.Event()
        self._released: threading.Event | None = None
        self._thread: threading.Thread | None = None

    def hold(self) -> None:
        """Keep the screen on; returns at once."""
        if self._released is None:
            self._released = threading.Event()
            self._thread = threading.Thread(target=self._hold, args=(self._released,), name="awake", daemon=True)
            self._thread.start()

    def answered(self, seconds: float) -> bool:
        """Wait until the system has answered; False where it has not in this time."""
        return self._answered.wait(seconds)

    def let_go(self) -> None:
        """Let the screen go dark again; returns at once."""
        if self._released is not None:
            self._released.set()
            self._released = None

    def close(self) -> None:
        """Let go, and wait until the system knows, as far as that works soon."""
        self.let_go()
        if self._thread is not None:
            self._thread.join(CLOSING_S)

    def _hold(self, released: threading.Event) -> None:
        try:
            from wakepy import keep

            with keep.presenting(on_fail="pass") as mode:
                self.problem = "" if mode.active else NO_WAY
                self._answered.set()
                released.wait()
        except Exception:  # noqa: BLE001 - whatever a system does about its screen, a session goes on
            self.problem = "" if released.is_set() else NO_WAY
            self._answered.set()
