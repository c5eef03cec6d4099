"""How many columns of a terminal a text takes, and breaking it at words by them: Chinese and Japanese letters take two."""

import textwrap
import unicodedata
from functools import cache

WIDE = frozenset("WF")  # of the classes of Unicode's East Asian width
NO_COLUMN = frozenset(("Mn", "Me", "Cf"))  # of its categories: what stands on the letter before


def cells(text: str) -> int:
    """How many columns a text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def wrap(text: str, columns: int, *, indent: int = 0, whole_words: bool = False, drop_whitespace: bool = True) -> list[str]:
    """A text in lines of so many columns, from the second on indented; `whole_words`: one that is too long sticks out."""
    wrapper = textwrap.TextWrapper if text.isascii() else _ByCells
    return [
        str(line)
        for line in wrapper(
            columns,
            subsequent_indent=" " * indent,
            break_long_words=not whole_words,
            break_on_hyphens=not whole_words,
            drop_whitespace=drop_whitespace,
        ).wrap(text)
    ]


def padded(text: str, columns: int) -> str:
    """A text with blanks behind it, so that it takes as many columns."""
    return text + " " * (columns - cells(text))


def centred(text: str, columns: int) -> str:
    """A text with blanks before it, so that it stands in the middle of so many columns."""
    return text.center(columns - cells(text) + len(text)).rstrip()


def shortened(text: str, columns: int) -> str:
    """A text that takes so many columns at most, with an ellipsis where its end is missing."""
    return text if cells(text) <= columns else f"{_head(text, columns - 1)}\u2026"


@cache
def _columns(char: str) -> int:
    if char.isascii():
        return 1
    return 0 if unicodedata.category(char) in NO_COLUMN else 2 if unicodedata.east_asian_width(char) in WIDE else 1


def _head(text: str, columns: int) -> str:
    """As much of the beginning of a text as takes so many columns at most."""
    taken = 0
    for place, char in enumerate(text):
        taken += _columns(char)
        if taken > columns:
            return text[:place]
    return text


class _Word(str):
    """A part of a line, as long as the columns it takes."""

    __slots__ = ()

    def __len__(self) -> int:
        return cells(str(self))


class _ByCells(textwrap.TextWrapper):
    """Counts columns where its base counts characters."""

    def _split(self, text: str) -> list[str]:
        return [_Word(part) for part in super()._split(text)]

    def _handle_long_word(self, reversed_chunks: list[str], cur_line: list[str], cur_len: int, width: int) -> None:
        if not self.break_long_words:
            super()._handle_long_word(reversed_chunks, cur_line, cur_len, width)
            return
        word = str(reversed_chunks[-1])
        head = _head(word, width - cur_len)
        if not head and not cur_line:
            head = word[:1]  # a letter of two columns in one: there is no other way on
        if head:
            cur_line.append(_Word(head))
            reversed_chunks[-1] = _Word(word[len(head) :])
            if len(head) == len(word):
                reversed_chunks.pop()
