"""What is wrong with a file that a person wrote (routines, poses, settings), in words for that person."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import PurePath
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from trainer.system.visible import visible

KeyPath: TypeAlias = tuple[str | int, ...]  # ("routine", 0, "steps", 1, "rest")
Severity: TypeAlias = Literal["error", "warning"]

MAX_BYTES: Final = 1024 * 1024
BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
COMMANDS: Final = "keys"  # the table of the settings whose keys are names of commands, which have dots of their own
MOST_TEXT: Final = 300  # characters of a part of a message
MOST_LINE: Final = 160  # characters of a line that is shown
BEFORE: Final = 60  # of them before what is meant
MOST_KNOWN: Final = 2_000  # words: among more, the nearest is not looked for
CUT: Final = "\u2026"


class Problem(Struct, frozen=True):
    """One problem: the file, the path of the key in it (empty: the file as a whole), what was expected, and a hint.

    Once it has been located: `line` and `column` (from 1), the line itself, and how many characters of it are meant.
    """

    file: str
    path: KeyPath
    message: str
    hint: str = ""
    severity: Severity = "error"
    line: int | None = None
    column: int | None = None
    excerpt: str = ""
    length: int = 0

    @property
    def key(self) -> str:
        """The path as a person reads it, see `key_text`."""
        return key_text(self.path)

    def __str__(self) -> str:
        """The problem as one line, whatever stands in the file: as in all that follows, its text is made visible."""
        return visible(self._head() + (f" ({_cut(self.hint)})" if self.hint else ""))

    def report(self) -> str:
        """The problem with the line it is in, a mark under what is meant, and the hint beside it."""
        if self.line is None or self.column is None:
            return str(self)
        begin = max(0, self.column - 1 - BEFORE) if len(self.excerpt) > MOST_LINE else 0
        shown = self.excerpt[begin : begin + MOST_LINE]
        before = re.sub(r"[^\t]", " ", shown[: self.column - 1 - begin])
        length = max(1, min(self.length, len(shown) - len(before)))
        mark = f"{before}{'^' * length}{' ' if self.hint else ''}{visible(_cut(self.hint))}"
        return f"{visible(self._head())}\n{self.line:>5} | {visible(shown, lines=True)}\n      | {mark}"

    def brief(self) -> str:
        """The problem where there is little room: the file's name, the line, the last part of the key, and the hint."""
        place = f"{PurePath(self.file).name}, line {self.line}" if self.line is not None else PurePath(self.file).name
        names = [part for part in self.path if isinstance(part, str)]
        name = ".".join(names[1:]) if names[:1] == [COMMANDS] else names[-1] if names else ""
        told = re.search(rf"\b{re.escape(name)}\b", self.message) is not None
        return visible(": ".join(filter(None, (place, "" if told else _cut(name), _cut(self.message), _cut(self.hint)))))

    def _head(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line is not None else self.file
        severity = "warning: " if self.severity == "warning" else ""
        return ": ".join(filter(None, (place, severity + _cut(self.key), _cut(self.message))))


class FileError(Exception):
    """A file cannot be used; `problems` says why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@contextmanager
def guarded(file: str) -> Iterator[None]:
    """Turn whatever the reading of one file raises into a FileError, so that one odd file stops nothing but itself."""
    try:
        yield
    except (FileError, MemoryError):
        raise
    except Exception as error:
        message = f"holds something that the trainer cannot read ({type(error).__name__})"
        raise FileError([Problem(file, (), message, "take out what is unusual in it")]) from error


def key_text(path: KeyPath) -> str:
    """A path in the way of TOML: `routine[0].steps[1].rest`; what is no bare key is quoted: `keys."session.next"`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += ("." if text else "") + (part if BARE.fullmatch(part) else _quoted(part))
    return text


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint with the nearest known spelling of `word`, or "" when none is near, or there are too many to look through."""
    known = list(known)
    if len(word) > MOST_TEXT or len(known) > MOST_KNOWN:
        return ""
    found = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean '{found[0]}'?" if found else ""


def _quoted(part: str) -> str:
    import json

    return json.dumps(part, ensure_ascii=False).replace("\x7f", "\\u007f")  # its other escapes are those of TOML


def _cut(text: str) -> str:
    return text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT]}{CUT}"
