"""Sessions are written down: counts on the screen, how the back feels, `trainer history`; also of a trainer that was killed."""

import csv
import io
import json
import os
import random
import signal
import stat
import time
from datetime import datetime, timedelta

import pytest
from textual.widgets import OptionList, Static

from tests.functional.on_screen import text as text_of
from tests.functional.terminal import terminal
from tests.unit.history.recorded import RecordedSession
from trainer.history.diary import Diary
from trainer.run.pain import LOW_EFFORT_NOTE
from trainer.session.entry import SessionEntry
from trainer.session.events import RepCompleted
from trainer.session.session import Session
from trainer.session.states import Command, State
from trainer.settings.settings import Settings
from trainer.ui.session.pause_block import PauseBlock
from trainer.ui.session.screen import SessionScreen
from trainer.ui.summary.screen import SummaryScreen

KILLS = int(os.environ.get("KILLS", "2"))
SPEED = 20
LATE_S = float(os.environ.get("LATE_S", "2"))  # what was done so long before is written; 0.5 where nothing else runs


@pytest.fixture
def diary(tmp_path):
    made = Diary(tmp_path / "data")
    yield made
    made.close()


async def test_what_was_done_stands_on_the_screens(make_app, diary, follow, plan_of):
    app = make_app(diary=diary, acknowledged=True, settings=Settings(keys={"summary.pain-10": ("w",)}))
    async with app.run_test() as pilot:
        await pilot.press("down", "enter")
        await pilot.pause()
        await follow(app, pilot, plan_of("relief").duration_ms / 1000 + 1)
        assert isinstance(app.screen, SummaryScreen)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert str(app.screen.query_one("#counted", Static).content) == "Today: 1 of 2"
        question = "How does your back feel? 0 (no pain) to 9, w = 10. Enter skips."
        assert str(app.screen.query_one("#feels", Static).content) == question
        await pilot.press("3")
        assert str(app.screen.query_one("#feels", Static).content) == "Noted: 3 of 10. Another key changes it."
        await pilot.press("n", *"warm  [b]", "enter")
        assert str(app.screen.query_one("#note", Static).content) == "Note: warm [b]"
        diary.close()
        await follow(app, pilot, 1)
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "1 of 2 today" in str(app.screen.query_one("#list", OptionList).get_option("relief").prompt)
    (entry,) = diary.sessions()
    assert (entry.outcome, entry.pain_after, entry.note) == ("finished", 3, "warm [b]")


async def test_what_cannot_be_written_is_told_and_the_session_goes_on(make_app, tmp_path, follow, plan_of):
    (tmp_path / "data").touch()
    diary = Diary(tmp_path / "data")
    app = make_app(diary=diary, first=plan_of("relief"))
    async with app.run_test() as pilot:
        await follow(app, pilot, 5)
        end = time.monotonic() + 10
        while not diary.problem and time.monotonic() < end:
            await pilot.pause()
        await follow(app, pilot, 1)
        assert isinstance(app.screen, SessionScreen)
        assert app.screen.query_one("#unrecorded").display
    diary.close()


def test_history_prints_what_was_done(trainer, tmp_path):
    here = {"XDG_DATA_HOME": str(tmp_path)}
    with terminal("start", "relief", "--speed", "100", "--audio", "silent", **here) as opened:
        opened.wait_for(b"Well done")
        opened.read(1)
        opened.press(b"2\r")
        assert opened.exit_code() == 0
    assert "Upper-back spasm relief: finished, back 2 of 10 after, at 100 times the speed" in trainer("history", env=here).stdout
    (session,) = json.loads(trainer("history", "--json", env=here).stdout)["sessions"]
    assert set(session) == {
        *("id", "routine", "name", "effort", "speed", "started_at", "ended_at", "outcome", "active_ms", "planned_ms"),
        *("pain_before", "pain_after", "note", "steps", "happenings", "place"),
    }
    assert [step["reps_done"] for step in session["steps"]] == [4, 5, 3]
    rows = list(csv.DictReader(io.StringIO(trainer("history", "--csv", env=here).stdout)))
    assert (rows[0]["session_routine"], rows[0]["exercise"], rows[0]["outcome"]) == ("relief", "cat-stretch", "done")
    assert json.loads(trainer("history", "--json", "--routine", "desk", env=here).stdout) == {"sessions": []}
    assert json.loads(trainer("history", "--json", "--since", "2999-01-01", env=here).stdout) == {"sessions": []}


@pytest.fixture
def one_session(tmp_path, plan_of):
    """A history of one session that was done to its end."""
    diary = Diary(tmp_path / "trainer")
    RecordedSession(diary, plan_of("relief")).begin().follow_to_its_end()
    diary.close()


@pytest.mark.usefixtures("one_session")
def test_the_calendar_has_an_event_for_each_session(command, tmp_path):
    text = command("history", "--ics", env={"XDG_DATA_HOME": str(tmp_path)}).stdout
    assert text.count("BEGIN:VEVENT") == text.count("SUMMARY:Upper-back spasm relief") == 1
    assert text.startswith("BEGIN:VCALENDAR")
    assert all(len(line.encode()) <= 75 for line in text.splitlines())


@pytest.mark.usefixtures("one_session")
def test_what_is_kept_comes_back_once(command, tmp_path):
    here, elsewhere = {"XDG_DATA_HOME": str(tmp_path)}, {"XDG_DATA_HOME": str(tmp_path / "other")}
    kept = tmp_path / "kept.db"
    assert "nothing to save" in command("backup", str(kept), env=elsewhere).stderr
    assert command("backup", str(kept), env=here).stdout == f"Saved 1 session to {kept}.\n"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert "already exists" in command("backup", str(kept), env=here).stderr
    assert command("restore", str(kept), env=elsewhere).stdout == "Restored 1 session.\n"
    assert command("restore", str(kept), env=elsewhere).stdout == "Restored 0 sessions.\n"
    assert command("history", "--json", env=here).stdout == command("history", "--json", env=elsewhere).stdout


def test_what_is_no_history_is_not_brought_back(command, tmp_path):
    here = {"XDG_DATA_HOME": str(tmp_path)}
    wrong = tmp_path / "wrong.db"
    wrong.write_text("nonsense")
    assert "was not written by" in command("restore", str(wrong), env=here).stderr
    assert command("restore", str(tmp_path / "missing"), env=here).returncode == 2


@pytest.mark.usefixtures("one_session")
def test_what_json_printed_is_brought_in_once(command, tmp_path):
    here, elsewhere = {"XDG_DATA_HOME": str(tmp_path)}, {"XDG_DATA_HOME": str(tmp_path / "other")}
    told = command("history", "--json", env=here).stdout
    file = tmp_path / "told.json"
    file.write_text(told)
    assert command("history", "import", str(file), env=elsewhere).stdout == "Imported 1 session.\n"
    assert command("history", "import", str(file), env=elsewhere).stdout == "Imported 0 sessions.\n"
    assert command("history", "--json", env=elsewhere).stdout == told
    file.write_text("{}")
    wrong = command("history", "import", str(file), env=elsewhere)
    assert wrong.returncode == 1
    assert wrong.stderr == f"{file}: it contains no list 'sessions'. Nothing was imported.\n"
    assert command("history", "import", str(tmp_path / "missing"), env=elsewhere).returncode == 2
    assert command("history", "--json", "import", str(file), env=elsewhere).returncode == 2


async def test_how_the_back_feels_before_and_what_hurts_are_noted_by_key(make_app, diary, follow, plan_of):
    app = make_app(diary=diary, first=plan_of("warm-up", "high"), acknowledged=True)
    async with app.run_test() as pilot:
        await follow(app, pilot, 2)
        assert text_of(app, "status") == "How is your back? 0 (no pain) to 9, t: 10"
        await pilot.press("6")
        assert text_of(app, "status") == "Noted: 6 of 10"
        await follow(app, pilot, 24)
        await pilot.press("3")  # not asked any more
        planned = app.screen.controller.driver.session.plan.duration_ms
        await pilot.press("l")  # only when it hurts
        assert app.screen.controller.driver.session.plan.duration_ms == planned
        await pilot.press("x")
        text = "\n".join(app.screen.query_one(PauseBlock).still.lines)
        ways = "Space: carry on, after a countdown.\nq: stay paused.\nEnter: stop here; you can carry on later."
        assert text == f"How strong? 0 to 9, t: 10.\n\u2192: skip this exercise.\nl: lower effort from here.\n{ways}"
        await pilot.press("t", "l")
        text = "\n".join(app.screen.query_one(PauseBlock).still.lines)
        assert text == f"Noted: 10 of 10.\n\u2192: skip this exercise.\n{LOW_EFFORT_NOTE}\n{ways}"
        assert app.screen.controller.driver.session.plan.duration_ms < planned
        await pilot.press("space")
        await follow(app, pilot, 5)
        assert app.screen.controller.driver.session.state is State.RUNNING
        assert not app.screen.controller.pains.hurting
    diary.close()
    (entry,) = diary.sessions()
    assert (entry.pain_before, entry.pain_after) == (6, None)
    assert [one.value for one in entry.happenings if one.kind == "pain"] == [10]
    assert max(step.pain or 0 for step in entry.steps) == 10


async def test_a_number_is_noted_only_where_it_was_asked_for(make_app, diary, follow, plan_of):
    app = make_app(diary=diary, first=plan_of("warm-up"))
    async with app.run_test() as pilot:
        await follow(app, pilot, 30)
        await pilot.press("1", "space", "2", "q", "3", "escape")  # going on, paused, asked whether to leave
        await pilot.press("x", "q", "4")  # what hurts, but the question is whether to leave
        await pilot.press("escape", "x", "n", "5")  # what hurts was skipped
    diary.close()
    (entry,) = diary.sessions()
    assert entry.pain_before is None
    assert [one.value for one in entry.happenings if one.kind == "pain"] == [None, None]


def test_history_before_anything_was_done_and_with_a_wrong_date(command, tmp_path):
    here = {"XDG_DATA_HOME": str(tmp_path)}
    assert command("history", env=here).stdout == "No sessions yet.\n"
    result = command("history", "--since", "yesterday", env=here)
    assert result.returncode == 2
    assert "write it like 2026-01-31" in result.stderr


def test_a_history_that_cannot_be_read_is_told(command, tmp_path):
    (tmp_path / "data" / "trainer" / "history.db").mkdir(parents=True)
    result = command("history", env={"XDG_DATA_HOME": str(tmp_path / "data")})
    assert result.returncode == 1
    assert "The history cannot be read" in result.stderr


def done_by(plan, seconds):
    """The reps of a plan that are done after some seconds, in order: (step, set, side, rep)."""
    session = Session(plan)
    session.apply(Command.START)
    events = session.advance(max(0, round(seconds * 1000)))
    return [
        (one.phase.step, one.phase.set, one.phase.side, one.phase.rep)
        for one in events
        if isinstance(one, RepCompleted) and one.phase
    ]


def first_rep(resumption):
    """The first rep that a resumed session completes."""
    session = Session(resumption.plan, resumption.phase)
    session.apply(Command.START)
    phase = next(one.phase for one in session.advance(10**7) if isinstance(one, RepCompleted))
    return (phase.step, phase.set, phase.side, phase.rep)


def test_a_trainer_that_is_killed_loses_no_rep_and_goes_on_with_the_next(tmp_path, plan_of, library):
    chance = random.Random(6)
    plan = plan_of("relief")
    every = done_by(plan, 10**6)
    for number in range(KILLS):
        home = tmp_path / str(number)
        with terminal("start", "relief", "--speed", str(SPEED), "--audio", "silent", XDG_DATA_HOME=str(home)) as opened:
            opened.wait_for(b"pause")
            opened.read(2 + 7 * chance.random())
            killed = datetime.now().astimezone()
            opened.send(signal.SIGKILL)
            opened.process.wait()
        diary = Diary(home / "trainer")
        (entry,) = diary.sessions()
        assert (entry.outcome, entry.ended_at) == ("interrupted", None)
        ran = (killed - datetime.fromisoformat(entry.happenings[0].at)).total_seconds()
        kept = sum(step.reps_done or 0 for step in entry.steps)
        assert len(done_by(plan, (ran - LATE_S) * SPEED)) <= kept <= len(done_by(plan, (ran + 0.2) * SPEED))
        unfinished = diary.done(library).unfinished
        if 0 < kept < len(every):
            assert first_rep(unfinished[0]) == every[kept]


async def test_a_session_that_was_left_goes_on_where_it_was(make_app, diary, follow, plan_of):
    app = make_app(diary=diary, acknowledged=True)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await follow(app, pilot, 60)
        await pilot.press("q", "enter")
        diary.close()
        await follow(app, pilot, 1)
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        told = str(app.screen.query_one("#unfinished", Static).content)
        assert told.startswith("Not finished: Upper-back warm-up, step 1 of 3: Side lunge with opposite-hand reach, rep")
        await pilot.press("r")
        await pilot.pause()
        assert isinstance(app.screen, SessionScreen)
        await follow(app, pilot, 1)
        assert app.screen.controller.driver.session.state is State.RESUMING
        await follow(app, pilot, plan_of("warm-up").duration_ms / 1000)
        assert isinstance(app.screen, SummaryScreen)
    diary.close()
    (entry,) = diary.sessions()
    assert entry.outcome == "finished"
    assert all(step.reps_done == step.reps_planned for step in entry.steps)


def test_start_resume_goes_on_after_a_kill_and_says_when_there_is_nothing(tmp_path):
    home = {"XDG_DATA_HOME": str(tmp_path)}
    with terminal("start", "--resume", **home) as opened:
        assert opened.exit_code() == 2
    assert b"nothing to resume" in opened.output
    with terminal("start", "warm-up", "--speed", "20", "--audio", "silent", **home) as opened:
        opened.wait_for(b"pause")
        opened.read(4)
        opened.send(signal.SIGKILL)
        opened.process.wait()
    with terminal("start", "--resume", "--speed", "100", "--audio", "silent", **home) as opened:
        opened.wait_for(b"Well done")
        opened.read(1)
        opened.press(b"\r")
        assert opened.exit_code() == 0
    (entry,) = Diary(tmp_path / "trainer").sessions()
    assert entry.outcome == "finished"
    assert all(step.reps_done == step.reps_planned for step in entry.steps)


def cut_off(tmp_path, *sessions):
    """A history of sessions that were cut off: of each the routine, and how many hours ago."""
    for routine, hours in sessions:
        began = datetime.now().astimezone() - timedelta(hours=hours)
        RecordedSession(Diary(tmp_path / "trainer", lambda began=began: began), routine).begin().follow(60).kill()


def test_start_resume_takes_an_id_and_a_wrong_one_is_told_which_there_are(trainer, tmp_path, plan_of, library):
    cut_off(tmp_path, (plan_of("warm-up"), 5), (plan_of("relief"), 2))
    here = {"XDG_DATA_HOME": str(tmp_path)}
    latest, earlier = Diary(tmp_path / "trainer").done(library).unfinished
    wrong = trainer("start", "--resume", "nosuch", env=here)
    assert wrong.returncode == 2
    assert "'nosuch' is not the id of a session that was cut off in the last day. There are:" in wrong.stderr
    told = [line.split("  ") for line in wrong.stderr.splitlines() if line.startswith("  ")]
    assert [(line[1], line[3]) for line in told] == [(latest.session[:4], latest.words), (earlier.session[:4], earlier.words)]
    done = trainer("start", "--resume", told[1][1].upper(), "--speed", "100", "--audio", "silent", env=here)
    assert done.returncode == 0, done.stderr
    assert "Resuming at: Upper-back warm-up, step 1 of 3" in done.stdout
    assert [one.session for one in Diary(tmp_path / "trainer").done(library).unfinished] == [latest.session]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("start", "--resume", "--effort", "low"), "--effort cannot be combined with --resume"),
        (("start", "relief", "--resume"), "Which routine?"),
        (("start", "relief", "--plain", "--figure", "blocks"), "--figure cannot be combined with --plain"),
        (("history", "--csv", "--json"), "Choose one of"),
        (("history", "--excel"), "--excel needs --csv"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_options_that_cannot_hold_together_are_refused(command, arguments, told):
    result = command(*arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert told in result.stderr


def test_a_table_is_utf_8_whatever_the_terminal_is_and_marked_for_excel(trainer, tmp_path):
    entry = SessionEntry(
        *("a", "relief", "R\u00fccken \u2013 \u65e5", "usual", 1.0, "2026-11-24T12:00:00+01:00", "2026-11-24", None, "stopped"),
        *(1000, 1000, None, ()),
    )
    Diary(tmp_path / "trainer").import_sessions([entry])
    for options in ((), ("--excel",)):
        text = trainer("history", "--csv", *options, env={"PYTHONIOENCODING": "cp1252:replace"}, encoding="utf-8").stdout
        assert text.startswith("\ufeffsession_id" if options else "session_id")
        assert "R\u00fccken \u2013 \u65e5" in text


async def test_several_sessions_that_were_cut_off_are_listed(make_app, tmp_path, plan_of):
    cut_off(tmp_path, (plan_of("warm-up"), 5), (plan_of("relief"), 2))
    app = make_app(diary=Diary(tmp_path / "trainer"), acknowledged=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        told = str(app.screen.query_one("#unfinished", Static).content)
        assert told.startswith("Not finished: 2 sessions, the last Upper-back spasm relief, step 1 of 3: Cat stretch, rep")
        assert told.endswith("r lists them.")
        await pilot.press("r", "escape", "r", "down")
        await pilot.pause()
        listed = app.screen.query_one("#found", OptionList)
        assert [str(one.prompt).split("  ")[-1].split(",")[0] for one in listed.options] == [
            "Upper-back spasm relief",
            "Upper-back warm-up",
        ]
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SessionScreen)
        assert app.screen.controller.driver.session.plan.routine == "warm-up"
    app._diary.close()


async def test_a_session_that_is_left_at_once_asks_nothing_and_leaves_no_row(make_app, diary, follow):
    app = make_app(diary=diary, acknowledged=True)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await follow(app, pilot, 18)
        await pilot.press("q", "enter")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        assert str(app.screen.query_one("#feels", Static).content) == "Nothing was done, so nothing is kept."
        await pilot.press("5", "n")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        await follow(app, pilot, 1)
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert not app.screen.query_one("#unfinished").display
    diary.close()
    assert diary.sessions() == []
