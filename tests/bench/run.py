"""Benchmarks: python tests/bench/run.py [start] [keys] ... ; without a name, all. Prints figures, goals and anchors.

PEERS=1 measures other timers beside it. How long things run: RUNS, SESSION_SECONDS, FLOOR_RUNS, FLOOR_SECONDS,
SOUND_SECONDS, RECOVERIES. What holds over a long time is asked of the tests, in their long form: KILLS=200, MUTATIONS=100000,
HOURS=8 and FLOOD=10000 with pytest.
"""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "functional")]

from bench import files, keys, load, plans, pose, press, session, size, sound, start  # noqa: E402
from bench.row import Row  # noqa: E402

BENCHMARKS: dict[str, Callable[[], Iterable[Row]]] = {
    "start": start.measure,
    "keys": keys.measure,
    "press": press.measure,
    "plans": plans.measure,
    "files": files.measure,
    "pose": pose.measure,
    "size": size.measure,
    "session": session.measure,
    "load": load.measure,
    "sound": sound.measure,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"There is no benchmark '{unknown[0]}': there are {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    print(f"{'what':<52} {'figure':>10}   {'goal':<12} {'anchor':<18} note")
    for name in names or BENCHMARKS:
        for row in BENCHMARKS[name]():
            print(f"{row.what:<52} {row.figure:>10}   {row.goal:<12} {row.anchor:<18} {row.note}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
