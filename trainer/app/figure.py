"""The app that plays one figure alone."""

from pathlib import Path

from trainer.pose.figure import Figure
from trainer.pose.library import Poses
from trainer.run.clock import SystemClock
from trainer.settings.settings import FigureMode
from trainer.system import crash_log
from trainer.ui.pose.app import PoseApp
from trainer.ui.widgets.figures import Figures
from trainer.userfiles.loading import settings_file, show_problems


def play(figure: Figure, path: Path, mode: FigureMode | None, *, mirrored: bool) -> int:
    """Play the figure of a pose file until the person leaves; returns the exit code. `mode`: None, as in the settings."""
    own = settings_file()
    show_problems(own.problems)
    figures = Figures(Poses(), mode or own.settings.figure)
    app = PoseApp(
        figure,
        path,
        figures,
        SystemClock(),
        mirrored=mirrored,
        on_fault=crash_log.report,
        theme=own.settings.theme,
        keys=own.settings.keys,
    )
    app.run()
    return app.return_code or 0
