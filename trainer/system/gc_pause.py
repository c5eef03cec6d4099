"""Pause Python's garbage collector while the app starts: collections cost a sixth of the start-up time."""

import gc
from typing import Final

NEW: Final = 10_000  # objects, after which those are looked at that were made since; Python's own number comes every second


def pause() -> None:
    """Disable collections until `resume`."""
    gc.disable()


def resume() -> None:
    """Re-enable collections, and exempt everything loaded so far: modules and classes live to the end."""
    gc.freeze()
    gc.set_threshold(NEW)
    gc.enable()
