"""The real clocks."""

import time


class SystemClock:
    """`perf_counter` (which the sound helper shares), and a clock that goes on while the computer sleeps."""

    def now_ns(self) -> int:
        """Nanoseconds of `time.perf_counter`."""
        return time.perf_counter_ns()

    def awake_ns(self) -> int:
        """Nanoseconds of CLOCK_BOOTTIME; of the wall clock where there is none."""
        boottime: int | None = getattr(time, "CLOCK_BOOTTIME", None)
        return time.time_ns() if boottime is None else time.clock_gettime_ns(boottime)
