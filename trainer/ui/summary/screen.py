"""After a session: how the back feels, before and after; what was done of each step and side; the week, and what comes next."""

from functools import partial
from typing import Final

from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from trainer.keymap.commands import SUMMARY
from trainer.routine.model import Routine
from trainer.routine.plan import Plan
from trainer.run.ports import Clock, Diary, HistoryOverview, Recording, RoutineProgress
from trainer.run.safety import advice
from trainer.run.summary_words import counted, verdict
from trainer.session.record import Record, has_work
from trainer.session.step_words import pain_lines
from trainer.session.suggestion import Suggestion
from trainer.ui.live_dose import LiveDose
from trainer.ui.summary.widgets import BeforeAndAfter, PainQuestion, PainScale
from trainer.ui.summary.words import achieved, best_since, change, next_one, step_rows, week_lines, work_done
from trainer.ui.theme.sizes import LOW, SPACIOUS, is_compact
from trainer.ui.trainer_screen import TrainerScreen
from trainer.ui.widgets.big_text import BigText
from trainer.ui.widgets.charts import AFTER, BEFORE, USUAL, Chart, heat_legend, heat_map, pain_plot, room_for, week_bars
from trainer.ui.widgets.suggestion import SuggestionLine
from trainer.ui.widgets.title_line import TitleLine

UNTOUCHED_NS: Final = 700_000_000
NOTHING: Final = "Nothing was done, so nothing is kept."
LATER: Final = " You can carry on later."
UNRECORDED: Final = "No history is kept, so nothing is asked."
TOLD: Final = ("change", "best", "advice", "note", "pains")  # what a recorded session has to tell
LATEST: Final = 20  # sessions of which the back is drawn, at least
MORE: Final = Size(150, SPACIOUS)  # from which the year has room, too
WEEKS: Final = Content.styled("Minutes a week, and its sessions\n", "$muted")
QUESTION: Final = "HOW IS YOUR BACK NOW?"
QUESTION_ROWS: Final = 5
ROOM_FOR_DIGITS: Final = 19  # rows beside those, from which the digits of a narrow screen may be larger
ROOM_FOR_YEAR: Final = 35  # rows beside those of what was done, from which the days of a year have room
TALL: Final = 57  # rows from which the days of a year have room below the large question, too
ROOMY: Final = 36  # rows from which there is air in the panels
WIDE: Final = Size(100, 30)  # from which all panels have room


class SummaryScreen(TrainerScreen[Plan | None]):
    """What came of a session; closes with a plan that is to be begun, or without."""

    CSS_PATH = "summary.tcss"
    TITLE = "Summary"
    HELP_TITLE = "after a session"
    AUTO_FOCUS = ""
    USER_COMMANDS = SUMMARY

    def __init__(
        self,
        plan: Plan,
        record: Record,
        clock: Clock,
        dose: LiveDose,
        *,
        speed: float = 1.0,
        recording: Recording | None = None,
        diary: Diary | None = None,
        again: Plan | None = None,
    ) -> None:
        """`diary`: the history, where there is one; `again`: what is begun once more."""
        super().__init__()
        self._recording = recording if recording is not None and recording.begun else None
        self._unkept = recording is not None and not recording.begun
        self._dose = dose
        self._plan = plan
        self._record = record
        self._clock = clock
        self._speed = speed
        self._diary = diary
        self._past: HistoryOverview | None = None
        self._again = again
        self._counts = 0  # how often the history was asked
        self._notice = ""  # about the history, told already
        self._began_ns = clock.now_ns()

    def compose_content(self) -> ComposeResult:
        """The word and the back in large letters above the panels."""
        with VerticalScroll(id="panel", can_focus=False):
            with Horizontal(id="head"):
                if self._recording:
                    yield BeforeAndAfter()
                with Vertical(id="facts"):
                    yield BigText(id="word")
                    yield Static(id="change", markup=False)
                    yield Static(id="best", markup=False)
                    yield Static(self._verdict(), id="verdict", markup=False)
                    yield Static(work_done(self._record, self._speed), id="amount", markup=False)
            yield SuggestionLine(self.key_of, self._dose.answer)
            with Container(id="parts"):
                with Vertical(id="asked", classes="panel"):
                    if self._recording:
                        yield BigText(id="question")
                        yield PainQuestion(self.key_of)
                        yield PainScale(self.key_of)
                    else:
                        yield Static(NOTHING if self._unkept else UNRECORDED, id="feels", markup=False)
                    yield Static(id="advice", markup=False)
                    yield Static(id="note", markup=False)
                with VerticalScroll(id="done", classes="panel", can_focus=False):
                    yield Chart(id="steps", classes="")
                    yield Static(id="pains", markup=False)
                with Vertical(id="week", classes="panel"):
                    yield Static(id="week-text", markup=False)
                    yield Static(id="counted", markup=False)
                    yield Static(id="next", markup=False)
                    yield Chart(id="year")
                    yield Chart(id="weeks")
                with Vertical(id="trend", classes="panel"):
                    yield Chart(id="plot", classes="")

    def _verdict(self) -> str:
        kept = self._diary is not None and not self._diary.problem and has_work(self._record.steps)
        later = self._record.outcome != "finished" and self._recording is not None and kept
        return verdict(self._plan, self._record) + (LATER if later else "")

    def size_classes(self, size: Size) -> dict[str, bool]:
        """Also whether all panels have room; on few rows they stand below each other, as on a compact screen."""
        compact = is_compact(size) or size.height < LOW
        narrow = size.width < WIDE.width or size.height < WIDE.height
        spacious = size.width >= MORE.width and size.height >= MORE.height
        return super().size_classes(size) | {
            "-compact": compact,
            "-narrow": narrow and not compact,
            "-wide": not narrow and not compact,
            "-spacious": spacious,
            "-tall": spacious and size.height >= TALL,
            "-short": size.height < ROOMY,
            "-airy": narrow and not compact and size.height - self._rows_done() >= ROOM_FOR_DIGITS,
            "-year": size.height - self._rows_done() >= ROOM_FOR_YEAR and not narrow,
        }

    def _rows_done(self) -> int:
        """The rows that what was done takes, or the question beside it."""
        entry = self._recording.entry if self._recording else None
        pains = pain_lines(entry, with_reps=True) if entry else ()
        return max(QUESTION_ROWS, len(self._record.steps) + sum(1 for _ in pains))

    def on_mount(self) -> None:
        """Say the word, and what is known without the history."""
        self.query_one(TitleLine).title = self._plan.name
        self.query_one(TitleLine).state = f"{self._plan.effort} effort"
        finished = self._record.outcome == "finished"
        self.set_class(not finished, "-stopped")
        self.query_one("#word", BigText).text = achieved(self._record)
        for question in self.query("#question").results(BigText):
            question.text = QUESTION
        titles = {"asked": "Your back", "done": "What you did", "week": "This week"}
        titles["trend"] = f"Your back lately: {BEFORE} before {AFTER} after"
        for name, title in titles.items():
            self.query_one(f"#{name}").border_title = title
        self.query_one("#trend").border_subtitle = f"average: {USUAL[True]} before  {USUAL[False]} after"
        steps = self._record.steps
        short = {step.number: step.short for step in self._plan.steps}
        self.query_one("#steps", Chart).show(lambda width, _: step_rows(steps, width, short))
        self._show_felt()
        self._count()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command does something now."""
        match action:
            case "remark" | "feels":
                return self._recording is not None
            case "history":
                return self._diary is not None
            case "suggestion":
                return any(line.display for line in self.query(SuggestionLine))
            case "again":
                return self._again is not None
        return True

    # ---- what is shown

    def _show_felt(self) -> None:
        """Show how the back felt, the note, and where it hurt."""
        if self._recording is None:
            for name in TOLD:
                self._tell(name, "")
            return
        entry = self._recording.entry
        before, after = entry.pain_before, entry.pain_after
        self.set_class(after is None, "-asking")
        self.query_one(BeforeAndAfter).felt = (before, after)
        if after is not None:
            self.query_one(PainScale).noted = after
            self.query_one(PainQuestion).note(after)
        earlier = [one for one in self._past.pains if one[0] < entry.day] if self._past else []
        best = best_since(after, earlier, int(entry.day[:4])) if after is not None else ""
        note = f"Note: {entry.note}" if entry.note else ""
        told = (change(before, after), best, advice(before, after), note, "\n".join(pain_lines(entry, with_reps=True)))
        for name, text in zip(TOLD, told, strict=True):
            self._tell(name, text)
        self.set_class(bool(told[0]), "-changed")

    def _tell(self, name: str, text: str) -> None:
        part = self.query_one(f"#{name}", Static)
        part.update(text)
        part.set_class(not text, "-gone")

    def _count(self) -> None:
        self._counts += 1
        self._dose.count(self, self._plan, partial(self._show_done, self._counts))

    def _show_done(self, count: int, done: RoutineProgress, routine: Routine | None, suggestion: Suggestion | None) -> None:
        """Show what was done, and what is suggested once it is known how the back feels; not what a later count replaces."""
        if count != self._counts:
            return
        self._tell("counted", counted(done, routine))
        self._tell("next", next_one(done, routine))
        if done.notice and done.notice != self._notice:
            self._notice = done.notice
            self.notify(done.notice, markup=False, severity="warning", timeout=20)
        if self._recording is not None and self.query_one(PainScale).noted is not None:
            self.query_one(SuggestionLine).show(self._plan.routine, suggestion)
        if self._diary is not None:
            self.beside(self._diary.past, self._show_past)

    def _show_past(self, past: HistoryOverview) -> None:
        """Show the week, and the back in the last sessions."""
        self._past = past
        self.query_one("#week-text", Static).update(week_lines(past.days, past.today))
        self.query_one("#year", Chart).show(
            lambda width, _: Content.assemble((f"{heat_legend(width)}\n", "$muted"), heat_map(past.days, past.today, width))
        )
        self.query_one("#weeks", Chart).show(
            lambda width, height: Content.assemble(WEEKS, week_bars(past.days, past.today, width, height - 1))
        )
        self.query_one("#plot", Chart).show(
            lambda width, height: pain_plot(past.pains[-max(LATEST, room_for(width)) :], width, height)
        )
        self._show_felt()

    # ---- commands

    def action_suggestion(self, taken: bool) -> None:
        """Take the suggested effort, or put it off."""
        self.query_one(SuggestionLine).answer(taken=taken)

    def action_feels(self, pain: int) -> None:
        """Note how the back feels."""
        if self._recording is not None:
            self._recording.rate_back(after=pain)
            self._show_felt()
            self._count()

    def action_remark(self) -> None:
        """Ask for a line about the session."""
        recording = self._recording
        if recording is None:
            return
        from trainer.ui.dialogs.prompts import NoteDialog

        def note(text: str | None) -> None:
            if text is not None:
                recording.set_note(" ".join(text.split()))
                self._show_felt()

        self.app.push_screen(NoteDialog(recording.entry.note), note)

    def action_move(self, by: int) -> None:
        """Half a part further down or up."""
        for name in ("#panel", "#done"):
            part = self.query_one(name)
            part.scroll_relative(y=by * max(1, part.size.height // 2), animate=False)

    async def action_history(self) -> None:
        """Show what was done."""
        if self._diary is not None:
            await self.run_action("app.open('history')")

    def action_again(self) -> None:
        """Begin the same routine once more."""
        if self._touched:
            self.dismiss(self._again)

    def action_close(self) -> None:
        """Back to the routines."""
        if self._touched:
            self.dismiss(None)

    @property
    def _touched(self) -> bool:
        """Whether a key is meant for this screen, and no longer for the session."""
        return self._clock.now_ns() - self._began_ns >= UNTOUCHED_NS
