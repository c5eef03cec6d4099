"""The client: find the running session, send one request, and clean up after killed sessions."""

import contextlib
import os
import socket
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Struct

from trainer.remote.message import Request, as_line, parsed
from trainer.remote.peer import is_own
from trainer.remote.place import SOCKET, NoSafeFolder, endpoints, safe_folder
from trainer.run.answer import Answer

TIMEOUT_S: Final = 3.0
MAX_ANSWER: Final = 65_536
LOOPBACK: Final = "127.0.0.1"
NO_SESSION: Final = (
    "No session is listening. Start one with 'trainer start ROUTINE --remote', or set 'remote = true' in settings.toml."
)
NO_ANSWER: Final = "The session does not answer."


class PortFile(Struct, frozen=True):
    """How to reach a session without a Unix socket: its port, and the token it requires."""

    port: Annotated[int, msgspec.Meta(ge=1, le=65_535)]
    token: str


PORT_FILE: Final = msgspec.json.Decoder(PortFile)


class NoSession(Exception):
    """No session answers; the message is a sentence."""


def ask(folder: Path, verb: str) -> Answer:
    """Send a request to the latest session. Raises NoSession if there is none or it does not answer."""
    try:
        folder = safe_folder(folder)
    except NoSafeFolder as error:
        raise NoSession(f"{error}. No session was asked.") from error
    for path in endpoints(folder):
        found = _connect(path)
        if found is not None:
            with found[0] as connection:
                return _send(connection, Request(verb, found[1]))
    raise NoSession(NO_SESSION)


def drop_stale(folder: Path, own: Path | None = None) -> None:
    """Delete the endpoints of killed sessions, except `own`.

    May take seconds: Windows tries that long to connect to a closed port.
    """
    for path in endpoints(folder):
        if path != own and (found := _connect(path)) is not None:
            found[0].close()


def _connect(path: Path) -> tuple[socket.socket, str] | None:
    """Connect to an endpoint and return the connection and token; if nobody listens, delete it and return None."""
    connection, token = None, ""
    try:
        if path.suffix == SOCKET:
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            address: str | tuple[str, int] = str(path)
        else:
            found = PORT_FILE.decode(path.read_bytes())
            connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            address, token = (LOOPBACK, found.port), found.token
        connection.settimeout(TIMEOUT_S)
        connection.connect(address)
        return connection, token
    except (ConnectionRefusedError, msgspec.DecodeError):
        with contextlib.suppress(OSError):
            os.unlink(path)
    except OSError:  # already gone, or too busy to accept: alive in any case
        pass
    if connection is not None:
        connection.close()
    return None


def _send(connection: socket.socket, request: Request) -> Answer:
    """Send a request over a connection; raises NoSession."""
    if not is_own(connection):
        raise NoSession("The session belongs to another user.")
    received = b""
    try:
        connection.sendall(as_line(request))
        while not received.endswith(b"\n") and len(received) < MAX_ANSWER and (piece := connection.recv(4096)):
            received += piece
    except OSError as error:
        raise NoSession(NO_ANSWER) from error
    answer = parsed(received, Answer)
    if answer is None:
        raise NoSession(NO_ANSWER)
    return answer
