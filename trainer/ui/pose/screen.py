"""One figure alone, for people who draw their own: it plays, and follows its file whenever that is saved."""

from pathlib import Path
from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from trainer.diagnostics.problem import FileError
from trainer.keymap.commands import INTERRUPT, POSE, QUIT
from trainer.pose.cells import MODES
from trainer.pose.figure import Figure
from trainer.pose.library import from_file
from trainer.routine.model import Side
from trainer.routine.plan import opposite
from trainer.run.ports import Clock
from trainer.system.cells import cells
from trainer.system.reading import stamp_of
from trainer.system.visible import visible
from trainer.ui.pose.play import PosePlay
from trainer.ui.trainer_screen import TrainerScreen
from trainer.ui.widgets.clickable import ClickableText
from trainer.ui.widgets.figure import FigureView, Picture
from trainer.ui.widgets.figures import Figures
from trainer.ui.widgets.title_line import TitleLine

FRAME_S: Final = 1 / 8
MAX_SHOWN: Final = 20  # problems; no screen has room for more
MOST_TOLD: Final = 3  # facts that a compact screen has room for
HERE: Final = "\u25b8"
STILL: Final = ", standing still"
APART, APART_IN_SHORT = "   ", "  "
FILE_S: Final = 0.25  # how often the file is looked at


class PoseScreen(TrainerScreen[None]):
    """Plays the keys of a figure. While its file has problems they are shown, with the figure as it last was."""

    CSS_PATH = "pose.tcss"
    TITLE = ""  # the figure's name
    HELP_TITLE = "a figure alone"
    USER_COMMANDS = POSE
    SHARED_COMMANDS = (QUIT, INTERRUPT)

    def __init__(self, figure: Figure, path: Path, figures: Figures, clock: Clock, *, mirrored: bool = False) -> None:
        super().__init__()
        self._figure = figure
        self._path = path
        self._figures = figures
        self._clock = clock
        self._mirrored = mirrored
        self._arrowed = True
        self._stamp = stamp_of(path)
        self._keys_shown: tuple[object, ...] = ()
        self._play = PosePlay(tuple(figure.keys), self._now_ms)

    def compose_content(self) -> ComposeResult:
        """The figure; below it its keys, what is seen now, and problems."""
        yield FigureView(self._figures, id="figure")
        with Horizontal(id="below"):
            yield ClickableText(id="pose-keys")
            yield Static(id="status", markup=False)
        problems = Static(id="problems", classes="panel", markup=False)
        problems.border_title = "What is wrong: the figure is shown as it was"
        yield problems

    def on_mount(self) -> None:
        """Play."""
        self._show_problems("")
        self._show()
        self.set_interval(FRAME_S, self._show)
        self.set_interval(FILE_S, self.follow_file)

    @property
    def _now_ms(self) -> float:
        return self._clock.now_ns() / 1e6

    @property
    def _side(self) -> Side | None:
        side = self._figure.side
        return opposite(side) if side and self._mirrored else side

    def _show(self) -> None:
        figure = self._figure
        first, last, progress = self._play.at(self._now_ms)
        facing = -1.0 if self._mirrored else 1.0
        view = self.query_one(FigureView)
        arrowed = self._arrowed and (first != last or not self._play.playing)
        view.draw(Picture(figure, first, last, progress, facing, arrowed=arrowed))
        title = self.query_one(TitleLine)
        title.title = visible(figure.name) + ("" if self._play.playing else STILL)
        title.state = visible(str(self._path))
        self._show_keys(first if progress < 1 else last)
        place = first if first == last else f"{first} to {last}, {progress:.0%}"
        side = f"{self._side} side" if self._side else "mirrored" if self._mirrored else ""
        speed = self._play.speed
        whole = (
            *(f"key {place}", f"seen from the {figure.view}", side, f"drawn in {view.mode}"),
            *("with arrows" if self._arrowed else "without arrows", f"{speed:g} times as fast" if speed != 1 else ""),
        )
        short = (
            *(place, f"from the {figure.view}", side, view.mode),
            *("" if self._arrowed else "no arrows", f"{speed:g}x" if speed != 1 else ""),
        )
        longest = 2 * max(map(cells, self._play.keys)) + len(" to , 100%")  # so that a movement changes nothing but its place
        self._text("status", self._fitting(whole, short, longest - cells(place)))

    def _fitting(self, whole: tuple[str, ...], short: tuple[str, ...], spare: int) -> str:
        """Facts in one row, with some columns to spare; in short where they have no room, the first ones on a compact screen."""
        if self.has_class("-compact"):
            return APART.join(filter(None, whole[:MOST_TOLD]))
        told = APART.join(filter(None, whole))
        room = self.query_one("#status").content_size.width - spare
        return told if cells(told) <= room else APART_IN_SHORT.join(filter(None, short))

    def _show_keys(self, here: str) -> None:
        """The keys of the figure, the one that it left last marked; a click on one shows it."""
        rows = []
        for number, key in enumerate(self._play.keys):
            row = Content.styled(f"{HERE if key == here else ' '} {visible(key)}", "bold" if key == here else "")
            rows.append(row.stylize(Style.from_meta({"@click": f"screen.go({number})"})))
        keys = Content(" ").join(rows)
        if (self._play.keys, here) != self._keys_shown:
            self._keys_shown = self._play.keys, here
            self.query_one("#pose-keys", Static).update(keys)

    def _text(self, name: str, text: str) -> None:
        widget = self.query_one(f"#{name}", Static)
        if widget.content != text:
            widget.update(text)

    def _show_problems(self, text: str) -> None:
        self._text("problems", text)
        self.query_one("#problems").display = bool(text)

    # ---- the file

    def follow_file(self) -> None:
        """Read the file anew when it has been saved."""
        stamp = stamp_of(self._path)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._figure = from_file(self._path)
        except FileError as error:
            self._show_problems("\n".join(problem.report() for problem in error.problems[:MAX_SHOWN]))
            return
        self._show_problems("")
        self._play.replace_keys(tuple(self._figure.keys))
        self._show()

    # ---- keys

    def action_pause(self) -> None:
        """Pause or resume."""
        self._play.pause(self._now_ms)
        self._show()

    def action_step(self, by: int) -> None:
        """Stand still at another key."""
        self._play.step(by, self._now_ms)
        self._show()

    def action_go(self, number: int) -> None:
        """Stand still at a key by its number."""
        self._play.go(number, self._now_ms)
        self._show()

    def action_mirror(self) -> None:
        """Mirror the figure."""
        self._mirrored = not self._mirrored
        self._show()

    def action_mode(self) -> None:
        """Switch to the next glyph mode."""
        view = self.query_one(FigureView)
        self._figures.mode = MODES[(MODES.index(view.mode) + 1) % len(MODES)]
        view.start_anew()
        self._show()

    def action_arrows(self) -> None:
        """Show or hide the arrows."""
        self._arrowed = not self._arrowed
        self._show()

    def action_hurry(self, factor: float) -> None:
        """Change the speed by a factor."""
        self._play.change_speed(factor, self._now_ms)
        self._show()
