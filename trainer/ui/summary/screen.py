"""After a session: what was done of each step and side, what was skipped, and how long it took."""

from functools import partial
from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from trainer.keymap.commands import SUMMARY
from trainer.routine.model import Routine
from trainer.routine.plan import Plan
from trainer.run.ports import Clock, Recording, RoutineProgress
from trainer.run.summary_words import counted, headline, verdict
from trainer.session.entry import MAX_NOTE
from trainer.session.record import Record
from trainer.session.suggestion import Suggestion
from trainer.ui.live_dose import LiveDose
from trainer.ui.summary.widgets import PainScale, SummaryRows, cheer, stand
from trainer.ui.trainer_screen import TrainerScreen
from trainer.ui.widgets.big_text import BigText
from trainer.ui.widgets.figures import Figures
from trainer.ui.widgets.moving_figure import MovingFigure
from trainer.ui.widgets.suggestion import SuggestionLine

UNTOUCHED_NS: Final = 700_000_000
NOTHING: Final = "Nothing was done, so nothing is kept."


class SummaryScreen(TrainerScreen[None]):
    """The record of a session, readable from the mat; one key leads back to the routines."""

    CSS_PATH = "summary.tcss"
    USER_COMMANDS = SUMMARY

    def __init__(
        self,
        plan: Plan,
        record: Record,
        clock: Clock,
        figures: Figures,
        dose: LiveDose,
        *,
        speed: float = 1.0,
        recording: Recording | None = None,
    ) -> None:
        super().__init__()
        self._recording = recording if recording is not None and recording.begun else None
        self._unkept = recording is not None and not recording.begun
        self._figures = figures
        self._dose = dose
        self._plan = plan
        self._record = record
        self._clock = clock
        self._speed = speed
        self._note = ""
        self._counts = 0  # how often the history was asked
        self._notice = ""  # about the history, told already
        self._began_ns = clock.now_ns()

    def compose_content(self) -> ComposeResult:
        """The word, the figure, and a line for each step and side."""
        with Horizontal(id="stage"):
            yield MovingFigure(self._figures, self._clock)
            with VerticalScroll(id="panel", can_focus=False):
                yield BigText(id="word")
                yield Static(verdict(self._plan, self._record), id="verdict", markup=False)
                yield Static(headline(self._plan, self._record, self._speed), id="headline", markup=False)
                yield Static(id="counted", markup=False)
                if self._recording:
                    yield PainScale(self.key_of)
                else:
                    yield Static(NOTHING if self._unkept else "", id="feels", markup=False)
                yield SuggestionLine(self.key_of, self._dose.answer)
                yield Static(id="note", markup=False)
                yield SummaryRows(self._record.steps)

    def on_mount(self) -> None:
        """Say the word, and cheer for a moment."""
        finished = self._record.outcome == "finished"
        self.query_one(BigText).text = "DONE" if finished else "STOPPED"
        self.query_one(MovingFigure).play(cheer if finished else stand)
        self._count()

    def _count(self) -> None:
        self._counts += 1
        self._dose.count(self, self._plan, partial(self._show_done, self._counts))

    def _show_done(self, count: int, done: RoutineProgress, routine: Routine | None, suggestion: Suggestion | None) -> None:
        """Show what was done, and what is suggested once it is known how the back feels; not what a later count replaces."""
        if count != self._counts:
            return
        self.query_one("#counted", Static).update(counted(done, routine))
        if done.notice and done.notice != self._notice:
            self._notice = done.notice
            self.notify(done.notice, markup=False, severity="warning", timeout=20)
        if self._recording is not None and self.query_one(PainScale).noted is not None:
            self.query_one(SuggestionLine).show(self._plan.routine, suggestion)

    # ---- commands

    def action_suggestion(self, taken: bool) -> None:
        """Take the suggested effort, or put it off."""
        self.query_one(SuggestionLine).answer(taken=taken)

    def action_feels(self, pain: int) -> None:
        """Note how the back feels."""
        if self._recording is not None:
            self._recording.feels(after=pain)
            self.query_one(PainScale).noted = pain
            self._count()

    def action_remark(self) -> None:
        """Ask for a line about the session."""
        recording = self._recording
        if recording is None:
            return
        from trainer.ui.dialogs.prompts import PromptDialog

        def wrong(text: str) -> str:
            return f"At most {MAX_NOTE} characters, please." if len(text) > MAX_NOTE else ""

        def note(text: str | None) -> None:
            if text is not None:
                self._note = " ".join(text.split())
                recording.remark(self._note)
                self.query_one("#note", Static).update(f"Note: {self._note}" if self._note else "")

        self.app.push_screen(PromptDialog("A line about this session", self._note, wrong), note)

    def action_move(self, by: int) -> None:
        """Half a screen further down or up."""
        panel = self.query_one("#panel")
        panel.scroll_relative(y=by * max(1, panel.size.height // 2), animate=False)

    def action_close(self) -> None:
        """Back to the routines; not by a key that was still meant for the session."""
        if self._clock.now_ns() - self._began_ns >= UNTOUCHED_NS:
            self.dismiss(None)
