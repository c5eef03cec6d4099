"""The app with a clock that only moves when told, and a sound that only takes notes."""

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import asynccontextmanager
from math import ceil
from typing import ClassVar

import pytest

from trainer import commands
from trainer.pose.library import Poses
from trainer.ui.app import TrainerApp
from trainer.ui.session.screen import SessionScreen
from trainer.ui.widgets.figures import Figures
from trainer.userfiles.picture_cache import Album

HOME = ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")


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


class SharedFigures(Figures):
    """Figures whose pictures all tests of a process share, as the program keeps them on disk for all its sessions."""

    albums: ClassVar[dict[tuple[object, ...], Album]] = {}

    def album(self, figure, columns, rows, renderer) -> Album:
        one = Album(figure, (columns, rows), renderer.mode, renderer.palette)
        return self.albums.setdefault((figure, one.size, one.mode, one.palette), one)

    def keep(self, album, drawn) -> None:
        album.pictures = {**album.pictures, **drawn}


@pytest.fixture
def make_app(library, clock, sound):
    def make(**options) -> TrainerApp:
        return StandingApp(library, clock, sound, **{"figures": SharedFigures(Poses()), **options})

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


@pytest.fixture
def trainer(tmp_path):
    """The trainer as a process of its own."""

    def run(*arguments: str, **options) -> subprocess.CompletedProcess[str]:
        home = dict.fromkeys(HOME, str(tmp_path))
        result = subprocess.run(
            [sys.executable, "-m", "trainer", *arguments],
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=60,
            check=False,
            env={**os.environ, **home, **options.pop("env", {})},
            **options,
        )
        assert "Traceback" not in result.stderr
        return result

    return run


@pytest.fixture
def command(tmp_path, monkeypatch, capsys):
    """A command of the trainer in the process of the tests: for what it says, a tenth of the time of a process of its own."""
    for name in HOME:
        monkeypatch.setenv(name, str(tmp_path))

    def run(*arguments: str, env: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:
        with monkeypatch.context() as during:
            for name, value in env.items():
                during.setenv(name, value)
            code = commands.run(arguments)
        return subprocess.CompletedProcess(arguments, code, *capsys.readouterr())

    return run
