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

SOON_S: Final = 0.02  # a timer that ends so soon belongs to what is going on
LOOK_S: Final = 0.001  # between two looks at threads


async def until_idle(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until the running loop and its threads have nothing to do, and no timer ends soon; at most `max_sleep` seconds.

    It takes the place of `textual._wait.wait_for_idle`, whose arguments it has.
    """
    loop = asyncio.get_running_loop()
    begin = time.monotonic()
    while time.monotonic() - begin < max_sleep:
        await asyncio.sleep(0)
        if _working(loop._default_executor):
            await asyncio.sleep(LOOK_S)
            continue
        if loop._ready:  # also what a thread handed over before it was done
            continue
        wait = min(_timers(loop), default=math.inf) - loop.time()
        if wait > SOON_S:
            return

        await asyncio.sleep(wait)


def _timers(loop: asyncio.BaseEventLoop) -> Iterator[float]:
    return (timer.when() for timer in loop._scheduled if not timer.cancelled())


def _working(executor: ThreadPoolExecutor | None) -> bool:
    """Whether a thread of an executor does something: those that do nothing count in its semaphore."""
    return executor is not None and executor._idle_semaphore._value < len(executor._threads)
