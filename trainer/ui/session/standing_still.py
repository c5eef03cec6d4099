"""What the session screen says while the session stands still: a word for the mat, and what can be done. Pure."""

from msgspec import Struct

from trainer.run.frontend import ControllerView
from trainer.run.pain import KeyOf, line_of_key
from trainer.session.states import State


class Standstill(Struct, frozen=True):
    """A word to draw big, and the lines below it."""

    word: str
    lines: tuple[str, ...]


def standstill(told: ControllerView, key_of: KeyOf) -> Standstill | None:
    """Why the session stands still; None where it goes on. Why there is no sound stands there too: there is time to read it."""
    if told.state is not State.PAUSED:
        return None
    if told.pain and not told.asking:
        return Standstill("PAIN", told.pain)
    go_on = line_of_key(key_of, "pause_or_resume", "go on now." if told.asking else "go on.")
    lines = (
        (line_of_key(key_of, "enter", "leave; it can go on later."), go_on)
        if told.asking
        else (told.because, told.silence, go_on, line_of_key(key_of, "leave", "leave."))
    )
    return Standstill("LEAVE?" if told.asking else "PAUSED", tuple(filter(None, lines)))
