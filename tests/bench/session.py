"""What a session costs: bytes to the terminal and memory, for a whole routine at its own speed.

It plays to a private sound server where there is one (see tests/sound), else to what this machine has. SESSION_SECONDS is how
long it is measured at most.
"""

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from unittest import mock

from bench import bare_app
from bench.processes import children, lives, memory_mb
from bench.row import Row
from sound.rig import TOOLS, Rig
from terminal import Terminal

SECONDS = float(os.environ.get("SESSION_SECONDS", "300"))


def measure() -> Iterator[Row]:
    """Needs Linux's /proc."""
    bare = _bare_memory_mb()
    with ExitStack() as stack:
        where = "no sound server"
        if all(map(shutil.which, TOOLS)):
            stack.enter_context(mock.patch.dict(os.environ, stack.enter_context(Rig()).env()))
            where = "null sink"
        terminal = Terminal("start", "warm-up")
        stack.callback(terminal.close)
        terminal.wait_for(b"pause")
        terminal.read(3)
        app = terminal.process.pid
        helpers = children(app)
        moving = _Spent(terminal, [app, *helpers], SECONDS)
        memory, *helper_memory = moving.megabytes
    note = f"warm-up, {moving.seconds:.0f} s, 80x24, {where}"
    most = f"most in 10 s: {moving.most / 1000:.1f}"
    yield Row("bytes to the terminal", f"{moving.bytes / moving.seconds / 1000:.1f} kB/s", "25 kB/s", f"{note}; {most}")
    yield Row("memory (RSS): app", f"{memory:.0f} MB", f"{bare + 25:.0f} MB", note, f"bare app {bare:.0f} MB")
    for megabytes in helper_memory:
        yield Row("memory (RSS): sound helper", f"{megabytes:.0f} MB", "30 MB", note)


class _Spent:
    """What a terminal and processes used within some seconds, or until the app ends."""

    def __init__(self, terminal: Terminal, processes: list[int], at_most: float) -> None:
        sent, begin = len(terminal.output), time.monotonic()
        self.most, second, second_sent = 0.0, begin, sent
        self.megabytes = [memory_mb(pid) for pid in processes]  # the most that each had
        while time.monotonic() - begin < at_most and terminal.process.poll() is None:
            terminal.read(min(10.0, at_most))
            at = time.monotonic()
            self.most = max(self.most, (len(terminal.output) - second_sent) / (at - second))
            second, second_sent = at, len(terminal.output)
            if terminal.process.poll() is None:
                self.seconds = at - begin
                had = [memory_mb(pid) if lives(pid) else 0.0 for pid in processes]
                self.megabytes = [max(pair) for pair in zip(self.megabytes, had, strict=True)]
        self.bytes = second_sent - sent


def _bare_memory_mb() -> float:
    terminal = Terminal(program=[sys.executable, bare_app.__file__])
    try:
        terminal.wait_for(b"the bare app is painted")
        terminal.read(2)
        return memory_mb(terminal.process.pid)
    finally:
        terminal.close()
