"""The first screen: choose a routine and an effort, see what it is and how it moves, press Enter."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from trainer.diagnostics.problem import Problem
from trainer.keymap.commands import ROUTINES
from trainer.routine.compiler import compile_plan
from trainer.routine.library import Library
from trainer.routine.model import Effort, Routine
from trainer.routine.plan import Plan, PlannedStep
from trainer.run.ports import Clock, RoutineProgress, SoundControl
from trainer.session.resumption import Resumption
from trainer.ui.live_dose import LiveDose
from trainer.ui.routines.back_panel import BackPanel
from trainer.ui.routines.choice import RoutineChoice
from trainer.ui.routines.preview import RoutinePreview
from trainer.ui.routines.widgets import ADVISED, ROOMY, TALL, WIDE, ResumeLine, SafetyBanner
from trainer.ui.routines.words import about, sound_words
from trainer.ui.sound_samples import SoundSamples
from trainer.ui.theme.sizes import SPACIOUS
from trainer.ui.trainer_screen import PaletteEntry, TrainerScreen
from trainer.ui.widgets.figures import Figures
from trainer.ui.widgets.key_line import KeyLine
from trainer.ui.widgets.problem_panel import ProblemPanel
from trainer.ui.widgets.suggestion import SuggestionLine
from trainer.ui.widgets.title_line import TitleLine

POLL_S: Final = 1.0  # how often the state of the sound is looked at
SOUND_TEST: Final = (("side-left", 0.1), ("side-right", 0.9), ("rep", 1.7), ("last-rep", 2.2))


class RoutinesScreen(TrainerScreen[None]):
    """The routines, a preview of the highlighted one, and the safety text until it was acknowledged."""

    CSS_PATH = "routines.tcss"
    TITLE = "Upper-back trainer"
    HELP_TITLE = "choosing a routine"
    USER_COMMANDS = ROUTINES

    class Chosen(Message):
        """A routine is to be started, or a session that was cut off is to go on."""

        def __init__(self, session: Plan | Resumption) -> None:
            super().__init__()
            self.session = session

    class EditAsked(Message):
        """A routine is to be changed, or (None) made."""

        def __init__(self, routine: Routine | None) -> None:
            super().__init__()
            self.routine = routine

    def __init__(
        self,
        library: Library,
        problems: Iterable[Problem],
        clock: Clock,
        sound: SoundControl,
        samples: SoundSamples,
        figures: Figures,
        dose: LiveDose,
        *,
        voice_on: Callable[[], bool] = lambda: True,
        acknowledged: bool = False,
    ) -> None:
        """`voice_on`: whether sessions speak."""
        super().__init__()
        self._library = library
        self._dose = dose
        self._problems = tuple(problems)
        self._clock = clock
        self._sound = sound
        self._samples = samples
        self._figures = figures
        self._voice_on = voice_on
        self._acknowledged = acknowledged

    def compose_content(self) -> ComposeResult:
        """What the routine is for where that has no room beside it; list and preview side by side; problems and banner below."""
        yield Static(id="purpose", markup=False)
        with Horizontal(id="stage"):
            yield RoutineChoice(self._library, self._dose, self.key_of)
            yield RoutinePreview(self.key_of, self._dose.answer, self._figures, self._clock)
        yield ProblemPanel(self._problems, id="problems")
        yield ResumeLine()
        yield SafetyBanner(self.key_of)

    def on_mount(self) -> None:
        """Show whether there will be sound, again every second."""
        self._show_sound()
        self.set_interval(POLL_S, self._show_sound)

    def size_classes(self, size: Size) -> dict[str, bool]:
        """Also whether there is room for margins, and for the banner while it is needed."""
        return super().size_classes(size) | {
            "-short": size.height < TALL,
            "-advised": size.height >= ADVISED,
            "-roomy": size.height >= ROOMY,
            "-spacious": size.height >= SPACIOUS,
            "-wide": size.width >= WIDE and size.height >= SPACIOUS,
            "-bannerless": self._acknowledged or not SafetyBanner.has_room(size, self.key_of("help")),
        }

    def on_resize(self, event: events.Resize) -> None:
        """Say as much as there is room for."""
        self.query_one(SafetyBanner).fit()
        self._show_effort()
        self.query_one(ProblemPanel).fit()

    # ---- what the app hands down

    def reload(self, library: Library, problems: Iterable[Problem] | None, highlight: str | None = None) -> None:
        """Show what the files hold now (None: the same problems); the same routine is highlighted, or that of an id."""
        self._choice.library = self._library = library
        if problems is not None:
            self.query_one(ProblemPanel).show(problems)
        self._choice.fill(highlight)

    def show_done(self, done: RoutineProgress) -> None:
        """Show what was done."""
        if done == self._choice.done:
            return
        self._choice.show_done(done)
        self.refresh_bindings()
        if done.notice:
            self.notify(done.notice, markup=False, severity="warning", timeout=20)
        self.query_one(ResumeLine).show(done.unfinished, self._key_or_palette("resume"))

    def use_efforts(self) -> None:
        """Use the settings' effort for every routine."""
        if self.is_attached:
            self._choice.choose_effort(None)

    @property
    def safety_known(self) -> bool:
        """Whether the safety text stands here, or was read before."""
        return self._acknowledged or (self.is_attached and not self.has_class("-bannerless"))

    def acknowledge(self) -> None:
        """Hide the banner: a routine was started, so it has been read."""
        self._acknowledged = True
        self.fit()

    # ---- list and preview

    @property
    def _choice(self) -> RoutineChoice:
        return self.query_one(RoutineChoice)

    @on(RoutineChoice.Changed)
    def _show_preview(self) -> None:
        plan = self._choice.chosen
        self.query_one(RoutinePreview).show(plan, self._library, new=self._choice.routines.at_new)
        self.query_one("#purpose", Static).update(about(self._library.routines[plan.routine], self._library) if plan else "")
        self._show_effort()
        # What is suggested goes by the effort that is kept, not by that of the next session.
        routine = plan.routine if plan else ""
        suggestion = self._dose.suggestion(routine, self._dose.own_effort(routine), self._choice.done.latest.get(routine, ()))
        self.query_one(SuggestionLine).show(routine, suggestion)
        self.refresh_bindings()

    def _show_effort(self) -> None:
        plan = self._choice.chosen
        self.query_one(RoutinePreview).show_effort(self._choice.effort, self._library, plan.routine if plan else None)

    def _show_sound(self) -> None:
        self.query_one(TitleLine).state = sound_words(self._sound, voice=self._voice_on())

    def _key_or_palette(self, action: str) -> str:
        return self.key_of(action) or "The palette"

    # ---- commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys of commands that do nothing now."""
        if not self.is_mounted:
            return True
        if isinstance(self.focused, Input):
            return action == "start"  # which is "to the list" now; letters are those of the filter
        routines = self._choice.routines
        match action:
            case "resume":
                return bool(self._choice.done.unfinished)
            case "edit" | "effort" | "step" | "show_step":
                return routines.chosen is not None
            case "start":
                return routines.highlighted is not None
            case "suggestion":
                return self.query_one(SuggestionLine).display
        return True

    @on(OptionList.OptionSelected)
    def action_start(self) -> None:
        """Start the highlighted routine; on the row for it, make one."""
        if self._choice.routines.at_new:
            self.action_new()
        elif plan := self._choice.chosen:
            self.post_message(self.Chosen(plan))

    def palette_entries(self) -> Iterator[PaletteEntry]:
        """Every routine, to start it, and every setting."""
        from trainer.settings.words import ABOUT

        for routine in self._library.routines.values():
            yield f"Start {routine.name}", f"{self._choice.effort_of(routine.id)} effort", partial(self._start, routine)
        for name, one in ABOUT.items():
            yield f"Setting: {one.label}", one.short, partial(self.call_later, self.run_action, f"app.open('settings', {name!r})")

    def _start(self, routine: Routine) -> None:
        self.post_message(self.Chosen(compile_plan(self._library, routine, self._choice.effort_of(routine.id))))

    def action_effort(self, effort: Effort) -> None:
        """Choose an effort for the highlighted routine, until the trainer ends or the settings change."""
        self._choice.choose_effort(effort)

    def action_suggestion(self, taken: bool) -> None:
        """Take the suggested effort, or put it off."""
        self.query_one(SuggestionLine).answer(taken=taken)

    def on_descendant_focus(self) -> None:
        """In the filter, Enter leads to the list."""
        self.query_one(KeyLine).relabel({"start": "to the list"} if isinstance(self.focused, Input) else {})
        self.refresh_bindings()

    def action_step(self, by: int) -> None:
        """Show how another step of the routine moves."""
        preview = self.query_one(RoutinePreview)
        plan = self._choice.chosen
        if plan is not None and preview.step is not None:
            preview.show_step((preview.step.number - 1 + by) % len(plan.steps) + 1)

    def action_show_step(self, number: int) -> None:
        """Show how a step of the routine moves."""
        self.query_one(RoutinePreview).show_step(number)

    def action_filter(self) -> None:
        """Ask for letters; Enter goes back to the list."""
        self._choice.filter()

    def key_escape(self) -> None:
        """Out of the filter, showing all again."""
        self._choice.unfilter()

    @on(BackPanel.Asked)
    async def _open_history(self) -> None:
        await self.run_action("app.open('history')")

    def action_resume(self) -> None:
        """Go on with the session that was cut off; where there are several, with the one that is chosen."""
        unfinished = self._choice.done.unfinished
        if len(unfinished) == 1:
            self._resume(unfinished[0])
        elif unfinished:
            from trainer.ui.dialogs.prompts import ListDialog

            found = {str(number): f"{one.began}  {one.words}" for number, one in enumerate(unfinished)}
            dialog = ListDialog("Which session goes on?", found)
            self.app.push_screen(dialog, lambda number: self._resume(unfinished[int(number)] if number else None))

    def _resume(self, chosen: Resumption | None) -> None:
        if chosen is not None:
            self.post_message(self.Chosen(chosen))

    def action_edit(self) -> None:
        """Change the highlighted routine."""
        if plan := self._choice.chosen:
            self.post_message(self.EditAsked(self._library.routines[plan.routine]))

    def action_new(self) -> None:
        """Make a routine."""
        self.post_message(self.EditAsked(None))

    def action_mute(self) -> None:
        """Sound off or on."""
        self._sound.set_muted(not self._sound.muted)
        self._show_sound()

    def action_sound_test(self) -> None:
        """Play left, right, a rep and a last rep."""
        self._samples.play(SOUND_TEST, self._say_what_is_heard)

    def _say_what_is_heard(self) -> None:
        muted = f"Sound is off: {self._key_or_palette('mute')} turns it on."
        heard = muted if self._sound.muted else "You hear: left, right, a rep, a last rep."
        self._show_sound()
        self.notify(self._sound.reason or heard, markup=False)

    def help_steps(self) -> Iterable[PlannedStep]:
        """Those of the highlighted routine."""
        return plan.steps if (plan := self._choice.chosen) else ()
