"""The figures that screens show: from whose poses, and in which glyph mode."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trainer.diagnostics.problem import FileError
from trainer.pose.figure import Figure
from trainer.pose.library import Poses, UnknownPose, bundled, bundled_ids
from trainer.ui.widgets.figure_moment import STANDING, FigureMoment

if TYPE_CHECKING:
    from trainer.pose.picture_codec import Rows, View
    from trainer.pose.renderer import Renderer
    from trainer.userfiles.picture_cache import Album, PictureCache

AUTOMATIC: Final = "auto"


class Figures:
    """Finds figures for moments. `mode` is a glyph mode, or "auto": the one that fits what the terminal can.

    `folder`: where pictures are kept for later sessions; None: they are not.
    """

    def __init__(self, poses: Poses, mode: str = AUTOMATIC, folder: Path | None = None) -> None:
        self.poses = poses
        self.mode = mode
        self._folder = folder
        self._cache: PictureCache | None = None

    def album(self, figure: Figure, columns: int, rows: int, renderer: "Renderer") -> "Album | None":
        """The pictures of a figure as a renderer draws them, from earlier sessions; None if they are not kept."""
        if self._folder is None:
            return None
        from trainer.userfiles.picture_cache import Album, PictureCache

        self._cache = self._cache or PictureCache(self._folder)
        return self._cache.open(Album(figure, (columns, rows), renderer.mode, renderer.palette))

    def keep(self, album: "Album", drawn: "Mapping[View, Rows]") -> None:
        """Keep what was drawn for later sessions; returns immediately."""
        if self._cache is not None:
            self._cache.add(album, drawn)

    def close(self) -> None:
        """Wait until what is to be kept is written, but not for a slow disk."""
        if self._cache is not None:
            self._cache.close()

    def mode_for(self, *, colourless: bool) -> str:
        """The glyph mode on a terminal with or without colour."""
        if self.mode == AUTOMATIC:
            return "plain" if colourless else "ascii"
        return self.mode

    def shown(self, moment: FigureMoment) -> tuple[Figure, str, str, str]:
        """The figure of a moment, the two keys, and a note about what could not be shown ("" if all could)."""
        try:
            figure = self.poses.find(moment.pose)
        except UnknownPose:
            figure, note = bundled(STANDING), f"There is no figure '{moment.pose}'"
        except FileError:
            figure = bundled(moment.pose if moment.pose in bundled_ids() else STANDING)
            note = f"{moment.pose}.toml has problems: 'trainer pose {moment.pose}' names them"
        else:
            note = ""
        if not note:
            missing = [key for key in (moment.from_key, moment.to_key) if key and key not in figure.keys]
            note = f"The figure '{moment.pose}' has no key '{missing[0]}'" if missing else ""
        first, last = (key if key in figure.keys else figure.start for key in (moment.from_key, moment.to_key))
        return figure, first, last, note
