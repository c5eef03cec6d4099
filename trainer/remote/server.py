"""The running session's side: listens in the event loop of whatever shows the session, answers, and is never held up."""

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
from trainer.remote.message import EXPECTED, MOST_BYTES, as_line, request_from
from trainer.remote.peer import is_own
from trainer.remote.place import PORT, SOCKET, NoPlace, safe_folder
from trainer.run.answer import Answer

MOST_CLIENTS: Final = 16  # at once; a further one is turned away
PATIENCE_S: Final = 2.0  # for a client to send its line and take its answer
MOST_WASTE: Final = 1_000_000  # bytes of a line that is too long which are read before it is answered
BACKLOG: Final = 16
Client: TypeAlias = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, None]]


class Server:
    """Answers requests for one session after the other. `unix`: by a socket in a folder, else by a port of this machine."""

    def __init__(self, folder: Path, *, unix: bool = os.name != "nt", patience_s: float = PATIENCE_S) -> None:
        self._wanted = folder
        self._unix = unix
        self._patience_s = patience_s
        self._path: Path | None = None
        self._token = ""
        self._tasks: set[asyncio.Task[None]] = set()  # one for each client

    async def serve(self, answer: Callable[[str], Answer], tell: Callable[[str], None]) -> None:
        """Answer until cancelled. What keeps it from listening is told, and the session goes on without."""
        try:
            listener = self._listen()
        except (OSError, NoPlace) as error:
            reason = getattr(error, "strerror", None) or error
            tell(f"'trainer remote' does not reach this session: {reason}.")
            return
        server = await asyncio.start_server(self._client_of(answer), sock=listener, limit=MOST_BYTES)
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
        """Take away what shows the way in."""
        path, self._path = self._path, None
        if path is not None:
            with contextlib.suppress(OSError):
                path.unlink()

    # ---- listening

    def _listen(self) -> socket.socket:
        folder = safe_folder(self._wanted, make=True)
        listener = self._listen_in_file(folder) if self._unix else self._listen_at_port(folder)
        # Beside the event loop, and not waited for at the end: the session goes on meanwhile.
        threading.Thread(target=drop_stale, args=(folder, self._path), name="remote", daemon=True).start()
        return listener

    def _listen_in_file(self, folder: Path) -> socket.socket:
        """A socket that appears under its name only when it answers: one that refuses is taken for that of a killed session."""
        path = folder / f"{os.getpid()}{SOCKET}"
        unfinished = folder / f"{os.getpid()}.new"
        with contextlib.suppress(FileNotFoundError):
            unfinished.unlink()
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            listener.bind(str(unfinished))
            unfinished.chmod(0o600)
            listener.listen(BACKLOG)
            unfinished.replace(path)
        except OSError:
            listener.close()
            raise
        self._path = path
        return listener

    def _listen_at_port(self, folder: Path) -> socket.socket:
        """A port of this machine alone, and a file with the token that a client must show."""
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._token = secrets.token_urlsafe(24)
        path = folder / f"{os.getpid()}{PORT}"
        try:
            listener.bind((LOOPBACK, 0))
            listener.listen(BACKLOG)
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(msgspec.json.encode(PortFile(listener.getsockname()[1], self._token)))
        except OSError:
            listener.close()
            raise
        self._path = path
        return listener

    # ---- answering

    def _client_of(self, answer: Callable[[str], Answer]) -> Client:
        async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if self._clients >= MOST_CLIENTS:
                writer.transport.abort()
                return
            task = asyncio.current_task()
            assert task is not None
            self._tasks.add(task)
            try:
                async with asyncio.timeout(self._patience_s):
                    writer.write(as_line(await self._answered(reader, writer, answer)))
                    await writer.drain()
                    writer.close()
                    await writer.wait_closed()
            except (TimeoutError, OSError, asyncio.CancelledError):  # asyncio's streams print a client that ends as cancelled
                pass
            finally:
                self._tasks.discard(task)
                writer.transport.abort()

        return client

    async def _answered(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answer: Callable[[str], Answer]
    ) -> Answer:
        if not is_own(writer.get_extra_info("socket")):
            return Answer(False, "this session is somebody else's")
        line = await _line(reader)
        request = request_from(line) if line is not None else None
        if request is None:
            return Answer(False, EXPECTED)
        if self._token and not secrets.compare_digest(request.token.encode(), self._token.encode()):
            return Answer(False, "the token is not that of this session")
        try:
            return answer(request.do)
        except Exception as error:  # noqa: BLE001 - a client must not bring the session down
            return Answer(False, f"the session could not do it ({type(error).__name__})")


async def _line(reader: asyncio.StreamReader) -> bytes | None:
    """The first line, or all there is when nothing follows; None when it is too long (it is read to its end, within bounds)."""
    try:
        return await reader.readuntil(b"\n")
    except asyncio.IncompleteReadError as error:
        return error.partial
    except asyncio.LimitOverrunError:
        wasted = 0
        while wasted < MOST_WASTE and (piece := await reader.read(65_536)) and b"\n" not in piece:
            wasted += len(piece)
        return None
