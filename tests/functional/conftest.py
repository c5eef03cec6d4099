"""The app with a clock that only moves when told, and a sound that only takes notes."""

import io
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from math import ceil
from pathlib import Path
from typing import Final

import pytest

from trainer.ui.app import TrainerApp
from trainer.ui.session.screen import SessionScreen

READ_AT_START: Final = {"LANG", "LC_ALL", "PYTHONIOENCODING", "PYTHONPATH", "PYTHONUTF8"}  # by Python itself


@pytest.fixture(autouse=True)
def _terminal_of_today(monkeypatch):
    """Whatever terminal the tests run in, the screens are drawn for one with all colours."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


class StandingApp(TrainerApp):
    """The app, of which a test begins when its first screen stands."""

    @asynccontextmanager
    async def run_test(self, **options):
        async with super().run_test(**options) as pilot:
            await pilot.pause()
            yield pilot


@pytest.fixture
def make_app(library, clock, sound):
    def make(**options) -> TrainerApp:
        return StandingApp(library, clock, sound, **options)

    return make


@pytest.fixture
def session_app(make_app, unguided_plan_of):
    """The app, straight in the warm-up."""
    return make_app(first=unguided_plan_of("warm-up"), acknowledged=True)


@pytest.fixture
def follow(clock):
    """Let time pass on a session screen, in steps that are no gap to it."""

    async def passing(app, pilot, seconds: float, step: float = 1.9) -> None:
        for _ in range(ceil(round(seconds / step, 6))):
            clock.pass_s(min(step, seconds))
            seconds -= step
            if isinstance(app.screen, SessionScreen):
                app.screen.tick()
        await pilot.pause()

    return passing


@pytest.fixture(scope="session")
def forked(tmp_path_factory):
    """Runs the trainer in forks of a process that has read its modules; returns exit code, output and errors."""
    pipes = [tmp_path_factory.mktemp("pipes") / name for name in ("output", "errors")]
    for pipe in pipes:
        os.mkfifo(pipe)
    command = [sys.executable, "-m", "tests.functional.forked"]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server,
        ThreadPoolExecutor() as readers,
    ):

        def run(arguments, environment, folder) -> tuple[int, bytes, bytes]:
            print(json.dumps([arguments, environment, str(folder), [*map(str, pipes)]]), file=server.stdin, flush=True)
            output, errors = readers.map(Path.read_bytes, pipes)
            return int(server.stdout.readline()), output, errors

        yield run


@pytest.fixture
def trainer(tmp_path, forked):
    def run(*arguments: str, **options) -> subprocess.CompletedProcess[str]:
        home = {name: str(tmp_path) for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
        own = options.pop("env", {})
        environment = {**os.environ, **home, **own}
        if own.keys().isdisjoint(READ_AT_START) and options.keys() <= {"cwd"}:
            code, *printed = forked(arguments, environment, options.get("cwd", os.getcwd()))
            result = subprocess.CompletedProcess(arguments, code, *(io.TextIOWrapper(io.BytesIO(one)).read() for one in printed))
        else:
            result = subprocess.run(
                [sys.executable, "-m", "trainer", *arguments],
                capture_output=True,
                text=True,
                stdin=subprocess.DEVNULL,
                timeout=60,
                check=False,
                env=environment,
                **options,
            )
        assert "Traceback" not in result.stderr
        return result

    return run
