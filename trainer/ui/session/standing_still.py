"""What the session screen says while the session stands still: a word for the mat, and what can be done. Pure."""

from msgspec import Struct

from trainer.run.frontend import ControllerView
from trainer.run.pain import GO_ON, LEAVE, STAY, KeyOf, line_of_key
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
    ways: tuple[tuple[str, str], ...]
    if told.asking:
        ways = (("enter", LEAVE), ("leave", STAY), ("pause_or_resume", GO_ON))
        lines = tuple(line_of_key(key_of, action, what) for action, what in ways)
    else:
        ways = (("pause_or_resume", "go on."), ("leave", "leave."))
        lines = (told.because, told.silence, *(line_of_key(key_of, action, what) for action, what in ways))
    return Standstill("LEAVE?" if told.asking else "PAUSED", tuple(filter(None, lines)))
