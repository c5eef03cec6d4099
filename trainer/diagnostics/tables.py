"""The bytes of a TOML file -> its tables, or the problem with them: nothing that is deep, large or odd gets any further."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any, Final

from trainer.diagnostics.problem import MAX_BYTES, FileError, KeyPath, Problem, guarded
from trainer.system.visible import HARMFUL

MOST_LEVELS: Final = 32  # of tables and lists in each other; ours have six
MOST_PARTS: Final = 250  # of a key: more take tomllib a time that grows with their square; no text of ours has room for them
KEY: Final = r"""(?:[\w-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')[ \t]*"""
LONG_KEY: Final = rf"(?m)(?:^|[{{,])[ \t]*(?:\[{{1,2}}[ \t]*)?(?:{KEY}\.[ \t]*){{{MOST_PARTS}}}"  # compiled when a file is read
QUOTED: Final = r"'([^']*)'"
SYNTAX: Final = (
    (r"^Illegal character '\\n'", "a text is not closed: a quote is missing in this line"),
    (r"^Cannot overwrite a value", "this key is here a second time"),
    (r"^Cannot declare \((.+)\) twice", lambda found: f"[{'.'.join(re.findall(QUOTED, found[1]))}] is here a second time"),
)


def tables_of(content: bytes, file: str, what: str) -> dict[str, Any]:
    """The tables of a TOML file; raises FileError when its bytes are none. `what` names its kind: "routine file"."""
    if len(content) > MAX_BYTES:
        raise FileError([Problem(file, (), f"is larger than 1 MiB: that is no {what}")])
    deep = f"is nested too deeply: that is no {what}"
    with guarded(file):
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
        except ValueError:  # an integer of more digits than Python takes
            message = "holds a number of thousands of digits"
        else:
            if not _is_deep(tables):
                return tables
            message = deep
    raise FileError([Problem(file, (), message)])


def unprintable(value: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Every text inside `value` that is more than plain text, as (path, message): control and direction characters."""
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
    for _ in range(MOST_LEVELS):
        level = [
            inner for one in level for inner in (one.values() if isinstance(one, dict) else one) if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def _syntax(message: str) -> str:
    """A message of tomllib in words, its place at the end kept."""
    for found, words in SYNTAX:
        message = re.sub(found, words, message)
    return f"{message[:1].lower()}{message[1:]}"
