"""The supported schedulers: systemd, launchd, the Windows Task Scheduler. Each describes its files and commands."""

import plistlib
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from html import escape
from pathlib import Path
from subprocess import list2cmdline
from typing import Final, Protocol
from xml.parsers.expat import ExpatError

from msgspec import Struct

from trainer.reminders.days import DAILY, NAMES, Days, later, next_occurrence
from trainer.system import icalendar
from trainer.system.reading import read

PREFIX: Final = "trainer-remind-"
LABEL: Final = "org.upper-back-trainer.remind."
MAX_BYTES: Final = 1 << 16  # of a reminder's file
INTERVALS: Final = "StartCalendarInterval"
TRIES: Final = 5
# Missed reminders run as soon as the user's systemd starts, possibly before there is a desktop to notify: retry. Code 2 means
# that the routine no longer exists.
RETRIES: Final = "StartLimitIntervalSec=600\nStartLimitBurst=10"
RETRY: Final = "Restart=on-failure\nRestartSec=30\nRestartPreventExitStatus=2"
DAY_NAMES: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Reminder(Struct, frozen=True):
    """To be reminded of a routine from a moment on, at some times of some days. `command` is what shows the reminder.

    `again_minutes`: so much later it is shown once more, if the routine is still not done; 0: it is not.
    """

    routine: str
    name: str
    times: tuple[time, ...]
    command: tuple[str, ...]
    since: datetime
    days: Days = DAILY
    again_minutes: int = 0

    @property
    def moments(self) -> tuple[time, ...]:
        """The times of the day at which the command is run."""
        return tuple(sorted({*self.times, *(later(at, self.again_minutes) for at in self.times)}))


class Installed(Struct, frozen=True):
    """A reminder that is set, as its file tells: times are like "08:00"; none where the file cannot be read."""

    routine: str
    times: tuple[str, ...]
    days: Days


class Actions(Struct, frozen=True):
    """A change to the system: files to write and delete, and commands to run before and after.

    `tries`: how often to try each command in `after`.
    """

    written: dict[Path, str] = {}
    deleted: tuple[Path, ...] = ()
    before: tuple[tuple[str, ...], ...] = ()
    after: tuple[tuple[str, ...], ...] = ()
    tries: int = 1


class Scheduler(Protocol):
    """A system service that runs commands at given times."""

    name: str

    def install(self, reminder: Reminder) -> Actions:
        """Describe how to install a reminder, replacing one of the same routine."""

    def remove(self, routine: str) -> Actions:
        """Describe how to remove a routine's reminder."""

    def installed(self) -> Iterator[Installed]:
        """Read the installed reminders from disk."""


class Systemd:
    """systemd user timers. Reminders missed while the computer was off are shown when it is on again."""

    name = "systemd user timers"

    def __init__(self, config: Path, data: Path) -> None:
        """`config` and `data`: the values of XDG_CONFIG_HOME and XDG_DATA_HOME."""
        self.folder = config / "systemd" / "user"
        self._stamps = data / "systemd" / "timers"

    def install(self, reminder: Reminder) -> Actions:
        """A service that shows the reminder, and its timer.

        The timer's stamp is deleted first: systemd would regard a new, earlier time as missed.
        """
        service, timer = self._paths(reminder.routine)
        days = "" if reminder.days == DAILY else f"{','.join(NAMES[day].capitalize() for day in reminder.days)} "
        calendar = "\n".join(f"OnCalendar={days}*-*-* {at:%H:%M}:00" for at in reminder.moments)
        return Actions(
            written={
                service: f"[Unit]\nDescription=Reminder: {_unit_escaped(reminder.name)}\n{RETRIES}\n\n"
                f"[Service]\nExecStart={_quoted(reminder.command)}\n{RETRY}\n",
                timer: f"[Unit]\nDescription=Reminder: {_unit_escaped(reminder.name)}\n\n"
                f"[Timer]\n{calendar}\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n",
            },
            deleted=self._stamps_of(timer),
            after=(
                ("systemctl", "--user", "daemon-reload"),
                ("systemctl", "--user", "enable", timer.name),
                ("systemctl", "--user", "restart", timer.name),
            ),
        )

    def remove(self, routine: str) -> Actions:
        """Stop the timer and delete both files."""
        service, timer = self._paths(routine)
        return Actions(
            deleted=(timer, service, *self._stamps_of(timer)),
            before=(("systemctl", "--user", "disable", "--now", timer.name),),
            after=(("systemctl", "--user", "daemon-reload"),),
        )

    def installed(self) -> Iterator[Installed]:
        """Read the timer files."""
        for routine, text in _read(self.folder, PREFIX, ".timer"):
            found = re.findall(r"^OnCalendar=(?:([\w,]+) )?\*-\*-\* (\d\d:\d\d)", text, re.MULTILINE)
            days = {NAMES.index(name) for names, _ in found for name in names.lower().split(",") if name in NAMES}
            yield Installed(routine, tuple(at for _, at in found), tuple(sorted(days)) or DAILY)

    def _stamps_of(self, timer: Path) -> tuple[Path, ...]:
        """The file in which systemd records a persistent timer's last run, if it exists."""
        stamp = self._stamps / f"stamp-{timer.name}"
        return (stamp,) if stamp.exists() else ()

    def _paths(self, routine: str) -> tuple[Path, Path]:
        return self.folder / f"{PREFIX}{routine}.service", self.folder / f"{PREFIX}{routine}.timer"


class Launchd:
    """launchd agents of the user (macOS). Missed reminders are shown after sleep, but not after a shutdown."""

    name = "launchd agents"

    def __init__(self, home: Path, user: int) -> None:
        self.folder = home / "Library" / "LaunchAgents"
        self._domain = f"gui/{user}"

    def install(self, reminder: Reminder) -> Actions:
        """An agent with all times; an existing one is unloaded first, which can outlast its command."""
        path = self._path(reminder.routine)
        content = {
            "Label": f"{LABEL}{reminder.routine}",
            "ProgramArguments": list(reminder.command),
            INTERVALS: [
                {**day, "Hour": at.hour, "Minute": at.minute} for at in reminder.moments for day in _weekdays(reminder.days)
            ],
        }
        return Actions(
            written={path: plistlib.dumps(content).decode()},
            before=(("launchctl", "bootout", f"{self._domain}/{LABEL}{reminder.routine}"),) if path.exists() else (),
            after=(("launchctl", "bootstrap", self._domain, str(path)),),
            tries=TRIES,
        )

    def remove(self, routine: str) -> Actions:
        """Unload the agent and delete its file."""
        return Actions(deleted=(self._path(routine),), before=(("launchctl", "bootout", f"{self._domain}/{LABEL}{routine}"),))

    def installed(self) -> Iterator[Installed]:
        """Read the agents' files."""
        for routine, text in _read(self.folder, LABEL, ".plist"):
            intervals = _intervals(text)
            times = dict.fromkeys(f"{at['Hour']:02}:{at['Minute']:02}" for at in intervals)
            days = {(at["Weekday"] - 1) % 7 for at in intervals if "Weekday" in at}
            yield Installed(routine, tuple(times), tuple(sorted(days)) or DAILY)

    def _path(self, routine: str) -> Path:
        return self.folder / f"{LABEL}{routine}.plist"


class TaskScheduler:
    """Tasks of the Windows Task Scheduler, each with an XML file, from which the installed ones are read.

    Missed reminders are shown when the computer is on again.
    """

    name = "the Windows Task Scheduler"

    def __init__(self, data: Path) -> None:
        """`data`: the trainer's data folder."""
        self.folder = data / "reminders"

    def install(self, reminder: Reminder) -> Actions:
        """A task with all times, each starting at its next occurrence: earlier ones would count as missed."""
        path = self._path(reminder.routine)
        days = "".join(f"<{DAY_NAMES[day]}/>" for day in reminder.days)
        schedule = "<ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>"
        if reminder.days != DAILY:
            schedule = f"<ScheduleByWeek><DaysOfWeek>{days}</DaysOfWeek></ScheduleByWeek>"
        triggers = "".join(
            f"<CalendarTrigger><StartBoundary>{begin:%Y-%m-%dT%H:%M}:00</StartBoundary>{schedule}</CalendarTrigger>"
            for begin in (next_occurrence(reminder.since, at, reminder.days) for at in reminder.moments)
        )
        program, *arguments = reminder.command
        text = (
            '<?xml version="1.0"?>\n<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">'
            f"<RegistrationInfo><Description>{escape(reminder.name, quote=False)}</Description></RegistrationInfo>"
            f"<Triggers>{triggers}</Triggers><Settings><DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>"
            "<StopIfGoingOnBatteries>false</StopIfGoingOnBatteries><StartWhenAvailable>true</StartWhenAvailable></Settings>"
            f"<Actions><Exec><Command>{escape(program, quote=False)}</Command>"
            f"<Arguments>{escape(list2cmdline(arguments), quote=False)}</Arguments></Exec></Actions></Task>\n"
        )
        create = ("schtasks", "/Create", "/F", "/TN", f"{PREFIX}{reminder.routine}", "/XML", str(path))
        return Actions(written={path: text}, after=(create,))

    def remove(self, routine: str) -> Actions:
        """Delete the task and its file."""
        return Actions(deleted=(self._path(routine),), before=(("schtasks", "/Delete", "/F", "/TN", f"{PREFIX}{routine}"),))

    def installed(self) -> Iterator[Installed]:
        """Read the tasks' files."""
        for routine, text in _read(self.folder, PREFIX, ".xml"):
            times = re.findall(r"T(\d\d:\d\d):00</StartBoundary>", text)
            days = tuple(day for day, name in enumerate(DAY_NAMES) if f"<{name}/>" in text)
            yield Installed(routine, tuple(times), days or DAILY)

    def _path(self, routine: str) -> Path:
        return self.folder / f"{PREFIX}{routine}.xml"


def as_calendar(reminder: Reminder) -> str:
    """Format the reminder as an iCalendar file: for each time, a recurring event with an alarm."""
    lines: list[str] = []
    days = ",".join(NAMES[day][:2].upper() for day in reminder.days)
    rule = "FREQ=DAILY" if reminder.days == DAILY else f"FREQ=WEEKLY;BYDAY={days}"
    for at in reminder.times:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{reminder.routine}-{at:%H%M}@upper-back-trainer",
            f"DTSTAMP:{icalendar.utc(reminder.since)}",
            f"DTSTART:{next_occurrence(reminder.since, at, reminder.days):%Y%m%dT%H%M}00",
            "DURATION:PT10M",
            f"RRULE:{rule}",
            f"SUMMARY:{icalendar.escaped(reminder.name)}",
            *_alarm(reminder.name, 0),
            *(_alarm(reminder.name, reminder.again_minutes) if reminder.again_minutes else ()),
            "END:VEVENT",
        ]
    return icalendar.text(lines)


def _alarm(name: str, minutes: int) -> tuple[str, ...]:
    """An alarm so many minutes after the beginning of its event."""
    trigger = f"TRIGGER:PT{minutes}M" if minutes else "TRIGGER:PT0S"
    return ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{icalendar.escaped(name)}", trigger, "END:VALARM")


def _weekdays(days: Days) -> list[dict[str, int]]:
    """Days as launchd counts them (Sunday is 0); none means every day."""
    return [{}] if days == DAILY else [{"Weekday": (day + 1) % 7} for day in days]


def _intervals(text: str) -> list[dict[str, int]]:
    """The times in the file of an agent; none where it is none of ours."""
    try:
        intervals = plistlib.loads(text.encode())[INTERVALS]
        return [{name: int(at[name]) for name in ("Hour", "Minute", "Weekday")[: 2 + ("Weekday" in at)]} for at in intervals]
    except (ValueError, ExpatError, LookupError, TypeError):
        return []


def _read(folder: Path, prefix: str, ending: str) -> Iterator[tuple[str, str]]:
    """The files of reminders: routine and text, which is empty where it cannot be read."""
    for path in sorted(folder.glob(f"{prefix}*{ending}")):
        try:
            text = read(path, MAX_BYTES).decode()
        except (OSError, UnicodeDecodeError):
            text = ""
        yield path.name.removeprefix(prefix).removesuffix(ending), text


def _quoted(command: Sequence[str]) -> str:
    """Quote a command line for systemd."""
    parts = (part.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$") for part in command)
    return " ".join(f'"{part}"' for part in parts)


def _unit_escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "%%")
