"""The wire format: one line of JSON in each direction. Pure."""

from typing import Final, TypeVar

import msgspec
from msgspec import Struct

from trainer.run.answer import Answer

MAX_REQUEST: Final = 2_000  # bytes
EXPECTED: Final = 'expected one line like {"do": "pause"}'


class Request(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A request; `token` authenticates the user where the system cannot."""

    do: str
    token: str = ""


Message = TypeVar("Message", Request, Answer)


def parsed(line: bytes, kind: type[Message]) -> Message | None:
    """Parse a request or an answer; None if invalid."""
    try:
        return msgspec.json.decode(line, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def as_line(message: Request | Answer) -> bytes:
    """Serialise a message."""
    return msgspec.json.encode(message) + b"\n"
