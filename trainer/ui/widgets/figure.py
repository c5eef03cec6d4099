"""The moving figure: cells of the pose renderer as strips, of which only what changed is sent to the terminal."""

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip
from textual.theme import Theme
from textual.widget import Widget

from trainer.pose.cells import Cell
from trainer.pose.classes import RGB, Palette
from trainer.pose.figure import Figure
from trainer.pose.library import STANDING, UnknownPose, bundled
from trainer.pose.renderer import Renderer
from trainer.routine.model import Side
from trainer.ui.side_colours import side_colours

NEARBY = 4  # changed runs closer than this are sent as one


class FigureView(Widget):
    """Shows a figure at a moment of a movement. It has no clock of its own: whoever has one calls `show`."""

    DEFAULT_CSS = """
    FigureView { width: 1fr; height: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._moment: tuple[Figure, str, str, float, Side | None, bool] | None = None
        self._renderers: dict[Side | None, Renderer] = {}
        self._cells: list[list[Cell]] = []
        self._strips: list[Strip] = []
        self._styles: dict[tuple[RGB | None, RGB | None], Style] = {}

    def show(
        self, pose: str, from_key: str, to_key: str, progress: float, *, side: Side | None = None, arrow: bool = True
    ) -> None:
        """Show a pose after `progress` (0 to 1) of the movement between two keys, mirrored where `side` asks for it.

        An unknown pose shows the standing figure, an unknown key the pose's start. The same moment again costs nothing.
        """
        try:
            figure = bundled(pose)
        except UnknownPose:
            figure = bundled(STANDING)
        first = from_key if from_key in figure.keys else figure.start
        last = to_key if to_key in figure.keys else figure.start
        if first == last or progress >= 1:  # the same picture, however far
            first, progress = last, 1.0
        moment = (figure, first, last, progress, side, arrow)
        if moment != self._moment:
            self._moment = moment
            self._draw()

    # ---- drawing

    def on_mount(self) -> None:
        """Follow the theme."""
        self.app.theme_changed_signal.subscribe(self, self._new_theme)

    def _new_theme(self, _: Theme) -> None:
        self.call_after_refresh(self._start_anew)

    def on_resize(self) -> None:
        """Draw at the new size."""
        self._start_anew()

    def _start_anew(self) -> None:
        self._renderers = {}
        self._styles = {}
        self._strips = []
        self._draw()

    def _draw(self) -> None:
        width, height = self.size
        if self._moment is None or not width or not height or not self.is_attached:
            return
        figure, first, last, progress, side, arrow = self._moment
        mirrored = side is not None and figure.side is not None and side != figure.side
        renderer = self._renderer(side)
        cells = renderer.cells(figure, first, last, progress, width, height, mirrored=mirrored, arrowed=arrow)
        old, self._cells = self._cells, cells
        if len(self._strips) != height or self._strips[0].cell_length != width:
            self._strips = [self._strip(row) for row in cells]
            self.refresh()
            return
        changed = []
        for y, (row, before) in enumerate(zip(cells, old, strict=True)):
            if row is not before and row != before:
                self._strips[y] = self._strip(row)
                changed += [Region(x0, y, x1 - x0, 1) for x0, x1 in changed_runs(before, row)]
        if changed:
            self.refresh(*changed)

    def _renderer(self, side: Side | None) -> Renderer:
        """The renderer whose accent is the side's colour."""
        if side not in self._renderers:
            plain = self.app.no_color or self.app.native_ansi_color
            accent = side_colours(dark=self.app.current_theme.dark)[f"side-{side or 'left'}"]
            palette = palette_of(
                self.app.theme_variables, self.background_colors[1], Color.parse(accent), dark=self.app.current_theme.dark
            )
            self._renderers[side] = Renderer("plain" if plain else "ascii", palette)
        return self._renderers[side]

    def _strip(self, row: list[Cell]) -> Strip:
        """A row of cells as segments of one style each; a blank needs no foreground of its own."""
        segments: list[Segment] = []
        run: list[str] = []
        style: tuple[RGB | None, RGB | None] | None = None
        for glyph, front, back in row:
            wanted = (front, back)
            if wanted != style and not (glyph == " " and style is not None and style[1] == back):
                if style is not None:
                    segments.append(Segment("".join(run), self._style(style)))
                run, style = [], wanted
            run.append(glyph)
        if style is not None:
            segments.append(Segment("".join(run), self._style(style)))
        return Strip(segments, len(row))

    def _style(self, colours: tuple[RGB | None, RGB | None]) -> Style:
        style = self._styles.get(colours)
        if style is None:
            front, back = colours
            base = self.rich_style
            own = Style(color=RichColor.from_rgb(*front) if front else None, bgcolor=RichColor.from_rgb(*back) if back else None)
            style = self._styles[colours] = base + own
        return style

    def render_line(self, y: int) -> Strip:
        """One row of what was drawn last."""
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width, self.rich_style)


def changed_runs(before: list[Cell], now: list[Cell]) -> list[tuple[int, int]]:
    """The stretches [x0, x1) of a row in which cells differ; stretches near each other are one."""
    runs: list[tuple[int, int]] = []
    for x, (old, new) in enumerate(zip(before, now, strict=True)):
        if old != new:
            if runs and x - runs[-1][1] < NEARBY:
                runs[-1] = (runs[-1][0], x + 1)
            else:
                runs.append((x, x + 1))
    return runs


def palette_of(variables: dict[str, str], background: Color, accent: Color, *, dark: bool) -> Palette:
    """The palette of a theme's variables on a background, with an accent for the parts that move."""
    base = background.rgb if background.ansi is None else ((16, 18, 24) if dark else (250, 250, 248))
    foreground = Color.parse(variables["foreground"])
    front = foreground.rgb if foreground.ansi is None else ((232, 232, 232) if dark else (32, 32, 32))
    prop = (150, 96, 210) if dark else (120, 70, 180)
    hint = (110, 225, 150) if dark else (10, 130, 80)
    return Palette(
        background=base,
        floor=_towards(base, front, 0.38),
        prop=prop,
        prop_mark=_towards(prop, base, 0.55),
        far=_towards(base, front, 0.42 if dark else 0.32),
        trunk=_towards(base, front, 0.76 if dark else 0.62),
        near=_towards(base, front, 1.0 if dark else 0.9),
        active_far=_towards(accent.rgb, base, 0.18),
        active=accent.rgb,
        shade=_towards(base, front, 0.26 if dark else 0.2),
        hint=hint,
        hair=_towards(base, front, 0.52 if dark else 0.5),
        dark=dark,
    )


def _towards(one: RGB, other: RGB, share: float) -> RGB:
    return (
        round(one[0] + (other[0] - one[0]) * share),
        round(one[1] + (other[1] - one[1]) * share),
        round(one[2] + (other[2] - one[2]) * share),
    )
