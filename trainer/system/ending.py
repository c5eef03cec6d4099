"""The signals that end a process where nobody answers them. Every one must leave the terminal as it was, and whole files."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

SIGNALLED: Final = 128  # the exit code of a process that signal n ended is this and n
# From a terminal and from a system that shuts down: these end the trainer even where it was begun with them ignored.
USUAL: Final = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")
STOPPING: Final = ("SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGCONT")
UNIMPORTANT: Final = ("SIGCHLD", "SIGURG", "SIGWINCH", "SIGINFO")  # ignored by the system, too
# Faults of the processor come again when their handler returns; SIGKILL cannot be answered.
UNANSWERABLE: Final = ("SIGKILL", "SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL")
OTHERS: Final = frozenset(getattr(signal, name, None) for name in (*STOPPING, *UNIMPORTANT, *UNANSWERABLE))


def _ending() -> tuple[int, ...]:
    """What was ignored when the process began stays ignored; Python ignores two signals that the system tells by an error too."""
    usual = {getattr(signal, name) for name in USUAL if hasattr(signal, name)}
    return tuple(
        int(number)
        for number in signal.valid_signals()
        if number in usual or (number not in OTHERS and signal.getsignal(number) is signal.SIG_DFL)
    )


ENDING: Final = _ending()


@contextmanager
def answered(end: Callable[[int], None]) -> Iterator[None]:
    """Tell `end` of a signal that ends the process, by its number; afterwards signals do what they did before."""
    import asyncio

    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in ENDING}
    for number in before:
        try:
            loop.add_signal_handler(number, end, number)
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


def ignore() -> None:
    """Let no signal change the exit code any more: for the very end, where the interpreter would let the system decide again."""
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)
