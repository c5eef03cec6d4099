"""Reminders: what each system's scheduler is given, and that it is found again."""

import plistlib
import sys
from datetime import date, time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from trainer.reminders.found import run
from trainer.reminders.schedulers import Launchd, Reminder, Systemd, TaskScheduler, as_calendar

REMINDER = Reminder(
    "relief", "Relief, 100 % <calm>; \\ &", (time(8), time(18, 30)), ("/opt/my py/bin/python", "-m", "trainer", '$HOME "x" %h')
)


@pytest.fixture(params=["systemd", "launchd", "tasks"])
def scheduler(request, tmp_path):
    return {"systemd": Systemd(tmp_path), "launchd": Launchd(tmp_path, 501), "tasks": TaskScheduler(tmp_path)}[request.param]


def do(steps):
    for path, text in steps.written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path in steps.deleted:
        path.unlink()


def test_what_is_set_is_found_and_can_be_taken_away(scheduler):
    assert list(scheduler.installed()) == []
    do(scheduler.install(REMINDER))
    assert list(scheduler.installed()) == [("relief", ["08:00", "18:30"])]
    do(scheduler.install(Reminder("relief", "Relief", (time(7, 5),), ("python",))))
    assert list(scheduler.installed()) == [("relief", ["07:05"])], "a reminder takes the place of the one before"
    do(scheduler.remove("relief"))
    assert list(scheduler.installed()) == []


def test_what_is_set_again_or_taken_away_is_told_to_the_system_too(scheduler):
    do(scheduler.install(REMINDER))
    assert scheduler.install(REMINDER).after
    assert scheduler.remove("relief").before


def test_what_a_scheduler_says_in_letters_of_its_own_is_told():
    program = "import sys; sys.stderr.buffer.write(b'Fehler: \\x81'); sys.exit(1)"
    assert run((sys.executable, "-c", program)).startswith("Fehler: ")


def test_systemd_reads_the_command_as_it_is_meant(tmp_path):
    written = Systemd(tmp_path).install(REMINDER).written
    service = written[tmp_path / "systemd/user/trainer-remind-relief.service"]
    assert r'ExecStart="/opt/my py/bin/python" "-m" "trainer" "$$HOME \"x\" %%h"' in service
    assert "Description=Reminder: Relief, 100 %% <calm>; \\\\ &" in service
    timer = written[tmp_path / "systemd/user/trainer-remind-relief.timer"]
    assert "OnCalendar=*-*-* 08:00:00\nOnCalendar=*-*-* 18:30:00\n" in timer


def test_launchd_gets_the_command_word_by_word(tmp_path):
    ((path, text),) = Launchd(tmp_path, 501).install(REMINDER).written.items()
    content = plistlib.loads(text.encode())
    assert path == tmp_path / "Library/LaunchAgents/org.upper-back-trainer.remind.relief.plist"
    assert content["ProgramArguments"] == list(REMINDER.command)
    assert content["StartCalendarInterval"] == [{"Hour": 8, "Minute": 0}, {"Hour": 18, "Minute": 30}]


def test_the_task_scheduler_gets_xml_whose_arguments_are_quoted(tmp_path):
    ((_, text),) = TaskScheduler(tmp_path).install(REMINDER).written.items()
    root = ElementTree.fromstring(text)
    found = {element.tag.rpartition("}")[2]: element.text for element in root.iter()}
    assert found["Command"] == "/opt/my py/bin/python"
    assert found["Arguments"] == '-m trainer "$HOME \\"x\\" %h"'
    assert found["Description"] == REMINDER.name


def test_the_calendar_comes_back_every_day_with_an_alarm():
    text = as_calendar(REMINDER, date(2026, 11, 25))
    assert text.count("BEGIN:VEVENT") == text.count("RRULE:FREQ=DAILY") == text.count("BEGIN:VALARM") == 2
    assert "DTSTART:20261125T183000" in text
    assert "SUMMARY:Relief\\, 100 % <calm>\\; \\\\ &" in text
    assert len({line for line in text.splitlines() if line.startswith("UID:")}) == 2
    assert all(len(line.encode()) <= 75 for line in text.splitlines())


def test_folders_are_where_the_systems_look():
    assert Systemd(Path("/c")).folder == Path("/c/systemd/user")
    assert Launchd(Path("/h"), 1).folder == Path("/h/Library/LaunchAgents")
