"""What the history says: a session as a row and in detail, and what the charts mean. Pure."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from statistics import fmean
from typing import Final

from textual.content import Content

from trainer.routine.prescription import times
from trainer.routine.wording import at_speed, clock
from trainer.session.entry import SessionEntry
from trainer.session.progress import Progress
from trainer.session.step_words import OUTCOMES as STEP_OUTCOMES
from trainer.session.step_words import amount, pain_lines
from trainer.system.cells import cells, padded, shortened, wrap

OUTCOMES: Final = {"finished": "", "stopped": "stopped", "interrupted": "cut off", "open": "running now"}
UNFINISHED, HURT, NOTED = "\u00bd", "!", "\u270e"
MAX_NAME: Final = 44  # columns of a name in the list: farther apart, the ends of a row do not belong together
MIN_NAME: Final = 20  # columns that are enough for a name in two lines
APART: Final = 2  # columns between a name, what was done, and what became of it
DONE: Final = "\u2713"
MARKS: Final = f"{UNFINISHED} not finished  {HURT} pain  {NOTED} note"
NARROW: Final = 56  # columns below which a row leaves out the weekday and the time
TIGHT: Final = 44  # and its minutes, for the sake of names that begin alike
TREND_WEEKS: Final = 4  # at most, that count at each end of what is told of a trend


def session_row(entry: SessionEntry, this_year: int, width: int) -> Content:
    """A session in columns: the day, the routine, its minutes, the back before and after, and marks."""
    day = date.fromisoformat(entry.day)
    when = f"{day.day:>2} {day:%b}" if day.year == this_year else f"{day:%b %Y}"
    if width >= NARROW:
        when = f"{day:%a} {when:<8} {entry.started_at[11:16]}"
    marks = (
        UNFINISHED if entry.outcome != "finished" else " ",
        HURT if entry.hurt else " ",
        NOTED if entry.note else " ",
    )
    if width >= NARROW:
        end = f" {clock(entry.active_ms):>6}  {felt_text(entry):>7}  {' '.join(marks)}"
    else:
        length = f" {clock(entry.active_ms):>5}" if width >= TIGHT else ""
        end = f"{length} {felt_text(entry).replace(' ', ''):>5} {''.join(marks)}"
    room = min(MAX_NAME, max(1, width - len(when) - 2 - len(end)))
    return Content.assemble((when, ""), "  ", (padded(shortened(entry.name, room), room), "bold"), end)


def session_heads(width: int) -> str:
    """What the columns of the sessions hold, each over its column; the routine's over its name."""
    if width >= NARROW:
        begin, end = f"{'day':<18}  ", f" {'min':>6}  {'back':>7}  {'':5}"
    else:
        length = f" {'min':>5}" if width >= TIGHT else ""
        begin, end = f"{'day':<6}  ", f"{length} {'back':>5} {'':3}"
    return f"{begin}{padded('routine', min(MAX_NAME, max(1, width - len(begin) - len(end))))}{end}".rstrip()


def felt_text(entry: SessionEntry) -> str:
    """How the back felt before and after: "4 → 2"; a dash where it was not told, "" where neither was."""
    if entry.pain_before is None and entry.pain_after is None:
        return ""
    before, after = ("\u2013" if pain is None else str(pain) for pain in (entry.pain_before, entry.pain_after))
    return f"{before} \u2192 {after}"


def detail_title(entry: SessionEntry) -> str:
    """When a session began."""
    return f"{day_name(date.fromisoformat(entry.day))}, {entry.started_at[11:16]}"


def day_name(day: date) -> str:
    """A day as it is called: "Fri 27 Nov 2026"."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def detail_lines(entry: SessionEntry) -> Iterator[str]:
    """A session in lines: how it went, the back, the note, where it hurt, and how often it was paused."""
    length = f"{clock(entry.active_ms)} of {clock(entry.planned_ms)}"
    yield f"{OUTCOMES[entry.outcome] or 'finished'}, {length}, {entry.effort} effort{at_speed(entry.speed)}"
    if felt := felt_text(entry):
        yield f"Your back: {felt}"
    if entry.note:
        yield f"\u201c{entry.note}\u201d"
    yield from pain_lines(entry, with_reps=False)
    if paused := sum(one.kind == "paused" for one in entry.happenings):
        yield f"Paused {times(paused)}."


def step_rows(entry: SessionEntry, width: int) -> Iterator[tuple[str, str]]:
    """The steps of a session, each with its name and what was done, in columns: "L 5/5  R 4/5  \u2713".

    Behind that what became of it. A name that has no room beside that is broken at words.
    """
    steps = [list(rows) for _, rows in groupby(entry.steps, key=lambda row: row.number)]
    wide = max((len(amount(row)) for row in entry.steps if row.side), default=0)
    outcomes = [DONE if rows[0].outcome == "done" else STEP_OUTCOMES[rows[0].outcome] for rows in steps]
    last = max(map(len, outcomes), default=0)
    amounts = [
        "  ".join(f"{row.side[0].upper()} {amount(row):>{wide}}" if row.side else amount(row) for row in rows) for rows in steps
    ]
    room = width - APART - max(map(len, amounts), default=0) - APART - last
    beside = room >= MIN_NAME or all(cells(rows[0].name) <= room for rows in steps)
    for rows, much, outcome in zip(steps, amounts, outcomes, strict=True):
        done = f"{much}  {outcome:<{last}}" if beside else f"{much}  {outcome}"
        *name, end = wrap(rows[0].name, max(1, room if beside else width)) or [""]
        if cells(end) + APART + len(done) > width:
            name, end = [*name, end], ""
        yield from ((line, "") for line in name)
        yield end, done


def trend(progress: Progress) -> str:
    """How the back felt before sessions at first and lately: "before 6.1 → 3.4 since Aug"; "" if that is not known.

    At both ends some weeks count, at most four: one bad week is no trend.
    """
    told = [(week.monday, week.before) for week in progress.weeks if week.before is not None]
    if len(told) < 2:
        return ""
    weeks = min(TREND_WEEKS, len(told) // 2)
    first, last = (fmean(before for _, before in some) for some in (told[:weeks], told[-weeks:]))
    return f"before {first:.1f} \u2192 {last:.1f} since {told[0][0]:%b}"


def relief(progress: Progress) -> str:
    """What the routine that helps most takes off: "Spasm relief takes 2.1 off"; "" if none does."""
    best = min(progress.effects, key=lambda effect: effect.change, default=None)
    return f"{best.name} takes {-best.change:.1f} off" if best and best.change < 0 else ""
