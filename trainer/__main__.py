"""The entry point of `trainer` and `python -m trainer`: exit codes, and nothing but sentences for a person to read."""

import os
import signal
import sys
from types import FrameType
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and exit: 0 done, 1 a problem in the user's content, 2 wrong use, 128 + n ended by signal n."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if (number := getattr(signal, name, None)) is not None:
            signal.signal(number, _end)
    try:
        from trainer.commands import run  # noqa: PLC0415 - signals are answered from the first moment on

        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="replace")  # a terminal, or a pipe, that knows few letters
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:  # noqa: BLE001 - the last place where a fault can become a sentence
        from trainer.system import crash_log  # noqa: PLC0415 - only when something failed

        print(crash_log.report(error), file=sys.stderr)  # noqa: T201
        code = 1
    sys.exit(code)


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
