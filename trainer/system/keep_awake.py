"""Keep the screen on through wakepy: D-Bus on Linux, caffeinate on macOS, power settings on Windows."""

import threading
from typing import Final

CLOSING_S: Final = 1.0
UNSUPPORTED: Final = "The screen may go dark. The system's settings can prevent it."


class ScreenAwake:
    """Keeps the screen on. Each hold has a thread: the system may be slow to answer, and must be released on the same thread."""

    def __init__(self) -> None:
        self.problem = ""
        self._answered = threading.Event()
        self._released: threading.Event | None = None
        self._thread: threading.Thread | None = None

    def hold(self) -> None:
        """Keep the screen on; returns immediately."""
        if self._released is None:
            self._released = threading.Event()
            self._thread = threading.Thread(target=self._hold, args=(self._released,), name="awake", daemon=True)
            self._thread.start()

    def wait_for_answer(self, seconds: float) -> bool:
        """Wait until the system has answered; False on timeout."""
        return self._answered.wait(seconds)

    def release(self) -> None:
        """Allow the screen to turn off again; returns immediately."""
        if self._released is not None:
            self._released.set()
            self._released = None

    def close(self) -> None:
        """Release the screen, and wait briefly for the system to be told."""
        self.release()
        if self._thread is not None:
            self._thread.join(CLOSING_S)

    def _hold(self, released: threading.Event) -> None:
        try:
            from wakepy import keep

            with keep.presenting(on_fail="pass") as mode:
                self.problem = "" if mode.active else UNSUPPORTED
                self._answered.set()
                released.wait()
        except Exception:  # noqa: BLE001 - whatever fails here, the session must go on
            self.problem = "" if released.is_set() else UNSUPPORTED
            self._answered.set()
