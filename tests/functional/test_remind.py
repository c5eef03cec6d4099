"""`trainer remind`, with a systemd that only takes notes."""

import os
import stat

import pytest

SYSTEMCTL = """#!/bin/sh
echo "systemctl $*" >> "$CALLS"
exit ${SYSTEMCTL_CODE:-0}
"""
NOTIFY = """#!/bin/sh
echo "notify-send $*" >> "$CALLS"
"""


@pytest.fixture
def calls(tmp_path):
    return tmp_path / "calls"


@pytest.fixture
def remind(command, tmp_path, calls, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, text in (("systemctl", SYSTEMCTL), ("notify-send", NOTIFY)):
        (folder / name).write_text(text)
        (folder / name).chmod(stat.S_IRWXU)

    def run(*arguments, **env):
        path = f"{folder}{os.pathsep}{os.environ['PATH']}"
        return command("remind", *arguments, env={"PATH": path, "CALLS": str(calls), **env})

    return run


def test_a_reminder_is_told_set_listed_and_removed(remind, tmp_path, calls):
    assert remind("list").stdout == "No reminders are set.\n"
    told = remind("install", "relief", "--at", "18:00", "--at", "08:00").stdout
    timer = tmp_path / "systemd/user/trainer-remind-relief.timer"
    assert f"write   {timer}" in told
    assert "run     systemctl --user enable trainer-remind-relief.timer" in told
    assert told.endswith("You will be reminded of Upper-back spasm relief at 08:00 and 18:00.\n")
    assert "OnCalendar=*-*-* 08:00:00" in timer.read_text()
    assert "systemctl --user restart trainer-remind-relief.timer" in calls.read_text()
    assert remind("list").stdout == "relief: 08:00, 18:00\n"
    assert remind("remove", "relief").stdout.endswith("Removed.\n")
    assert not timer.exists()
    assert "systemctl --user disable --now trainer-remind-relief.timer" in calls.read_text()
    gone = remind("remove", "relief")
    assert (gone.returncode, "There is no reminder for 'relief'" in gone.stderr) == (2, True)


def test_days_are_chosen_told_and_listed(remind, tmp_path):
    told = remind("install", "relief", "--at", "08:00", "--days", "mon,wed,fri").stdout
    assert told.endswith("at 08:00 on mon, wed, fri.\n")
    timer = tmp_path / "systemd/user/trainer-remind-relief.timer"
    assert "OnCalendar=Mon,Wed,Fri *-*-* 08:00:00\nPersistent=true\n" in timer.read_text()
    assert remind("list").stdout == "relief: 08:00 on mon, wed, fri\n"
    remind("install", "relief", "--at", "08:00", "--days", "Weekdays")
    assert remind("list").stdout == "relief: 08:00 on weekdays\n"
    calendar = tmp_path / "own.ics"
    told = remind("install", "relief", "--at", "08:00", "--days", "sun", "--ics", str(calendar)).stdout
    assert "which reminds you at 08:00 on sun." in told
    assert "RRULE:FREQ=WEEKLY;BYDAY=SU" in calendar.read_text()


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ("tuesday", "'tuesday' is not a day: did you mean 'tue'?"),
        ("weekday", "'weekday' is not a day: did you mean 'weekdays'?"),
        ("", "'' is not a day: write days like mon,wed,fri, or weekdays, or daily"),
        ("mon,", "'' is not a day: write days like mon"),
        ("1", "'1' is not a day: write days like mon"),
    ],
)
def test_a_day_that_is_none_is_told(remind, days, told):
    wrong = remind("install", "relief", "--at", "08:00", "--days", days)
    assert (wrong.returncode, told in " ".join(wrong.stderr.split())) == (2, True), wrong.stderr


def test_a_dry_run_prints_the_files_and_does_nothing(remind, tmp_path, calls):
    told = remind("install", "relief", "--at", "08:00", "--dry-run").stdout
    assert "[Timer]\nOnCalendar=*-*-* 08:00:00" in told
    assert 'remind" "show" "relief"' in told
    assert not (tmp_path / "systemd").exists()
    assert calls.read_text() == "systemctl --user show-environment\n"


def test_where_no_scheduler_answers_a_calendar_is_written_once(remind, tmp_path):
    told = remind("install", "relief", "--at", "08:00", SYSTEMCTL_CODE="1").stdout
    assert "Writing a calendar file instead" in told
    assert "RRULE:FREQ=DAILY" in (tmp_path / "trainer-remind-relief.ics").read_text()
    again = remind("install", "relief", "--at", "08:00", SYSTEMCTL_CODE="1")
    assert (again.returncode, "already exists" in again.stderr) == (2, True)
    assert "No scheduler is available" in remind("list", SYSTEMCTL_CODE="1").stdout


@pytest.mark.parametrize("at", ["8", "25:00", "", "noon", "08:00:61"])
def test_a_time_that_is_none_is_told(remind, at):
    wrong = remind("install", "relief", "--at", at)
    assert (wrong.returncode, "write it like 08:00" in wrong.stderr) == (2, True)


def test_an_unknown_routine_is_told(remind):
    assert remind("install", "releif", "--at", "08:00").returncode == 2


def test_it_comes_once_more_later_on_the_same_day(remind, tmp_path):
    told = remind("install", "relief", "--at", "08:00", "--again", "60").stdout
    assert told.endswith("at 08:00, and 60 minutes later if it is not done.\n")
    timer = tmp_path / "systemd/user/trainer-remind-relief.timer"
    assert "OnCalendar=*-*-* 08:00:00\nOnCalendar=*-*-* 09:00:00\n" in timer.read_text()
    assert '"show" "relief" "--at" "08:00"\n' in timer.with_suffix(".service").read_text()
    refused = remind("install", "relief", "--at", "23:30", "--again", "60")
    assert (refused.returncode, "60 minutes after 23:30 is another day" in refused.stderr) == (2, True)


def test_a_calendar_that_cannot_know_what_is_done_promises_nothing_of_it(remind, tmp_path):
    told = remind("install", "relief", "--at", "08:00", "--again", "60", "--ics", str(tmp_path / "own.ics")).stdout
    assert told.endswith("reminds you at 08:00, and again 60 minutes later, done or not.\n")


def test_what_shows_the_reminder_tells_the_count(remind, calls):
    assert remind("show", "relief").returncode == 0
    assert "notify-send --app-name=trainer -- Upper-back spasm relief 0 of 2 today." in calls.read_text()
