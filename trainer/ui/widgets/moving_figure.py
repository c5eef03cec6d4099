"""A figure that moves by itself beside a list, as long as it is seen."""

from collections.abc import Callable
from typing import Final, TypeAlias

from trainer.run.ports import Clock
from trainer.ui.widgets.figure import FigureView
from trainer.ui.widgets.figure_moment import FigureMoment
from trainer.ui.widgets.figures import Figures

FRAME_S: Final = 1 / 8
Movement: TypeAlias = Callable[..., FigureMoment]  # of the milliseconds since it began; `still`: without animation


class MovingFigure(FigureView):
    """Plays a movement from its beginning, on the screen that is in front."""

    def __init__(self, figures: Figures, clock: Clock, *, id: str = "figure") -> None:
        super().__init__(figures, id=id)
        self._clock = clock
        self._movement: Movement | None = None
        self._began_ns = 0

    def on_mount(self) -> None:
        """Start the timer."""
        self.set_interval(FRAME_S, self.tick)

    def play(self, movement: Movement | None) -> None:
        """Play another movement; None: stay as it is."""
        self._movement = movement
        self._began_ns = self._clock.now_ns()
        self.call_after_refresh(self.tick)  # the words first

    def tick(self) -> None:
        """Show the moment that it is now."""
        if self._movement is not None and self.size.height and self.is_attached and self.screen.is_active:
            passed = (self._clock.now_ns() - self._began_ns) // 1_000_000
            self.show(self._movement(passed, still=self.app.animation_level == "none"))
