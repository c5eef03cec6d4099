"""The values of settings: in words, and one notch further. Pure."""

from typing import Final, get_args

from trainer.settings.settings import SPELLING, Settings
from trainer.settings.words import ABOUT, BOUNDS

TABLES: Final = ("keys", "efforts")  # settings of several values, which are not stepped through
FULL: Final = "\u25ae"
EMPTY: Final = "\u25af"
TENTHS: Final = 10
SAID: Final = {"silent": "no sound", "bell": "terminal bell"}  # words of the file that would not be understood


def choices(name: str) -> tuple[str, ...]:
    """The words that a setting may be; none where it is a number, on or off, or the keys."""
    return get_args(SPELLING.values.get(name))


def in_words(settings: Settings, name: str) -> str:
    """The value of a setting: "on", "80 %", "5 s"."""
    value = getattr(settings, name)
    if name == "keys":
        return f"{len(value)} changed" if value else "default"
    if name == "efforts":
        return f"{len(value)} set" if value else "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{said(value)}{ABOUT[name].unit}"


def said(value: object) -> str:
    """What a value is called."""
    return SAID.get(str(value), str(value))


def listed(settings: Settings) -> str:
    """The routines with an effort of their own, a line each."""
    return "\n".join(f"{routine}: {effort}" for routine, effort in settings.efforts.items())


def bar(value: int, lowest: int, highest: int) -> str:
    """A number between its bounds, in tenths."""
    full = round((value - lowest) / (highest - lowest) * TENTHS)
    return FULL * full + EMPTY * (TENTHS - full)


def stepped(settings: Settings, name: str, direction: int) -> object:
    """The next value of a setting, or the one before; a number stops at its ends, words go round."""
    value = getattr(settings, name)
    if isinstance(value, bool):
        return not value
    if name in BOUNDS:
        (lowest, highest), by = BOUNDS[name], ABOUT[name].step
        return min(highest, max(lowest, (value // by + direction) * by if direction > 0 else -(-value // by) * by - by))
    words = choices(name)
    return words[(words.index(value) + direction) % len(words)]
