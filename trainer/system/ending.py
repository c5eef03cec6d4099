"""Handle every signal that would kill the process, so that the terminal is restored and no file is left half written."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

SIGNALLED: Final = 128  # added to a signal's number, it is the exit code
# Sent by terminals and at shutdown: handled even if they were ignored when the trainer started.
ALWAYS_HANDLED: Final = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")
STOPPING: Final = ("SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGCONT")
IGNORED_BY_DEFAULT: Final = ("SIGCHLD", "SIGURG", "SIGWINCH", "SIGINFO")
# Processor faults recur when their handler returns; SIGKILL cannot be caught.
UNCATCHABLE: Final = ("SIGKILL", "SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL")
EXCLUDED: Final = frozenset(getattr(signal, name, None) for name in (*STOPPING, *IGNORED_BY_DEFAULT, *UNCATCHABLE))


def _terminating_signals() -> tuple[int, ...]:
    """List the signals that end the process. Inherited ignores are kept, as are those of SIGPIPE and SIGXFSZ that Python sets."""
    always = {getattr(signal, name) for name in ALWAYS_HANDLED if hasattr(signal, name)}
    return tuple(
        int(number)
        for number in signal.valid_signals()
        if number in always or (number not in EXCLUDED and signal.getsignal(number) is signal.SIG_DFL)
    )


ENDING: Final = _terminating_signals()


@contextmanager
def answered(end: Callable[[int], None]) -> Iterator[None]:
    """Call `end` with the number of any terminating signal, and restore the previous handlers on exit."""
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
            signal.signal(number, signal.SIG_IGN)  # better to lose a signal than to die half restored
            with suppress(NotImplementedError):
                loop.remove_signal_handler(number)
            signal.signal(number, handler)


def ignore() -> None:
    """Ignore all terminating signals, so that none can change the exit code during interpreter shutdown."""
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)
