"""After a session: what was done of each step and side, what was skipped, and how long it took."""

from itertools import groupby
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from trainer.keymap.commands import SUMMARY, key_for
from trainer.routine.plan import Plan
from trainer.run.ports import Clock, Done, Recording
from trainer.run.summary_words import counted, headline, verdict
from trainer.session.entry import MAX_NOTE
from trainer.session.record import Record
from trainer.session.step_words import step_text
from trainer.ui.bindings import bindings, own_keys
from trainer.ui.theme.sizes import LOW, TINY, is_compact
from trainer.ui.widgets.big_text import BigText
from trainer.ui.widgets.figure import FigureView
from trainer.ui.widgets.figure_moment import STANDING, FigureMoment
from trainer.ui.widgets.figures import Figures
from trainer.ui.widgets.key_line import KeyLine

FRAME_S: Final = 1 / 8
FINISH: Final = "finish"
CHEER_NS: Final = 3_000_000_000  # then the figure stands still, arms up
UNTOUCHED_NS: Final = 700_000_000
WAVE_NS: Final = 700_000_000
NOTHING: Final = "Nothing was done, so nothing is kept."


class SummaryScreen(Screen[None]):
    """The record of a session, readable from the mat; one key leads back to the routines."""

    CSS_PATH = "summary.tcss"

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
        self._recording = recording if recording is not None and recording.begun else None
        self._unkept = recording is not None and not recording.begun
        self._figures = figures
        self._plan = plan
        self._record = record
        self._clock = clock
        self._speed = speed
        self._note = ""
        self._began_ns = clock.now_ns()

    def compose(self) -> ComposeResult:
        """The word, the figure, and a line for each step and side."""
        with Horizontal(id="stage"):
            yield FigureView(self._figures, id="figure")
            with VerticalScroll(id="panel", can_focus=False):
                yield BigText(id="word")
                yield Static(verdict(self._plan, self._record), id="verdict", markup=False)
                yield Static(headline(self._plan, self._record, self._speed), id="headline", markup=False)
                yield Static(id="counted", markup=False)
                yield Static(self._question() if self._recording else NOTHING if self._unkept else "", id="feels", markup=False)
                yield Static(id="note", markup=False)
                with Vertical(id="rows"):
                    for _, rows in groupby(self._record.steps, key=lambda row: row.number):
                        of_step = list(rows)
                        yield Static(step_text(of_step), classes=f"row -{of_step[0].outcome}", markup=False)
        yield KeyLine(SUMMARY)

    def on_resize(self, event: events.Resize) -> None:
        """Choose the layout that fits."""
        self.set_class(is_compact(self.app.size), "-compact")
        self.set_class(self.app.size.height < LOW, "-low")
        self.set_class(self.app.size.height < TINY, "-tiny")

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
        self.query_one("#counted", Static).update(counted(done, self._plan.routine, per_day))

    def action_feels(self, pain: int) -> None:
        """Note how the back feels."""
        if self._recording is not None:
            self._recording.feels(after=pain)
            self.query_one("#feels", Static).update(self._question(pain))

    def _question(self, noted: int | None = None) -> str:
        """What is asked of the back, by the keys that answer; once it is noted, how that is changed."""

        def key(action: str) -> str:
            return key_for(action, SUMMARY, own_keys(self.app))

        done = key("close")
        if noted is not None:
            return f"Noted: {noted} of 10. Another key changes it{f', {done} is done' if done else ''}."
        none, strong, worst = key("feels(0)"), key("feels(9)"), key("feels(10)")
        strengths = f" {none} (no pain) to {strong}, {worst} for 10" if none and strong and worst else ""
        return f"How does your back feel?{strengths}{f'; {done} skips' if done else ''}."

    def action_remark(self) -> None:
        """Ask for a line about the session."""
        recording = self._recording
        if recording is None:
            return
        from trainer.ui.dialogs.prompts import LineScreen

        def wrong(text: str) -> str:
            return f"At most {MAX_NOTE} characters, please." if len(text) > MAX_NOTE else ""

        def note(text: str | None) -> None:
            if text is not None:
                self._note = " ".join(text.split())
                recording.remark(self._note)
                self.query_one("#note", Static).update(f"Note: {self._note}" if self._note else "")

        self.app.push_screen(LineScreen("A line about this session", self._note, wrong), note)

    def action_move(self, by: int) -> None:
        """Half a screen further down or up."""
        panel = self.query_one("#panel")
        panel.scroll_relative(y=by * max(1, panel.size.height // 2), animate=False)

    def action_close(self) -> None:
        """Back to the routines; not by a key that was still meant for the session."""
        if self._clock.now_ns() - self._began_ns >= UNTOUCHED_NS:
            self.dismiss(None)
