"""Describe a finished session: how it ended, how long it took, and today's count. Pure."""

from trainer.routine.model import Routine
from trainer.routine.plan import Plan
from trainer.routine.wording import at_speed, clock
from trainer.run.ports import RoutineProgress
from trainer.session.record import Record


def verdict(plan: Plan, record: Record) -> str:
    """How it ended, as a sentence."""
    if record.outcome != "finished":
        return "Stopped here, and that is fine."
    skipped = len(record.skipped)
    if skipped == len(plan.steps):
        return "Every step was skipped."
    return "Well done." if not skipped else f"Well done; {skipped} of {len(plan.steps)} steps skipped."


def headline(plan: Plan, record: Record, speed: float) -> str:
    """The routine and the active time."""
    text = f"{plan.name}: {clock(record.active_ms)} active"
    return text + uncounted(speed)


def uncounted(speed: float) -> str:
    """The remark on a session at another speed, and what that means; "" at the usual one."""
    return f"{at_speed(speed)}, so not in your week" if speed != 1 else ""


def counted(done: RoutineProgress, routine: Routine | None) -> str:
    """How often the routine was done today and this week, and for how many weeks in a row; "" if it does not count yet."""
    if routine is None or not (today := done.today.get(routine.id, 0)):
        return ""
    weeks = done.weeks.get(routine.id, 0)
    count = f"Today: {today} of {routine.per_day}" if routine.per_day else f"Today: {today}"
    week = f"   {this_week(done, routine)}" if routine.per_week else ""
    row = f"   {weeks} weeks in a row" if weeks > 1 else ""
    return f"{count}{week}{row}"


def this_week(done: RoutineProgress, routine: Routine) -> str:
    """How often a routine that is meant to be done so often a week was done since Monday: "2 of 3 this week"."""
    return f"{done.week.get(routine.id, 0)} of {routine.per_week} this week"
