"""The entry point of `trainer` and `python -m trainer`: every failure becomes a sentence and an exit code."""

import atexit
import os
import signal
import sys
from types import FrameType
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and exit: 0 done, 1 a problem in the user's content, 2 wrong use, 128 + n ended by signal n."""
    from trainer.system.ending import ENDING, SIGNALLED, ignore

    for number in ENDING:
        signal.signal(number, _end)
    atexit.register(ignore)  # registered first, so that it runs last
    from trainer.system import crash_log, streams

    streams.open_missing()
    crash_log.log_background_errors()
    try:
        from trainer.commands import run

        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="replace")  # for terminals and pipes that are not UTF-8
        code = run(sys.argv[1:])
        if sys.stdout is not None and code < SIGNALLED:
            sys.stdout.flush()
    except Exception as error:  # noqa: BLE001 - the last place where a fault can become a sentence
        code = _fault(error)
    streams.discard_unwritable()
    sys.exit(code)


def _fault(error: Exception) -> int:
    """Report an exception as a sentence, and return the exit code."""
    from trainer.system import crash_log, streams

    if isinstance(error, streams.OutputError | OSError):
        streams.discard_output()
    if isinstance(error, BrokenPipeError):  # the reader has seen enough
        return 0
    if isinstance(error, streams.OutputError):
        streams.warn(str(error))
    elif isinstance(error, OSError) and error.filename is not None:
        streams.warn(f"{error.filename} cannot be used: {error.strerror}.")
    elif isinstance(error, OSError):
        streams.warn(f"The output cannot be written: {error.strerror}.")
    else:
        streams.warn(crash_log.report(error))
    return 1


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    """Exit immediately: until the app takes over the terminal and the signals, there is nothing to restore.

    Raising an exception would not work: inside an import it can be replaced or lost. Unfinished files are deleted here instead.
    """
    atomic = sys.modules.get("trainer.system.atomic")
    if (remove_unfinished := getattr(atomic, "remove_unfinished", None)) is not None:  # None during its import
        remove_unfinished()
    os._exit(128 + number)


if __name__ == "__main__":
    main()
