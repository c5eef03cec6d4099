"""What a person sees when the trainer itself fails: a sentence, and a log file with the details."""

import contextlib
import traceback
from datetime import datetime

from trainer import __version__
from trainer.system import paths


def report(error: BaseException) -> str:
    """Write an error's details to the log file and return the sentence for the person."""
    text = "".join(traceback.format_exception(error))
    sentence = f"The trainer stopped because of a fault of its own ({type(error).__name__})."
    with contextlib.suppress(OSError):
        log = paths.log_file("faults.log")
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as out:
            out.write(f"{datetime.now().astimezone().isoformat(timespec='seconds')} version {__version__}\n{text}\n")
        return f"{sentence} The details are in {log}."
    return f"{sentence} The details could not be written to a log file."
