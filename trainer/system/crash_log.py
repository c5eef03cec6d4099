"""What a person sees when the trainer itself fails: a sentence, and a log file with the details."""

import contextlib
import os
import sys
import threading
from pathlib import Path
from typing import IO, Final

from trainer import __version__
from trainer.system.paths import log_file

LOG_BYTES: Final = 1 << 18
TO_APPEND: Final = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def opened(log: Path) -> IO[bytes]:
    """A log file to write on in, begun anew when it is long; its folder is made. It never waits. Raises OSError."""
    log.parent.mkdir(parents=True, exist_ok=True)
    file = os.fdopen(os.open(log, TO_APPEND, 0o600), "ab")
    if os.fstat(file.fileno()).st_size > LOG_BYTES:
        file.truncate(0)
    return file


def keep_background_faults() -> None:
    """Write faults of threads and of objects that are taken away to the log: nothing of them ever reaches the terminal."""
    threading.excepthook = lambda fault: _note(fault.exc_value)
    sys.unraisablehook = lambda fault: _note(fault.exc_value)


def report(error: BaseException) -> str:
    """Write an error's details to the log file and return the sentence for the person."""
    sentence = f"The trainer stopped because of a fault of its own ({type(error).__name__})."
    log = _note(error)
    return f"{sentence} The details are in {log}." if log else f"{sentence} The details could not be written to a log file."


def _note(error: BaseException | None) -> Path | None:
    """Write an error's details to the log file; returns the file, None where that cannot be."""
    if error is None:
        return None
    import traceback
    from datetime import datetime

    text = "".join(traceback.format_exception(error))
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    with contextlib.suppress(OSError):
        log = log_file("faults.log")
        with opened(log) as out:
            out.write(f"{when} version {__version__}\n{text}\n".encode(errors="backslashreplace"))
        return log
    return None
