"""How long a key takes to be answered on the screen, in a session with a moving figure."""

import random
import time
from collections.abc import Iterator
from statistics import median, quantiles

from bench.row import Row
from terminal import Terminal

PRESSES = 200
ANSWERS = ((b"\x1b[B", b"70%"), (b"\x1b[A", b"80%"))  # softer, louder


def measure() -> Iterator[Row]:
    terminal = Terminal("start", "warm-up", "--audio", "bell")
    chance = random.Random(8)
    try:
        terminal.wait_for(b"80%")
        terminal.read(2)
        taken = []
        for number in range(PRESSES):
            keys, answer = ANSWERS[number % 2]
            terminal.read(0.05 + chance.random() / 8)
            seen = len(terminal.output)
            begin = time.perf_counter()
            terminal.press(keys)
            while answer not in terminal.output[seen:]:
                terminal.read_once()
                assert time.perf_counter() - begin < 5, f"{keys!r} was not answered"
            taken.append(1000 * (time.perf_counter() - begin))
        p99 = quantiles(taken, n=100)[98]
        note = f"median {median(taken):.0f} ms, worst {max(taken):.0f} ms, of {PRESSES}"
        yield Row("key press to the screen's answer, p99", f"{p99:.0f} ms", "60 ms", note)
    finally:
        terminal.close()
