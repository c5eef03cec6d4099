"""`trainer remind`: set reminders of a routine with the system's scheduler."""

from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path

import click

from trainer.commands import completing
from trainer.commands.errors import CommandError
from trainer.commands.options import all_routines, force_option, routines_option
from trainer.commands.output import output_file
from trainer.diagnostics.problem import nearest
from trainer.reminders.days import EXPECTED, GROUPS, NAMES, Days, days_text, later, parse_days
from trainer.reminders.found import notifier_missing, notify, python, run, run_with_retries, scheduler
from trainer.reminders.schedulers import Actions, Reminder, Scheduler, as_calendar
from trainer.system import paths
from trainer.system.atomic import write
from trainer.system.reading import cause_of
from trainer.system.streams import echo, warn
from trainer.userfiles.loading import find_routine, load

UNREADABLE = "its file cannot be read; set it again, or remove it"
NO_SCHEDULER = "No scheduler is available (on Linux: systemd user timers)."


@click.group("remind")
def command() -> None:
    """Get reminders of a routine as desktop notifications, on the days and times you choose."""


def _times(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[time, ...]:
    """Parse times of day: sorted, without duplicates."""
    found = set()
    for text in value:
        try:
            found.add(time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None))
        except ValueError:
            raise click.BadParameter(f"'{text}' is not a time of day: write it like 08:00", ctx, param) from None
    return tuple(sorted(found))


def _days(ctx: click.Context, param: click.Parameter, value: str) -> Days:
    """Parse days of the week."""
    try:
        return parse_days(value)
    except ValueError as error:
        word = str(error)
        hint = nearest(word, (*NAMES, *GROUPS)) or EXPECTED
        raise click.BadParameter(f"'{word}' is not a day: {hint}", ctx, param) from None


@command.command("install")
@click.argument("routine", shell_complete=completing.routines)
@click.option("--at", "times", multiple=True, required=True, metavar="HH:MM", callback=_times, help="When (repeatable).")
@click.option(
    "--days",
    default="daily",
    show_default=True,
    metavar="DAYS",
    callback=_days,
    help="mon,wed,fri and the like, weekdays, or daily.",
)
@click.option(
    "--again",
    "again",
    type=click.IntRange(1, 720),
    default=None,
    metavar="MINUTES",
    help="Once more so much later, if it is not done.",
)
@click.option("--dry-run", is_flag=True, help="Print what would be written and run, and do nothing.")
@click.option("--ics", type=click.Path(path_type=Path), metavar="F", help="Write a calendar file in place of all that.")
@force_option
@routines_option
@click.pass_context
def install(
    ctx: click.Context,
    routine: str,
    times: tuple[time, ...],
    days: Days,
    again: int | None,
    dry_run: bool,
    ics: Path | None,
    force: bool,
    routines: tuple[Path, ...],
) -> int:
    """Set reminders of ROUTINE. Without a scheduler, a calendar file is written: open it with your calendar.

    A reminder missed while the computer was off is shown once when it is on again; on macOS only one missed during sleep.
    """
    more = [part for path in all_routines(ctx, routines) for part in ("--routines", str(path.absolute()))]
    chosen = find_routine(load(all_routines(ctx, routines)), routine)
    try:
        for at in times:
            later(at, again or 0)
    except ValueError as error:
        raise click.UsageError(f"--again: {error}. Choose fewer minutes, or an earlier time.") from None
    due = [part for at in times for part in ("--at", f"{at:%H:%M}")]
    program = (python(), "-m", "trainer", *more, "remind", "show", chosen.id, *due)
    reminder = Reminder(chosen.id, chosen.name, times, program, datetime.now().astimezone(), days, again or 0)
    found = None if ics else scheduler(paths.data_folder())
    if found is None:
        if not ics:
            echo(f"{NO_SCHEDULER} Writing a calendar file instead:")
        return _write_calendar(reminder, ics or Path(f"trainer-remind-{chosen.id}.ics"), force=force, dry_run=dry_run)
    steps = found.install(reminder)
    _announce(steps, found)
    if dry_run:
        for path, text in steps.written.items():
            echo(f"\n--- {path}\n{text}", end="")
        return 0
    if missing := notifier_missing():
        warn(missing)
    _execute(steps)
    once_more = f", and {again} minutes later if it is not done" if again else ""
    echo(f"You will be reminded of {chosen.name} {_when(reminder)}{once_more}.")
    return 0


def _write_calendar(reminder: Reminder, path: Path, *, force: bool, dry_run: bool) -> int:
    text = as_calendar(reminder)
    if dry_run:
        echo(f"--- {path}\n{text}", end="")
        return 0
    with output_file(path, force=force) as file:
        file.write(text.encode())
    again = f", and again {reminder.again_minutes} minutes later, done or not" if reminder.again_minutes else ""
    echo(f"Wrote {path}: open it with your calendar, which reminds you {_when(reminder)}{again}.")
    return 0


@command.command("list")
def show_all() -> int:
    """List your reminders."""
    found = scheduler(paths.data_folder())
    reminders = list(found.installed()) if found else []
    for one in reminders:
        echo(f"{one.routine}: {', '.join(one.times) or UNREADABLE}{days_text(one.days)}")
    if not reminders:
        echo("No reminders are set." if found else NO_SCHEDULER)
    return 0


@command.command("remove")
@click.argument("routine", shell_complete=completing.routines)
def remove(routine: str) -> int:
    """Remove the reminder of ROUTINE."""
    found = scheduler(paths.data_folder())
    if found is None or routine not in {one.routine for one in found.installed()}:
        raise click.UsageError(f"There is no reminder for '{routine}': 'trainer remind list' shows them all.")
    steps = found.remove(routine)
    _announce(steps, found)
    _execute(steps)
    echo("Removed.")
    return 0


@command.command("show", hidden=True)
@click.argument("routine", shell_complete=completing.routines)
@click.option("--at", "times", multiple=True, callback=_times, help="When it is due (repeatable).")
@click.pass_context
def show(ctx: click.Context, routine: str, times: tuple[time, ...]) -> int:
    """Show the reminder of ROUTINE now, unless it was done as often today as it was due by now."""
    from trainer.history.diary import Diary

    loaded = load(all_routines(ctx, ()))
    chosen = find_routine(loaded, routine)
    done = Diary(paths.data_folder()).done(loaded.library).today.get(chosen.id, 0)
    meant = chosen.per_day or 0
    due = due_by(datetime.now().astimezone().time(), times, meant)
    if due and done >= due:
        return 0
    count = f"{done} of {meant} today. " if meant else ""
    problem = notify(chosen.name, f"{count}It is time: 'trainer start {chosen.id}'.")
    if problem:
        raise CommandError(problem)
    return 0


def due_by(now: time, times: Sequence[time], meant: int) -> int:
    """How often a routine was due today by now: as many of its times as are past, at most as often as it is meant to be done.

    0: that is not known. Before the first time (what was missed yesterday comes late) it is due once.
    """
    past = max(1, sum(at <= now for at in times)) if times else meant
    return min(past, meant) if meant else past


def _announce(steps: Actions, found: Scheduler) -> None:
    """Say what is going to be done, and where."""
    echo(f"With {found.name}:")
    for words in steps.before:
        echo(f"  run     {' '.join(words)}")
    for path in steps.written:
        echo(f"  write   {path}")
    for path in steps.deleted:
        echo(f"  delete  {path}")
    for words in steps.after:
        echo(f"  run     {' '.join(words)}")


def _execute(steps: Actions) -> None:
    """Make the change. Raises CommandError."""
    for words in steps.before:
        if problem := run(words):
            warn(problem)  # nothing to stop if it is already gone
    try:
        for path, text in steps.written.items():
            write(path, text)
        for path in steps.deleted:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise CommandError(f"{error.filename} cannot be written: {cause_of(error)}.") from error
    for words in steps.after:
        if problem := run_with_retries(words, steps.tries):
            raise CommandError(f"{' '.join(words)}: {problem}")


def _when(reminder: Reminder) -> str:
    return f"at {' and '.join(f'{at:%H:%M}' for at in reminder.times)}{days_text(reminder.days)}"
