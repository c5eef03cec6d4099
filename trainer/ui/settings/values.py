"""The values of settings: in words, and one notch further. Pure."""

from typing import Final, Literal, TypeAlias, get_args

from trainer.settings.settings import SPELLING, Settings

Way: TypeAlias = Literal[-1, 1]

# The smallest and largest value of each number, and by how much a key changes it.
RANGES: Final = {"prepare_extra": (0, 120, 5), "resume_countdown": (1, 30, 1), "volume": (0, 100, 5)}
FULL: Final = "\u25ae"
EMPTY: Final = "\u25af"
TENTHS: Final = 10


def choices(name: str) -> tuple[str, ...]:
    """The words that a setting may be; none where it is a number, on or off, or the keys."""
    return get_args(SPELLING.values.get(name))


def in_words(settings: Settings, name: str) -> str:
    """The value of a setting: "on", "80 %", "5 s more"."""
    value = getattr(settings, name)
    if name == "keys":
        return f"{len(value)} changed" if value else "as usual"
    if isinstance(value, bool):
        return "on" if value else "off"
    if name == "prepare_extra":
        return f"{value} s more" if value else "as usual"
    return {"volume": f"{value} %", "resume_countdown": f"{value} s"}.get(name, str(value))


def bar(settings: Settings) -> str:
    """The volume in tenths."""
    full = round(settings.volume / 100 * TENTHS)
    return FULL * full + EMPTY * (TENTHS - full)


def turned(settings: Settings, name: str, way: Way) -> object:
    """The next value of a setting, or the one before; a number stops at its ends, words go round."""
    value = getattr(settings, name)
    if isinstance(value, bool):
        return not value
    if name in RANGES:
        lowest, highest, by = RANGES[name]
        return min(highest, max(lowest, (value // by + way) * by if way > 0 else -(-value // by) * by - by))
    words = choices(name)
    return words[(words.index(value) + way) % len(words)]
