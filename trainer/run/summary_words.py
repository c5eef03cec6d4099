"""Describe a finished session: how it ended, how long it took, and today's count. Pure."""

from trainer.routine.plan import Plan
from trainer.routine.wording import clock
from trainer.run.ports import RoutineProgress
from trainer.session.record import Record


def verdict(plan: Plan, record: Record) -> str:
    """How it ended, as a sentence."""
    if record.outcome != "finished":
        return "Stopped before the end."
    skipped = len(record.skipped)
    if skipped == len(plan.steps):
        return "Every step was skipped."
    return "Well done." if not skipped else f"Well done; {skipped} of {len(plan.steps)} steps skipped."


def headline(plan: Plan, record: Record, speed: float) -> str:
    """The routine and the active time."""
    text = f"{plan.name}: {clock(record.active_ms)} active"
    return text + (f", at {speed:g} times the speed (not counted)" if speed != 1 else "")


def counted(done: RoutineProgress, routine: str, per_day: int) -> str:
    """How often the routine was done today, and for how many weeks in a row; "" if it does not count yet."""
    today, weeks = done.today.get(routine, 0), done.weeks.get(routine, 0)
    count = f"Today: {today} of {per_day}" if per_day else f"Today: {today}"
    row = f"   {weeks} weeks in a row" if weeks > 1 else ""
    return f"{count}{row}" if today else ""
