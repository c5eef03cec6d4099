"""What a session costs: processor, bytes to the terminal and memory, for a whole routine at its own speed, and paused.

It plays to a private sound server where there is one (see tests/sound), else to what this machine has. SESSION_SECONDS is how
long it is measured at most.
"""

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

from bench import bare_app
from bench.row import Row
from sound.rig import Rig
from terminal import Terminal

TICKS = os.sysconf("SC_CLK_TCK")
SECONDS = float(os.environ.get("SESSION_SECONDS", "300"))
STILL_S = 30.0
TOOLS = ("pulseaudio", "pactl", "parec")


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
        helpers = _children(app)
        moving = _Spent(terminal, [app, *helpers], SECONDS)
        memory, *helper_memory = moving.megabytes
    note = f"warm-up, {moving.seconds:.0f} s, 80x24, {where}"
    yield Row("processor of a session, moving: app", f"{moving.loads[0]:.1f} %", "4 %", note)
    for load in moving.loads[1:]:
        yield Row("processor of a session, moving: sound helper", f"{load:.1f} %", "with app 4 %", note)
    yield from _still()
    most = f"most in 10 s: {moving.most / 1000:.1f}"
    yield Row("bytes to the terminal", f"{moving.bytes / moving.seconds / 1000:.1f} kB/s", "25 kB/s", f"{note}; {most}")
    yield Row("memory (RSS): app", f"{memory:.0f} MB", f"{bare + 25:.0f} MB", note, f"bare app {bare:.0f} MB")
    for megabytes in helper_memory:
        yield Row("memory (RSS): sound helper", f"{megabytes:.0f} MB", "30 MB", note)


def _still() -> Iterator[Row]:
    """A session that is paused."""
    with ExitStack() as stack:
        if all(map(shutil.which, TOOLS)):
            stack.enter_context(mock.patch.dict(os.environ, stack.enter_context(Rig()).env()))
        terminal = Terminal("start", "warm-up")
        stack.callback(terminal.close)
        terminal.wait_for(b"pause")
        terminal.read(5)
        terminal.press(b" ")
        terminal.read(2)
        app = terminal.process.pid
        still = _Spent(terminal, [app, *_children(app)], STILL_S)
    for load, who in zip(still.loads, ("app", "sound helper"), strict=False):
        yield Row(f"processor of a session, paused: {who}", f"{load:.1f} %", "1.5 %", f"{still.seconds:.0f} s")


class _Spent:
    """What processes and a terminal used within some seconds, or until the app ends."""

    def __init__(self, terminal: Terminal, processes: list[int], at_most: float) -> None:
        before, sent, begin = [_cpu_s(pid) for pid in processes], len(terminal.output), time.monotonic()
        now = after = before
        self.most, second, second_sent = 0.0, begin, sent
        self.megabytes = [_memory_mb(pid) for pid in processes]  # the most that each had
        while time.monotonic() - begin < at_most and terminal.process.poll() is None:
            terminal.read(min(10.0, at_most))
            at = time.monotonic()
            self.most = max(self.most, (len(terminal.output) - second_sent) / (at - second))
            second, second_sent = at, len(terminal.output)
            if terminal.process.poll() is None:
                after = [_cpu_s(pid) if _lives(pid) else last for pid, last in zip(processes, now, strict=True)]
                now, self.seconds = after, at - begin
                had = [_memory_mb(pid) if _lives(pid) else 0.0 for pid in processes]
                self.megabytes = [max(pair) for pair in zip(self.megabytes, had, strict=True)]
        self.bytes = second_sent - sent
        self.loads = [100 * (end - start) / self.seconds for start, end in zip(before, after, strict=True)]


def _bare_memory_mb() -> float:
    terminal = Terminal(program=[sys.executable, bare_app.__file__])
    try:
        terminal.wait_for(b"the bare app is painted")
        terminal.read(2)
        return _memory_mb(terminal.process.pid)
    finally:
        terminal.close()


def _children(pid: int) -> list[int]:
    return [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]


def _lives(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _memory_mb(pid: int) -> float:
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
