"""Handle the signals that stop and continue the process."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def suspendable(before: Callable[[], None], after: Callable[[], None]) -> Iterator[None]:
    """Call `before` ahead of a stop by ctrl+z, and `after` whenever the process continues."""
    suspend, resumed = getattr(signal, "SIGTSTP", None), getattr(signal, "SIGCONT", None)
    if suspend is None or resumed is None:
        yield
        return
    loop = asyncio.get_running_loop()

    def stop() -> None:
        before()
        loop.remove_signal_handler(suspend)
        os.kill(os.getpid(), suspend)
        loop.add_signal_handler(suspend, stop)

    loop.add_signal_handler(suspend, stop)
    loop.add_signal_handler(resumed, after)
    try:
        yield
    finally:
        loop.remove_signal_handler(suspend)
        loop.remove_signal_handler(resumed)
