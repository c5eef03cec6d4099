"""How the figure of the summary moves. Pure."""

from typing import Final

from trainer.ui.widgets.figure_moment import STANDING, FigureMoment

FINISH: Final = "finish"
CHEER_MS: Final = 3_000  # then the figure stands still, arms up
WAVE_MS: Final = 700


def cheer(milliseconds: int, *, still: bool) -> FigureMoment:
    """Wave both arms for a moment."""
    if still or milliseconds >= CHEER_MS:
        return FigureMoment(FINISH, "up", "up")
    waves, passed = divmod(milliseconds, WAVE_MS)
    keys = ("v", "up") if waves % 2 else ("up", "v")
    return FigureMoment(FINISH, *keys, passed / WAVE_MS)


def stand(milliseconds: int, *, still: bool) -> FigureMoment:
    """Stand."""
    return FigureMoment(STANDING, "in", "in")
