"""`trainer remind`: to be reminded of a routine, by the system's own scheduler."""

from datetime import datetime, time
from pathlib import Path

import click

from trainer.commands.errors import CommandError
from trainer.commands.options import all_routines, force_option, routines_option
from trainer.commands.output import output_file
from trainer.diagnostics.problem import nearest
from trainer.reminders.days import EXPECTED, GROUPS, NAMES, Days, days_of, in_words
from trainer.reminders.found import notifier_missing, notify, python, run, run_until_done, scheduler
from trainer.reminders.schedulers import Reminder, Scheduler, Steps, as_calendar
from trainer.system import paths
from trainer.system.reading import reason
from trainer.system.streams import echo, warn
from trainer.userfiles.loading import find_routine, load

NO_SCHEDULER = "No scheduler answers here (on Linux: systemd's user timers)."


@click.group("remind")
def command() -> None:
    """Be reminded of a routine by a desktop notification, on the days and at the times that you choose."""


def _times(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[time, ...]:
    """Times of the day, each once, in order."""
    found = set()
    for text in value:
        try:
            found.add(time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None))
        except ValueError:
            raise click.BadParameter(f"'{text}' is no time of the day: write it like 08:00", ctx, param) from None
    return tuple(sorted(found))


def _days(ctx: click.Context, param: click.Parameter, value: str) -> Days:
    """Days of the week."""
    try:
        return days_of(value)
    except ValueError as error:
        word = str(error)
        hint = nearest(word, (*NAMES, *GROUPS)) or EXPECTED
        raise click.BadParameter(f"'{word}' is no day: {hint}", ctx, param) from None


@command.command("install")
@click.argument("routine")
@click.option("--at", "times", multiple=True, required=True, metavar="HH:MM", callback=_times, help="When (repeatable).")
@click.option(
    "--days",
    default="daily",
    show_default=True,
    metavar="DAYS",
    callback=_days,
    help="mon,wed,fri and the like, weekdays, or daily.",
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
    dry_run: bool,
    ics: Path | None,
    force: bool,
    routines: tuple[Path, ...],
) -> int:
    """Be reminded of ROUTINE. Where no scheduler is found, a calendar file is written: open it with your calendar.

    What was missed while the computer was off comes, once, when it is on again; on macOS only what was missed in its sleep.
    """
    more = [part for path in all_routines(ctx, routines) for part in ("--routines", str(path.absolute()))]
    chosen = find_routine(load(all_routines(ctx, routines)), routine)
    program = (python(), "-m", "trainer", *more, "remind", "show", chosen.id)
    reminder = Reminder(chosen.id, chosen.name, times, program, datetime.now().astimezone(), days)
    found = None if ics else scheduler(paths.data_folder())
    if found is None:
        if not ics:
            echo(f"{NO_SCHEDULER} A calendar file does it too:")
        return _write_calendar(reminder, ics or Path(f"trainer-remind-{chosen.id}.ics"), force=force, dry_run=dry_run)
    steps = found.install(reminder)
    _tell(steps, found)
    if dry_run:
        for path, text in steps.written.items():
            echo(f"\n--- {path}\n{text}", end="")
        return 0
    if missing := notifier_missing():
        warn(missing)
    _do(steps)
    return _told(f"You will be reminded of {chosen.name} {_when(reminder)}.")


def _write_calendar(reminder: Reminder, path: Path, *, force: bool, dry_run: bool) -> int:
    text = as_calendar(reminder)
    if dry_run:
        echo(f"--- {path}\n{text}", end="")
        return 0
    with output_file(path, force=force) as file:
        file.write(text.encode())
    return _told(f"Wrote {path}: open it with your calendar, which reminds you {_when(reminder)}.")


@command.command("list")
def show_all() -> int:
    """Print the reminders that are set."""
    found = scheduler(paths.data_folder())
    reminders = list(found.installed()) if found else []
    for one in reminders:
        echo(f"{one.routine}: {', '.join(one.times)}{in_words(one.days)}")
    if not reminders:
        echo("No reminder is set." if found else NO_SCHEDULER)
    return 0


@command.command("remove")
@click.argument("routine")
def remove(routine: str) -> int:
    """Be reminded of ROUTINE no more."""
    found = scheduler(paths.data_folder())
    if found is None or routine not in {one.routine for one in found.installed()}:
        raise click.UsageError(f"No reminder is set for '{routine}': 'trainer remind list' prints those that are.")
    steps = found.remove(routine)
    _tell(steps, found)
    _do(steps)
    return _told("It is removed.")


@command.command("show", hidden=True)
@click.argument("routine")
@click.pass_context
def show(ctx: click.Context, routine: str) -> int:
    """Show the reminder of ROUTINE now, unless it was done often enough today."""
    from trainer.history.diary import Diary

    loaded = load(all_routines(ctx, ()))
    chosen = find_routine(loaded, routine)
    done = Diary(paths.data_folder()).done(loaded.library).today.get(chosen.id, 0)
    meant = chosen.per_day or 0
    if meant and done >= meant:
        return 0
    count = f"{done} of {meant} today. " if meant else ""
    problem = notify(chosen.name, f"{count}It is time: 'trainer start {chosen.id}'.")
    if problem:
        raise CommandError(problem)
    return 0


def _tell(steps: Steps, found: Scheduler) -> None:
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


def _do(steps: Steps) -> None:
    """Do what was told. Raises CommandError."""
    from trainer.system.atomic import write

    for words in steps.before:
        if problem := run(words):
            warn(problem)  # what is gone already need not be stopped
    try:
        for path, text in steps.written.items():
            write(path, text)
        for path in steps.deleted:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise CommandError(f"{error.filename} cannot be written: {reason(error)}.") from error
    for words in steps.after:
        if problem := run_until_done(words, steps.tries):
            raise CommandError(f"{' '.join(words)}: {problem}")


def _when(reminder: Reminder) -> str:
    return f"at {' and '.join(f'{at:%H:%M}' for at in reminder.times)}{in_words(reminder.days)}"


def _told(text: str) -> int:
    echo(text)
    return 0
