"""The panel "Your back": the week, the last four weeks, and how the back felt before and after, at a glance.

Where there is much room, also a year, and the sessions of which it was told how the back felt.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from trainer.routine.wording import days_ago
from trainer.run.ports import HistoryOverview, RoutineProgress
from trainer.ui.theme.sizes import SPACIOUS
from trainer.ui.widgets.amounts import four_weeks

WEEKDAYS: Final = "MTWTFSS"
DONE, TO_DO, NOT_DONE = "\u25cf", "\u25cb", "\u00b7"
EIGHTHS: Final = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"
WORST: Final = 10
ROOMY: Final = 30  # rows of the screen from which there is room for air
PLOT_ROWS: Final = 13  # at most
BESIDE_PLOT: Final = 42  # rows of the screen for all other than the plot, with a list of some routines above it
LABEL: Final = 11  # columns of the words at the left
NEW_HERE: Final = (
    "New here? Put the screen where you see it from the mat. {start} starts the routine that is lit; "
    "a voice and the figure lead you.",
    "After your first session, your week and how your back felt stand here.",
)


class BackPanel(Widget):
    """Shows what was done lately and how the back felt; as high as what there is to tell."""

    class Asked(Message):
        """The whole history is wanted."""

    DEFAULT_CSS = """
    BackPanel { height: auto; }
    """

    def __init__(self, key_of: Callable[[str], str]) -> None:
        """`key_of`: the key of an action of the screen."""
        super().__init__(id="back", classes="panel")
        self.border_title = "Your back"
        self._key_of = key_of
        self._done = RoutineProgress({}, {})

    def on_mount(self) -> None:
        """Name the key that shows all of it."""
        key = self._key_of("app.open('history')")
        self.border_subtitle = f"{key} history" if key else ""

    def on_click(self) -> None:
        """Show all of it."""
        self.post_message(self.Asked())

    def show(self, done: RoutineProgress) -> None:
        """Show what was done."""
        if (done.recent, done.last_session) != (self._done.recent, self._done.last_session):
            self._done = done
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A row for each line."""
        return self._content(width).get_height({}, width)

    def render(self) -> RenderResult:
        """The lines."""
        return self._content(self.content_size.width)

    @property
    def text(self) -> str:
        """What is shown, where there is room for all."""
        return self._content(self.content_size.width or 60).plain

    def _content(self, width: int) -> Content:
        rows = self.app.size.height
        roomy = rows >= ROOMY
        if not (recent := self._done.recent) or not (recent.days or recent.pains):
            start = self._key_of("start") or "The palette"
            return Content(("\n\n" if roomy else "\n").join(NEW_HERE).format(start=start)) if recent else Content("")
        return Content("\n").join(
            _lines(self._done, recent, width, roomy=roomy, plot=rows - BESIDE_PLOT if rows >= SPACIOUS else 0)
        )


def _lines(done: RoutineProgress, recent: HistoryOverview, width: int, *, roomy: bool, plot: int) -> Iterator[Content]:
    gap = [Content("")] if roomy else []
    yield from week(recent)
    yield from gap
    yield _labelled("4 weeks", Content(four_weeks(recent.days, recent.today)))
    if plot:
        yield from _past(recent, width, min(PLOT_ROWS, plot))
    elif recent.pains:
        yield from gap
        room = width - LABEL - 3
        yield from _sparklines(recent.pains[-max(1, room) :])
    if roomy and (told := last_words(done)):
        yield from gap
        yield Content(told[0])
        yield from (Content.styled(f"\u201c{line}\u201d", "$muted").truncate(width, ellipsis=True) for line in told[1:])


def _past(recent: HistoryOverview, width: int, rows: int) -> Iterator[Content]:
    """A year with its days, and how the back felt in the last sessions."""
    from trainer.ui.widgets.charts import heat_legend, heat_map, pain_legend, pain_plot

    yield from (Content(""), heat_map(recent.days, recent.today, width), Content.styled(heat_legend(width), "$muted"))
    if recent.pains:
        yield from (Content(""), Content.styled(pain_legend(width), "$muted"))
        yield pain_plot(recent.pains, width, rows)


def week(recent: HistoryOverview) -> Iterator[Content]:
    """This week's days, and below each whether something was done: a dot, a ring for today as long as nothing is."""
    monday = recent.today - timedelta(days=recent.today.weekday())
    marks = []
    for number in range(recent.today.weekday() + 1):
        done = (monday + timedelta(days=number)).isoformat() in recent.days
        marks.append(DONE if done else TO_DO if number == recent.today.weekday() else NOT_DONE)
    letters = [Content.styled(day, "bold" if number == recent.today.weekday() else "") for number, day in enumerate(WEEKDAYS)]
    yield _labelled("This week", Content("  ").join(letters))
    yield _labelled("", Content.styled("  ".join(marks), "$primary"))


def _sparklines(pains: Sequence[tuple[str, int | None, int | None]]) -> Iterator[Content]:
    befores, afters = [before for _, before, _ in pains], [after for _, _, after in pains]
    for label, values in (("Before", befores), ("After", afters)):
        last = next((value for value in reversed(values) if value is not None), None)
        bars = "".join(" " if value is None else EIGHTHS[round(value / WORST * (len(EIGHTHS) - 1))] for value in values)
        number = "" if last is None else str(last)
        yield _labelled(label, Content.assemble((f"{number:>2} ", "bold"), (bars, "$primary")))


def last_words(done: RoutineProgress) -> list[str]:
    """The last session in a line, and its note in another."""
    last = done.last_session
    if last is None or done.recent is None:
        return []
    before, after = last.pain_before, last.pain_after
    felt = f"{before} \u2192 {after}" if before is not None and after is not None else ""
    if not felt and (before, after) != (None, None):
        felt = f"{after} after" if before is None else f"{before} before"
    when = days_ago((done.recent.today - date.fromisoformat(last.day)).days)
    return [f"Last: {', '.join(filter(None, (felt, when)))}", *([last.note] if last.note else [])]


def _labelled(label: str, content: Content) -> Content:
    return Content.assemble((f"{label:<{LABEL}}", "$muted"), content)
