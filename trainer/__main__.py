"""The entry point of `trainer` and `python -m trainer`: exit codes, and nothing but sentences for a person to read."""

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
    atexit.register(ignore)  # as the first, so that it comes last
    from trainer.system import crash_log, streams

    streams.open_missing()
    crash_log.keep_background_faults()
    try:
        from trainer.commands import run

        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="replace")  # a terminal, or a pipe, that knows few letters
        code = run(sys.argv[1:])
        if sys.stdout is not None and code < SIGNALLED:
            sys.stdout.flush()
    except Exception as error:  # noqa: BLE001 - the last place where a fault can become a sentence
        code = _fault(error)
    streams.discard_unwritable()
    sys.exit(code)


def _fault(error: Exception) -> int:
    """Say what went wrong, in a sentence; returns the exit code."""
    from trainer.system import crash_log, streams

    if isinstance(error, streams.OutputError | OSError):
        streams.discard_output()
    if isinstance(error, BrokenPipeError):  # whoever read the output has seen enough
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
    """Leave at once: before the app takes the terminal over (and answers signals itself) there is nothing to give back.

    An exception would not do: raised inside an import it comes out as another one, or is lost. So what is being written is
    taken away here.
    """
    atomic = sys.modules.get("trainer.system.atomic")
    if (clear_away := getattr(atomic, "clear_away", None)) is not None:  # None, too, while that is being loaded
        clear_away()
    os._exit(128 + number)


if __name__ == "__main__":
    main()
