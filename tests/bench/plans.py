"""What compiling the plan of a long routine takes, and whether twice the steps take twice the time."""

import time
from collections.abc import Iterator
from statistics import median

from bench.row import Row

from trainer.routine.compiler import compile_plan
from trainer.routine.library import EMPTY, merged
from trainer.routine.loader import parse
from trainer.system import paths

STEPS = 200  # as many as a routine may have


def measure() -> Iterator[Row]:
    bundled = paths.bundled_routines()
    library = merged(EMPTY, parse(bundled.read_bytes(), bundled.name))
    taken = {}
    for count in (STEPS // 2, STEPS):
        steps = ", ".join('{ exercise = "bird-dog", sets = 2, rest = 10 }' for _ in range(count))
        content = f'version = 1\n[[routine]]\nid = "long"\nname = "Long"\nsteps = [{steps}]\n'
        routine = merged(library, parse(content.encode(), "long.toml"))
        times = []
        for _ in range(15):
            begin = time.perf_counter()
            plan = compile_plan(routine, routine.routines["long"], "usual")
            times.append(time.perf_counter() - begin)
        taken[count] = median(times)
    ratio = taken[STEPS] / taken[STEPS // 2]
    note = f"{ratio:.2f} x the time of half of it (linear: 2 x); {len(plan.phases)} phases"
    yield Row(f"compile a plan of {STEPS} steps", f"{1000 * taken[STEPS]:.1f} ms", "20 ms", note)
