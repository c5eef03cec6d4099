"""The wire format: one line of JSON in each direction. Pure."""

from typing import Final

import msgspec
from msgspec import Struct

from trainer.run.answer import Answer

MAX_REQUEST: Final = 2_000  # bytes
EXPECTED: Final = 'expected one line like {"do": "pause"}'


class Request(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A request; `token` authenticates the user where the system cannot."""

    do: str
    token: str = ""


def request_from(line: bytes) -> Request | None:
    """Parse a request; None if invalid."""
    try:
        return msgspec.json.decode(line, type=Request)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def answer_from(line: bytes) -> Answer | None:
    """Parse an answer; None if invalid."""
    try:
        return msgspec.json.decode(line, type=Answer)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def as_line(message: Request | Answer) -> bytes:
    """Serialise a message."""
    return msgspec.json.encode(message) + b"\n"
