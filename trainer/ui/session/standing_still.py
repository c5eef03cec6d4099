"""What the session screen says while the session stands still: a word for the mat, and what can be done. Pure."""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from trainer.run.frontend import ControllerView
from trainer.run.pain import GO_ON, LESS, PAUSED_KEYS, STAY, STOP, STOP_QUESTION, KeyOf, line_of_key
from trainer.session.states import State

LATER: Final = "You can carry on later."


class Standstill(Struct, frozen=True):
    """A word to draw big, the sentences below it, and the `ways` on: keys and what they do in a word or two, for the mat.

    The ways that matter most come first. `more`: what the sentences say beyond the ways; without it, all they say.
    `asked`: something is asked, so that nothing else matters.
    """

    word: str
    lines: tuple[str, ...]
    ways: tuple[tuple[str, str], ...]
    more: tuple[str, ...] | None = None
    asked: bool = False


def standstill(told: ControllerView, key_of: KeyOf) -> Standstill | None:
    """Why the session stands still; None where it goes on. Why there is no sound stands there too: there is time to read it."""
    if told.state is not State.PAUSED:
        return None
    if told.pain and not told.asking:
        word = "PAIN" if told.pain_rating is None else f"PAIN {told.pain_rating}"
        ways = _pain_ways(told.pain, key_of)
        return Standstill(word, told.pain, ways, _beyond(told.pain, ways, key_of), asked=True)
    if told.asking:
        sentences = (("enter", STOP), ("pause_or_resume", GO_ON), ("leave", STAY))
        lines = tuple(line_of_key(key_of, action, what) for action, what in sentences)
        asked = _ways(key_of, (("enter", "STOP"), ("pause_or_resume", "CARRY ON")))
        more = tuple(filter(None, (LATER, line_of_key(key_of, "leave", STAY))))
        return Standstill(STOP_QUESTION.upper(), tuple(filter(None, lines)), asked, more, asked=True)
    more = tuple(filter(None, (told.because, told.silence)))
    lines = (*more, *(line_of_key(key_of, action, what) for action, what in PAUSED_KEYS))
    ways = _ways(key_of, (("pause_or_resume", "CARRY ON"), ("leave", "STOP")))
    return Standstill("PAUSED", tuple(filter(None, lines)), ways, more)


def _pain_ways(pain: tuple[str, ...], key_of: KeyOf) -> tuple[tuple[str, str], ...]:
    """The ways on after a pain: how strong it is, where that is asked, and what can be done."""
    least, most = key_of("feels(0)"), key_of("feels(9)")
    asked = any("?" in line for line in pain) and least and most
    less = line_of_key(key_of, "ease", LESS) in pain
    ways = (
        *(("pause_or_resume", "CARRY ON"), ("enter", "STOP"), ("next_step", "SKIP")),
        *((("ease", "EASIER"),) if less else ()),
    )
    return (*(((f"{least}-{most}", "HOW STRONG?"),) if asked else ()), *_ways(key_of, ways))


def _beyond(pain: tuple[str, ...], ways: tuple[tuple[str, str], ...], key_of: KeyOf) -> tuple[str, ...]:
    """What the sentences about a pain say beyond the ways on."""
    keys = {f"{key}:" for key, _ in ways}
    strongest = key_of("feels(10)")
    told = (line for line in pain if "?" not in line and line.partition(" ")[0].upper() not in keys)
    return (*((f"{strongest}: 10.",) if strongest and any("?" in line for line in pain) else ()), *told, LATER)


def _ways(key_of: KeyOf, ways: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The keys of actions that have one, and what they do."""
    return tuple((key.upper(), what) for action, what in ways if (key := key_of(action)))
