"""The real clocks."""

import sys
import time


class SystemClock:
    """`perf_counter` (which the sound helper shares), and a clock that goes on while the computer sleeps."""

    def now_ns(self) -> int:
        """Nanoseconds of `time.perf_counter`."""
        return time.perf_counter_ns()

    def awake_ns(self) -> int:
        """Nanoseconds of CLOCK_BOOTTIME; of its like on macOS, and of the monotonic clock on Windows, which goes on anyway.

        Never of the wall clock: that is set now and then.
        """
        name = "CLOCK_MONOTONIC_RAW" if sys.platform == "darwin" else "CLOCK_BOOTTIME"
        number: int | None = getattr(time, name, None)
        return time.monotonic_ns() if number is None else time.clock_gettime_ns(number)
