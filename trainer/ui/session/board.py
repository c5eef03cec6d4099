"""The session on a whole screen: timeline, name, figure, side and numbers, what to do, notices, keys."""

from typing import Final

from msgspec import Struct
from textual.app import ComposeResult
from textual.geometry import Size
from textual.widgets import Static

from trainer.keymap.commands import SESSION
from trainer.run.frontend import ControllerView
from trainer.run.sound_commands import NO_SOUND
from trainer.session.states import State
from trainer.ui.session.instruction import Instruction, beginnings
from trainer.ui.session.pause_block import PauseBlock
from trainer.ui.session.side_and_count import SideAndCount
from trainer.ui.session.standing_still import Standstill
from trainer.ui.session.status_line import StatusLine
from trainer.ui.session.timeline import Timeline
from trainer.ui.session.view import Count, SessionView
from trainer.ui.session.words import PhaseWords
from trainer.ui.widgets.areas import Column, Row
from trainer.ui.widgets.bar import Bar
from trainer.ui.widgets.big_text import BigText
from trainer.ui.widgets.figure import FigureView
from trainer.ui.widgets.figures import Figures
from trainer.ui.widgets.key_line import KeyLine
from trainer.ui.widgets.text_line import TextLine

NOT_RECORDED: Final = "NOT RECORDED"
DONE: Final = "DONE?"  # what asks for a key in a rep at one's own pace
DONE_LABELS: Final = {"pause_or_resume": "done"}  # what the keys do in a rep at one's own pace
STILL_LABELS: Final = {"pause_or_resume": "carry on"}  # while the session stands still
ASKING_LABELS: Final = {"pause_or_resume": "carry on", "leave": "stay"}  # while something is asked
LARGE: Final = (  # columns, rows, and from there rows of a large instruction
    *((76, 34, 8), (100, 30, 6)),
    *((100, 40, 11), (150, 50, 16)),
)


class Told(Struct, frozen=True):
    """What is shown besides the position in the plan. `still`: why it stands still; `done_key`: the key that ends a rep."""

    controller: ControllerView
    still: Standstill | None
    notice: str
    done_key: str


class SessionBoard(Column):
    """Shows a moment of a session as passed to `show`; what has not changed costs nothing."""

    def __init__(self, figures: Figures) -> None:
        super().__init__(id="board")
        self._timeline = Timeline()
        self._unrecorded = Static(NOT_RECORDED, id="unrecorded", markup=False)
        self._sound, self._to_go = TextLine(id="sound"), TextLine(id="left")
        self._step, self._routine = TextLine(id="step"), TextLine(id="routine")
        self._large_name = BigText(id="name")
        self.figure = FigureView(figures, id="figure")
        self._call = BigText(id="call")
        self._call.shorter = (DONE,)
        self._pause = PauseBlock()
        self._count = SideAndCount()
        self._instruction = Instruction()
        self._plain, self._part = TextLine(id="plain"), Bar(id="part")
        self._status = StatusLine()
        self._band = Column(self._instruction, Row(self._plain, self._part, id="progress"), self._status, id="band")
        self._keys = KeyLine(SESSION)
        self._view: SessionView | None = None
        self._told: Told | None = None
        self._lit = False
        self._plain_room = (0, 0)  # a step, and the columns of the longest line of text in it until now

    def compose(self) -> ComposeResult:
        """From the timeline to the keys."""
        with Row(id="head"):
            yield self._timeline
            yield self._unrecorded
            yield self._sound
            yield self._to_go
        with Row(id="exercise"):
            yield self._step
            yield self._routine
        with Row(id="stage"):
            with Column(id="scene"):
                yield self._large_name
                yield self.figure
                yield self._call
                yield self._pause
            yield self._count
        yield self._band
        yield Row(self._keys, id="foot")  # what has an area of its own is not looked at when the figure moves

    def fit_to(self, size: Size) -> None:
        """Choose the layout for a terminal of a size."""
        fitting = [number for number, (columns, rows, _) in enumerate(LARGE) if size.width >= columns and size.height >= rows]
        large = {f"-large-{number}": number in fitting[-1:] for number in range(len(LARGE))}
        self.update_classes({"-large": bool(fitting), **large})
        self._instruction.reserve(LARGE[fitting[-1]][2] if fitting else 0)

    def show(self, view: SessionView, told: Told, *, lit: bool) -> None:
        """Show a moment; `lit`: a cue flashes."""
        if lit != self._lit:
            self._lit = lit
            self._band.set_class(lit, "-flash")
            if self.app.no_color:  # with colours nothing of the figure flashes
                self.figure.set_class(lit, "-flash")
        before, self._view = self._view, view
        told_before, self._told = self._told, told
        new_words = before is None or before.words is not view.words
        if new_words:
            self._show_words(view.words)
        if new_words or told is not told_before:
            self._show_what_to_do(view.words, told)
        if told is not told_before:
            self._show_told(told)
        if view is before:
            return
        self._timeline.show(view)
        if before is None or before.to_go != view.to_go:
            self._to_go.show(view.to_go, alone=True)
        if before is None or before.count != view.count:
            self._count.show(view.count)
            self._show_plain(view.count, alone=not new_words)
        self._part.show(view.part)
        self.figure.show(view.figure)

    def _show_what_to_do(self, words: PhaseWords, told: Told) -> None:
        """What changes both with a phase and with a key or a notice."""
        breath = f"{told.done_key}: this rep is done" if told.done_key else words.breath
        self._instruction.show(words.instruction, words.brief, breath, words.teaching)
        controller, still = told.controller, told.still
        # Before an exercise nothing counts that matters in a pause: the time left to get ready would be read as a running clock.
        self._count.set_class(still is not None and (still.asked or words.kind == "prepare"), "-asked")
        self._status.show(controller.confirmation, told.notice, controller.feeling, (words.next_up, words.next_name))

    def _show_words(self, words: PhaseWords) -> None:
        """What changes with a phase."""
        self._step.show(f"{words.place}  {words.name}")
        self._routine.show(words.routine)
        name = words.short.upper()
        if name != self._large_name.text:
            self._large_name.text, self._large_name.shorter = name, tuple(beginnings(name))

    def _show_told(self, told: Told) -> None:
        """What changes with a key, a notice or a state."""
        controller, still = told.controller, told.still
        waiting = controller.state is State.WAITING
        self._sound.show(controller.sound)
        self._sound.set_class(controller.sound == NO_SOUND, "-missing")
        self.set_class(bool(controller.unrecorded), "-unrecorded")
        self._keys.relabel(_labels(controller))
        self.set_class(still is not None, "-paused")
        for part in (self._large_name, self._pause, self._instruction):  # not all of the board is styled anew
            part.set_class(still is not None and still.asked, "-asked")
        self.set_class(waiting, "-called")
        self._instruction.stand_still(still is not None)
        self._count.stand_still(still is not None)
        if waiting:
            self._call.text = f"{DONE} {told.done_key.upper()}".strip()
        if still is not None:
            self._pause.show(still)

    def _show_plain(self, count: Count, *, alone: bool) -> None:
        """The line of text, filled up to the longest of this step: the bar beside it grows by what is done alone."""
        step, columns = self._plain_room
        columns = max(columns if step == count.words.step else 0, len(count.plain))
        self._plain_room = (count.words.step, columns)
        self._plain.show(count.plain, columns=columns, alone=alone)


def _labels(controller: ControllerView) -> dict[str, str]:
    """The labels of keys that do something else at present."""
    if controller.state is State.PAUSED:
        return ASKING_LABELS if controller.asking or controller.pain else STILL_LABELS
    return DONE_LABELS if controller.state is State.WAITING else {}
