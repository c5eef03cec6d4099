"""The other terminal's side: finds the session that runs, asks it one thing, and takes away what killed sessions left behind."""

import contextlib
import os
import socket
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Struct

from trainer.remote.message import Request, answer_from, as_line
from trainer.remote.peer import is_own
from trainer.remote.place import SOCKET, NoPlace, listening, safe_folder
from trainer.run.answer import Answer

PATIENCE_S: Final = 3.0
MOST_ANSWER: Final = 65_536
LOOPBACK: Final = "127.0.0.1"
NONE: Final = "No session runs that listens: 'trainer start ROUTINE --remote' starts one, 'remote = true' in settings.toml all."
SILENT: Final = "The session does not answer."


class PortFile(Struct, frozen=True):
    """Where a session without a socket in the file system listens, and what it wants to see."""

    port: Annotated[int, msgspec.Meta(ge=1, le=65_535)]
    token: str


PORT_FILE: Final = msgspec.json.Decoder(PortFile)


class NoSession(Exception):
    """There is none to be asked; its text is a sentence."""


def ask(folder: Path, verb: str) -> Answer:
    """Ask the session that was begun last. Raises NoSession when there is none, and when it does not answer."""
    try:
        folder = safe_folder(folder)
    except NoPlace as error:
        raise NoSession(f"{error}: it is not asked.") from error
    for path in listening(folder):
        found = _connected(path)
        if found is not None:
            with found[0] as connection:
                return _asked(connection, Request(verb, found[1]))
    raise NoSession(NONE)


def drop_stale(folder: Path, own: Path | None = None) -> None:
    """Take away what killed sessions left behind; `own` is that of who asks.

    It may take seconds: so long Windows tries a port where nobody listens.
    """
    for path in listening(folder):
        if path != own and (found := _connected(path)) is not None:
            found[0].close()


def _connected(path: Path) -> tuple[socket.socket, str] | None:
    """A connection to whatever listens at a path, and its token; None where nobody does: then the path is taken away."""
    connection, token = None, ""
    try:
        if path.suffix == SOCKET:
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            address: str | tuple[str, int] = str(path)
        else:
            found = PORT_FILE.decode(path.read_bytes())
            connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            address, token = (LOOPBACK, found.port), found.token
        connection.settimeout(PATIENCE_S)
        connection.connect(address)
        return connection, token
    except (ConnectionRefusedError, msgspec.DecodeError):
        with contextlib.suppress(OSError):
            os.unlink(path)
    except OSError:  # it is gone already, or so busy that it is surely there
        pass
    if connection is not None:
        connection.close()
    return None


def _asked(connection: socket.socket, request: Request) -> Answer:
    """Ask over a connection; raises NoSession."""
    if not is_own(connection):
        raise NoSession("The session is somebody else's: it is not asked.")
    received = b""
    try:
        connection.sendall(as_line(request))
        while not received.endswith(b"\n") and len(received) < MOST_ANSWER and (piece := connection.recv(4096)):
            received += piece
    except OSError as error:
        raise NoSession(SILENT) from error
    answer = answer_from(received)
    if answer is None:
        raise NoSession(SILENT)
    return answer
