"""What goes over the socket: one line of JSON there, one back. Pure."""

from typing import Final

import msgspec
from msgspec import Struct

from trainer.run.answer import Answer

MOST_BYTES: Final = 2_000  # of a request
EXPECTED: Final = 'expected one line like {"do": "pause"}'


class Request(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What to do; `token` proves, where the system does not, that the person is the same."""

    do: str
    token: str = ""


def request_from(line: bytes) -> Request | None:
    """The request in a line; None for anything else."""
    try:
        return msgspec.json.decode(line, type=Request)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def answer_from(line: bytes) -> Answer | None:
    """The answer in a line; None for anything else."""
    try:
        return msgspec.json.decode(line, type=Answer)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def as_line(message: Request | Answer) -> bytes:
    """A message as it goes over the socket."""
    return msgspec.json.encode(message) + b"\n"
