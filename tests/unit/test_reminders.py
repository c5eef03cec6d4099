"""Reminders: what each scheduler is given, and that it is listed again."""

import os
import plistlib
import subprocess
import sys
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from trainer.commands.remind import due_by
from trainer.reminders import found
from trainer.reminders.days import DAILY, NAMES, WEEKDAYS, days_text, next_occurrence, parse_days
from trainer.reminders.found import notify, python, run, run_with_retries
from trainer.reminders.schedulers import Installed, Launchd, Reminder, Systemd, TaskScheduler, as_calendar

WEDNESDAY = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
REMINDER = Reminder(
    "relief",
    "Relief, 100 % <calm>; \\ &",
    (time(8), time(18, 30)),
    ("/opt/my py/bin/python", "-m", "trainer", '$HOME "x" %h'),
    WEDNESDAY,
)
MON_WED_FRI = replace(REMINDER, days=(0, 2, 4))


@pytest.fixture(params=["systemd", "launchd", "tasks"])
def scheduler(request, tmp_path):
    made = {"systemd": Systemd(tmp_path, tmp_path), "launchd": Launchd(tmp_path, 501), "tasks": TaskScheduler(tmp_path)}
    return made[request.param]


def do(steps):
    for path, text in steps.written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path in steps.deleted:
        path.unlink()


def test_an_installed_reminder_is_listed_and_can_be_removed(scheduler):
    assert list(scheduler.installed()) == []
    do(scheduler.install(REMINDER))
    assert list(scheduler.installed()) == [Installed("relief", ("08:00", "18:30"), DAILY)]
    do(scheduler.install(MON_WED_FRI))
    assert list(scheduler.installed()) == [Installed("relief", ("08:00", "18:30"), (0, 2, 4))]
    do(scheduler.install(Reminder("relief", "Relief", (time(7, 5),), ("python",), WEDNESDAY, (6,))))
    assert list(scheduler.installed()) == [Installed("relief", ("07:05",), (6,))], "a reminder takes the place of the one before"
    do(scheduler.remove("relief"))
    assert list(scheduler.installed()) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b"\xff\x00 no text"),
        lambda path: path.write_text("<plist><array><integer>1</integer></array></plist>"),
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: (path.unlink(), os.mkfifo(path)),
        lambda path: (path.unlink(), path.symlink_to("/dev/zero")),
    ],
    ids=["no text", "another text", "folder", "pipe", "endless"],
)
def test_a_reminder_whose_file_cannot_be_read_is_found_beside_the_others(scheduler, spoil):
    do(scheduler.install(REMINDER))
    do(scheduler.install(replace(MON_WED_FRI, routine="desk")))
    for path in scheduler.install(REMINDER).written:
        spoil(path)
    found = {one.routine: one for one in scheduler.installed()}
    assert found["relief"] == Installed("relief", (), DAILY)
    assert found["desk"] == Installed("desk", ("08:00", "18:30"), (0, 2, 4))


def test_replacing_and_removing_a_reminder_notifies_the_system(scheduler):
    do(scheduler.install(REMINDER))
    assert scheduler.install(REMINDER).after
    assert scheduler.remove("relief").before


def test_a_schedulers_output_in_another_encoding_is_reported():
    program = "import sys; sys.stderr.buffer.write(b'Fehler: \\x81'); sys.exit(1)"
    assert run((sys.executable, "-c", program)).startswith("Fehler: ")


def test_systemd_parses_the_quoted_command_as_given(tmp_path):
    written = Systemd(tmp_path, tmp_path).install(REMINDER).written
    service = written[tmp_path / "systemd/user/trainer-remind-relief.service"]
    assert r'ExecStart="/opt/my py/bin/python" "-m" "trainer" "$$HOME \"x\" %%h"' in service
    assert "Description=Reminder: Relief, 100 %% <calm>; \\\\ &" in service
    timer = written[tmp_path / "systemd/user/trainer-remind-relief.timer"]
    assert "OnCalendar=*-*-* 08:00:00\nOnCalendar=*-*-* 18:30:00\nPersistent=true\n" in timer


def test_systemd_retries_until_there_is_a_desktop(tmp_path):
    service = Systemd(tmp_path, tmp_path).install(REMINDER).written[tmp_path / "systemd/user/trainer-remind-relief.service"]
    assert "Restart=on-failure\nRestartSec=30\nRestartPreventExitStatus=2\n" in service
    assert "StartLimitBurst=10" in service.partition("[Service]")[0]
    assert "oneshot" not in service, "which older systemds do not restart"


def test_systemd_gets_the_days(tmp_path):
    written = Systemd(tmp_path, tmp_path).install(MON_WED_FRI).written
    timer = written[tmp_path / "systemd/user/trainer-remind-relief.timer"]
    assert "OnCalendar=Mon,Wed,Fri *-*-* 08:00:00\nOnCalendar=Mon,Wed,Fri *-*-* 18:30:00\n" in timer


def test_systemds_stamp_does_not_make_a_new_time_a_missed_one(tmp_path):
    stamp = tmp_path / "data/systemd/timers/stamp-trainer-remind-relief.timer"
    scheduler = Systemd(tmp_path, tmp_path / "data")
    assert scheduler.install(REMINDER).deleted == ()
    stamp.parent.mkdir(parents=True)
    stamp.touch()
    assert scheduler.install(REMINDER).deleted == (stamp,)
    assert stamp in scheduler.remove("relief").deleted


def test_launchd_gets_the_command_word_by_word(tmp_path):
    ((path, text),) = Launchd(tmp_path, 501).install(REMINDER).written.items()
    content = plistlib.loads(text.encode())
    assert path == tmp_path / "Library/LaunchAgents/org.upper-back-trainer.remind.relief.plist"
    assert content["ProgramArguments"] == list(REMINDER.command)
    assert content["StartCalendarInterval"] == [{"Hour": 8, "Minute": 0}, {"Hour": 18, "Minute": 30}]


def test_launchd_gets_each_day_with_each_time_sunday_being_0(tmp_path):
    ((_, text),) = Launchd(tmp_path, 501).install(replace(REMINDER, days=(0, 6), times=(time(8),))).written.items()
    intervals = plistlib.loads(text.encode())["StartCalendarInterval"]
    assert intervals == [{"Weekday": 1, "Hour": 8, "Minute": 0}, {"Weekday": 0, "Hour": 8, "Minute": 0}]


def test_launchd_is_retried_while_the_old_agent_is_being_unloaded(tmp_path, monkeypatch):
    steps = Launchd(tmp_path, 501).install(REMINDER)
    (bootstrap,) = steps.after
    assert bootstrap[:3] == ("launchctl", "bootstrap", "gui/501")
    answers = ["Bootstrap failed: 5: Input/output error", "Bootstrap failed: 5: Input/output error", ""]
    waited, ran = [], []
    monkeypatch.setattr(found.time, "sleep", waited.append)
    monkeypatch.setattr(found, "run", lambda command: ran.append(command) or answers[len(ran) - 1])
    assert run_with_retries(bootstrap, steps.tries) == ""
    assert (ran, waited) == ([bootstrap] * 3, [0.4, 0.8])
    del ran[:]
    answers[:] = ["it fails"] * 9
    assert run_with_retries(bootstrap, steps.tries) == "it fails"
    assert len(ran) == steps.tries


def test_the_task_scheduler_gets_xml_whose_arguments_are_quoted(tmp_path):
    ((_, text),) = TaskScheduler(tmp_path).install(REMINDER).written.items()
    root = ElementTree.fromstring(text)
    found = {element.tag.rpartition("}")[2]: element.text for element in root.iter()}
    assert found["Command"] == "/opt/my py/bin/python"
    assert found["Arguments"] == '-m trainer "$HOME \\"x\\" %h"'
    assert found["Description"] == REMINDER.name


def tree(reminder, tmp_path):
    ((_, text),) = TaskScheduler(tmp_path).install(reminder).written.items()
    return ElementTree.fromstring(text)


def named(root, name):
    return [element for element in root.iter() if element.tag.rpartition("}")[2] == name]


def test_the_task_scheduler_catches_up_only_on_times_after_installation(tmp_path):
    root = tree(REMINDER, tmp_path)
    assert [one.text for one in named(root, "StartWhenAvailable")] == ["true"]
    assert [one.text for one in named(root, "StartBoundary")] == ["2026-11-26T08:00:00", "2026-11-25T18:30:00"]
    assert len(named(root, "ScheduleByDay")) == 2


def test_the_task_scheduler_gets_the_days(tmp_path):
    root = tree(MON_WED_FRI, tmp_path)
    assert [one.text for one in named(root, "StartBoundary")] == ["2026-11-27T08:00:00", "2026-11-25T18:30:00"]
    days = [[day.tag.rpartition("}")[2] for day in one] for one in named(root, "DaysOfWeek")]
    assert days == [["Monday", "Wednesday", "Friday"]] * 2
    assert not named(root, "ScheduleByDay")


def test_on_windows_a_reminder_opens_no_console(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python.exe"))
    assert python() == str(tmp_path / "python.exe")
    monkeypatch.setattr(sys, "platform", "win32")
    assert python() == str(tmp_path / "python.exe"), "where there is no other"
    (tmp_path / "pythonw.exe").touch()
    assert python() == str(tmp_path / "pythonw.exe")
    calls = []
    monkeypatch.setattr(os, "environ", dict(os.environ))
    monkeypatch.setattr(subprocess, "run", lambda words, **how: calls.append((words, how)) or SimpleNamespace(returncode=0))
    assert notify("Relief", "It is time.") == ""
    ((words, how),) = calls
    assert (words[0], how["creationflags"]) == ("powershell", 0x08000000)
    assert (os.environ["TRAINER_TITLE"], os.environ["TRAINER_TEXT"]) == ("Relief", "It is time.")


def test_the_calendar_event_recurs_daily_with_an_alarm():
    text = as_calendar(REMINDER)
    assert text.count("BEGIN:VEVENT") == text.count("RRULE:FREQ=DAILY\r\n") == text.count("BEGIN:VALARM") == 2
    assert "DTSTART:20261126T080000" in text
    assert "DTSTART:20261125T183000" in text
    assert "SUMMARY:Relief\\, 100 % <calm>\\; \\\\ &" in text
    assert len({line for line in text.splitlines() if line.startswith("UID:")}) == 2
    assert all(len(line.encode()) <= 75 for line in text.splitlines())


def test_the_calendar_rings_once_more_later():
    assert "TRIGGER:PT45M\r\n" in as_calendar(replace(REMINDER, again_minutes=45))


@pytest.mark.parametrize(
    ("now", "times", "meant", "due"),
    [
        ("08:00", ["08:00", "18:00"], 2, 1),
        ("09:00", ["08:00", "18:00"], 2, 1),
        ("18:00", ["08:00", "18:00"], 2, 2),
        ("18:00", ["08:00", "18:00"], 1, 1),
        ("18:00", ["08:00", "18:00"], 0, 2),
        ("07:00", ["08:00"], 0, 1),
        ("08:00", [], 2, 2),
        ("08:00", [], 0, 0),
    ],
)
def test_a_routine_is_due_as_often_as_its_times_are_past(now, times, meant, due):
    assert due_by(time.fromisoformat(now), [time.fromisoformat(at) for at in times], meant) == due


def test_the_calendar_begins_on_the_first_of_its_days():
    text = as_calendar(replace(REMINDER, days=(0, 4), times=(time(8),)))
    assert "DTSTART:20261127T080000\r\n" in text
    assert "RRULE:FREQ=WEEKLY;BYDAY=MO,FR\r\n" in text


@pytest.mark.parametrize(
    ("text", "days", "words"),
    [
        ("daily", DAILY, ""),
        ("weekdays", WEEKDAYS, " on weekdays"),
        ("fri,mon , WED,mon", (0, 2, 4), " on mon, wed, fri"),
        ("weekdays,sat,sun", DAILY, ""),
        ("weekdays,sat", (0, 1, 2, 3, 4, 5), " on mon, tue, wed, thu, fri, sat"),
    ],
)
def test_days_are_parsed_in_every_notation(text, days, words):
    assert (parse_days(text), days_text(parse_days(text))) == (days, words)


@given(
    since=st.integers(0, 10**8).map(lambda seconds: WEDNESDAY + timedelta(seconds=seconds)),
    at=st.times(),
    days=st.sets(st.integers(0, 6), min_size=1),
)
def test_the_next_occurrence_is_the_earliest_on_one_of_the_days(since, at, days):
    moment = next_occurrence(since, at, days)
    assert (moment.time(), moment.weekday() in days, moment > since) == (at, True, True)
    earlier = (moment - timedelta(days=back) for back in range(1, 8))
    assert all(one <= since or one.weekday() not in days for one in earlier)


@given(days=st.sets(st.integers(0, 6), min_size=1))
def test_days_in_words_can_be_parsed_again(days):
    words = days_text(days).removeprefix(" on ") or "daily"
    assert set(parse_days(words)) == days
    assert set(parse_days(",".join(NAMES[day] for day in days))) == days


def test_folders_are_where_the_systems_look():
    assert Systemd(Path("/c"), Path("/d")).folder == Path("/c/systemd/user")
    assert Launchd(Path("/h"), 1).folder == Path("/h/Library/LaunchAgents")
