"""The suggested dose and the prescription on the screens."""

from datetime import date, datetime, timedelta, timezone

import pytest
from msgspec.structs import replace
from textual.geometry import Region

from tests.functional.on_screen import shown, text, told
from trainer.history.diary import Diary
from trainer.keymap.commands import REGISTRY
from trainer.routine.library import merged
from trainer.routine.loader import parse
from trainer.run.dose import DoseAdvice
from trainer.session.entry import SessionEntry
from trainer.session.record import StepRecord
from trainer.settings.file import SettingsFile
from trainer.settings.put_off import PutOff
from trainer.ui.summary.screen import SummaryScreen
from trainer.ui.widgets.suggestion import SuggestionLine

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=timezone(timedelta(hours=1)))  # a Thursday
ROW = StepRecord(1, "cat-stretch", "Cat stretch", None, "done", 4, 4, 60_000, 60_000)
WRITTEN = "# mine\nvolume = 60  # not too loud\n"
PRESCRIBED = """version = 1
[[routine]]
id = "mine"
name = "Mornings"
per_week = 3
until = 2027-01-31
note = "Slowly [b]at first[/b]."
by = "Dr. Weiss"
steps = [{ exercise = "cat-stretch", reps = 1 }]
"""


class Today:
    day = NOW.date()

    def __call__(self) -> date:
        return self.day


@pytest.fixture
def today():
    return Today()


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text(WRITTEN)
    return path


@pytest.fixture
def diary(tmp_path):
    made = Diary(tmp_path / "data", now=lambda: NOW)
    yield made
    made.close()


def sessions(count: int, **fields) -> list[SessionEntry]:
    """Sessions of relief that went well, or what is said of them, one on each day up to yesterday."""
    found = []
    for back in range(1, count + 1):
        at = (NOW - timedelta(days=back)).isoformat()
        entry = SessionEntry(
            f"{back:032x}", "relief", "Relief", "usual", 1.0, at, at[:10], at, "finished", 60_000, 60_000, None, (ROW,), 5, 3
        )
        found.append(replace(entry, **fields))
    return found


@pytest.fixture
def app_with(make_app, diary, path, tmp_path, today):
    def make(entries, **options):
        diary.import_sessions(entries)
        file = SettingsFile(path, REGISTRY)
        advice = DoseAdvice(file, PutOff(tmp_path / "put-off"), today)
        return make_app(diary=diary, settings=file.settings, settings_file=file, advice=advice, acknowledged=True, **options)

    return make


async def settled(app, pilot):
    await app.workers.wait_for_complete()
    await pilot.pause()


async def highlight(app, pilot, routine):
    found = app.screen.query_one("#list")
    found.highlighted = found.get_option_index(routine)
    await pilot.pause()
    await pilot.pause()  # what the preview shows then is laid out


async def relief_alone_begins_with_high_effort(app, pilot):
    await highlight(app, pilot, "warm-up")
    assert app.screen.query_one("#choice").effort == "usual"
    await highlight(app, pilot, "relief")
    await pilot.press("enter")
    await pilot.pause()
    assert app.screen.controller.driver.session.plan.effort == "high"


def suggestion(app) -> str:
    line = app.screen.query_one(SuggestionLine)
    return str(line.content) if line.display else ""


async def test_a_little_more_is_suggested_for_its_routine_and_one_key_keeps_it(app_with, path):
    app = app_with(sessions(3))
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await settled(app, pilot)
        await highlight(app, pilot, "warm-up")
        assert suggestion(app) == ""
        await highlight(app, pilot, "relief")
        assert suggestion(app) == (
            "Ready for a little more? The last 3 sessions were done whole, and your back felt fine after them (3, 3, 3 of 10). "
            "y begins with high effort from now on, l says not now."
        )
        await pilot.press("y")
        await pilot.pause()
        assert "Upper-back spasm relief begins with high effort from now on." in told(app)
        assert path.read_text() == f'{WRITTEN}\n[efforts]\nrelief = "high"\n'
        assert (suggestion(app), app.screen.query_one("#choice").effort) == ("", "high")
        await pilot.press("y", "l")
        assert SettingsFile(path, REGISTRY).settings.efforts == {"relief": "high"}
        await relief_alone_begins_with_high_effort(app, pilot)


async def test_not_now_holds_for_a_week_and_a_lower_effort_is_suggested_all_the_same(app_with, diary, path, today):
    app = app_with(sessions(3))
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(app, pilot)
        await highlight(app, pilot, "relief")
        await pilot.press("l")
        assert suggestion(app) == ""
        assert path.read_text() == WRITTEN
        for days, asked in ((0, False), (6, False), (7, True)):
            today.day = NOW.date() + timedelta(days=days)
            await highlight(app, pilot, "warm-up")
            await highlight(app, pilot, "relief")
            assert suggestion(app).startswith("Ready for a little more?") is asked
        today.day = NOW.date()
        at = NOW.isoformat()
        hard = [replace(one, id=f"{number:x}" * 32, started_at=at, pain_after=7) for number, one in enumerate(sessions(2), 10)]
        diary.import_sessions(hard)
        app._count()
        await settled(app, pilot)
        assert suggestion(app).startswith("A little less? 2 of the last 3 sessions were hard: your back felt worse after it")


async def test_advice_to_rest_has_no_key_that_takes_it(app_with, path):
    path.write_text('effort = "low"\n')
    app = app_with(sessions(2, effort="low", outcome="stopped"))
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(app, pilot)
        await highlight(app, pilot, "relief")
        words = "Rest for some days, and show your back to a professional. 2 of the last 2 sessions were hard: stopped early."
        assert suggestion(app) == f"{words} l says not now."
        await pilot.press("y")
        assert suggestion(app).startswith("Rest")
        assert path.read_text() == 'effort = "low"\n'
        await pilot.press("l")
        assert suggestion(app) == ""


async def test_what_is_not_seen_is_not_taken(app_with, path):
    app = app_with(sessions(3))
    async with app.run_test(size=(50, 14)) as pilot:
        await settled(app, pilot)
        await highlight(app, pilot, "relief")
        await pilot.press("y")
        assert path.read_text() == WRITTEN


async def test_an_effort_that_cannot_be_saved_is_told_and_holds_until_the_trainer_ends(app_with, path):
    app = app_with(sessions(3))
    path.write_text("volume = = 3\n")
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await settled(app, pilot)
        await highlight(app, pilot, "relief")
        await pilot.press("y")
        await pilot.pause()
        (notice,) = [one for one in told(app) if "until the trainer ends" in one]
        assert notice.endswith("has problems: fix them first.")
        assert app.screen.query_one("#choice").effort == "high"


async def test_a_key_changes_the_effort_of_the_highlighted_routine_alone_and_keeps_nothing(app_with, path):
    path.write_text('[efforts]\nrelief = "low"\n')
    app = app_with([])
    async with app.run_test(size=(100, 40)) as pilot:
        await highlight(app, pilot, "relief")
        assert app.screen.query_one("#choice").effort == "low"
        await pilot.press("3")
        assert app.screen.query_one("#choice").effort == "high"
        await relief_alone_begins_with_high_effort(app, pilot)
    assert path.read_text() == '[efforts]\nrelief = "low"\n'


async def test_after_a_session_more_is_suggested_once_the_back_was_told_and_as_it_was_told(app_with, follow, plan_of, path):
    app = app_with(sessions(2), first=plan_of("relief"))
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await follow(app, pilot, plan_of("relief").duration_ms / 1000 + 1)
        assert isinstance(app.screen, SummaryScreen)
        await settled(app, pilot)
        await pilot.press("y")
        assert suggestion(app) == ""
        await pilot.press("2")
        await settled(app, pilot)
        assert suggestion(app).startswith("Ready for a little more?")
        assert "(3, 3, 2 of 10)" in suggestion(app)
        await pilot.press("8")
        await settled(app, pilot)
        assert suggestion(app) == ""
        await pilot.press("1")
        await settled(app, pilot)
        await pilot.press("y")
        await pilot.pause()
        assert suggestion(app) == ""
        assert "Upper-back spasm relief begins with high effort from now on." in told(app)
    assert path.read_text() == f'{WRITTEN}\n[efforts]\nrelief = "high"\n'


async def test_who_gave_a_routine_and_what_is_to_be_minded_stands_in_its_preview(app_with, library, make_app):
    prescribed = merged(library, parse(PRESCRIBED.encode(), "mine.toml"))
    app = app_with([])
    app.library = prescribed
    async with app.run_test(size=(120, 40)) as pilot:
        await highlight(app, pilot, "mine")
        assert text(app, "prescription") == ("From Dr. Weiss. Three times a week, until 2027-01-31. Slowly [b]at first[/b].")
        assert any("Slowly [b]at" in line for line in shown(app))
        await highlight(app, pilot, "warm-up")
        assert not app.screen.query_one("#prescription").display


async def test_a_long_note_is_never_cut_off(app_with, library):
    note = " ".join(["Slowly"] * 55) + " end."
    app = app_with([])
    app.library = merged(library, parse(PRESCRIBED.replace("Slowly [b]at first[/b].", note).encode(), "mine.toml"))
    async with app.run_test(size=(80, 24)) as pilot:
        await highlight(app, pilot, "mine")
        assert any("end." in line for line in shown(app))


async def test_the_goal_of_the_week_stands_in_the_list_and_on_the_summary(app_with, library, follow):
    prescribed = merged(library, parse(PRESCRIBED.encode(), "mine.toml"))
    done = [replace(one, routine="mine") for one in sessions(6)]  # Wednesday back to Friday
    app = app_with(done)
    app.library = prescribed
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        assert "3 of 3 this week" in str(app.screen.query_one("#list").get_option("mine").prompt)
        await highlight(app, pilot, "mine")
        await pilot.press("enter")
        await pilot.pause()
        await follow(app, pilot, 120)
        await settled(app, pilot)
        assert text(app, "counted").startswith("Today: 1   4 of 3 this week")


@pytest.mark.parametrize(("answer", "kept"), [("y", {"relief": "high"}), ("l", {})])
async def test_a_suggestion_can_be_answered_with_the_mouse(app_with, path, answer, kept):
    app = app_with(sessions(3))
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        await highlight(app, pilot, "relief")
        line = app.screen.query_one(SuggestionLine)
        rows = [strip.text for strip in line.render_lines(Region(0, 0, *line.size))]
        words = {"y": "y begins", "l": "l says"}[answer]
        ((column, row),) = [(text.index(words), row) for row, text in enumerate(rows) if words in text]
        await pilot.click(SuggestionLine, offset=(column + 3, row))
        await pilot.pause()
        assert suggestion(app) == ""
        assert SettingsFile(path, REGISTRY).settings.efforts == kept
