"""The schedulers of the systems: systemd, launchd, the Windows Task Scheduler. Each says what it writes and runs."""

import plistlib
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from subprocess import list2cmdline
from typing import Final, Protocol

from msgspec import Struct

from trainer.system import icalendar

PREFIX: Final = "trainer-remind-"
LABEL: Final = "org.upper-back-trainer.remind."


class Reminder(Struct, frozen=True):
    """To be reminded of a routine, every day at some times. `command` is what shows the reminder."""

    routine: str
    name: str
    times: tuple[time, ...]
    command: tuple[str, ...]


class Steps(Struct, frozen=True):
    """What is done: files written (their texts) and others deleted, and commands that are run before and after that."""

    written: dict[Path, str] = {}
    deleted: tuple[Path, ...] = ()
    before: tuple[tuple[str, ...], ...] = ()
    after: tuple[tuple[str, ...], ...] = ()


class Scheduler(Protocol):
    """A system that runs commands at times."""

    name: str

    def install(self, reminder: Reminder) -> Steps:
        """What sets a reminder, also in the place of one of the same routine."""

    def remove(self, routine: str) -> Steps:
        """What takes the reminder of a routine away."""

    def installed(self) -> Iterator[tuple[str, list[str]]]:
        """The routines that have a reminder, with their times ("08:00"); reads the disk."""


class Systemd:
    """Timers of the user's own systemd."""

    name = "systemd user timers"

    def __init__(self, config: Path) -> None:
        """`config`: the folder that XDG_CONFIG_HOME names."""
        self.folder = config / "systemd" / "user"

    def install(self, reminder: Reminder) -> Steps:
        """A service that shows the reminder, and a timer that starts it."""
        service, timer = self._paths(reminder.routine)
        calendar = "\n".join(f"OnCalendar=*-*-* {at:%H:%M}:00" for at in reminder.times)
        return Steps(
            written={
                service: f"[Unit]\nDescription=Reminder: {_of_unit(reminder.name)}\n\n"
                f"[Service]\nType=oneshot\nExecStart={_quoted(reminder.command)}\n",
                timer: f"[Unit]\nDescription=Reminder: {_of_unit(reminder.name)}\n\n"
                f"[Timer]\n{calendar}\n\n[Install]\nWantedBy=timers.target\n",
            },
            after=(
                ("systemctl", "--user", "daemon-reload"),
                ("systemctl", "--user", "enable", timer.name),
                ("systemctl", "--user", "restart", timer.name),
            ),
        )

    def remove(self, routine: str) -> Steps:
        """The timer is stopped, both files are deleted."""
        service, timer = self._paths(routine)
        return Steps(
            deleted=(timer, service),
            before=(("systemctl", "--user", "disable", "--now", timer.name),),
            after=(("systemctl", "--user", "daemon-reload"),),
        )

    def installed(self) -> Iterator[tuple[str, list[str]]]:
        """From the files of the timers."""
        for routine, text in _read(self.folder, PREFIX, ".timer"):
            yield routine, re.findall(r"^OnCalendar=\*-\*-\* (\d\d:\d\d)", text, re.MULTILINE)

    def _paths(self, routine: str) -> tuple[Path, Path]:
        return self.folder / f"{PREFIX}{routine}.service", self.folder / f"{PREFIX}{routine}.timer"


class Launchd:
    """Agents of the user's own launchd (macOS)."""

    name = "launchd agents"

    def __init__(self, home: Path, user: int) -> None:
        self.folder = home / "Library" / "LaunchAgents"
        self._domain = f"gui/{user}"

    def install(self, reminder: Reminder) -> Steps:
        """An agent with all times; one that is there is taken out first."""
        path = self._path(reminder.routine)
        content = {
            "Label": f"{LABEL}{reminder.routine}",
            "ProgramArguments": list(reminder.command),
            "StartCalendarInterval": [{"Hour": at.hour, "Minute": at.minute} for at in reminder.times],
        }
        return Steps(
            written={path: plistlib.dumps(content).decode()},
            before=(("launchctl", "bootout", f"{self._domain}/{LABEL}{reminder.routine}"),) if path.exists() else (),
            after=(("launchctl", "bootstrap", self._domain, str(path)),),
        )

    def remove(self, routine: str) -> Steps:
        """The agent is taken out, its file deleted."""
        return Steps(deleted=(self._path(routine),), before=(("launchctl", "bootout", f"{self._domain}/{LABEL}{routine}"),))

    def installed(self) -> Iterator[tuple[str, list[str]]]:
        """From the files of the agents."""
        for routine, text in _read(self.folder, LABEL, ".plist"):
            times = plistlib.loads(text.encode()).get("StartCalendarInterval", [])
            yield routine, [f"{at['Hour']:02}:{at['Minute']:02}" for at in times]

    def _path(self, routine: str) -> Path:
        return self.folder / f"{LABEL}{routine}.plist"


class TaskScheduler:
    """Tasks of the Windows Task Scheduler: an XML file for each reminder, which also tells what is set."""

    name = "the Windows Task Scheduler"

    def __init__(self, data: Path) -> None:
        """`data`: the folder in which the files of the tasks are kept."""
        self.folder = data / "reminders"

    def install(self, reminder: Reminder) -> Steps:
        """A task with all times."""
        path = self._path(reminder.routine)
        begins = "2026-01-01"
        triggers = "".join(
            f"<CalendarTrigger><StartBoundary>{begins}T{at:%H:%M}:00</StartBoundary>"
            "<ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay></CalendarTrigger>"
            for at in reminder.times
        )
        program, *arguments = reminder.command
        text = (
            '<?xml version="1.0"?>\n<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">'
            f"<RegistrationInfo><Description>{_of_xml(reminder.name)}</Description></RegistrationInfo>"
            f"<Triggers>{triggers}</Triggers><Settings><DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>"
            f"<StopIfGoingOnBatteries>false</StopIfGoingOnBatteries></Settings><Actions><Exec><Command>{_of_xml(program)}</Command>"
            f"<Arguments>{_of_xml(list2cmdline(arguments))}</Arguments></Exec></Actions></Task>\n"
        )
        create = ("schtasks", "/Create", "/F", "/TN", f"{PREFIX}{reminder.routine}", "/XML", str(path))
        return Steps(written={path: text}, after=(create,))

    def remove(self, routine: str) -> Steps:
        """The task and its file are deleted."""
        return Steps(deleted=(self._path(routine),), before=(("schtasks", "/Delete", "/F", "/TN", f"{PREFIX}{routine}"),))

    def installed(self) -> Iterator[tuple[str, list[str]]]:
        """From the files of the tasks."""
        for routine, text in _read(self.folder, PREFIX, ".xml"):
            yield routine, re.findall(r"T(\d\d:\d\d):00</StartBoundary>", text)

    def _path(self, routine: str) -> Path:
        return self.folder / f"{PREFIX}{routine}.xml"


def as_calendar(reminder: Reminder, today: date) -> str:
    """The reminder as an iCalendar file: an event that comes back every day, with an alarm, for each time."""
    lines: list[str] = []
    for at in reminder.times:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{reminder.routine}-{at:%H%M}@upper-back-trainer",
            f"DTSTAMP:{icalendar.utc(datetime.combine(today, at))}",
            f"DTSTART:{today:%Y%m%d}T{at:%H%M}00",
            "DURATION:PT10M",
            "RRULE:FREQ=DAILY",
            f"SUMMARY:{icalendar.escaped(reminder.name)}",
            *("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{icalendar.escaped(reminder.name)}", "TRIGGER:PT0S", "END:VALARM"),
            "END:VEVENT",
        ]
    return icalendar.text(lines)


def _read(folder: Path, prefix: str, ending: str) -> Iterator[tuple[str, str]]:
    """The files of reminders: routine and text."""
    for path in sorted(folder.glob(f"{prefix}*{ending}")):
        yield path.name.removeprefix(prefix).removesuffix(ending), path.read_text(encoding="utf-8")


def _quoted(command: Sequence[str]) -> str:
    """A command line as systemd reads it."""
    parts = (part.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$") for part in command)
    return " ".join(f'"{part}"' for part in parts)


def _of_unit(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "%%")


def _of_xml(text: str) -> str:
    for char, name in (("&", "amp"), ("<", "lt"), (">", "gt")):
        text = text.replace(char, f"&{name};")
    return text
