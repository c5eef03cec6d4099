"""After a session: what was done of each step and side, what was skipped, and how long it took."""

from itertools import groupby
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from trainer.routine.plan import Plan
from trainer.routine.wording import clock
from trainer.run.ports import Clock, Done, Recording
from trainer.session.record import Record
from trainer.ui.figure_moment import STANDING, FigureMoment
from trainer.ui.figures import Figures
from trainer.ui.step_words import step_text
from trainer.ui.user_commands import SUMMARY, bindings
from trainer.ui.widgets.big_text import BigText
from trainer.ui.widgets.figure import FigureView
from trainer.ui.widgets.key_line import KeyLine

FRAME_S: Final = 1 / 8
FINISH: Final = "finish"
CHEER_NS: Final = 3_000_000_000  # then the figure stands still, arms up
FEELS: Final = "How does your back feel? 0 (no pain) to 9, t for 10; Enter skips."
UNTOUCHED_NS: Final = 700_000_000
WAVE_NS: Final = 700_000_000


class SummaryScreen(Screen[None]):
    """The record of a session, readable from the mat; one key leads back to the routines."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings(SUMMARY)

    def __init__(
        self,
        plan: Plan,
        record: Record,
        clock: Clock,
        figures: Figures,
        *,
        speed: float = 1.0,
        recording: Recording | None = None,
    ) -> None:
        super().__init__()
        self._recording = recording
        self._figures = figures
        self._plan = plan
        self._record = record
        self._clock = clock
        self._speed = speed
        self._began_ns = clock.now_ns()

    def compose(self) -> ComposeResult:
        """The word, the figure, and a line for each step and side."""
        with Horizontal(id="stage"):
            yield FigureView(self._figures, id="figure")
            with Vertical(id="panel"):
                yield BigText(id="word")
                yield Static(self._verdict(), id="verdict", markup=False)
                yield Static(self._headline(), id="headline", markup=False)
                yield Static(id="counted", markup=False)
                yield Static(FEELS if self._recording else "", id="feels", markup=False)
                with VerticalScroll(id="rows", can_focus=False):
                    for _, rows in groupby(self._record.steps, key=lambda row: row.number):
                        of_step = list(rows)
                        yield Static(step_text(of_step), classes=f"row -{of_step[0].outcome}", markup=False)
        yield KeyLine(SUMMARY)

    def _verdict(self) -> str:
        if self._record.outcome != "finished":
            return "Stopped before the end."
        skipped = len(self._record.skipped)
        if skipped == len(self._plan.steps):
            return "Every step was skipped."
        return "Well done." if not skipped else f"Well done; {skipped} of {len(self._plan.steps)} steps skipped."

    def _headline(self) -> str:
        text = f"{self._plan.name}: {clock(self._record.active_ms)} active"
        return text + (f", at {self._speed:g} times the speed (counts for no target)" if self._speed != 1 else "")

    def on_mount(self) -> None:
        """Say the word, and cheer for a moment."""
        self.query_one(BigText).text = "DONE" if self._record.outcome == "finished" else "STOPPED"
        self._cheer()
        if self.app.animation_level != "none":
            self.set_interval(FRAME_S, self._cheer)

    def _cheer(self) -> None:
        figure = self.query_one("#figure", FigureView)
        passed = self._clock.now_ns() - self._began_ns
        if self._record.outcome != "finished":
            figure.show(FigureMoment(STANDING, "in", "in"))
        elif passed >= CHEER_NS or self.app.animation_level == "none":
            figure.show(FigureMoment(FINISH, "up", "up"))
        else:
            waves, part = divmod(passed / WAVE_NS, 1)
            keys = ("up", "v") if int(waves) % 2 == 0 else ("v", "up")
            figure.show(FigureMoment(FINISH, *keys, part))

    def show_done(self, done: Done, per_day: int) -> None:
        """Show today's count, and the weeks in a row."""
        today, weeks = done.today.get(self._plan.routine, 0), done.weeks.get(self._plan.routine, 0)
        count = f"Today: {today} of {per_day}" if per_day else f"Today: {today}"
        row = f"   {weeks} weeks in a row" if weeks > 1 else ""
        self.query_one("#counted", Static).update(f"{count}{row}" if today else "")

    def action_feels(self, pain: int) -> None:
        """Note how the back feels."""
        if self._recording is not None:
            self._recording.feels(after=pain)
            self.query_one("#feels", Static).update(f"Noted: {pain} of 10. {FEELS}")

    def action_close(self) -> None:
        """Back to the routines; not by a key that was still meant for the session."""
        if self._clock.now_ns() - self._began_ns >= UNTOUCHED_NS:
            self.dismiss(None)
