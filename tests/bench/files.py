"""What reading costs: a routine file with a thousand routines, and a history of twenty thousand sessions."""

import contextlib
import io
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

from bench.row import Row
from msgspec.structs import replace

from trainer.commands import run
from trainer.history.database import opened
from trainer.history.diary import Diary
from trainer.history.store import put
from trainer.routine.library import EMPTY, merged
from trainer.routine.loader import parse
from trainer.session.entry import SessionEntry
from trainer.session.record import StepRecord
from trainer.system import paths
from trainer.ui.history.screen import PAGE

ROUTINE = """[[routine]]
id = "r{0}"
name = "Routine {0}"
steps = [{{ exercise = "cat-stretch", rest = 10 }}, {{ exercise = "bird-dog", sets = 2 }}, {{ exercise = "foam-roll" }}]
"""
SESSIONS = 20_000


def measure() -> Iterator[Row]:
    path = paths.bundled_routines()
    library = merged(EMPTY, parse(path.read_bytes(), path.name))
    for count in (250, 1000):
        content = ("version = 1\n" + "".join(ROUTINE.format(number) for number in range(count))).encode()
        loading = _seconds(lambda content=content: merged(library, parse(content, "many.toml")))
        with tempfile.NamedTemporaryFile(suffix=".toml") as file, contextlib.redirect_stdout(io.StringIO()):
            file.write(content)
            file.flush()
            checking = _seconds(lambda name=file.name: run(["check", name]))
        yield Row(f"load a file with {count} routines", f"{loading * 1000:.0f} ms", "500 ms")
        yield Row("check it, with warnings", f"{checking * 1000:.0f} ms", "500 ms")
    yield from _history(library)


def _history(library: object) -> Iterator[Row]:
    step = StepRecord(1, "cat-stretch", "Cat stretch", None, "done", 4, 4, 60_000, 60_000)
    entry = SessionEntry(
        *("", "relief", "Relief", "usual", 1.0, "2026-01-01T08:00:00+00:00", "2026-01-01", "2026-01-01T08:05:00+00:00"),
        *("finished", 60_000, 60_000, None, tuple(replace(step, number=number) for number in range(1, 7))),
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "history.db"
        with closing(opened(path)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            for number in range(SESSIONS):
                put(connection, replace(entry, id=str(number), day=f"{2000 + number // 800}-{1 + number // 66 % 12:02}-01"))
            connection.execute("PRAGMA synchronous = FULL")
            rep = _seconds(lambda: put(connection, replace(entry, id="now")))
        diary = Diary(Path(folder))
        yield Row(f"write a rep into {SESSIONS} sessions", f"{rep * 1000:.1f} ms", "5 ms", "on a thread of its own")
        yield Row(
            "count what was done today",
            f"{_seconds(lambda: diary.done(library)) * 1000:.0f} ms",
            "100 ms",
            "on a thread of its own",
        )
        yield Row(
            f"read what the history screen shows of {SESSIONS}",
            f"{_seconds(lambda: (diary.past(), diary.page(0, PAGE))) * 1000:.0f} ms",
            "100 ms",
            "on a thread of its own",
        )
        yield Row("list all of them", f"{_seconds(diary.sessions) * 1000:.0f} ms", "", "trainer history")


def _seconds(call: Callable[[], object]) -> float:
    """The median of five runs."""
    taken = []
    for _ in range(5):
        begin = time.perf_counter()
        call()
        taken.append(time.perf_counter() - begin)
    return median(taken)
