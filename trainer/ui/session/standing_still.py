"""What the session screen says while the session stands still: a word for the mat, and what can be done. Pure."""

from msgspec import Struct

from trainer.run.frontend import ControllerView
from trainer.run.pain import GO_ON, PAUSED_KEYS, STAY, STOP, STOP_QUESTION, KeyOf, line_of_key
from trainer.session.states import State


class Standstill(Struct, frozen=True):
    """A word to draw big, and the lines below it.

    `way_on`: how it goes on, to be drawn large beside what is to be done then; `call`: what is asked, in its place.
    """

    word: str
    lines: tuple[str, ...]
    way_on: str = ""
    call: str = ""


def standstill(told: ControllerView, key_of: KeyOf) -> Standstill | None:
    """Why the session stands still; None where it goes on. Why there is no sound stands there too: there is time to read it."""
    if told.state is not State.PAUSED:
        return None
    goes_on, stops = line_of_key(key_of, "pause_or_resume", "carry on."), line_of_key(key_of, "enter", "stop.")
    if told.pain and not told.asking:
        question = next((f"{line.split(',')[0].replace(' to ', '-')}." for line in told.pain if "?" in line), "")  # in one line
        word = "PAIN" if told.pain_rating is None else f"PAIN {told.pain_rating}"
        return Standstill(word, told.pain, call=_call(question, goes_on))
    if told.asking:
        ways = (("enter", STOP), ("leave", STAY), ("pause_or_resume", GO_ON))
        lines = tuple(line_of_key(key_of, action, what) for action, what in ways)
        return Standstill(STOP_QUESTION.upper(), tuple(filter(None, lines)), call=_call(stops, goes_on))
    lines = (told.because, told.silence, *(line_of_key(key_of, action, what) for action, what in PAUSED_KEYS))
    return Standstill("PAUSED", tuple(filter(None, lines)), way_on=goes_on)


def _call(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
