"""Where the keys and values of a TOML text are, from the tokens of Pygments. Loaded only when there is a problem to show."""

import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Final, TypeAlias

from msgspec import Struct
from pygments.lexers.configs import TOMLLexer
from pygments.token import Comment, Error, Name, Punctuation, String, Whitespace

from trainer.diagnostics.problem import KeyPath

Stretch: TypeAlias = tuple[int, int]  # of the text, from a character up to another one
SIGNS: Final = frozenset(("[", "[[", "]", "]]", "{", "}", "=", ".", ","))
CONTINUED: Final = "\\"  # at the end of a line in a string of several lines


class Span(Struct, frozen=True):
    """A stretch of one line: line and column from 1, and its length in characters."""

    line: int
    column: int
    length: int


class Lexeme(Struct, frozen=True):
    """A sign of TOML, or (`sign` is "") a key or a value, and where it is."""

    sign: str
    at: Stretch


BEGINNING: Final = Span(1, 1, 1)
END: Final = Lexeme("end", (0, 0))


class NotUnderstood(Exception):
    """The text is not TOML as far as it goes here."""


class TomlPlaces:
    """The places of all keys and values of a text. Of one that is not understood, what stands before that is known."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lexemes = _lexemes(text)
        self._ahead: Lexeme | None = None
        self._values: dict[KeyPath, Stretch] = {}
        self._keys: dict[KeyPath, Stretch] = {}
        self._counts: dict[KeyPath, int] = {}

    def find(self, path: KeyPath, *, of_key: bool) -> Span | None:
        """The place of a value (or of its key); where there is none, of what it should stand in."""
        whole = self._whole
        wanted = path
        while wanted:
            found = (self._keys if of_key and wanted == path else self._values).get(wanted)
            if found is not None:
                return self._span(found)
            if not whole and (len(wanted) <= 2 or wanted != path):  # it may stand in what was not understood
                return None
            wanted = wanted[:-1]
        return BEGINNING

    @cached_property
    def _whole(self) -> bool:
        """Whether all of the text was understood; it is looked at when this is asked for first."""
        table: KeyPath = ()
        try:
            while (lexeme := self._next()) is not END:
                if lexeme.sign in ("[", "[["):
                    table = self._table(several=lexeme.sign == "[[")
                else:
                    self._pair(table, lexeme)
        except Exception:  # noqa: BLE001 - a position is never worth a fault
            return False
        return True

    def _next(self, *wanted: str) -> Lexeme:
        """The next lexeme; raises NotUnderstood where it is none of those that are wanted."""
        lexeme = self._ahead or next(self._lexemes, END)
        self._ahead = None
        if wanted and lexeme.sign not in wanted:
            raise NotUnderstood
        return lexeme

    def _dotted(self, lexeme: Lexeme, end: str) -> Iterator[tuple[str, Stretch]]:
        """The names of a key up to the sign that ends it, each with its place."""
        while True:
            if lexeme.sign:
                raise NotUnderstood
            begin, stop = lexeme.at
            name = self._text[begin:stop]
            yield next(iter(tomllib.loads(f"{name} = 0"))) if name[0] in "\"'" else name, lexeme.at
            if self._next(".", end).sign == end:
                return
            lexeme = self._next("")

    def _table(self, *, several: bool) -> KeyPath:
        """Take in the head of a table; returns its path."""
        path: KeyPath = ()
        names = list(self._dotted(self._next(""), "]]" if several else "]"))
        for number, (name, at) in enumerate(names, 1):
            path = (*path, name)
            self._values.setdefault(path, at)
            last = number == len(names)
            if last and several:
                place = self._counts.get(path, 0)
                self._counts[path] = place + 1
                path = (*path, place)
            elif not last and path in self._counts:
                path = (*path, self._counts[path] - 1)
            if last:
                self._values[path] = self._keys[path] = at
        return path

    def _pair(self, path: KeyPath, lexeme: Lexeme) -> None:
        """Take in a key and its value."""
        for name, at in self._dotted(lexeme, "="):
            path = (*path, name)
            self._keys.setdefault(path, at)
            self._values.setdefault(path, at)
        self._value(path, self._next("", "[", "{"))

    def _value(self, path: KeyPath, lexeme: Lexeme) -> None:
        begin, end = lexeme.at
        if lexeme.sign == "[":
            end = self._list(path)
        elif lexeme.sign == "{":
            while (inner := self._next("", "}", ",")).sign != "}":
                if not inner.sign:
                    self._pair(path, inner)
            end = inner.at[1]
        self._values[path] = begin, end

    def _list(self, path: KeyPath) -> int:
        """Take in the entries of a list; returns where it ends."""
        place = 0
        while (inner := self._next("", "[", "{", "]", ",")).sign != "]":
            if inner.sign != ",":
                self._value((*path, place), inner)
                place += 1
        return inner.at[1]

    def _span(self, stretch: Stretch) -> Span:
        begin, end = stretch
        row = bisect_right(self._starts, begin) - 1
        first = self._starts[row]
        line = self._text[first : self._starts[row + 1]] if row + 1 < len(self._starts) else self._text[first:]
        return Span(row + 1, begin - first + 1, max(1, min(end - first, len(line.rstrip())) - (begin - first)))

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins."""
        starts = [0]
        while (found := self._text.find("\n", starts[-1]) + 1) > 0:
            starts.append(found)
        return starts


def _lexemes(text: str) -> Iterator[Lexeme]:
    """The lexemes of a text; ends before what is no TOML, with a sign that nobody wants."""
    string: list[int] = []  # where a string that has begun begins and ends
    before = ""
    for begin, kind, words in TOMLLexer().get_tokens_unprocessed(text):
        end = begin + len(words)
        if string and begin == string[1] and (kind in String or (kind in Whitespace and before == CONTINUED)):
            string[1], before = end, words
            continue
        if string:
            yield Lexeme("", (string[0], string[1]))
            string = []
        before = words
        if kind in String:
            string = [begin, end]
        elif kind in Error:
            yield Lexeme("error", (begin, end))
            return
        elif kind not in Whitespace and kind not in Comment:
            sign = words if words in SIGNS and (kind in Punctuation or kind not in Name) else ""
            yield Lexeme(sign, (begin, end))
    if string:
        yield Lexeme("", (string[0], string[1]))
