"""What the summary says of a session: the back before and after it, each step and side, where it hurt, what comes next. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from textual.content import Content

from trainer.routine.model import Routine
from trainer.routine.prescription import times
from trainer.routine.wording import clock
from trainer.run.ports import RoutineProgress
from trainer.run.summary_words import uncounted
from trainer.session.record import Record, StepRecord
from trainer.session.step_words import amount, outcome_text
from trainer.system.cells import cells, padded, shortened
from trainer.ui.widgets.amounts import total

DAYS: Final = "MTWTFSS"
BAR: Final = 10  # columns of a step's bar
FULL, EMPTY = "\u2501", "\u254c"
SIDE: Final = 2  # columns of a side
WITH_BAR: Final = 52  # columns from which a bar has room
MIN_NAME_COLUMNS: Final = 12  # of a name that stands beside the rest
RARE: Final = 2  # sessions since one that was as good, from which that is worth telling


def achieved(record: Record) -> str:
    """What is drawn large of a session: that it is done, or how much was, also where it was stopped: "3:12 DONE"."""
    if record.outcome == "finished":
        return "DONE"
    return f"{clock(record.active_ms)} DONE" if record.active_ms else "STOPPED"


def change(before: int | None, after: int | None) -> str:
    """How the back changed: "8 → 3, 5 better"; "" where either is not known."""
    if before is None or after is None:
        return ""
    better = before - after
    words = f"{better} better" if better > 0 else f"{-better} worse" if better < 0 else "the same"
    return f"{before} \u2192 {after}, {words}"


def work_done(record: Record, speed: float) -> str:
    """How long it took, and how many of its steps were done: "4:19 active, 3 of 3 steps"."""
    done = {row.number: row.outcome == "done" for row in record.steps}
    text = f"{clock(record.active_ms)} active, {sum(done.values())} of {len(done)} steps"
    return text + uncounted(speed)


def best_since(after: int, earlier: Sequence[tuple[str, int | None, int | None]], this_year: int) -> str:
    """Since when the back did not feel so good after a session: "best since 9 Nov"; "" where that is nothing to tell."""
    told = [(day, felt) for day, _, felt in earlier if felt is not None]
    for ago, (day, felt) in enumerate(reversed(told)):
        if felt <= after:
            when = date.fromisoformat(day)
            year = f" {when.year}" if when.year != this_year else ""
            return f"best since {when.day} {when:%b}{year}" if ago >= RARE else ""
    return "best so far" if len(told) > RARE else ""


def step_rows(steps: Sequence[StepRecord], width: int, short: Mapping[int, str]) -> Content:
    """A row for each step and side: how much of it was done, as a bar too where there is room, and what became of it.

    Where a name has no room beside that, the `short` one of the step by its number is taken; or it stands above it.
    """
    bar = BAR if width >= WITH_BAR else 0
    amounts = [amount(row, " of " if bar else "/") for row in steps]
    words = max((len(outcome_text(row)) for row in steps if row.outcome != "done"), default=1)
    numbers = max(map(len, amounts), default=0)
    room = width - SIDE - numbers - words - 3 - (bar + 1 if bar else 0)
    lines, before = [], 0
    for row, told in zip(steps, amounts, strict=True):
        name = row.name if cells(row.name) <= (width if room < MIN_NAME_COLUMNS else room) else short.get(row.number, row.name)
        name = name if row.number != before else ""
        before = row.number
        done = row.outcome == "done"
        full = round(_share(row) * bar)
        side = (row.side or "")[:1].upper()
        end = Content.assemble(
            f"{side:<{SIDE}}{told:>{numbers}} ",
            (FULL * full, "$primary" if done else ""),
            f"{EMPTY * (bar - full)}{' ' if bar else ''}",
            "\u2713" if done else outcome_text(row),
        )
        if room < MIN_NAME_COLUMNS:
            lines += [*([Content(shortened(name, width))] if name else []), Content("  ") + end]
        else:
            lines.append(Content(f"{padded(shortened(name, room), room)} ") + end)
    return Content("\n").join(lines)


def _share(row: StepRecord) -> float:
    if row.reps_planned is not None:
        return min(1.0, (row.reps_done or 0) / row.reps_planned) if row.reps_planned else 1.0
    return min(1.0, row.active_ms / row.planned_ms) if row.planned_ms else 1.0


def week_lines(days: Mapping[str, tuple[int, int]], today: date) -> Content:
    """The days of this week with a dot for each that had a session, and how much it was."""
    monday = today - timedelta(days=today.weekday())
    week = [(monday + timedelta(days=number)) for number in range(7)]
    found = [days.get(day.isoformat(), (0, 0)) for day in week]
    dots = "".join(
        ("\u25cf" if count else "\u25cb" if day == today else "\u00b7" if day < today else " ") + "   "
        for day, (count, _) in zip(week, found, strict=True)
    )
    return Content.assemble("   ".join(DAYS), "\n", (dots.rstrip(), "$primary"), f"\n\n{total(found)}")


def next_one(done: RoutineProgress, routine: Routine | None) -> str:
    """When the routine is to be done next; "" where nothing is said about that."""
    if routine is None:
        return ""
    today = done.today.get(routine.id, 0)
    if routine.per_day:
        when = "later today" if today < routine.per_day else "tomorrow"
        return f"Next one: {when} ({times(routine.per_day)} a day)."
    if routine.per_week:
        when = "later this week" if done.week.get(routine.id, 0) < routine.per_week else "next week"
        return f"Next one: {when} ({times(routine.per_week)} a week)."
    return ""
