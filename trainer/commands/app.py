"""Opening the app: check the terminal, wire the parts together, run, and hand on the exit code."""

import sys
from pathlib import Path

import click

from trainer.commands.loading import Loaded, find_routine, load
from trainer.routine.model import Effort
from trainer.settings.settings import FigureMode


def open_app(
    routines: tuple[Path, ...],
    *,
    routine: str | None = None,
    effort: Effort = "usual",
    speed: float = 1.0,
    muted: bool = False,
    audio: str = "auto",
    figure: FigureMode | None = None,
) -> int:
    """Run the app (straight into `routine` if given) until the person leaves; returns the exit code.

    Raises click.UsageError when there is no terminal, no such routine or no such file.
    """
    loaded = load(routines)
    found = find_routine(loaded, routine) if routine is not None else None
    need_terminal("'trainer plan ROUTINE' prints a plan.")
    return _run(loaded, found.id if found else None, effort, speed, muted, audio, figure)


def need_terminal(without: str) -> None:
    """Raise click.UsageError when there is no terminal; `without` says what can be done without one."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if stream is None or not stream.isatty():
            raise click.UsageError(f"The trainer needs a terminal: run it in one, without pipes. {without}")


def _run(
    loaded: Loaded, routine: str | None, effort: Effort, speed: float, muted: bool, audio: str, figure: FigureMode | None
) -> int:
    # Textual and what hangs on it is loaded here, when it is certain that the app will open.
    from trainer import faults, files  # noqa: PLC0415
    from trainer.audio.player import Player  # noqa: PLC0415
    from trainer.pose.library import Poses  # noqa: PLC0415
    from trainer.routine.compiler import compile_plan  # noqa: PLC0415
    from trainer.run.clock import SystemClock  # noqa: PLC0415
    from trainer.settings.acknowledged import acknowledge, acknowledged  # noqa: PLC0415
    from trainer.settings.settings import read  # noqa: PLC0415
    from trainer.ui.app import TrainerApp  # noqa: PLC0415
    from trainer.ui.figures import Figures  # noqa: PLC0415

    settings, problems = read(files.config_file("settings.toml"))
    poses = Poses(files.user_poses())
    library = loaded.library
    sound = Player(files.bundled_cues(), backend=audio, muted=muted, log=files.log_file("sound.log"))
    app = TrainerApp(
        library,
        SystemClock(),
        sound,
        figures=Figures(poses, figure or settings.figure),
        problems=(*loaded.problems, *problems, *poses.problems()),
        effort=effort,
        speed=speed,
        first=compile_plan(library, library.routines[routine], effort) if routine else None,
        acknowledged=acknowledged(),
        on_start=acknowledge,
        on_fault=faults.report,
    )
    try:
        app.run()
    finally:
        sound.close()
    return app.return_code or 0
