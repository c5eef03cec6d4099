"""The app that plays one figure alone."""

from collections.abc import Callable, Mapping
from pathlib import Path

from trainer.pose.figure import Figure
from trainer.run.ports import Clock
from trainer.ui.pose.screen import PoseScreen
from trainer.ui.terminal_app import TerminalApp
from trainer.ui.theme.themes import USUAL
from trainer.ui.widgets.figures import Figures


class PoseApp(TerminalApp):
    """One figure, played until the person leaves; the file it comes from is followed."""

    TITLE = "Figure"

    def __init__(
        self,
        figure: Figure,
        path: Path,
        figures: Figures,
        clock: Clock,
        *,
        mirrored: bool = False,
        on_fault: Callable[[BaseException], str] = str,
        theme: str = USUAL,
        keys: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        super().__init__(on_fault, theme=theme, keys=keys)
        self._pose_screen = PoseScreen(figure, path, figures, clock, mirrored=mirrored)

    async def on_mount(self) -> None:
        """Show it."""
        await self.push_screen(self._pose_screen)
