"""Waiting until a screen that is tested has nothing left to do.

Textual's Pilot sleeps 20 ms at least, and takes a process that gets no processor for one that is idle. An event loop knows
better: when nothing is ready to run, everything that was begun has been done.
"""

import asyncio
import math
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final

SOON_S: Final = 0.04  # a timer that ends so soon belongs to what is going on: those that draw a screen end within 34 ms
LOOK_S: Final = 0.001  # between two looks at threads
LONGEST_S: Final = 30.0  # however busy the computer is


async def until_idle(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until the running loop and its threads have nothing to do, and no timer ends soon.

    For threads, and timers that end again and again, it waits `max_sleep` seconds in all, for the loop itself `LONGEST_S`.
    It takes the place of `textual._wait.wait_for_idle`, whose arguments it has.
    """
    loop = asyncio.get_running_loop()
    end = time.monotonic() + LONGEST_S
    while time.monotonic() < end:
        await asyncio.sleep(0)
        wait = LOOK_S
        if not _working(loop._default_executor):
            if loop._ready:  # also what a thread handed over before it was done
                continue
            wait = max(0.0, min(_timers(loop), default=math.inf) - loop.time())
        if wait > SOON_S or max_sleep <= 0:
            return
        max_sleep -= max(LOOK_S, wait)
        await asyncio.sleep(wait)


def _timers(loop: asyncio.BaseEventLoop) -> Iterator[float]:
    return (timer.when() for timer in loop._scheduled if not timer.cancelled())


def _working(executor: ThreadPoolExecutor | None) -> bool:
    """Whether a thread of an executor does something: those that do nothing count in its semaphore."""
    return executor is not None and executor._idle_semaphore._value < len(executor._threads)
