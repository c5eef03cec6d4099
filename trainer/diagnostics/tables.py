"""Parse the bytes of a TOML file, rejecting what is too large, nested too deeply, or not TOML."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any, Final

from trainer.diagnostics.problem import MAX_BYTES, FileError, KeyPath, Problem, errors_as_problems
from trainer.system.visible import HARMFUL

MAX_DEPTH: Final = 32  # nested tables and lists; our files have six levels
MAX_KEY_PARTS: Final = 250  # of a dotted key: tomllib needs quadratic time, and our texts cannot be that long
KEY: Final = r"""(?:[\w-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')[ \t]*"""
LONG_KEY: Final = rf"(?m)(?:^|[{{,])[ \t]*(?:\[{{1,2}}[ \t]*)?(?:{KEY}\.[ \t]*){{{MAX_KEY_PARTS}}}"  # compiled on first use
QUOTED: Final = r"'([^']*)'"
SYNTAX: Final = (
    (r"^Illegal character '\\n'", "a text is not closed: a quote is missing in this line"),
    (r"^Cannot overwrite a value", "this key appears a second time"),
    (r"^Cannot declare \((.+)\) twice", lambda found: f"[{'.'.join(re.findall(QUOTED, found[1]))}] appears a second time"),
)


def parse_toml(content: bytes, file: str, what: str) -> dict[str, Any]:
    """Parse a TOML file; raises FileError if that fails. `what` names its kind: "routine file"."""
    if len(content) > MAX_BYTES:
        raise FileError([Problem(file, (), f"is larger than 1 MiB: too large for a {what}")])
    deep = f"is nested too deeply for a {what}"
    with errors_as_problems(file):
        try:
            text = content.decode("utf-8-sig")
            if re.search(LONG_KEY, text):
                raise FileError([Problem(file, (), deep)])
            tables = tomllib.loads(text)
        except UnicodeDecodeError as error:
            message = f"is not UTF-8 text (byte {error.start + 1}): save it as UTF-8"
        except tomllib.TOMLDecodeError as error:
            message = f"is not valid TOML: {_syntax(str(error))}"
        except RecursionError:
            message = deep
        except ValueError:  # more digits than Python converts
            message = "contains a number with thousands of digits"
        else:
            if not _is_deep(tables):
                return tables
            message = deep
    raise FileError([Problem(file, (), message)])


def unprintable(value: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Yield (path, message) for each text in `value` with control or direction characters."""
    if isinstance(value, str):
        if not value.isprintable() and (found := re.search(HARMFUL, value)):
            yield path, f"expected plain text on one line, found the character U+{ord(found[0]):04X}"
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from unprintable(name, path)
            yield from unprintable(inner, (*path, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from unprintable(inner, (*path, index))


def _is_deep(tables: dict[str, Any]) -> bool:
    level: list[Any] = [tables]
    for _ in range(MAX_DEPTH):
        level = [
            inner for one in level for inner in (one.values() if isinstance(one, dict) else one) if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def _syntax(message: str) -> str:
    """Reword a message of tomllib, keeping the position at its end."""
    for found, words in SYNTAX:
        message = re.sub(found, words, message)
    return f"{message[:1].lower()}{message[1:]}"
