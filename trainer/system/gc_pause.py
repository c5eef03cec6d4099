"""Pause Python's garbage collector while the app starts: collections cost a sixth of the start-up time."""

import gc


def pause() -> None:
    """Disable collections until `resume`."""
    gc.disable()


def resume() -> None:
    """Re-enable collections, and exempt everything loaded so far: modules and classes live to the end."""
    gc.freeze()
    gc.enable()
