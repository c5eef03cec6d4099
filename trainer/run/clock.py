"""The system's clocks."""

import sys
import time


class SystemClock:
    """Reads `perf_counter`, which the sound helper shares, and a clock that also runs while the computer sleeps."""

    def now_ns(self) -> int:
        """Nanoseconds of `time.perf_counter`."""
        return time.perf_counter_ns()

    def awake_ns(self) -> int:
        """Nanoseconds of CLOCK_BOOTTIME or its macOS equivalent; on Windows the monotonic clock also runs during sleep.

        Not the wall clock, which can be changed.
        """
        name = "CLOCK_MONOTONIC_RAW" if sys.platform == "darwin" else "CLOCK_BOOTTIME"
        number: int | None = getattr(time, name, None)
        return time.monotonic_ns() if number is None else time.clock_gettime_ns(number)
