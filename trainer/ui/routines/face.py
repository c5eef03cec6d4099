"""What choosing a routine looks like: the list, a preview of the highlighted one, problems, and the safety text."""

from collections.abc import Iterable
from typing import Final

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.diagnostics.problem import Problem
from trainer.keymap.commands import ROUTINES, key_for
from trainer.routine.compiler import compile_plan
from trainer.routine.library import Library
from trainer.routine.model import EFFORTS, Effort, Routine
from trainer.routine.plan import Plan
from trainer.run.ports import Clock, Done, SoundControl
from trainer.run.safety import BANNER, SHORT
from trainer.session.resumption import Resumption
from trainer.ui.bindings import own_keys
from trainer.ui.routines.words import about, effort_line, routine_facts, step_lines
from trainer.ui.settings.sound_samples import SoundSamples
from trainer.ui.theme.sizes import LOW, TINY, is_compact
from trainer.ui.widgets.clicker_list import ClickerList
from trainer.ui.widgets.figure import FigureView
from trainer.ui.widgets.figures import Figures
from trainer.ui.widgets.key_line import KeyLine
from trainer.ui.widgets.preview import preview_at
from trainer.ui.widgets.problem_panel import ProblemPanel, rows_of

FRAME_S: Final = 1 / 8
ROOMY: Final = 80  # columns from which there is room for a word more
TALL: Final = 30  # rows from which there is room for sources and margins
BANNER_SHARE: Final = 0.4  # of a tiny screen's rows, at most


class RoutinesFace(Screen[None]):
    """The screen of the routines without what its keys do. The safety text stands until it was acknowledged."""

    CSS_PATH = "routines.tcss"

    AUTO_FOCUS = "#list"

    def __init__(
        self,
        library: Library,
        problems: Iterable[Problem],
        clock: Clock,
        sound: SoundControl,
        samples: SoundSamples,
        figures: Figures,
        *,
        effort: Effort = "usual",
        acknowledged: bool = False,
    ) -> None:
        super().__init__()
        self.library = library
        self._problems = tuple(problems)
        self._clock = clock
        self._sound = sound
        self._samples = samples
        self._figures = figures
        self.effort: Effort = effort
        self._acknowledged = acknowledged
        self._done = Done({}, {})
        self._letters = ""  # of the filter
        self._shown: list[Routine] = list(library.routines.values())
        self._plan: Plan | None = None
        self._plan_began_ns = 0

    def compose(self) -> ComposeResult:
        """List and preview side by side; problems, banner and keys below."""
        self.set_class(self._acknowledged, "-acknowledged")  # what is known before the screen stands costs no second styling
        self._arrange()
        yield Static("Upper-back trainer", id="title", markup=False)
        with Horizontal(id="stage"):
            with Vertical(id="choice"):
                yield ClickerList(*self._options(), id="list")
                yield FigureView(self._figures, id="figure")
            with Vertical(id="preview"):
                yield Static(id="name", markup=False)
                yield Static(id="about", markup=False)
                yield Static(id="effort")
                with VerticalScroll(id="steps", can_focus=False):
                    yield Static(id="step-lines", markup=False)
        if self._problems:
            yield ProblemPanel(self._problems, id="problems")
        yield Static(self._safety(), id="banner", markup=False)
        yield KeyLine(ROUTINES)

    def on_mount(self) -> None:
        """Show the first routine, and let its figure move."""
        self.query_one(ClickerList).highlighted = 0
        self._show_preview()
        self.set_interval(FRAME_S, self._move_figure)

    def on_resize(self, event: events.Resize) -> None:
        """Choose the layout that fits."""
        self._arrange()
        self.query_one("#banner", Static).update(self._safety())
        self.query_one("#effort", Static).update(self._effort_line())
        for panel in self.query(ProblemPanel):
            panel.fit()

    def _arrange(self) -> None:
        height = self.app.size.height
        self.set_class(is_compact(self.app.size), "-compact")
        self.set_class(height < TINY, "-tiny")
        self.set_class(height < TALL, "-low")
        tiny_banner = rows_of(SHORT, self.app.size.width - 2)
        self.set_class(height < TINY and tiny_banner > height * BANNER_SHARE, "-bannerless")

    def _safety(self) -> str:
        return SHORT if self.app.size.height < LOW or self.has_class("-compact") else BANNER

    def _show_problems(self) -> None:
        if panels := self.query(ProblemPanel):
            panels.first().show(self._problems)
        elif self._problems:
            self.mount(ProblemPanel(self._problems, id="problems"), after="#stage")

    def exchange(self, library: Library, problems: Iterable[Problem] | None, highlight: str | None = None) -> None:
        """Show what the files hold now (None: the same problems); the same routine is highlighted, or that of an id."""
        self.library, self._problems = library, self._problems if problems is None else tuple(problems)
        self._show_problems()
        self._find(self._letters, highlight)

    @property
    def safety_known(self) -> bool:
        """Whether the safety text stands here, or was read before."""
        return self._acknowledged or (self.is_attached and not self.has_class("-bannerless"))

    def acknowledge(self) -> None:
        """A routine was started: the banner has been read."""
        self._acknowledged = True
        self.set_class(True, "-acknowledged", update=self.is_attached)

    # ---- the list

    def _options(self) -> list[Option]:
        return [Option(self._entry(routine), id=routine.id) for routine in self._shown]

    def _entry(self, routine: Routine) -> Content:
        plan = compile_plan(self.library, routine, self.effort)
        return Content.assemble((routine.name, "bold"), "\n", (routine_facts(plan, routine, self._done), "dim"))

    def show_done(self, done: Done) -> None:
        """Show what was done."""
        if done == self._done:
            return
        self._done = done
        self._find(self._letters)
        if done.notice:
            self.notify(done.notice, markup=False, severity="warning", timeout=20)
        self._show_unfinished(done.unfinished)

    def _show_unfinished(self, unfinished: tuple[Resumption, ...]) -> None:
        words = f"Not finished: {unfinished[0].words}. {self._key('resume')} goes on there." if unfinished else ""
        if len(unfinished) > 1:
            words = f"Not finished: {len(unfinished)} sessions, the last {unfinished[0].words}. {self._key('resume')} lists them."
        if shown := self.query("#unfinished"):
            line = shown.first(Static)
            line.update(words)
            line.display = bool(words)
        elif words:
            self.mount(Static(words, id="unfinished", markup=False), before="#banner")

    def _fill(self, highlight: str | None = None) -> None:
        """Show the list anew, with the routine of an id highlighted, or the same as before where it is still there."""
        routines = self.query_one(ClickerList)
        option = routines.highlighted_option
        wanted = highlight or (option.id if option else None)
        routines.clear_options()
        routines.add_options(self._options())
        if self._shown:
            ids = [routine.id for routine in self._shown]
            routines.highlighted = ids.index(wanted) if wanted in ids else 0
        self._show_preview()

    def _highlighted(self) -> Routine | None:
        option = self.query_one(ClickerList).highlighted_option
        return self.library.routines.get(option.id or "") if option else None

    def _find(self, text: str, highlight: str | None = None) -> None:
        letters = text.casefold()
        found = [one for one in self.library.routines.values() if letters in f"{one.name} {one.id}".casefold()]
        self._shown = sorted(found, key=lambda one: one.id not in self._done.due)  # due ones first, else as in the files
        self._fill(highlight)

    # ---- the preview

    @on(OptionList.OptionHighlighted)
    def _show_preview(self) -> None:
        routine = self._highlighted()
        self._plan = compile_plan(self.library, routine, self.effort) if routine else None
        self._plan_began_ns = self._clock.now_ns()
        self.query_one("#name", Static).update(routine.name if routine else "No routine has these letters")
        self.query_one("#about", Static).update(about(routine, self.library) if routine else "")
        self.query_one("#effort", Static).update(self._effort_line())
        self.query_one("#step-lines", Static).update(
            Content("\n").join(step_lines(self._plan, self.library, sources=self.app.size.height >= TALL))
        )
        self.call_after_refresh(self._move_figure)  # the words first

    def _effort_line(self) -> Content:
        keys = {effort: key_for(f"effort('{effort}')", ROUTINES, own_keys(self.app)) for effort in EFFORTS}
        return effort_line(self.effort, keys, roomy=self.app.size.width >= ROOMY)

    def _move_figure(self) -> None:
        figure = self.query_one("#figure", FigureView)
        if self._plan is None or not figure.size.height or self.app.screen is not self:
            return
        passed = (self._clock.now_ns() - self._plan_began_ns) // 1_000_000
        figure.show(preview_at(self._plan, passed, still=self.app.animation_level == "none"))

    def _key(self, action: str) -> str:
        return key_for(action, ROUTINES, own_keys(self.app)) or "The palette"
