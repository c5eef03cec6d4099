"""When Python's collector of garbage may run: not while the app starts, where a collection costs a sixth of the time."""

import gc


def pause() -> None:
    """No collections until `resume`."""
    gc.disable()


def resume() -> None:
    """Collect again, but leave out what has been loaded: modules and classes stay to the end, and there are very many."""
    gc.freeze()
    gc.enable()
