"""What the session screen says while the session stands still: a word for the mat, and what can be done. Pure."""

from msgspec import Struct

from trainer.run.frontend import ControllerView
from trainer.run.pain import GO_ON, LEAVE, STAY, KeyOf, line_of_key
from trainer.session.states import State


class Standstill(Struct, frozen=True):
    """A word to draw big, and the lines below it. `call`: sentences of what is asked and what to press next."""

    word: str
    lines: tuple[str, ...]
    call: str = ""


def standstill(told: ControllerView, key_of: KeyOf) -> Standstill | None:
    """Why the session stands still; None where it goes on. Why there is no sound stands there too: there is time to read it."""
    if told.state is not State.PAUSED:
        return None
    goes_on, leaves = (line_of_key(key_of, action, what) for action, what in (("pause_or_resume", "go on."), ("enter", "leave.")))
    if told.pain and not told.asking:
        question = next((f"{line.split(',')[0].replace(' to ', '-')}." for line in told.pain if "?" in line), "")  # in one line
        word = "PAIN" if told.pain_rating is None else f"PAIN {told.pain_rating}"
        return Standstill(word, told.pain, _call(question, goes_on))
    ways: tuple[tuple[str, str], ...]
    if told.asking:
        ways = (("enter", LEAVE), ("leave", STAY), ("pause_or_resume", GO_ON))
        lines = tuple(line_of_key(key_of, action, what) for action, what in ways)
    else:
        ways = (("pause_or_resume", "go on."), ("leave", "leave."))
        lines = (told.because, told.silence, *(line_of_key(key_of, action, what) for action, what in ways))
    word, call = ("LEAVE?", _call(leaves, goes_on)) if told.asking else ("PAUSED", goes_on)
    return Standstill(word, tuple(filter(None, lines)), call)


def _call(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
