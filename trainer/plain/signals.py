"""Signals while a session runs line by line: those that end it, and those that stop the process and let it go on."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

ENDING: Final = ("SIGINT", "SIGTERM", "SIGHUP")


@contextmanager
def answered(end: Callable[[int], None]) -> Iterator[None]:
    """Tell `end` of a signal that ends the process, by its number; afterwards signals do what they did before."""
    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for name in ENDING if (number := getattr(signal, name, None)) is not None}
    for number in before:
        try:
            loop.add_signal_handler(number, end, int(number))
        except NotImplementedError:  # Windows
            signal.signal(number, lambda got, _: loop.call_soon_threadsafe(end, got))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_IGN)  # rather none than one that ends us half way
            with suppress(NotImplementedError):
                loop.remove_signal_handler(number)
            signal.signal(number, handler)


@contextmanager
def suspendable(before: Callable[[], None], after: Callable[[], None]) -> Iterator[None]:
    """Call `before` ahead of a stop by ctrl+z, and `after` when the process goes on after any stop."""
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
