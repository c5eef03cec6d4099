"""The summary: how the back feels before and after, what was done, and what comes next; by keys and by mouse."""

from datetime import datetime

import pytest

from tests.functional.on_screen import at_size, shown, text
from trainer.history.diary import Diary
from trainer.run.pain import FEELS
from trainer.run.safety import REST, WORSE, advice
from trainer.run.summary_words import uncounted
from trainer.ui.history.screen import HistoryScreen
from trainer.ui.session.screen import SessionScreen
from trainer.ui.summary.screen import SummaryScreen
from trainer.ui.summary.words import best_since, change
from trainer.ui.widgets.big_text import BigText
from trainer.ui.widgets.charts import USUAL
from trainer.ui.widgets.key_line import KeyLine

NOW = datetime.fromisoformat("2026-11-24T12:00:00+01:00")


@pytest.fixture
def diary(tmp_path):
    made = Diary(tmp_path / "data", now=lambda: NOW)
    yield made
    made.close()


async def done(app, pilot, follow, *, first=(), at_end=()):
    """Do a routine to its end, with keys at its beginning and after it."""
    await follow(app, pilot, 2)
    await pilot.press(*first)
    controller = app.screen.controller
    while not controller.ended:  # nobody looks
        controller.clock.pass_s(1.9)
        controller.driver.tick()
    await follow(app, pilot, 1)
    assert isinstance(app.screen, SummaryScreen)
    await settled(app, pilot)
    await pilot.press(*at_end)
    await settled(app, pilot)


async def settled(app, pilot):
    for _ in range(3):
        await app.workers.wait_for_complete()
        await pilot.pause()


async def test_what_to_do_about_strong_pain_is_read_uncut_also_above_a_note(make_app, diary, follow, plan_of):
    app = make_app(first=plan_of("relief"), diary=diary, acknowledged=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await done(app, pilot, follow, first=["8"], at_end=["9", "n", *"tired", "enter"])
        asked = app.screen.query_one("#asked")
        assert app.screen.query_one("#advice").display
        for size in ((80, 24), (100, 30), (110, 32), (120, 40), (200, 60)):
            async with at_size(pilot, size):
                for part in ("#feels", "#scale", "#advice", "#note"):
                    assert asked.content_region.contains_region(app.screen.query_one(part).region), part


async def test_where_there_is_much_room_the_week_stands_in_its_year(make_app, diary, follow, plan_of):
    app = make_app(first=plan_of("relief"), diary=diary, acknowledged=True)
    room = {(100, 30): (False, False), (120, 40): (True, False), (150, 50): (True, True), (200, 60): (True, True)}
    async with app.run_test(size=(100, 30)) as pilot:
        await done(app, pilot, follow, first=["8"], at_end=["3"])
        week = app.screen.query_one("#week")
        for size, (year, weeks) in room.items():
            async with at_size(pilot, size):
                lines = "\n".join(shown(app))
                assert (("Sun" in lines), ("Minutes a week" in lines)) == (year, weeks)
                assert ("minutes a day: \u00b7 0" in lines) is year, "what the calendar shows is explained"
                parts = week.query("#year, #weeks")
                assert all(week.content_region.contains_region(one.region) for one in parts if one.display)


async def test_what_is_largest_is_the_back_before_and_that_it_is_asked_for_now(make_app, diary, follow, plan_of):
    app = make_app(first=plan_of("relief"), diary=diary, acknowledged=True)
    sizes = (80, 24), (100, 30), (120, 40), (200, 60)
    async with app.run_test(size=sizes[0]) as pilot:
        await done(app, pilot, follow, first=["8"])
        back, word, asked = (app.screen.query_one(part) for part in ("#back", "#word", "#asked"))
        for size in sizes:
            async with at_size(pilot, size):
                assert back.size.height > word.size.height
                assert str(back.render()).split()[-2:] == ["before", "now"]
                assert asked.region.y == back.region.bottom, "the question stands right below"
        await pilot.press("3")
        for size in reversed(sizes):
            async with at_size(pilot, size):
                assert str(back.render()).split()[-2:] == ["before", "after"]


async def test_until_it_is_answered_the_question_is_across_the_screen_in_large_letters(make_app, diary, follow, plan_of):
    app = make_app(first=plan_of("relief"), diary=diary, acknowledged=True)
    rows = {(100, 30): 3, (120, 40): 5, (150, 50): 7, (200, 60): 9}
    async with app.run_test(size=(100, 30)) as pilot:
        await done(app, pilot, follow, first=["8"])
        question, asked = app.screen.query_one("#question", BigText), app.screen.query_one("#asked")
        for size, least in rows.items():
            async with at_size(pilot, size):
                drawn = [line for line in question.lines() if line.strip()]
                assert len(drawn) >= least
                assert len(drawn) >= len(app.screen.query_one("#word", BigText).lines())
                assert asked.region.width == size[0]
                assert FEELS not in "\n".join(shown(app)), "it is asked once"
                for part in ("#question", "#feels", "#scale"):
                    assert asked.content_region.contains_region(app.screen.query_one(part).region), part
                for panel in ("#done", "#week", "#trend"):
                    for part in app.screen.query_one(panel).children:
                        assert not part.region or app.screen.query_one(panel).region.contains_region(part.region), part
        await pilot.press("3")
        for size in reversed(rows):
            async with at_size(pilot, size):
                assert not question.region
                assert asked.region.width <= size[0] / 2


async def test_the_question_says_what_enter_does_and_how_ten_is_told(make_app, diary, follow, plan_of):
    app = make_app(first=plan_of("relief"), diary=diary, acknowledged=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await done(app, pilot, follow, first=["8"])
        for size in ((80, 24), (100, 30), (200, 60)):
            async with at_size(pilot, size):
                lines = shown(app)
                assert any("0 (no pain) to 9, t = 10. Enter skips." in line for line in lines)
                assert any("no pain" in line and "worst (t = 10)" in line for line in lines)


async def test_the_lines_of_the_plot_are_explained(make_app, diary, follow, plan_of):
    app = make_app(first=plan_of("relief"), diary=diary, acknowledged=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await done(app, pilot, follow, first=["8"], at_end=["3"])
        assert any(f"average: {USUAL[True]} before  {USUAL[False]} after" in line for line in shown(app))
        assert any("before \u25cb after" in line for line in shown(app)), "the title is whole"


def test_another_speed_is_said_with_what_it_means():
    assert uncounted(15) == ", at 15 times the speed, so not in your week"
    assert uncounted(1) == ""


async def test_the_boxes_of_the_answer_and_of_what_was_done_are_as_high_as_what_is_in_them(make_app, diary, follow, plan_of):
    app = make_app(first=plan_of("relief"), diary=diary, acknowledged=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await done(app, pilot, follow, first=["8"], at_end=["3"])
        asked, made = app.screen.query_one("#asked"), app.screen.query_one("#done")
        assert asked.size.height == made.size.height
        assert asked.content_size.height <= 6


async def test_the_back_before_and_after_stands_large_and_as_text(make_app, diary, follow, plan_of):
    app = make_app(first=plan_of("relief"), diary=diary, acknowledged=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await done(app, pilot, follow, first=["8"])
        assert text(app, "change") == ""
        await pilot.press("3")
        await settled(app, pilot)
        assert app.screen.query_one("#back").felt == (8, 3)
        assert text(app, "change") == "8 \u2192 3, 5 better"
        for size in ((80, 24), (120, 40)):
            async with at_size(pilot, size):
                lines = shown(app)
                assert any("8 \u2192 3, 5 better" in line for line in lines)
                assert any("before" in line and "after" in line for line in lines)
                assert any("[3]" in line for line in lines), "the chosen number is marked by more than a colour"
        assert text(app, "week-text").splitlines()[-1].startswith("1 session, ")
        assert text(app, "next") == "Next one: later today (twice a day)."


async def test_a_number_can_be_clicked(make_app, diary, follow, plan_of):
    app = make_app(first=plan_of("relief"), diary=diary, acknowledged=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await done(app, pilot, follow)
        await pilot.click("#scale", offset=(10 * 7 + 5, 1))
        await pilot.pause()
        assert text(app, "feels").startswith("Noted: 7 of 10.")
        assert text(app, "advice") == REST


def test_advice_comes_with_strong_pain_and_with_more_than_before():
    assert [advice(None, 7), advice(9, 8), advice(2, 3), advice(3, 3), advice(None, 6), advice(5, None)] == [
        REST,
        REST,
        WORSE,
        "",
        "",
        "",
    ]


def test_the_change_is_told_where_both_are_known():
    assert [change(8, 3), change(3, 5), change(4, 4), change(None, 4), change(4, None)] == [
        "8 \u2192 3, 5 better",
        "3 \u2192 5, 2 worse",
        "4 \u2192 4, the same",
        "",
        "",
    ]


def test_since_when_the_back_was_not_so_good():
    felt = [(f"2026-11-{day:02}", 6, after) for day, after in ((1, 2), (2, 5), (3, 4), (4, None))]
    assert best_since(2, felt, 2026) == "best since 1 Nov"
    assert best_since(2, felt, 2027) == "best since 1 Nov 2026"
    assert best_since(1, felt, 2026) == "best so far"
    assert best_since(4, felt, 2026) == "", "it was as good the last time"


async def test_pain_in_a_session_stands_with_its_time_place_and_strength(make_app, diary, follow, plan_of):
    app = make_app(first=plan_of("relief"), diary=diary, acknowledged=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await follow(app, pilot, 18)
        await pilot.press("x", "6", "space")
        await done(app, pilot, follow)
        assert text(app, "pains").startswith("! 12:00 pain 6 at Cat stretch")


async def test_a_session_that_was_stopped_shows_calmly_what_was_done(make_app, diary, follow, plan_of):
    app = make_app(first=plan_of("relief"), diary=diary, acknowledged=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await follow(app, pilot, 50)
        await pilot.press("q", "enter")
        await settled(app, pilot)
        word = app.screen.query_one("#word")
        assert word.text.endswith(" DONE"), "how long, and no blame"
        assert word.text != "0:00 DONE"
        assert text(app, "verdict") == "Stopped here, and that is fine. You can carry on later."
        assert word.styles.color == app.screen.query_one("#back").styles.color
        assert word.styles.color.hex.lower() != app.theme_variables["success"].lower()


async def test_the_same_routine_is_done_once_more_at_its_effort(make_app, diary, follow, plan_of, clock):
    app = make_app(first=plan_of("relief"), diary=diary, acknowledged=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await done(app, pilot, follow)
        await pilot.press("r")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen), "a key that was meant for the session"
        clock.pass_s(1)
        await pilot.press("r")
        await pilot.pause()
        assert isinstance(app.screen, SessionScreen)
        assert app.screen.controller.driver.session.plan == plan_of("relief")


async def test_the_history_opens_over_the_summary_and_leads_back_to_it(make_app, diary, follow, plan_of):
    app = make_app(first=plan_of("relief"), diary=diary, acknowledged=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await done(app, pilot, follow, at_end=["h"])
        assert isinstance(app.screen, HistoryScreen)
        assert app.screen.query_one("#sessions").border_title == "Sessions 1"
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        await pilot.press("h")
        await settled(app, pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SessionScreen)
        assert len(app.screen_stack) == 2, "nothing is left below"


async def test_without_a_history_nothing_is_asked_and_only_what_acts_is_offered(make_app, follow, plan_of):
    app = make_app(first=plan_of("relief"), acknowledged=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await done(app, pilot, follow, at_end=["5", "n", "h"])
        assert isinstance(app.screen, SummaryScreen)
        assert text(app, "feels") == "No history is kept, so nothing is asked."
        assert app.screen.query_one(KeyLine).text == "r once more   ? help   Enter done"


async def test_after_a_resumed_session_its_earlier_note_stands(make_app, diary, follow, plan_of, clock):
    app = make_app(diary=diary, acknowledged=True)
    async with app.run_test(size=(100, 30)) as pilot:
        app.begin(plan_of("relief"))
        await pilot.pause()
        await follow(app, pilot, 40)
        await pilot.press("q", "enter")
        await settled(app, pilot)
        await pilot.press("n", *"tight", "enter")
        await follow(app, pilot, 1)
        await pilot.press("enter")
        await settled(app, pilot)
        await pilot.press("r")
        await pilot.pause()
        await done(app, pilot, follow)
        assert text(app, "note") == "Note: tight"
