"""What the session screen says while the session stands still: a word for the mat, and what can be done. Pure."""

from msgspec import Struct

from trainer.session.states import State


class Standstill(Struct, frozen=True):
    """A word to draw big, and the lines below it."""

    word: str
    lines: tuple[str, ...]


def standstill(state: State, *, because: str, asking: bool, pain: tuple[str, ...]) -> Standstill | None:
    """Why the session stands still; None where it goes on. `pain`: what can be done when something hurts."""
    if state is not State.PAUSED:
        return None
    if asking:
        return Standstill("LEAVE?", ("Enter: leave; it can go on later.", "Space or Esc: go on now."))
    if pain:
        return Standstill("PAIN", pain)
    return Standstill("PAUSED", tuple(filter(None, (because, "Space: go on.", "q: leave."))))
