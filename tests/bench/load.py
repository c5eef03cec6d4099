"""What a session takes of the processor, as ratios to floors beside it in the same run: figures alone swing with the machine.

The floor of the app is a bare Textual app that sends as many bytes; the floor of the sound helper a stream of silence. A first
session draws its pictures, a later one finds them kept. FLOOR_RUNS is how often, FLOOR_SECONDS how long each time.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from statistics import median
from unittest import mock

from bench import ready_made, silence
from bench.processes import children, cpu_s
from bench.row import Row
from sound.rig import TOOLS, Rig
from terminal import Terminal

RUNS = int(os.environ.get("FLOOR_RUNS", "5"))
SECONDS = float(os.environ.get("FLOOR_SECONDS", "60"))
SETTLED_S = 3.0
USUAL_BYTES_S = 17_000.0  # of the first run, which only tells how many bytes the floor is to send in the others


def measure() -> Iterator[Row]:
    """Needs Linux's /proc, and the sound server of tests/sound."""
    assert all(map(shutil.which, TOOLS)), "the sound helper and its floor need a sound server"
    with Rig() as rig, mock.patch.dict(os.environ, rig.env()):
        recorder = subprocess.Popen(["parec", "-d", "mat.monitor", "--latency-msec=5"], stdout=subprocess.DEVNULL)
        try:  # without a recorder the null sink asks for 2 s at a time
            yield from _against_floors("moving, first session", "moving, later session", still=False)
            yield from _against_floors("paused", still=True)
        finally:
            recorder.kill()
            recorder.wait()


def _against_floors(*sessions: str, still: bool) -> Iterator[Row]:
    """Of sessions one after the other, each with the pictures that those before it have kept."""
    runs: dict[str, list[list[float]]] = {session: [] for session in sessions}
    bytes_s = 0.0 if still else USUAL_BYTES_S
    for number in range(RUNS + 1):
        with tempfile.TemporaryDirectory(prefix="trainer-bench-") as cache:
            for session in sessions:
                taken, bytes_s = _run(bytes_s, cache, still=still)
                if number:
                    runs[session].append(taken)
    for who, goal, own, floor in (("app", 1.3, 0, 2), ("sound helper", 1.4, 1, 3)):
        for what, all_taken in runs.items():
            ratios = sorted(taken[own] / taken[floor] for taken in all_taken)
            figures = [100 * median(taken[which] for taken in all_taken) for which in (own, floor)]
            note = f"{figures[0]:.2f} %, {ratios[0]:.2f} to {ratios[-1]:.2f}; median of {RUNS} times {SECONDS:.0f} s"
            yield Row(
                f"processor, {what}: {who}",
                f"{median(ratios):.2f} x",
                f"{1.1 if still and who == 'app' else goal} x",
                note,
                f"floor {figures[1]:.2f} %",
            )


def _run(bytes_s: float, cache: str, *, still: bool) -> tuple[list[float], float]:
    """The share of a processor of app, helper and both floors, side by side; and the bytes that the session sent in a second."""
    with ExitStack() as stack:
        session = Terminal("start", "warm-up", XDG_CACHE_HOME=cache)
        stack.callback(session.close)
        session.wait_for(b"pause")
        session.read(SETTLED_S)
        if still:
            session.press(b" ")
            session.read(SETTLED_S)
        floor = Terminal(program=[sys.executable, ready_made.__file__, str(bytes_s)])
        stack.callback(floor.close)
        quiet = subprocess.Popen([sys.executable, silence.__file__], stdout=subprocess.PIPE)
        stack.callback(quiet.wait)
        stack.callback(quiet.kill)
        assert quiet.stdout is not None
        stack.callback(quiet.stdout.close)
        assert quiet.stdout.readline()
        floor.read(SETTLED_S)
        app = session.process.pid
        (helper,) = children(app)
        pids = [app, helper, floor.process.pid, quiet.pid]
        sent, begin, before = len(session.output), time.monotonic(), [cpu_s(pid) for pid in pids]
        while (passed := time.monotonic() - begin) < SECONDS:
            session.read(0.2)
            floor.read(0.2)
        after = [cpu_s(pid) for pid in pids]
        sent = len(session.output) - sent
        session.send(signal.SIGTERM)
        assert session.exit_code() == 128 + signal.SIGTERM
        return [(end - start) / passed for start, end in zip(before, after, strict=True)], sent / passed
