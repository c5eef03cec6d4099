"""What the session screen says while the session stands still: a word for the mat, and what can be done. Pure."""

from collections.abc import Callable

from msgspec import Struct

from trainer.session.states import State


class Standstill(Struct, frozen=True):
    """A word to draw big, and the lines below it."""

    word: str
    lines: tuple[str, ...]


def standstill(
    state: State, *, because: str, silence: str = "", asking: bool, pain: tuple[str, ...], key_does: Callable[[str, str], str]
) -> Standstill | None:
    """Why the session stands still; None where it goes on. `pain`: what can be done when something hurts.

    `silence`: why there is no sound, for there is time to read it now. `key_does` makes the line which says that the key of
    an action does something.
    """
    if state is not State.PAUSED:
        return None
    if pain and not asking:
        return Standstill("PAIN", pain)
    go_on = key_does("pause_or_resume", "go on now." if asking else "go on.")
    lines = (
        (key_does("enter", "leave; it can go on later."), go_on)
        if asking
        else (because, silence, go_on, key_does("leave", "leave."))
    )
    return Standstill("LEAVE?" if asking else "PAUSED", tuple(filter(None, lines)))
