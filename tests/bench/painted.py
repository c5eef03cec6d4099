"""How long a program takes until a text stands on its terminal: by the clock, and of the processor."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import tempfile
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE_S = 30.0
BYTECODE = ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")  # a person's Python keeps what it compiled


@contextmanager
def usual_home(**more: str) -> Iterator[dict[str, str]]:
    """The environment of a person who has just installed the trainer."""
    with tempfile.TemporaryDirectory(prefix="trainer-bench-") as folder:
        own = {name: value for name, value in os.environ.items() if name not in BYTECODE}
        folders = {f"XDG_{kind}_HOME": f"{folder}/{kind}" for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
        compiled = {"PYTHONPYCACHEPREFIX": f"{folder}/compiled"}  # nothing is left behind in a checkout
        yield {**own, "HOME": folder, **folders, **compiled, "TERM": "xterm-256color", "COLORTERM": "truecolor", **more}


def seconds_until(text: bytes, command: list[str], env: dict[str, str]) -> tuple[float, float]:
    """Seconds by the clock, and of the processor (main thread), until a text was printed."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True)
    printed = b""
    try:
        while text not in printed:
            ready, _, _ = select.select([master], [], [], PATIENCE_S)
            waited = time.perf_counter() - begin if ready else PATIENCE_S
            assert waited < PATIENCE_S, f"{command[0]} never printed {text!r}, but {printed[-2000:]!r}"
            printed += os.read(master, 65536)
        passed = time.perf_counter() - begin
        worked = int(Path(f"/proc/{process.pid}/schedstat").read_text().split()[0]) / 1e9
    finally:
        process.kill()
        process.wait()
        os.close(master)
        os.close(slave)
    return passed, worked
