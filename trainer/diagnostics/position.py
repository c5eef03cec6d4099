"""Where in a TOML file the keys and values are that problems speak of. Loaded only when there is a problem to show."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from typing import Final

import tree_sitter_toml
from msgspec import Struct
from msgspec.structs import replace
from tree_sitter import Language, Node, Parser

from trainer.diagnostics.problem import NAMELESS, Problem

KEYS: Final = ("bare_key", "quoted_key", "dotted_key")
BY_KEY: Final = ("unknown key", "unknown command")  # messages that are about the key itself, not its value
LAST_PART: Final = re.compile(r"(\.[^.\[\]]+|\[[^\]]*\]|^[^.\[\]]+)$")
SYNTAX: Final = re.compile(r" \(at line (\d+), column (\d+)\)$| \(at end of document\)$")


class Span(Struct, frozen=True):
    """A stretch of one line: line and column from 1, and its length in characters."""

    line: int
    column: int
    length: int


def located(problems: Iterable[Problem], content: bytes) -> list[Problem]:
    """Problems of a file in the order of its lines, with the line and column that each speaks of, and that line itself."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return list(problems)
    lines = [line.rstrip("\r") for line in text.split("\n")]
    spans = _Spans(text)
    return sorted((_with_place(problem, spans, lines) for problem in problems), key=lambda one: (one.line or 0, one.column or 0))


def _with_place(problem: Problem, spans: "_Spans", lines: list[str]) -> Problem:
    message = problem.message
    if found := SYNTAX.search(message):
        message = message[: found.start()]
        last = max((number for number, line in enumerate(lines, 1) if line.strip()), default=1)
        span = Span(int(found[1]), int(found[2]), 1) if found[1] else Span(last, len(lines[last - 1]) + 1, 1)
    elif problem.key:
        span = spans.find(problem.key, of_key=problem.message in BY_KEY)
    else:
        return problem
    line = lines[span.line - 1] if span.line <= len(lines) else ""
    return replace(problem, message=message, line=span.line, column=span.column, excerpt=line, length=span.length)


class _Spans:
    """The places of all keys and values of a text, by paths like those of problems: `routine[0].steps[1].rest`."""

    def __init__(self, text: str) -> None:
        self._lines = text.encode().split(b"\n")
        self._values: dict[str, Node] = {}
        self._keys: dict[str, Node] = {}
        self._counts: dict[str, int] = {}
        try:
            tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError):  # then the only problem is one of syntax, which has its place
            return
        tree = Parser(Language(tree_sitter_toml.language())).parse(text.encode())
        for node in tree.root_node.named_children:
            if node.type == "pair":
                self._pair("", node)
            elif node.type in ("table", "table_array_element"):
                self._table(node)

    def find(self, key: str, *, of_key: bool) -> Span:
        """The place of a value (or of its key); where there is none, of what it should stand in."""
        wanted = key
        while wanted:
            node = (self._keys if of_key and wanted == key else self._values).get(wanted)
            if node is not None:
                return self._span(node)
            wanted = LAST_PART.sub("", wanted)
        return Span(1, 1, 1)

    def _table(self, node: Node) -> None:
        head, *rest = node.named_children
        path = ""
        parts = list(_parts(head))
        for number, (part, key) in enumerate(parts):
            path = _below(path, part)
            self._values.setdefault(path, key)
            last = number == len(parts) - 1
            if last and node.type == "table_array_element":
                place = self._counts.get(path, 0)
                self._counts[path] = place + 1
                path = f"{path}[{place}]"
            elif not last and path in self._counts:
                path = f"{path}[{self._counts[path] - 1}]"
            if last:
                self._values[path] = self._keys[path] = key
        for child in rest:
            if child.type == "pair":
                self._pair(path, child)

    def _pair(self, path: str, node: Node) -> None:
        key, *_, value = (child for child in node.named_children if child.type != "comment")
        for part, where in _parts(key):
            path = _below(path, part)
            self._keys.setdefault(path, where)
            self._values.setdefault(path, where)
        self._value(path, value)

    def _value(self, path: str, node: Node) -> None:
        self._values[path] = node
        inner = [child for child in node.named_children if child.type != "comment"]
        if node.type == "inline_table":
            for child in inner:
                self._pair(path, child)
        elif node.type == "array":
            for number, child in enumerate(inner):
                self._value(f"{path}[{number}]", child)

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


def _below(path: str, part: str) -> str:
    part = part or NAMELESS
    return f"{path}.{part}" if path else part
