"""What was done over time, drawn with characters: a year as a heat map, minutes a week, how the back felt, what hurt."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import fmean
from typing import Final, TypeAlias

from textual.content import Content
from textual.geometry import Size
from textual.style import Style
from textual.widget import Widget

from trainer.session.progress import Hurt
from trainer.system.cells import cells, padded, shortened
from trainer.ui.widgets.amounts import MINUTE_MS, four_weeks, total

Drawing: TypeAlias = Callable[[int, int], Content]  # of a width in columns and a height in rows
Felt: TypeAlias = Sequence[tuple[str, int | None, int | None]]  # day, how the back felt before and after

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MARGIN: Final = 4  # columns at the left for words
LEVELS: Final = ((0, "\u00b7"), (1, "\u2591"), (5, "\u2592"), (10, "\u2593"), (20, "\u2588"))  # minutes from which, and glyph
EIGHTHS: Final = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"
BAR: Final = 3  # columns of a week's bar with the gap
MAX_PAIN: Final = 10
DENSE: Final = 40  # columns from which a session needs one only
TODAY: Final = "<"  # behind the day: a letter is seen without colours, too
DONE_STYLE: Final = "$primary"
BEFORE, AFTER, BOTH = "\u25cf", "\u25cb", "\u25c9"
USUAL: Final = {True: "\u2500", False: "\u2508"}  # the lines of the usual before and after
HOW_TO_TELL: Final = "Nothing was told yet: press 0 to 9 before or after a session."
FEWEST: Final = 8  # weeks that are shown, however long the names of exercises are
NO_NAMES: Final[Mapping[str, str]] = {}
NO_PAIN: Final = "No pain in an exercise was noted in these weeks."


class Chart(Widget):
    """Shows a drawing of the size of the widget; of height `auto`, as many rows as the drawing needs."""

    auto_links = False  # what can be clicked looks as it is drawn

    def __init__(self, *, id: str, classes: str = "chart") -> None:
        super().__init__(id=id, classes=classes)
        self._drawing: Drawing | None = None

    def show(self, drawing: Drawing) -> None:
        """Show another drawing."""
        self._drawing = drawing
        self.refresh(layout=self.styles.auto_dimensions)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The rows of the drawing at a width."""
        return self._drawing(width, 0).get_height({}, width) if self._drawing else 0

    def render(self) -> Content:
        """The drawing."""
        return self._drawing(*self.content_size) if self._drawing else Content("")


def heat_map(days: Mapping[str, tuple[int, int]], today: date, width: int, action: str = "") -> Content:
    """The weeks up to this one as columns, Monday on top, as many as there is room for, at most a year and a day.

    A click on a day does an `action` with it, if one is given.
    """
    weeks = max(1, min(53, width - MARGIN - len(TODAY)))
    monday = today - timedelta(days=today.weekday(), weeks=weeks - 1)
    lines: list[Content] = [Content(" " * MARGIN + _months(monday, weeks))]
    for weekday in range(7):
        cells = Content("")
        for week in range(weeks):
            day = monday + timedelta(weeks=week, days=weekday)
            if day <= today:
                glyph = _level(days.get(day.isoformat(), (0, 0))[1])
                drawn = Content.styled(glyph, DONE_STYLE) + Content(TODAY if day == today else "")
                clicked = Style.from_meta({"@click": f"{action}({day.isoformat()!r})"}) if action else ""
                cells += drawn.stylize(clicked)
        lines.append(Content(f"{DAYS[weekday]:<{MARGIN}}") + cells)
    return Content("\n").join(lines)


def heat_legend(width: int) -> str:
    """What the glyphs of the heat map mean, in a width."""
    levels = "  ".join(f"{glyph} {least}+" if least else f"{glyph} 0" for least, glyph in LEVELS)
    close = levels.replace("  ", " ")
    told = (f"minutes a day: {drawn}  {TODAY} today" for drawn in (levels, close))
    return next((one for one in told if len(one) <= width), f"{close} min")


def pain_legend(width: int) -> str:
    """What the marks and lines of the plot mean, as much as fits a width."""
    marks, both = f"{BEFORE} before  {AFTER} after", f"  {BOTH} both"
    lines = f"   average: {USUAL[True]} before  {USUAL[False]} after"
    return next((told for told in (marks + both + lines, marks + lines) if len(told) <= width), marks)


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
    """The active minutes of each week as bars, this week at the right; below them how many sessions it had, and its Monday."""
    weeks = max(1, (width - MARGIN - 1) // BAR)
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
    bars_rows = max(1, rows - 2)
    lines = []
    for row in range(bars_rows, 0, -1):
        label = f"{top:.0f}" if row == bars_rows else "0" if row == 1 else ""
        bars = "".join(f"{_part(value / top * bars_rows - row + 1) * (BAR - 1)} " for value in minutes.values())
        lines.append(_axis(label) + Content.styled(bars.rstrip(), DONE_STYLE))
    lines.append(Content(" " * (MARGIN + 1) + "".join(f"{counts[one] or '':>2} " for one in mondays).rstrip()))
    lines.append(Content((" " * (MARGIN + 1) + _dates(mondays))[:width]))
    return Content("\n").join(lines)


def _axis(label: str) -> Content:
    """The beginning of a row of a chart: its number, to the right, and the axis."""
    return Content(f"{f'{label:>{MARGIN - 1}} '[:MARGIN]}\u2524" if label else f"{'':{MARGIN}}\u2502")


def _part(filled: float) -> str:
    """A cell that is filled from below, 0 to 1."""
    return EIGHTHS[round(8 * min(1.0, max(0.0, filled)))]


def _dates(mondays: Sequence[date]) -> str:
    return "".join(f"{f'{one.day} {one:%b}':<{4 * BAR}}" for one in mondays[::4]).rstrip()


def room_for(width: int) -> int:
    """How many sessions a plot of a width has room for, with air between them."""
    return max(1, (width - MARGIN - 1) // 2)


def pain_plot(felt: Felt, width: int, height: int) -> Content:
    """How the back felt before and after the last sessions, 0 to 10: a row for each number where there is height, else for two.

    Where there is more height, free rows lie between two numbers. Behind the marks lie the lines of what is usual before
    and after; below them the days.
    """
    if not felt:
        return Content(HOW_TO_TELL)
    step = 1 if height > MAX_PAIN + 1 else 2  # numbers that share a row
    between = max(0, (height - MAX_PAIN - 2) // MAX_PAIN) if step == 1 else 0  # free rows
    room = max(1, width - MARGIN - 1)
    columns = 2 if 2 * len(felt) <= room or room < DENSE else 1
    last = felt[-max(1, room // columns) :]
    usual = {which: mean_felt(last, before=which) for which in (True, False)}
    lines = []
    for row in range(MAX_PAIN // step, -1, -1):
        behind = next((USUAL[which] for which, mean in usual.items() if mean is not None and _row(mean, step) == row), " ")
        line = _axis(_numbers(row, step))
        for _, before, after in last:
            line += _mark(before, after, row, step, behind) + Content(behind * (columns - 1))
        lines += [line, *([_axis("")] * between if row else ())]
    first, latest = (date.fromisoformat(last[place][0]) for place in (0, -1))
    begin, end = f"{first.day} {first:%b %Y}", f"{latest.day} {latest:%b %Y}"
    gap = max(1, columns * len(last) - len(begin) - len(end))
    lines.append(Content(" " * (MARGIN + 1) + (begin if first == latest else begin + " " * gap + end)))
    return Content("\n").join(lines)


def mean_felt(felt: Felt, *, before: bool) -> float | None:
    """How the back felt in the mean, before or after; None where that was never told."""
    values = [value for one in felt if (value := one[1] if before else one[2]) is not None]
    return fmean(values) if values else None


def _row(value: float, step: int) -> int:
    """In which row from below a number stands: 1 and 2 share one where it has two."""
    return -(-round(value) // step)


def _numbers(row: int, step: int) -> str:
    """The numbers of a row as they are written: every second one, or both that share it."""
    if step == 1:
        return "" if row % 2 else str(row)
    return f"{2 * row - 1}-{2 * row}" if row else "0"


def _mark(before: int | None, after: int | None, row: int, step: int, behind: str) -> Content:
    here = [value is not None and _row(value, step) == row for value in (before, after)]
    if all(here):
        return Content(BOTH)
    return Content(BEFORE) if here[0] else Content.styled(AFTER, DONE_STYLE) if here[1] else Content(behind)


def hurt_table(hurts: Sequence[Hurt], mondays: Sequence[date], width: int, short: Mapping[str, str] = NO_NAMES) -> Content:
    """The strongest pain of each week by exercise and side, the latest first; `!` where its strength was not told.

    `short`: other names of exercises, for where theirs have no room. The weeks give way to names before these are cut.
    """
    if not hurts:
        return Content(NO_PAIN)
    found: dict[tuple[str, str], list[Hurt]] = {}
    for hurt in reversed(hurts):
        found.setdefault((hurt.exercise, (hurt.side or "")[:1].upper()), []).append(hurt)
    needed = max(cells(short.get(name, name)) for name, _ in found)
    shown = mondays[-max(FEWEST, (width - needed - 5) // 3) :]
    room = width - 3 * len(shown) - 3
    lines = [Content(" " * (room + 2) + _dates(shown))]
    for (name, side), rows in found.items():
        if rows[0].day < shown[0].isoformat():
            continue
        told = name if cells(name) <= room - 2 else short.get(name, name)
        weeks = "".join(f"{_strongest(rows, monday):>2} " for monday in shown)
        lines.append(Content(f"{padded(shortened(told, room - 2), room - 1)}{side:<2}") + Content(weeks.rstrip()))
    return Content("\n").join(lines)


def _strongest(hurts: Iterable[Hurt], monday: date) -> str:
    end = (monday + timedelta(weeks=1)).isoformat()
    of_week = [one.strength for one in hurts if monday.isoformat() <= one.day < end]
    told = [strength for strength in of_week if strength is not None]
    return str(max(told)) if told else "!" if of_week else "\u00b7"


def totals(days: Mapping[str, tuple[int, int]], today: date) -> str:
    """The last four weeks and all time in one line."""
    return f"4 weeks: {four_weeks(days, today)}     in all: {total(days.values())}"
