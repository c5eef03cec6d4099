"""Find the line and column of keys and values in a TOML file. Loaded only when there is a problem to show."""

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
BY_KEY: Final = ("unknown key", "unknown command")  # messages about the key itself, not its value
SYNTAX: Final = re.compile(r" \(at line (\d+), column (\d+)\)$| \(at end of document\)$")


class Span(Struct, frozen=True):
    """Part of one line: line and column from 1, length in characters."""

    line: int
    column: int
    length: int


BEGINNING: Final = Span(1, 1, 1)


def located(problems: Iterable[Problem], content: bytes) -> list[Problem]:
    """Sort the problems of a file by position, each with its line, column and excerpt.

    A problem whose position is not found comes without one.
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
            found.append(_with_position(problem, spans, lines))
        except Exception:  # noqa: BLE001 - tree-sitter may reject what tomllib accepted, or the reverse
            found.append(problem)
    return sorted(found, key=lambda one: (one.line or 0, one.column or 0))


def _with_position(problem: Problem, spans: "_Spans", lines: Sequence[str]) -> Problem:
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
    """The positions of all keys and values of a text.

    Where tree-sitter does not understand the text (TOML 1.1), positions after that are unknown, never guessed.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = text.encode().split(b"\n")
        self._values: dict[KeyPath, Node] = {}
        self._keys: dict[KeyPath, Node] = {}
        self._counts: dict[KeyPath, int] = {}

    @cached_property
    def _complete(self) -> bool:
        """Whether the whole text was understood; parsed on first use."""
        try:
            return self._parse()
        except Exception:  # noqa: BLE001 - a position is never worth a crash
            return False

    def _parse(self) -> bool:
        root = Parser(Language(tree_sitter_toml.language())).parse(self._text.encode()).root_node
        for node in root.named_children:
            if node.type == "pair" and not self._add_pair((), node):
                return False
            if node.type in ("table", "table_array_element") and not self._add_table(node):
                return False
            if node.is_error:
                return False
        return not root.has_error  # a node may be missing

    def find(self, path: KeyPath, *, of_key: bool) -> Span | None:
        """The position of a value or its key; of the nearest enclosing table if it is missing."""
        complete = self._complete
        wanted = path
        while wanted:
            node = (self._keys if of_key and wanted == path else self._values).get(wanted)
            if node is not None:
                return self._span(node)
            if not complete and (len(wanted) <= 2 or wanted != path):  # it may be in the part that was not understood
                return None
            wanted = wanted[:-1]
        return BEGINNING

    def _add_table(self, node: Node) -> bool:
        """Record the positions in a table; False if it was not understood completely."""
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
        return all(child.type == "comment" or (child.type == "pair" and self._add_pair(path, child)) for child in rest)

    def _add_pair(self, path: KeyPath, node: Node) -> bool:
        """Record the positions of a key and its value; False if they were not understood completely."""
        inner = [child for child in node.named_children if child.type != "comment"]
        if not inner or inner[0].type not in KEYS or inner[0].has_error:
            return False
        for part, where in _parts(inner[0]):
            path = (*path, part)
            self._keys.setdefault(path, where)
            self._values.setdefault(path, where)
        if len(inner) != 2 or node.has_error:
            return False
        self._add_value(path, inner[1])
        return True

    def _add_value(self, path: KeyPath, node: Node) -> None:
        self._values[path] = node
        inner = [child for child in node.named_children if child.type != "comment"]
        if node.type == "inline_table":
            for child in inner:
                self._add_pair(path, child)
        elif node.type == "array":
            for number, child in enumerate(inner):
                self._add_value((*path, number), child)

    def _span(self, node: Node) -> Span:
        row, begin = node.start_point
        line = self._lines[row]
        end = node.end_point.column if node.end_point.row == row else len(line.rstrip())
        return Span(row + 1, len(line[:begin].decode()) + 1, max(1, len(line[begin:end].decode())))


def _parts(key: Node) -> Iterator[tuple[str, Node]]:
    """Yield the names of a possibly dotted key, each with its node."""
    if key.type == "dotted_key":
        for child in key.named_children:
            if child.type in KEYS:
                yield from _parts(child)
        return
    text = (key.text or b"").decode()
    yield (next(iter(tomllib.loads(f"{text} = 0"))) if key.type == "quoted_key" else text), key
