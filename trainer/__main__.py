"""The entry point of `trainer` and `python -m trainer`: exit codes, and nothing but sentences for a person to read."""

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and exit: 0 done, 1 a problem in the user's content, 2 wrong use, 128 + n ended by signal n."""
    got: list[int] = []

    def leave(number: int, frame: FrameType | None) -> NoReturn:
        """Leave by way of everything that has to be cleared away; asked once more, at once."""
        if got:
            _end(number, frame)
        got.append(number)
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - what was cut off half way complains of it
        sys.exit(128 + number)

    _answer(_end)
    try:
        from trainer.commands import run  # noqa: PLC0415 - signals are answered from the first moment on

        _answer(leave)
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="replace")  # a terminal, or a pipe, that knows few letters
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:  # noqa: BLE001 - the last place where a fault can become a sentence
        if got:  # raised inside an import, an exit comes out as another exception
            code = 128 + got[0]
        else:
            from trainer import faults  # noqa: PLC0415 - only when something failed

            print(faults.report(error), file=sys.stderr)  # noqa: T201
            code = 1
    finally:
        _answer(_end)
    sys.exit(code)


def _answer(handler: Callable[[int, FrameType | None], NoReturn]) -> None:
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if (number := getattr(signal, name, None)) is not None:
            signal.signal(number, handler)


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    """Leave at once: before a command begins, and after its end, there is nothing to clear away."""
    os._exit(128 + number)


if __name__ == "__main__":
    main()
