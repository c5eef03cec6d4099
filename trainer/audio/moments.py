"""Things that are to happen at moments, each on a thread of its own, until they are dropped."""

import threading
import time
from collections.abc import Callable


class Moments:
    """Calls functions at moments of `time.perf_counter`."""

    def __init__(self) -> None:
        self._generation = 0

    def at(self, moment: float, call: Callable[[], None]) -> None:
        """Call at a moment; at once when it is past."""
        generation = self._generation

        def due() -> None:
            if generation == self._generation:
                call()

        timer = threading.Timer(max(0.0, moment - time.perf_counter()), due)
        timer.daemon = True
        timer.start()

    def drop(self) -> None:
        """What was not yet called is never called."""
        self._generation += 1
