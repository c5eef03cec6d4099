"""The moving figure: cells of the pose renderer as strips, of which only what changed is sent to the terminal."""

from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct
from msgspec.structs import replace
from rich.segment import Segment
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Region
from textual.strip import Strip
from textual.theme import Theme
from textual.widget import Widget

from trainer.pose.cells import Cell
from trainer.pose.figure import Figure
from trainer.system.cells import padded, wrap
from trainer.system.visible import visible
from trainer.ui.harmless import Harmless
from trainer.ui.theme.figure_colours import palette_of, sixteen_colours
from trainer.ui.theme.meanings import FEW_COLOURS
from trainer.ui.widgets.at_once import Place, Run
from trainer.ui.widgets.figure_moment import FigureMoment
from trainer.ui.widgets.figures import Figures
from trainer.ui.widgets.inking import Inking, changed_runs, rows_of

if TYPE_CHECKING:
    from trainer.pose.picture_codec import View
    from trainer.pose.renderer import Renderer
    from trainer.userfiles.picture_cache import Album

HEAVY: Final = 3_000  # bytes; eight such pictures a second are as much as a slow line takes
STEPS: Final = 24  # of a movement that are shown: about as fine as cells are, and each rep shows the same ones at any pace
KEPT: Final = 400_000  # cells, of the pictures of one figure that are kept for the next rep


class Picture(Struct, frozen=True):
    """All that a picture of a figure depends on, its size apart. `facing` and `breath` are those of the renderer."""

    figure: Figure
    from_key: str
    to_key: str
    progress: float
    facing: float = 1.0
    breath: float = 0.0
    arrowed: bool = False
    note: str = ""

    @property
    def view(self) -> "View":
        """What tells it from the other pictures of its figure."""
        return self.from_key, self.to_key, self.progress, self.facing, self.breath, self.arrowed


class Drawn(Struct, frozen=True):
    """A picture in cells, and what to send of it after each that it has followed."""

    picture: Picture
    cells: list[list[Cell]]
    after: dict[Picture, list[Run]]


class FigureView(Widget):
    """Shows a figure at a moment of a movement, as passed to `show`; it has no clock of its own."""

    DEFAULT_CSS = """
    FigureView { width: 1fr; height: 1fr; }
    FigureView > .figure--note { background: $warning; color: $background; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"figure--note"}

    def __init__(self, figures: Figures, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.figures = figures
        self._picture: Picture | None = None
        self._moment: FigureMoment | None = None  # that waits for a size
        self._renderer: Renderer | None = None
        self._drawn: Drawn | None = None  # what is shown now
        self._kept: dict[Picture, Drawn] = {}
        self._kept_for: tuple[Figure | None, int, int] = (None, 0, 0)  # the figure, columns and rows of those pictures
        self._album: Album | None = None  # their pictures of earlier sessions
        self.heavy = False  # whether the last picture took so many bytes that fewer a second are better
        self._inking = Inking(self)
        self._place = Place(self)

    def show(self, moment: FigureMoment) -> None:
        """Show a moment, mirrored where its side asks for it. The same moment again costs nothing.

        In place of an unknown pose or one with problems stands the standing figure, of an unknown key the start: with a note.
        """
        if not self.outer_size:  # the words first: a figure has its time when there is room for it
            self._moment = moment
            return
        self._moment = None
        figure, first, last, note = self.figures.shown(moment)
        mirrored = moment.side is not None and figure.side is not None and moment.side != figure.side
        progress = round(moment.progress * STEPS) / STEPS
        turn = moment.turn if figure.view == "side" else 1.0  # from the front, the colours change sides
        self.draw(Picture(figure, first, last, progress, -turn if mirrored else turn, moment.breath, moment.moving, note))

    @property
    def picture(self) -> Picture | None:
        """What is shown now."""
        return self._picture

    @property
    def mode(self) -> str:
        """The glyph mode that figures are drawn in here."""
        return self.figures.mode_for(colourless=self.app.no_color or self.app.native_ansi_color)

    def draw(self, picture: Picture) -> None:
        """Show a picture; raises KeyError when its figure lacks its keys."""
        if picture.from_key == picture.to_key or picture.progress >= 1:  # the same picture, however far
            picture = replace(picture, from_key=picture.to_key, progress=1.0)
        if picture == self._picture:
            return
        if self._picture is None or self._picture.note != picture.note:
            self.refresh()
        self._picture = picture
        self._draw()

    # ---- drawing

    def on_mount(self) -> None:
        """Follow the theme."""
        self.app.theme_changed_signal.subscribe(self, self._new_theme)

    def _new_theme(self, _: Theme) -> None:
        self.call_after_refresh(self.start_anew)

    def on_resize(self) -> None:
        """Draw at the new size."""
        if self._moment is not None:
            self.call_after_refresh(self._show_waiting)
        self.start_anew()

    def _show_waiting(self) -> None:
        if self._moment is not None:
            self.show(self._moment)

    def on_unmount(self) -> None:
        """Keep the last pictures for later sessions."""
        self._put_away()

    def _put_away(self) -> None:
        """Forget the pictures, and keep them for later sessions."""
        if self._album is not None:
            self.figures.keep(self._album, {picture.view: drawn.cells for picture, drawn in self._kept.items()})
        self._kept = {}
        self._inking.forget_rows()

    def start_anew(self) -> None:
        """Redraw with the present colours, mode and size."""
        self._put_away()
        self._kept_for, self._album = (None, 0, 0), None
        self._renderer = None
        self._inking = Inking(self)
        self._drawn = None
        self._draw()

    def _draw(self) -> None:
        """Draw the picture, and send what differs from the one before it, or all of it."""
        picture = self._picture
        if picture is None or not self.is_attached:
            return
        size = width, height = self.size
        if not size:
            return
        shown, self._drawn = self._drawn, self._drawn_of(picture, width, height)
        if shown is None or len(shown.cells) != height or len(shown.cells[0]) != width:
            self.refresh()
            return
        runs = self._drawn.after.get(shown.picture)
        if runs is None:
            runs = self._drawn.after[shown.picture] = self._runs(shown.cells, self._drawn.cells)
        self.heavy = sum(len(text) for _, _, text in runs) > HEAVY
        usual = self.app.no_color or picture.note or self._more_filters()
        if runs and (usual or not self._place.sent(size, runs)):
            self.refresh(*rows_of(shown.cells, self._drawn.cells))

    def _runs(self, before: list[list[Cell]], now: list[list[Cell]]) -> list[Run]:
        """What differs between two pictures of the same size, as it is sent to the terminal."""
        return [
            (first, y, self._inking.text(now[y][first:end]))
            for y, (old, row) in enumerate(zip(before, now, strict=True))
            for first, end in changed_runs(old, row)
        ]

    def _drawn_of(self, picture: Picture, width: int, height: int) -> Drawn:
        """A picture as it is drawn. Those of a figure are kept as long as it is shown: most of a rep is the last one again."""
        kept_for = (picture.figure, width, height)
        if self._kept_for != kept_for or len(self._kept) * width * height > KEPT:
            self._put_away()
            if self._kept_for != kept_for:
                self._kept_for, self._album = kept_for, self.figures.album(*kept_for, self._present_renderer())
        kept = self._kept.get(picture)
        if kept is None:
            known = self._album.pictures.get(picture.view) if self._album is not None else None
            cells = known or self._present_renderer().cells(
                picture.figure,
                picture.from_key,
                picture.to_key,
                picture.progress,
                width,
                height,
                facing=picture.facing,
                breath=picture.breath,
                arrowed=picture.arrowed,
            )
            kept = self._kept[picture] = Drawn(picture, cells, {})
        return kept

    def _present_renderer(self) -> "Renderer":
        """The renderer in the present mode and theme."""
        from trainer.pose.renderer import Renderer

        if self._renderer is None:
            app = self.app
            dark = app.current_theme.dark
            if app.console.color_system in FEW_COLOURS:
                palette = sixteen_colours(dark=dark)
            else:
                palette = palette_of(app.theme_variables, self.background_colors[1], dark=dark)
            self._renderer = Renderer(self.mode, palette)
        return self._renderer

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows as they were drawn, which is all that there is: what styles may add to a widget's rows takes its time.

        Without colours a frame lies over the figure while a cue flashes, as for any widget.
        """
        if self.app.no_color:
            return super().render_lines(crop)
        width = self.size.width
        strips = [self.render_line(y).adjust_cell_length(width) for y in crop.line_range]  # between two sizes they are others
        if filters := self._more_filters():
            background = self.background_colors[1]
            for one in filters:
                strips = [strip.apply_filter(one, background) for strip in strips]
        first, end = crop.column_span
        return strips if (first, end) == (0, width) else [strip.crop(first, end) for strip in strips]

    def _more_filters(self) -> list[LineFilter]:
        """The filters that pictures need, which two of them never do."""
        return [one for one in self.get_line_filters() if not isinstance(one, ANSIToTruecolor | Harmless)]

    def render_line(self, y: int) -> Strip:
        """One row of what was drawn last; a note covers the uppermost rows."""
        note = wrap(visible(self._picture.note), max(1, self.size.width - 2)) if self._picture and self._picture.note else []
        if y < len(note):
            style = self.get_component_rich_style("figure--note")
            return Strip([Segment(padded(f" {note[y]}", self.size.width), style)], self.size.width)
        return (
            self._inking.strip(self._drawn.cells[y])
            if self._drawn and y < len(self._drawn.cells)
            else Strip.blank(self.size.width, self.rich_style)
        )
