"""What a session looks like: head, figure, side, rep and seconds, what to do; and how each size of terminal shows it."""

from abc import abstractmethod
from typing import Final

from msgspec.structs import replace
from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from trainer.keymap.commands import SESSION
from trainer.run.frontend import ControllerView
from trainer.run.sound_commands import MUTED, NO_SOUND
from trainer.session.record import Record
from trainer.session.states import State
from trainer.ui.session.small import LINE, small_screen
from trainer.ui.session.standing_still import Standstill
from trainer.ui.session.view import SessionView
from trainer.ui.theme.sizes import LOW, TINY, is_compact
from trainer.ui.widgets.areas import Column, Row
from trainer.ui.widgets.bar import Bar
from trainer.ui.widgets.big import sentence, side_by_side
from trainer.ui.widgets.big_text import BigText
from trainer.ui.widgets.figure import FigureView
from trainer.ui.widgets.figures import Figures
from trainer.ui.widgets.key_line import KeyLine

ROOMY: Final = 100  # columns from which the routine's name has room beside the step's
AIRY: Final = 70  # columns from which the state of the sound has room for a word
TALL: Final = 34  # rows from which bands are higher
HUGE: Final = (150, 50)  # columns and rows from which a line of text is too small, and drawn big
AS_HIGH: Final = ("instruction", "pause-text")  # as their text is; those as long as theirs
AS_LONG: Final = ("routine", "sound", "left", "plain", "breath")
BREATH_ROOM: Final = len("keep breathing")  # what is beside it stays where it is, whatever there is to breathe
NOT_RECORDED: Final = "NOT RECORDED"
NOTICED: Final = ("prepare", "rest")  # when there is time to read what is wrong, and the figure can be smaller


class SessionFace(Screen[Record]):
    """The screen of a session without its clock and its keys: it shows what it is given."""

    CSS_PATH = "session.tcss"

    def __init__(self, figures: Figures) -> None:
        super().__init__()
        self._figures = figures
        self._plain_room = ("", 0)  # a step, and the columns of the longest line of text in it until now

    def compose(self) -> ComposeResult:
        """Head, figure and panel, band and foot; a text for small terminals in place of all that."""
        self._arrange()  # what is known before the screen stands costs no second styling
        yield Static(id="compact", markup=False)
        yield Static(id="compact-band")
        with Row(id="head"):
            yield Static(id="routine", markup=False)
            yield Static(id="step", markup=False)
            yield Static(NOT_RECORDED, id="unrecorded", markup=False)
            yield Static(id="sound", markup=False)
            yield Static(id="left", markup=False)
        yield Bar(id="whole")
        with Row(id="stage"):
            with Column(id="scene"):
                yield BigText(id="notice")
                yield FigureView(self._figures, id="figure")
                yield BigText(id="call")
                with Vertical(id="pause"):
                    yield BigText(id="pause-word")
                    yield Static(id="pause-text", markup=False)
            with Column(id="panel"):
                yield BigText(room_for="RIGHT", id="word")
                with Row(id="numbers"):
                    with Vertical(id="rep-box", classes="-empty"):
                        yield BigText(id="rep")
                        yield Static(id="rep-label", markup=False)
                    with Column(id="seconds-box"):
                        yield BigText(id="seconds")
                        yield Static(id="seconds-label", markup=False)
        with Column(id="band"):
            yield Static(id="sentence", markup=False)
            yield Static(id="instruction", markup=False)
            with Row(id="progress"):
                yield Bar(id="part")
                yield Static(id="plain", markup=False)
            with Row(id="foot"):
                yield Static(id="breath", markup=False)
                yield Static(id="next", markup=False)
        yield KeyLine(SESSION)

    @abstractmethod
    def look(self) -> None:
        """Show what is."""

    def on_resize(self, event: events.Resize) -> None:
        """Choose the layout that fits."""
        self._arrange()
        self.call_after_refresh(self.look)

    def _arrange(self) -> None:
        width, height = self.app.size
        self.set_class(is_compact(self.app.size), "-compact")
        self.set_class(height < LINE[1], "-line")
        self.set_class(height < TINY, "-tiny")
        self.set_class(width < ROOMY, "-narrow")
        self.set_class(height < LOW, "-low")
        self.set_class(height >= TALL, "-tall")
        self.set_class(width >= HUGE[0] and height >= HUGE[1], "-huge")

    def mark(self, name: str, wanted: bool, *places: str) -> None:
        """Set or clear a class that changes often; only what it changes is styled: all takes longer than a figure does."""
        if wanted != self.has_class(name):
            self.set_class(wanted, name, update=False)
            for place in places:
                self.query_one(place).update_node_styles()

    def show_view(self, view: SessionView, told: ControllerView, still: Standstill | None) -> None:
        """Show a moment. `still`: why it stands still."""
        state, sound, asked = told.state, told.sound, told.feeling
        notes = (*((NO_SOUND,) if sound == NO_SOUND else ()), *((NOT_RECORDED,) if told.unrecorded else ()))
        self.mark("-left", view.side == "left", "#word", "#compact")
        self.mark("-right", view.side == "right", "#word", "#compact")
        self.set_class(still is not None, "-paused")
        if self.has_class("-compact"):
            words = (*notes, sound) if sound == MUTED else notes
            self._text("compact", small_screen(replace(view, breath=asked or view.breath), still, state, words, *self.app.size))
            return
        self._text("routine", view.routine)
        self._text("step", view.step)
        self._text("left", f"{view.left} left")
        self._text("sound", sound if self.app.size.width >= AIRY else sound.removeprefix("sound "))
        self._text("instruction", view.instruction)
        self._text("plain", self._as_long_as_before(view))
        breath = asked or view.breath
        if len(view.next_up) <= self._beside(BREATH_ROOM):
            breath = breath.ljust(BREATH_ROOM)
        self._text("breath", breath)
        self._text("next", self._next_words(view, len(breath)))
        self._numbers(view, alone=state is State.RESUMING)
        self._big("word", view.word)
        if self.has_class("-huge"):
            self._text("sentence", "\n".join(sentence(view.instruction, *self.query_one("#sentence").content_size)))
        self.query_one("#whole", Bar).show(view.whole)
        self.query_one("#part", Bar).show(view.part)
        self.mark("-get-ready", state is State.RESUMING, "#seconds-box")
        self.mark("-called", bool(view.calls) and still is None, "#call")
        self.mark("-noticed", bool(notes) and view.kind in NOTICED and still is None, "#notice")
        self._big("notice", notes[0] if notes else "")
        self._big("call", self._call(view))
        if still is not None:
            self._big("pause-word", still.word)
            self._text("pause-text", "\n".join(still.lines))
        self.query_one("#figure", FigureView).show(view.figure)

    def _numbers(self, view: SessionView, *, alone: bool) -> None:
        rep, seconds = self.query_one("#rep", BigText), self.query_one("#seconds", BigText)
        rep.text, rep.room_for = view.rep, view.rep_room
        seconds.text, seconds.room_for = view.seconds, view.seconds_room
        self._text("rep-label", view.rep_label)
        self._text("seconds-label", view.seconds_label)
        rep_box, seconds_box = self.query_one("#rep-box"), self.query_one("#seconds-box")
        rep_box.set_class(not view.rep or alone, "-empty")
        rep_box.styles.width = f"{len(view.rep_room)}fr"
        seconds_box.styles.width = f"{len(view.seconds_room)}fr"

    def _call(self, view: SessionView) -> str:
        """What asks for a key: the longest way that can be drawn big."""
        width, height = self.query_one("#call").content_size
        return next((call for call in view.calls if side_by_side((call,), width, height)), view.calls[-1] if view.calls else "")

    def _next_words(self, view: SessionView, breath: int) -> str:
        """What is next, as far as there is room for it beside so many columns for the breath."""
        return next((words for words in (view.next_up, view.next_name) if len(words) <= self._beside(breath)), "")

    def _beside(self, breath: int) -> int:
        return self.app.size.width - breath - 4

    def _as_long_as_before(self, view: SessionView) -> str:
        """The line of text, filled up to the longest of this step: the bar beside it grows by what is done alone."""
        step, columns = self._plain_room
        columns = max(columns if step == view.step else 0, len(view.plain))
        self._plain_room = (view.step, columns)
        return view.plain.ljust(columns)

    def _text(self, name: str, text: str | Content) -> None:
        """Show a text. The screen is laid out anew, which takes longer than a figure, only where another size is wanted."""
        widget = self.query_one(f"#{name}", Static)
        before = widget.content
        if before != text:
            widget.update(text, layout=False)
            if name in AS_HIGH:
                widget.clear_cached_dimensions()
                resized = _rows_wanted(widget) != widget.content_size.height
            else:
                resized = name in AS_LONG and cell_len(str(text)) != cell_len(str(before))
            if resized:
                widget.refresh(layout=True)

    def _big(self, name: str, text: str) -> None:
        self.query_one(f"#{name}", BigText).text = text


def _rows_wanted(widget: Static) -> int:
    """How many rows a widget as high as its text would have at its present width."""
    width = widget.content_size.width
    if not width:  # it is not laid out yet, and wants to be
        return 1
    low, high = widget.styles.min_height, widget.styles.max_height
    rows = widget.get_content_height(widget.size, widget.app.size, width)
    return min(max(rows, int(low.value) if low else 0), int(high.value) if high else rows)
