"""How long the trainer takes to start, beside the bare app and beside Python itself, each in turn in the same run.

RUNS is how often. PEERS=1 installs other timers of the registry into an environment of its own and starts them too.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from bench import bare_app
from bench.painted import seconds_until, usual_home
from bench.row import Row

RUNS = int(os.environ.get("RUNS", "15"))
PEERS = {  # what is run, and what then stands on the screen
    "tclock": (["tclock", "timer", "-d", "5m"], "\u2588".encode()),
    "termdown": (["termdown", "300"], b"8888"),
    "breathe-cli": (["breathe", "--no-sound", "--no-log"], b"space pause"),
}
NO_TEXTUAL = """
import contextlib, io, sys
from trainer.commands import run
with contextlib.redirect_stdout(io.StringIO()):
    run(sys.argv[1:])
sys.exit(any(name.split(".")[0] in ("textual", "rich") for name in sys.modules))
"""


def measure() -> Iterator[Row]:
    """Needs Linux's /proc."""
    with usual_home() as env:
        yield from _screens(env)
        yield from _commands(env)
    if os.environ.get("PEERS"):
        yield from _peers()


def _screens(env: dict[str, str]) -> Iterator[Row]:
    trainer = [sys.executable, "-m", "trainer"]
    screens = {
        "": ([sys.executable, bare_app.__file__], b"the bare app is painted", 1.0),
        "trainer: start to the routine list painted": (trainer, b"Upper-back spasm relief", 1.25),
        "trainer start: to the first session frame": ([*trainer, "start", "relief"], b"Cat stretch", 1.4),
    }
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in screens}
    for run in range(RUNS + 1):
        for name, (command, text, _) in screens.items():
            took = seconds_until(text, command, env)
            if run:  # the first one fills the cache
                taken[name].append(took)
    bare, bare_worked = (median(column) for column in zip(*taken.pop(""), strict=True))
    for name, times in taken.items():
        passed, worked = (median(column) for column in zip(*times, strict=True))
        goal = screens[name][2]
        note = f"processor alone {worked / bare_worked:.2f} x ({1000 * worked:.0f} ms); median of {RUNS}"
        yield Row(
            name, f"{passed / bare:.2f} x", f"{goal} x", f"{1000 * passed:.0f} ms; {note}", f"bare app {1000 * bare:.0f} ms"
        )


def _commands(env: dict[str, str]) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "mine.toml"
        file.write_text(
            'version = 1\n[[routine]]\nid = "mine"\nname = "Mine"\nsteps = [{ exercise = "cat-stretch" }]\n', encoding="utf-8"
        )
        commands = {"--version": ["--version"], "list": ["list"], "check": ["check", str(file)]}
        taken: dict[str, list[float]] = {"": [], **{name: [] for name in commands}}
        for run in range(RUNS + 1):
            for name, times in taken.items():
                arguments = ["-m", "trainer", *commands[name]] if name else ["-c", "pass"]
                took = _seconds([sys.executable, *arguments], env)
                if run:
                    times.append(took)
        python = median(taken.pop(""))
        for name, times in taken.items():
            heavy = subprocess.run([sys.executable, "-c", NO_TEXTUAL, *commands[name]], env=env, check=False).returncode
            imports = "imports Textual or Rich: it must not" if heavy else "imports no Textual"
            more = 1000 * (median(times) - python)
            yield Row(
                f"trainer {name}: beyond Python itself", f"{more:.0f} ms", "80 ms", imports, f"python {1000 * python:.0f} ms"
            )


def _seconds(command: list[str], env: dict[str, str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, env=env, check=True, capture_output=True)
    return time.perf_counter() - begin


def _peers() -> Iterator[Row]:
    with _installed(PEERS) as programs, usual_home() as env:
        for name, (command, text) in PEERS.items():
            times = [seconds_until(text, [str(programs / command[0]), *command[1:]], env)[0] for _ in range(RUNS)]
            yield Row(f"a peer: {name}, start to its first picture", f"{1000 * median(times):.0f} ms", "", "")


@contextmanager
def _installed(names: dict[str, object]) -> Iterator[Path]:
    """The folder with the programs of packages, in an environment of their own."""
    with tempfile.TemporaryDirectory(prefix="trainer-peers-") as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        programs = Path(folder) / "bin"
        subprocess.run([programs / "python", "-m", "pip", "install", "-qq", *names], check=True)
        yield programs
