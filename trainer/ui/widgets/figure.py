"""The moving figure: cells of the pose renderer as strips, of which only what changed is sent to the terminal."""

from itertools import accumulate
from typing import TYPE_CHECKING, ClassVar, Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace
from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.filter import ANSIToTruecolor
from textual.geometry import Region
from textual.strip import Strip
from textual.theme import Theme
from textual.widget import Widget

from trainer.pose.cells import Cell
from trainer.pose.classes import RGB
from trainer.pose.figure import Figure
from trainer.system.cells import padded, wrap
from trainer.system.visible import visible
from trainer.ui.harmless import Harmless
from trainer.ui.theme.figure_colours import palette_of, sixteen_colours
from trainer.ui.theme.meanings import FEW_COLOURS
from trainer.ui.widgets.figure_moment import FigureMoment
from trainer.ui.widgets.figures import Figures

if TYPE_CHECKING:
    from trainer.pose.renderer import Renderer

Look: TypeAlias = tuple[RGB | None, RGB | None, bool]  # foreground, background (None: the screen's own), and whether blank
BYTES: Final = 35  # that a segment takes on its way to the terminal, about
HEAVY: Final = 3_000  # eight such pictures a second are as much as a slow line takes
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


class Drawn(Struct, frozen=True):
    """A picture in cells, as what is sent to the terminal, and what to send of it after each that it has followed."""

    picture: Picture
    cells: list[list[Cell]]
    strips: list[Strip]
    after: dict[Picture, "Change"]


class Change(Struct, frozen=True):
    """What differs between two pictures: the regions to send, and how many bytes they take, about."""

    regions: tuple[Region, ...]
    sent: int


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
        self.heavy = False  # whether the last picture took so many bytes that fewer a second are better
        self._styles: dict[Look, Style] = {}

    def show(self, moment: FigureMoment) -> None:
        """Show a moment, mirrored where its side asks for it. The same moment again costs nothing.

        In place of an unknown pose or one with problems stands the standing figure, of an unknown key the start: with a note.
        """
        if not self.size:  # the words first: a figure has its time when there is room for it
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

    def start_anew(self) -> None:
        """Redraw with the present colours, mode and size."""
        self._renderer = None
        self._kept = {}
        self._styles = {}
        self._drawn = None
        self._draw()

    def _draw(self) -> None:
        """Draw the picture, and send what differs from the one before it, or all of it."""
        width, height = self.size
        picture = self._picture
        if picture is None or not width or not height or not self.is_attached:
            return
        shown, self._drawn = self._drawn, self._drawn_of(picture, width, height)
        if shown is None or len(shown.cells) != height or len(shown.cells[0]) != width:
            self.refresh()
            return
        change = self._drawn.after.get(shown.picture)
        if change is None:
            change = self._drawn.after[shown.picture] = changed(shown, self._drawn)
        self.heavy = change.sent > HEAVY
        if change.regions:
            self.refresh(*change.regions)

    def _drawn_of(self, picture: Picture, width: int, height: int) -> Drawn:
        """A picture as it is drawn. Those of a figure are kept as long as it is shown: most of a rep is the last one again."""
        if self._kept_for != (picture.figure, width, height) or len(self._kept) * width * height > KEPT:
            self._kept, self._kept_for = {}, (picture.figure, width, height)
        kept = self._kept.get(picture)
        if kept is None:
            cells = self._present_renderer().cells(
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
            kept = self._kept[picture] = Drawn(picture, cells, self._strips_of(cells), {})
        return kept

    def _strips_of(self, cells: list[list[Cell]]) -> list[Strip]:
        """The rows as strips; a row that is the same list as on the screen is the same strip."""
        shown = self._drawn
        if shown is None or len(shown.cells) != len(cells):
            return [self._strip(row) for row in cells]
        return [
            strip if row is before else self._strip(row)
            for row, before, strip in zip(cells, shown.cells, shown.strips, strict=True)
        ]

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

    def _strip(self, row: list[Cell]) -> Strip:
        """A row of cells as segments of one style each; a blank needs no foreground of its own."""
        segments: list[Segment] = []
        run: list[str] = []
        style: Look | None = None
        for glyph, front, back in row:
            wanted = (None, back, True) if glyph == " " else (front, back, False)
            if wanted != style and not (wanted[2] and style is not None and style[1] == back):
                if style is not None:
                    segments.append(Segment("".join(run), self._style(style)))
                run, style = [], wanted
            run.append(glyph)
        if style is not None:
            segments.append(Segment("".join(run), self._style(style)))
        return Strip(segments, len(row))

    def _style(self, look: Look) -> Style:
        style = self._styles.get(look)
        if style is None:
            front, back, blank = look
            base = self.rich_style
            behind = RichColor.from_rgb(*back) if back else base.bgcolor
            colour = None if blank else RichColor.from_rgb(*front) if front else base.color
            style = self._styles[look] = Style(color=colour, bgcolor=behind)
        return style

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows as they were drawn, which is all that there is: what styles may add to a widget's rows takes its time.

        Without colours a frame lies over the figure while a cue flashes, as for any widget.
        """
        if self.app.no_color:
            return super().render_lines(crop)
        width = self.size.width
        strips = [self.render_line(y).adjust_cell_length(width) for y in crop.line_range]  # between two sizes they are others
        if filters := [
            one for one in self.get_line_filters() if not isinstance(one, ANSIToTruecolor | Harmless)
        ]:  # neither is needed
            background = self.background_colors[1]
            for one in filters:
                strips = [strip.apply_filter(one, background) for strip in strips]
        first, end = crop.column_span
        return strips if (first, end) == (0, width) else [strip.crop(first, end) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """One row of what was drawn last; a note covers the uppermost rows."""
        note = wrap(visible(self._picture.note), max(1, self.size.width - 2)) if self._picture and self._picture.note else []
        if y < len(note):
            style = self.get_component_rich_style("figure--note")
            return Strip([Segment(padded(f" {note[y]}", self.size.width), style)], self.size.width)
        return (
            self._drawn.strips[y]
            if self._drawn and y < len(self._drawn.strips)
            else Strip.blank(self.size.width, self.rich_style)
        )


def changed(before: Drawn, now: Drawn) -> Change:
    """What differs between two pictures of the same size."""
    regions = []
    sent = 0
    for y, (row, old) in enumerate(zip(now.cells, before.cells, strict=True)):
        if row is not old and row != old:
            run = Region(*changed_run(old, row, y))
            regions.append(run)
            sent += BYTES * segments_until(now.strips[y], run.right)
    return Change(tuple(regions), sent)


def changed_run(before: list[Cell], now: list[Cell], y: int) -> tuple[int, int, int, int]:
    """The region (x, y, width, height) of a row, of two that differ, from its first changed cell to its last.

    One region a row: Textual sends a widget's row from its left edge to the end of each region.
    """
    width = len(now)
    first = next(x for x in range(width) if before[x] != now[x])
    last = next(x for x in range(width - 1, -1, -1) if before[x] != now[x])
    return first, y, last + 1 - first, 1


def segments_until(strip: Strip, column: int) -> int:
    """How many segments of a strip begin before a column."""
    ends = accumulate(len(segment.text) for segment in strip)
    return 1 + sum(end < column for end in ends)
