"""When an app has nothing left to do: told by its event loop, not by how little of the processor it takes."""

import asyncio
from time import monotonic

from textual._context import active_app
from textual._wait import SLEEP_GRANULARITY, wait_for_idle
from textual.worker import WorkerState

SOON_S = SLEEP_GRANULARITY  # what is due so soon belongs to what goes on now


async def until_quiet(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """In the place of Textual's `wait_for_idle`: until nothing is ready, was due within 20 ms, or is at work on a thread."""
    loop = asyncio.get_running_loop()
    end = monotonic() + max_sleep
    soon = loop.time() + SOON_S  # from the beginning: where a clock stands still, a timer may come again for ever
    while monotonic() < end:
        await asyncio.sleep(0)
        if loop._ready:  # type: ignore[attr-defined]
            continue
        due = min((handle.when() for handle in loop._scheduled if not handle.cancelled()), default=None)  # type: ignore[attr-defined]
        if due is not None and due < soon:
            await asyncio.sleep(max(0.0, due - loop.time()))
        elif any(worker.state == WorkerState.RUNNING for worker in active_app.get().workers):
            await wait_for_idle(0, max_sleep)
            return
        else:
            return
