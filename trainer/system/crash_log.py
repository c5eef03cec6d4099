"""Report internal errors: one sentence for the person, the details in a log file."""

import contextlib
import os
import sys
import threading
from pathlib import Path
from typing import IO, Final

from trainer import __version__
from trainer.system.paths import log_file

LOG_BYTES: Final = 1 << 18
APPEND_FLAGS: Final = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def opened(log: Path) -> IO[bytes]:
    """Open a log file for appending, truncating it if it has grown too long; creates its folder. Never blocks. Raises OSError."""
    log.parent.mkdir(parents=True, exist_ok=True)
    file = os.fdopen(os.open(log, APPEND_FLAGS, 0o600), "ab")
    if os.fstat(file.fileno()).st_size > LOG_BYTES:
        file.truncate(0)
    return file


def log_background_errors() -> None:
    """Log exceptions of threads and finalisers instead of printing them over the screen."""
    threading.excepthook = lambda fault: _append(fault.exc_value)
    sys.unraisablehook = lambda fault: _append(fault.exc_value)


def report(error: BaseException) -> str:
    """Log an exception and return the sentence to show."""
    sentence = f"The trainer stopped because of an internal error ({type(error).__name__})."
    log = _append(error)
    return f"{sentence} The details are in {log}." if log else f"{sentence} The details could not be written to a log file."


def _append(error: BaseException | None) -> Path | None:
    """Append a traceback to the log; returns its path, or None if it cannot be written."""
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
