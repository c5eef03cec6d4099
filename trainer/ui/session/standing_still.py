"""What the session screen says while the session stands still: a word for the mat, and what can be done. Pure."""

from msgspec import Struct

from trainer.run.frontend import ControllerView
from trainer.run.pain import GO_ON, LEAVE, STAY, KeyOf, line_of_key
from trainer.session.states import State


class Standstill(Struct, frozen=True):
    """A word to draw big, and the lines below it. `call`: what is asked, or what to press next; "" where no key does that."""

    word: str
    lines: tuple[str, ...]
    call: str = ""


def standstill(told: ControllerView, key_of: KeyOf) -> Standstill | None:
    """Why the session stands still; None where it goes on. Why there is no sound stands there too: there is time to read it."""
    if told.state is not State.PAUSED:
        return None
    goes_on = f"{key} goes on" if (key := key_of("pause_or_resume")) else ""
    if told.pain and not told.asking:
        question = next((line.split(",")[0] for line in told.pain if "?" in line), goes_on)
        return Standstill("PAIN", told.pain, question)
    ways: tuple[tuple[str, str], ...]
    if told.asking:
        ways = (("enter", LEAVE), ("leave", STAY), ("pause_or_resume", GO_ON))
        lines = tuple(line_of_key(key_of, action, what) for action, what in ways)
    else:
        ways = (("pause_or_resume", "go on."), ("leave", "leave."))
        lines = (told.because, told.silence, *(line_of_key(key_of, action, what) for action, what in ways))
    leaves = f"{key} leaves" if (key := key_of("enter")) else ""
    word, call = ("LEAVE?", leaves) if told.asking else ("PAUSED", goes_on)
    return Standstill(word, tuple(filter(None, lines)), call)
