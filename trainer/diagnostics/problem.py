"""Describe problems in files that people write: routines, poses, settings."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from trainer.system.visible import visible

KeyPath: TypeAlias = tuple[str | int, ...]  # ("routine", 0, "steps", 1, "rest")
Severity: TypeAlias = Literal["error", "warning"]

MAX_BYTES: Final = 1024 * 1024
BARE_KEY: Final = r"[A-Za-z0-9_-]+"
KEYS_TABLE: Final = "keys"  # the table of the settings whose keys are names of commands, which have dots of their own
MAX_TEXT: Final = 300  # characters of a part of a message
MAX_EXCERPT: Final = 160  # characters of a line that is shown
CONTEXT: Final = 60  # of them before what is meant
MAX_COMPARED: Final = 2_000  # words: among more, the nearest is not looked for
ELLIPSIS: Final = "\u2026"


class Problem(Struct, frozen=True):
    """One problem: the file, the path of the key (empty: the whole file), what was expected, and a hint.

    Once located, also `line` and `column` (from 1), the line's text, and how many characters to mark.
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
        """The path in TOML notation, see `key_text`."""
        return key_text(self.path)

    def __str__(self) -> str:
        """Format the problem as one line; like all texts here, made harmless to the terminal."""
        return visible(self._head() + (f" ({_truncated(self.hint)})" if self.hint else ""))

    def report(self) -> str:
        """Format the problem with its line, a mark below the position, and the hint."""
        if self.line is None or self.column is None:
            return str(self)
        begin = max(0, self.column - 1 - CONTEXT) if len(self.excerpt) > MAX_EXCERPT else 0
        shown = self.excerpt[begin : begin + MAX_EXCERPT]
        before = re.sub(r"[^\t]", " ", shown[: self.column - 1 - begin])
        length = max(1, min(self.length, len(shown) - len(before)))
        mark = f"{before}{'^' * length}{' ' if self.hint else ''}{visible(_truncated(self.hint))}"
        return f"{visible(self._head())}\n{self.line:>5} | {visible(shown, lines=True)}\n      | {mark}"

    def brief(self) -> str:
        """Format the problem for little space: file name, line, last part of the key, message, hint."""
        place = f"{PurePath(self.file).name}, line {self.line}" if self.line is not None else PurePath(self.file).name
        names = [part for part in self.path if isinstance(part, str)]
        name = ".".join(names[1:]) if names[:1] == [KEYS_TABLE] else names[-1] if names else ""
        told = re.search(rf"\b{re.escape(name)}\b", self.message) is not None
        return visible(
            ": ".join(filter(None, (place, "" if told else _truncated(name), _truncated(self.message), _truncated(self.hint))))
        )

    def _head(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line is not None else self.file
        severity = "warning: " if self.severity == "warning" else ""
        return ": ".join(filter(None, (place, severity + _truncated(self.key), _truncated(self.message))))


class FileError(Exception):
    """A file cannot be used; `problems` says why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@contextmanager
def errors_as_problems(file: str) -> Iterator[None]:
    """Turn any exception while reading a file into a FileError, so that one odd file cannot stop the trainer."""
    try:
        yield
    except (FileError, MemoryError):
        raise
    except Exception as error:
        message = f"contains something that the trainer cannot read ({type(error).__name__})"
        raise FileError([Problem(file, (), message, "remove whatever is unusual in it")]) from error


def key_text(path: KeyPath) -> str:
    """Format a path in TOML notation: `routine[0].steps[1].rest`; keys that need quotes are quoted: `keys."session.next"`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += ("." if text else "") + (part if re.fullmatch(BARE_KEY, part) else _quoted(part))
    return text


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint with the known word closest to `word`; "" if none is close or there are too many to compare."""
    known = list(known)
    if len(word) > MAX_TEXT or len(known) > MAX_COMPARED:
        return ""
    from difflib import get_close_matches

    found = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean '{found[0]}'?" if found else ""


def _quoted(part: str) -> str:
    import json

    return json.dumps(part, ensure_ascii=False).replace("\x7f", "\\u007f")  # JSON's other escapes are valid TOML


def _truncated(text: str) -> str:
    return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}{ELLIPSIS}"
