"""What a running session costs: processor, bytes to the terminal and memory, for a whole routine at its own speed."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from bench.row import Row
from terminal import Terminal

TICKS = os.sysconf("SC_CLK_TCK")
SECONDS = float(os.environ.get("SESSION_SECONDS", "300"))


def measure() -> Iterator[Row]:
    """Needs Linux's /proc, and measures with the sound that this machine has."""
    terminal = Terminal("start", "warm-up")
    try:
        terminal.wait_for(b"pause")
        terminal.read(2)
        app = terminal.process.pid
        helpers = [
            int(child) for task in Path(f"/proc/{app}/task").iterdir() for child in (task / "children").read_text().split()
        ]
        before, sent, begin = [_cpu_s(pid) for pid in (app, *helpers)], len(terminal.output), time.monotonic()
        most, second, second_sent = 0.0, begin, sent
        while time.monotonic() - begin < SECONDS and terminal.process.poll() is None:
            terminal.read(10)
            now = time.monotonic()
            most = max(most, (len(terminal.output) - second_sent) / (now - second))
            second, second_sent = now, len(terminal.output)
        spent = time.monotonic() - begin
        loads = [100 * (_cpu_s(pid) - start) / spent for pid, start in zip((app, *helpers), before, strict=True)]
        note = f"warm-up, {spent:.0f} s, 80x24"
        yield Row("processor of a session: app", f"{loads[0]:.1f} %", "4 %", note)
        for load in loads[1:]:
            yield Row("processor of a session: sound helper", f"{load:.1f} %", "with app 4 %", note)
        rate = (len(terminal.output) - sent) / spent / 1000
        yield Row("bytes to the terminal", f"{rate:.1f} kB/s", "25 kB/s", f"{note}; most in 10 s: {most / 1000:.1f}")
        yield Row("memory (RSS): app", f"{_memory_mb(app):.0f} MB", "59 MB", note)
        for pid in helpers:
            yield Row("memory (RSS): sound helper", f"{_memory_mb(pid):.0f} MB", "30 MB", note)
    finally:
        terminal.close()


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _memory_mb(pid: int) -> float:
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
