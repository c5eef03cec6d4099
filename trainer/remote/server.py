"""The server: answers requests in the event loop of the session's frontend, without ever blocking it."""

import asyncio
import contextlib
import os
import secrets
import socket
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Final, TypeAlias

import msgspec

from trainer.remote.client import LOOPBACK, PortFile, drop_stale
from trainer.remote.message import EXPECTED, MAX_REQUEST, Request, as_line, parsed
from trainer.remote.peer import is_own
from trainer.remote.place import PORT, SOCKET, NoSafeFolder, safe_folder
from trainer.run.answer import Answer
from trainer.system.reading import cause_of

MAX_CLIENTS: Final = 16  # concurrent connections; others are dropped
TIMEOUT_S: Final = 2.0  # for sending a request and receiving the answer
MAX_DRAINED: Final = 1_000_000  # bytes of an overlong line that are read before it is refused
BACKLOG: Final = 16
Client: TypeAlias = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, None]]


class Server:
    """Serves requests for one session at a time, through a Unix socket or (`unix` false) a local port."""

    def __init__(self, folder: Path, *, unix: bool = os.name != "nt", timeout_s: float = TIMEOUT_S) -> None:
        self._folder = folder
        self._unix = unix
        self._timeout_s = timeout_s
        self._path: Path | None = None
        self._token = ""
        self._tasks: set[asyncio.Task[None]] = set()  # one for each client

    async def serve(self, answer: Callable[[str], Answer], tell: Callable[[str], None]) -> None:
        """Serve until cancelled. If listening fails, `tell` gets the reason, and the session goes on without."""
        try:
            listener = self._listen()
        except (OSError, NoSafeFolder) as error:
            tell(f"'trainer remote' cannot reach this session: {cause_of(error)}.")
            return
        server = await asyncio.start_server(self._client_of(answer), sock=listener, limit=MAX_REQUEST)
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            server.close()
            self.close()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks)

    @property
    def _clients(self) -> int:
        return len(self._tasks)

    def close(self) -> None:
        """Delete the endpoint."""
        path, self._path = self._path, None
        if path is not None:
            with contextlib.suppress(OSError):
                path.unlink()

    # ---- listening

    def _listen(self) -> socket.socket:
        folder = safe_folder(self._folder, create=True)
        listener = socket.socket(socket.AF_UNIX if self._unix else socket.AF_INET, socket.SOCK_STREAM)
        try:
            self._path = self._listen_at_socket(listener, folder) if self._unix else self._listen_at_port(listener, folder)
        except OSError:
            listener.close()
            raise
        # on a thread that exit does not wait for: the session must not be delayed
        threading.Thread(target=drop_stale, args=(folder, self._path), name="remote", daemon=True).start()
        return listener

    def _listen_at_socket(self, listener: socket.socket, folder: Path) -> Path:
        """Create a socket under a temporary name first: clients delete a socket that refuses connections as stale."""
        path = folder / f"{os.getpid()}{SOCKET}"
        unfinished = folder / f"{os.getpid()}.new"
        with contextlib.suppress(FileNotFoundError):
            unfinished.unlink()
        listener.bind(str(unfinished))
        unfinished.chmod(0o600)
        listener.listen(BACKLOG)
        unfinished.replace(path)
        return path

    def _listen_at_port(self, listener: socket.socket, folder: Path) -> Path:
        """Listen on a local port, and store the port and a secret token in a private file."""
        self._token = secrets.token_urlsafe(24)
        path = folder / f"{os.getpid()}{PORT}"
        listener.bind((LOOPBACK, 0))
        listener.listen(BACKLOG)
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(msgspec.json.encode(PortFile(listener.getsockname()[1], self._token)))
        return path

    # ---- answering

    def _client_of(self, answer: Callable[[str], Answer]) -> Client:
        async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if self._clients >= MAX_CLIENTS:
                writer.transport.abort()
                return
            task = asyncio.current_task()
            assert task is not None
            self._tasks.add(task)
            try:
                async with asyncio.timeout(self._timeout_s):
                    writer.write(as_line(await self._answer(reader, writer, answer)))
                    await writer.drain()
                    writer.close()
                    await writer.wait_closed()
            except (TimeoutError, OSError, asyncio.CancelledError):  # asyncio would print a cancelled client handler
                pass
            finally:
                self._tasks.discard(task)
                writer.transport.abort()

        return client

    async def _answer(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answer: Callable[[str], Answer]
    ) -> Answer:
        if not is_own(writer.get_extra_info("socket")):
            return Answer(False, "this session belongs to another user")
        line = await _line(reader)
        request = parsed(line, Request) if line is not None else None
        if request is None:
            return Answer(False, EXPECTED)
        if self._token and not secrets.compare_digest(request.token.encode(), self._token.encode()):
            return Answer(False, "wrong token")
        try:
            return answer(request.do)
        except Exception as error:  # noqa: BLE001 - a client must not crash the session
            return Answer(False, f"the session could not do it ({type(error).__name__})")


async def _line(reader: asyncio.StreamReader) -> bytes | None:
    """Read one line, or all input at its end; None if it is too long (drained, within limits)."""
    try:
        return await reader.readuntil(b"\n")
    except asyncio.IncompleteReadError as error:
        return error.partial
    except asyncio.LimitOverrunError:
        drained = 0
        while drained < MAX_DRAINED and (piece := await reader.read(65_536)) and b"\n" not in piece:
            drained += len(piece)
        return None
