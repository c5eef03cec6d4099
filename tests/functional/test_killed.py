"""Trainers that are killed, and many that write at once: nothing that was told as done is lost. KILLS, ROUNDS: how many."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.unit.history.made import damage, history, made
from tests.unit.history.test_salvage import older
from trainer.history.diary import Diary
from trainer.history.exchange import as_json

KILLS = int(os.environ.get("KILLS", "4"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
WRITERS = 8
BEFORE = 300
ROOT = Path(__file__).parents[2]


def started(home, *arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "trainer", *arguments],
        env={**os.environ, "XDG_DATA_HOME": str(home)},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    )


def whole(path):
    """The sessions of a history in which no page is wrong."""
    found = Diary(path.parent).sessions()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    return found


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """For each thing that can be broken off: a folder of data, what to call, the ids before it and those after it."""
    folder = tmp_path_factory.mktemp("prepared")
    entries = made(2 * BEFORE)
    (folder / "told.json").write_text(json.dumps(as_json(entries)))
    history(folder / "kept" / "history.db", 2 * BEFORE)
    for name in ("import", "restore", "migration", "mending"):
        history(folder / name / "trainer" / "history.db", BEFORE)
    older(folder / "migration" / "trainer" / "history.db")
    damage(folder / "mending" / "trainer" / "history.db", 0)
    saved = folder / "saved"
    shutil.copytree(folder / "mending" / "trainer", saved)
    some, many = {one.id for one in entries[:BEFORE]}, {one.id for one in entries}
    left = {one.id for one in Diary(saved).sessions()}
    assert len(left) > BEFORE * 0.9
    return {
        "import": (folder / "import", ("history", "import", str(folder / "told.json")), some, many),
        "restore": (folder / "restore", ("restore", str(folder / "kept" / "history.db")), some, many),
        "migration": (folder / "migration", ("history", "import", str(folder / "told.json")), some, many),
        "mending": (folder / "mending", ("history", "--json"), left, left),
    }


@pytest.mark.parametrize("kind", ["import", "restore", "migration", "mending"])
def test_what_is_killed_is_done_or_not_begun(prepared, tmp_path, kind):
    data, arguments, before, after = prepared[kind]
    chance = random.Random(f"9{kind}")
    takes = min(taken(data, tmp_path / f"timed-{number}", arguments) for number in range(2))
    counts = {"killed before it was done": 0, "killed after it was done": 0, "came to its end": 0}
    for number in range(KILLS):
        home = tmp_path / str(number)
        shutil.copytree(data, home)
        with started(home, *arguments) as running:
            time.sleep(takes * (0.4 + 0.8 * chance.random()))
            running.send_signal(signal.SIGKILL)
            told = running.communicate()[0]
        mended = any((home / "trainer").glob("history-damaged-*"))
        found = {one.id for one in whole(home / "trainer" / "history.db")}
        assert found in (before, after), number
        if told:
            assert found == after, number
        done = mended if kind == "mending" else found == after
        counts["came to its end" if running.returncode == 0 else f"killed {'after' if done else 'before'} it was done"] += 1
        shutil.rmtree(home)
    print(kind, counts)
    assert sum(counts.values()) == KILLS


def taken(data, home, arguments):
    """How many seconds a command takes."""
    shutil.copytree(data, home)
    began = time.monotonic()
    with started(home, *arguments) as running:
        running.communicate()
    assert running.returncode == 0
    return time.monotonic() - began


WRITER = """
import sys
from pathlib import Path
from tests.unit.history.made import made
from trainer.history.diary import Diary
from msgspec.structs import replace
number, rounds, folder = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
one = made(1)[0]
for round in range(rounds):
    diary = Diary(folder)
    assert diary.import_sessions([replace(one, id=f"{number}-{round}")]) == 1
    print(f"{number}-{round}", flush=True)
    assert f"{number}-{round}" in {entry.id for entry in diary.sessions()}
"""


@pytest.mark.parametrize("damaged", [False, True], ids=["whole", "damaged"])
def test_many_that_write_at_once_lose_nothing(tmp_path, damaged):
    path = tmp_path / "history.db"
    history(path, BEFORE)
    if damaged:
        damage(path, 0)
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(number), str(ROUNDS), str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for number in range(WRITERS)
    ]
    told = {line for one in running for line in one.communicate()[0].split()}
    assert [one.returncode for one in running] == [0] * WRITERS
    assert len(told) == WRITERS * ROUNDS
    assert told <= {one.id for one in whole(path)}
    assert len(list(tmp_path.glob("history-damaged-*"))) == damaged
