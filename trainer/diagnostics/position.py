"""Where in a TOML file the keys and values are that problems speak of. Loaded only when there is a problem to show."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

import tree_sitter_toml
from msgspec import Struct
from msgspec.structs import replace
from tree_sitter import Language, Node, Parser

from trainer.diagnostics.problem import KeyPath, Problem

KEYS: Final = ("bare_key", "quoted_key", "dotted_key")
BY_KEY: Final = ("unknown key", "unknown command")  # messages that are about the key itself, not its value
SYNTAX: Final = re.compile(r" \(at line (\d+), column (\d+)\)$| \(at end of document\)$")


class Span(Struct, frozen=True):
    """A stretch of one line: line and column from 1, and its length in characters."""

    line: int
    column: int
    length: int


BEGINNING: Final = Span(1, 1, 1)


def located(problems: Iterable[Problem], content: bytes) -> list[Problem]:
    """Problems of a file in the order of its lines, with the line and column that each speaks of, and that line itself.

    One whose position cannot be found comes without.
    """
    problems = list(problems)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return problems
    lines = [line.rstrip("\r") for line in text.split("\n")]
    spans = _Spans(text)
    found = []
    for problem in problems:
        try:
            found.append(_with_place(problem, spans, lines))
        except Exception:  # noqa: BLE001 - another parser than the one that read the file: it may know less, or more
            found.append(problem)
    return sorted(found, key=lambda one: (one.line or 0, one.column or 0))


def _with_place(problem: Problem, spans: "_Spans", lines: Sequence[str]) -> Problem:
    message = problem.message
    if found := SYNTAX.search(message):
        message = message[: found.start()]
        last = max((number for number, line in enumerate(lines, 1) if line.strip()), default=1)
        span = Span(int(found[1]), int(found[2]), 1) if found[1] else Span(last, len(lines[last - 1]) + 1, 1)
    elif problem.path and (there := spans.find(problem.path, of_key=message in BY_KEY)) is not None:
        span = there
    else:
        return problem
    line = lines[span.line - 1] if span.line <= len(lines) else ""
    return replace(problem, message=message, line=span.line, column=span.column, excerpt=line, length=span.length)


class _Spans:
    """The places of all keys and values of a text.

    Where tree-sitter does not understand all of it (TOML 1.1), only what stands before that is known, and nothing is guessed.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = text.encode().split(b"\n")
        self._values: dict[KeyPath, Node] = {}
        self._keys: dict[KeyPath, Node] = {}
        self._counts: dict[KeyPath, int] = {}

    @cached_property
    def _whole(self) -> bool:
        """Whether all of the text was understood; it is looked at when this is asked for first."""
        try:
            return self._read()
        except Exception:  # noqa: BLE001 - a position is never worth a fault
            return False

    def _read(self) -> bool:
        root = Parser(Language(tree_sitter_toml.language())).parse(self._text.encode()).root_node
        for node in root.named_children:
            if node.type == "pair" and not self._pair((), node):
                return False
            if node.type in ("table", "table_array_element") and not self._table(node):
                return False
            if node.is_error:
                return False
        return not root.has_error  # a part may be missing

    def find(self, path: KeyPath, *, of_key: bool) -> Span | None:
        """The place of a value (or of its key); where there is none, of what it should stand in."""
        whole = self._whole
        wanted = path
        while wanted:
            node = (self._keys if of_key and wanted == path else self._values).get(wanted)
            if node is not None:
                return self._span(node)
            if not whole and (len(wanted) <= 2 or wanted != path):  # it may stand in what was not understood
                return None
            wanted = wanted[:-1]
        return BEGINNING

    def _table(self, node: Node) -> bool:
        """Take in a table as far as it was understood, and whether it was."""
        head, *rest = node.named_children
        if head.type not in KEYS or head.has_error:
            return False
        path: KeyPath = ()
        parts = list(_parts(head))
        for number, (part, key) in enumerate(parts):
            path = (*path, part)
            self._values.setdefault(path, key)
            last = number == len(parts) - 1
            if last and node.type == "table_array_element":
                place = self._counts.get(path, 0)
                self._counts[path] = place + 1
                path = (*path, place)
            elif not last and path in self._counts:
                path = (*path, self._counts[path] - 1)
            if last:
                self._values[path] = self._keys[path] = key
        return all(child.type == "comment" or (child.type == "pair" and self._pair(path, child)) for child in rest)

    def _pair(self, path: KeyPath, node: Node) -> bool:
        """Take in a key and its value, as far as they were understood, and whether they were."""
        inner = [child for child in node.named_children if child.type != "comment"]
        if not inner or inner[0].type not in KEYS or inner[0].has_error:
            return False
        for part, where in _parts(inner[0]):
            path = (*path, part)
            self._keys.setdefault(path, where)
            self._values.setdefault(path, where)
        if len(inner) != 2 or node.has_error:
            return False
        self._value(path, inner[1])
        return True

    def _value(self, path: KeyPath, node: Node) -> None:
        self._values[path] = node
        inner = [child for child in node.named_children if child.type != "comment"]
        if node.type == "inline_table":
            for child in inner:
                self._pair(path, child)
        elif node.type == "array":
            for number, child in enumerate(inner):
                self._value((*path, number), child)

    def _span(self, node: Node) -> Span:
        row, begin = node.start_point
        line = self._lines[row]
        end = node.end_point.column if node.end_point.row == row else len(line.rstrip())
        return Span(row + 1, len(line[:begin].decode()) + 1, max(1, len(line[begin:end].decode())))


def _parts(key: Node) -> Iterator[tuple[str, Node]]:
    """The names in a key, which may be dotted, each with its node."""
    if key.type == "dotted_key":
        for child in key.named_children:
            if child.type in KEYS:
                yield from _parts(child)
        return
    text = (key.text or b"").decode()
    yield (next(iter(tomllib.loads(f"{text} = 0"))) if key.type == "quoted_key" else text), key
