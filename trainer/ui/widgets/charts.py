"""What was done over time, drawn with characters: a year as a heat map, minutes a week, how the back felt."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from trainer.run.ports import HistoryOverview

DAYS: Final = ("Mon", "", "Wed", "", "Fri", "", "Sun")
MARGIN: Final = 4  # columns at the left for words
LEVELS: Final = ((0, "\u00b7"), (1, "\u2591"), (5, "\u2592"), (10, "\u2593"), (20, "\u2588"))  # minutes from which, and glyph
EIGHTHS: Final = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"
BAR: Final = 3  # columns of a week's bar with the gap
MINUTE_MS: Final = 60_000
MOST_PAIN: Final = 10
TODAY: Final = "<"  # behind the day: a letter is seen without colours, too
DONE_STYLE: Final = "$success"
BEFORE, AFTER, BOTH = "o", "x", "*"


class PastChart(Widget):
    """Draws what was done, as wide as there is room."""

    def __init__(self, drawing: Callable[[HistoryOverview, int], Content], *, id: str) -> None:
        """`drawing`: of what was done, at a width in columns."""
        super().__init__(id=id, classes="chart")
        self._drawing = drawing
        self._past: HistoryOverview | None = None

    def show(self, past: HistoryOverview) -> None:
        """Show what was done."""
        self._past = past
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The rows of the drawing at a width."""
        return self._drawn(width).get_height({}, width)

    def render(self) -> Content:
        """The drawing."""
        return self._drawn(self.content_size.width)

    def _drawn(self, width: int) -> Content:
        return self._drawing(self._past, width) if self._past else Content("")


def heat_map(days: Mapping[str, tuple[int, int]], today: date, width: int) -> Content:
    """The weeks up to this one as columns, Monday on top, as many as there is room for, at most a year and a day."""
    weeks = max(1, min(53, width - MARGIN - len(TODAY)))
    monday = today - timedelta(days=today.weekday(), weeks=weeks - 1)
    lines: list[Content] = [Content(" " * MARGIN + _months(monday, weeks))]
    for weekday in range(7):
        cells = Content("")
        for week in range(weeks):
            day = monday + timedelta(weeks=week, days=weekday)
            if day <= today:
                glyph = _level(days.get(day.isoformat(), (0, 0))[1])
                cells += Content.styled(glyph, DONE_STYLE) + Content(TODAY if day == today else "")
        lines.append(Content(f"{DAYS[weekday]:<{MARGIN}}") + cells)
    return Content("\n").join(lines)


def heat_legend() -> str:
    """What the glyphs of the heat map mean."""
    words = "  ".join(f"{glyph} {least}" if least else f"{glyph} nothing" for least, glyph in LEVELS)
    return f"{words} minutes and more; {TODAY} today"


def _level(active_ms: int) -> str:
    minutes = active_ms / MINUTE_MS
    if not active_ms:
        return LEVELS[0][1]
    return [glyph for least, glyph in LEVELS[1:] if minutes >= least or least == 1][-1]


def _months(monday: date, weeks: int) -> str:
    """The months' names above the weeks in which they begin, where there is room."""
    line = ""
    for week in range(weeks):
        begins = monday + timedelta(weeks=week)
        if (begins.day <= 7) and len(line) <= week and week + 3 <= weeks:
            line = f"{line:<{week}}{begins:%b}"
    return line


def week_bars(days: Mapping[str, tuple[int, int]], today: date, width: int, rows: int) -> Content:
    """The active minutes of each week as bars, this week at the right; below them how many sessions it had."""
    weeks = max(1, (width - MARGIN) // BAR)
    this = today - timedelta(days=today.weekday())
    mondays = [this - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
    minutes, counts = dict.fromkeys(mondays, 0.0), dict.fromkeys(mondays, 0)
    for day, (count, active_ms) in days.items():
        when = date.fromisoformat(day)
        monday = when - timedelta(days=when.weekday())
        if monday in minutes:
            minutes[monday] += active_ms / MINUTE_MS
            counts[monday] += count
    top = max(10.0, *minutes.values())
    lines = [Content("Minutes a week; below, its sessions and its Monday")]
    for row in range(rows, 0, -1):
        label = f"{top:.0f}" if row == rows else ""
        bars = "".join(f"{_part(value / top * rows - row + 1) * (BAR - 1)} " for value in minutes.values())
        lines.append(Content(f"{label:>{MARGIN - 1}} ") + Content.styled(bars.rstrip(), DONE_STYLE))
    lines.append(Content(" " * MARGIN + "".join(f"{counts[one] or '':>2} " for one in mondays).rstrip()))
    lines.append(Content((" " * MARGIN + _dates(mondays))[:width]))
    return Content("\n").join(lines)


def _part(filled: float) -> str:
    """A cell that is filled from below, 0 to 1."""
    return EIGHTHS[round(8 * min(1.0, max(0.0, filled)))]


def _dates(mondays: Sequence[date]) -> str:
    return "".join(f"{f'{one.day} {one:%b}':<{4 * BAR}}" for one in mondays[::4]).rstrip()


def pain_plot(pains: Sequence[tuple[str, int | None, int | None]], width: int, rows: int) -> Content:
    """How the back felt before (o) and after (x) the last sessions, 0 at the bottom, 10 on top."""
    lines = [Content(f"Your back, 0 to 10: {BEFORE} before, {AFTER} after, {BOTH} both; the last sessions, from left to right")]
    if not pains:
        return Content("\n").join([*lines, Content("Nothing was noted yet: a number key before or after a session does it.")])
    last = pains[-max(1, (width - MARGIN) // 2) :]
    for row in range(rows - 1, -1, -1):
        label = {rows - 1: str(MOST_PAIN), 0: "0"}.get(row, "")
        cells = "".join(f"{_mark(before, after, row, rows)} " for _, before, after in last)
        lines.append(Content(f"{label:>{MARGIN - 1}} {cells.rstrip()}"))
    first, latest = date.fromisoformat(last[0][0]), date.fromisoformat(last[-1][0])
    lines.append(Content(" " * MARGIN + f"{first.day} {first:%b %Y} to {latest.day} {latest:%b %Y}"))
    return Content("\n").join(lines)


def _mark(before: int | None, after: int | None, row: int, rows: int) -> str:
    here = [None if value is None else round(value * (rows - 1) / MOST_PAIN) == row for value in (before, after)]
    if here[0] and here[1]:
        return BOTH
    return BEFORE if here[0] else AFTER if here[1] else " "


def totals(days: Mapping[str, tuple[int, int]], today: date) -> str:
    """The last four weeks and all time in one line."""
    recent = list(_since(days, today - timedelta(days=27)))
    return f"Last 4 weeks: {_amount(recent)}.   In all: {_amount(days.values())}."


def _since(days: Mapping[str, tuple[int, int]], first: date) -> Iterator[tuple[int, int]]:
    return (value for day, value in days.items() if day >= first.isoformat())


def _amount(values: Iterable[tuple[int, int]]) -> str:
    found = list(values)
    count, minutes = sum(one for one, _ in found), round(sum(ms for _, ms in found) / MINUTE_MS)
    return f"{count} session{'' if count == 1 else 's'}, {minutes} min"
