"""Benchmarks: python tests/bench/run.py [files] [pose] [session] [sound]; without a name, all. Prints figures and goals."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "functional")]

from bench import files, pose, session, sound  # noqa: E402
from bench.row import Row  # noqa: E402

BENCHMARKS: dict[str, Callable[[], Iterable[Row]]] = {
    "files": files.measure,
    "pose": pose.measure,
    "session": session.measure,
    "sound": sound.measure,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"There is no benchmark '{unknown[0]}': there are {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    for name in names or BENCHMARKS:
        for row in BENCHMARKS[name]():
            print(f"{row.what:<52} {row.figure:>10}   goal {row.goal:<10} {row.note}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
