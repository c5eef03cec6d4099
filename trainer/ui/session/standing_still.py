"""What the session screen says while the session stands still: a word for the mat, and what can be done. Pure."""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from trainer.run.frontend import ControllerView
from trainer.run.pain import GO_ON, LESS, PAUSED_KEYS, SKIP, STAY, STOP, STOP_QUESTION, KeyOf, line_of_key
from trainer.session.states import State

LATER: Final = "You can carry on later."


class Way(Struct, frozen=True):
    """A way on: its key, what it does in a word or two, for the mat, and the sentence that says the same.

    `beyond`: what the sentence says that the word does not.
    """

    key: str
    what: str
    sentence: str = ""
    beyond: str = ""


class Standstill(Struct, frozen=True):
    """A word to draw big, all there is to say in sentences, and the ways on, those that matter most first.

    `asked`: something is asked, so that nothing else matters.
    """

    word: str
    lines: tuple[str, ...]
    ways: tuple[Way, ...]
    asked: bool = False

    def sentences(self, large: int) -> tuple[str, ...]:
        """What is left to say in sentences where the first ways, so many, are drawn large."""
        said = {way.sentence: way.beyond for way in self.ways[:large]}
        return tuple(filter(None, (said.get(line, line) for line in self.lines)))


def standstill(told: ControllerView, key_of: KeyOf) -> Standstill | None:
    """Why the session stands still; None where it goes on. Why there is no sound stands there too: there is time to read it."""
    if told.state is not State.PAUSED:
        return None
    if told.pain and not told.asking:
        word = "PAIN" if told.pain_rating is None else f"PAIN {told.pain_rating}"
        return Standstill(word, told.pain, _pain_ways(told.pain, key_of), asked=True)
    if told.asking:
        sentences = (("enter", STOP), ("pause_or_resume", GO_ON), ("leave", STAY))
        lines = tuple(line_of_key(key_of, action, what) for action, what in sentences)
        ways = _ways(key_of, (("enter", "STOP", STOP, LATER), ("pause_or_resume", "CARRY ON", GO_ON, "")))
        return Standstill(STOP_QUESTION.upper(), tuple(filter(None, lines)), ways, asked=True)
    lines = (told.because, told.silence, *(line_of_key(key_of, action, what) for action, what in PAUSED_KEYS))
    words = zip(PAUSED_KEYS, ("CARRY ON", "STOP"), strict=True)
    ways = _ways(key_of, (*((action, word, what, "") for (action, what), word in words), ("pain", "IT HURTS", "", "")))
    return Standstill("PAUSED", tuple(filter(None, lines)), ways)


def _pain_ways(pain: tuple[str, ...], key_of: KeyOf) -> tuple[Way, ...]:
    """The ways on after a pain: how strong it is, where that is asked, and what can be done."""
    least, most, strongest = (key_of(f"feels({strength})") for strength in (0, 9, 10))
    asked = next((line for line in pain if "?" in line), "") if least and most else ""
    strength = Way(f"{least}-{most}", "HOW STRONG?", asked, f"{strongest}: 10." if strongest else "")
    ways = _ways(
        key_of,
        (
            ("pause_or_resume", "CARRY ON", GO_ON, ""),
            ("enter", "STOP", STOP, LATER),
            ("next_step", "SKIP", SKIP, ""),
            ("ease", "EASIER", LESS, ""),
        ),
    )
    return (*((strength,) if asked else ()), *(way for way in ways if way.sentence in pain))


def _ways(key_of: KeyOf, ways: Iterable[tuple[str, str, str, str]]) -> tuple[Way, ...]:
    """The ways whose actions have a key. Each: its action, what it does, the same in a sentence, and what that says beyond."""
    return tuple(
        Way(key.upper(), word, line_of_key(key_of, action, what) if what else "", beyond)
        for action, word, what, beyond in ways
        if (key := key_of(action))
    )
