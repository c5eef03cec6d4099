"""Delayed calls, each on a thread of its own, that can be cancelled."""

import threading
import time
from collections.abc import Callable


class Moments:
    """Calls functions at moments of `time.perf_counter`."""

    def __init__(self) -> None:
        self._generation = 0

    def at(self, moment: float, call: Callable[[], None]) -> None:
        """Call a function at a moment, at once if it is past."""
        generation = self._generation

        def due() -> None:
            if generation == self._generation:
                call()

        timer = threading.Timer(max(0.0, moment - time.perf_counter()), due)
        timer.daemon = True
        timer.start()

    def drop(self) -> None:
        """Cancel all pending calls."""
        self._generation += 1
