"""The first screen: the list, the routine with its movements, the back at a glance; by keys and by mouse."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.functional.on_screen import at_size, shown, text
from tests.functional.test_dose import sessions
from trainer.history.diary import Diary
from trainer.routine.compiler import compile_plan
from trainer.routine.wording import clock as minutes
from trainer.run.ports import HistoryOverview, RoutineProgress
from trainer.session.resumption import Resumption
from trainer.ui.routines.back_panel import BackPanel, last_words, week
from trainer.ui.routines.preview import RoutinePreview
from trainer.ui.routines.widgets import RoutineList
from trainer.ui.routines.words import lengths_of
from trainer.ui.widgets.amounts import four_weeks
from trainer.ui.widgets.key_line import KeyLine
from trainer.ui.widgets.title_line import TitleLine

NOW = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)  # a Thursday


@pytest.fixture
def diary(tmp_path):
    made = Diary(tmp_path / "data", now=lambda: NOW)
    yield made
    made.close()


def done_on(*back: int, **fields):
    """Sessions of relief so many days ago."""
    (one,) = sessions(1, **fields)
    days = [(NOW - timedelta(days=days)).isoformat() for days in back]
    return [replace(one, id=f"{number:032x}", started_at=at, ended_at=at, day=at[:10]) for number, at in enumerate(days)]


async def settled(app, pilot):
    await app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


def preview(app) -> RoutinePreview:
    return app.screen.query_one(RoutinePreview)


def chosen(app) -> str:
    plan = app.screen.query_one(RoutineList).chosen
    return plan.routine if plan else ""


def column_of(app, words: str) -> tuple[int, int]:
    """Where words stand on the screen."""
    for row, line in enumerate(shown(app)):
        if words in line:
            return line.index(words), row
    raise AssertionError(f"{words} is not seen")


async def test_the_due_routine_is_under_the_cursor_until_the_person_chooses(make_app, diary):
    diary.import_sessions(done_on(1))
    app = make_app(diary=diary, acknowledged=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(app, pilot)
        assert chosen(app) == "relief"
        assert preview(app).border_title.startswith("Upper-back spasm relief")
    app = make_app(acknowledged=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("down", "down")
        await pilot.pause()
        app.screen.show_done(RoutineProgress({}, {}, due=frozenset({"relief"})))
        assert chosen(app) == "full", "the person was faster than the disk"


async def test_the_panels_fill_the_window_and_lengths_stand_to_the_right(make_app, diary):
    diary.import_sessions(done_on(1, 2))
    app = make_app(diary=diary)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        for size in ((80, 24), (100, 30), (120, 40)):
            async with at_size(pilot, size):
                lines = shown(app)
                assert len(lines) == size[1]
                first = 2 if size[1] < 30 else 1  # below what the routine is for
                assert all(line.rstrip()[-1:] in ("\u2502", "\u256e", "\u256f") for line in lines[first:-2])
                right = [
                    line.index(length) + len(length) for line in lines for length in ("10:28", "3:15 ") if length in line[:52]
                ]
                assert len({one - (length == "3:15 ") for one, length in zip(right, ("10:28", "3:15 "), strict=True)}) == 1


async def test_the_lengths_of_the_steps_are_the_plan(plan_of):
    for routine in ("warm-up", "relief", "full", "desk"):
        for effort in ("low", "usual", "high"):
            plan = plan_of(routine, effort)
            assert minutes(sum(lengths_of(plan))) == minutes(plan.duration_ms)
            assert all(length % 1000 == 0 for length in lengths_of(plan)), "their clocks add up, too"
            assert all(length > 0 for length in lengths_of(plan))


async def test_an_effort_is_chosen_by_a_click_and_each_is_told_with_its_length(make_app, library):
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        line = text(app, "effort")
        for effort in ("low", "usual", "high"):
            length = minutes(compile_plan(library, library.routines["warm-up"], effort).duration_ms)
            assert f"{effort} {length}" in line
        assert "\u2590 2 usual" in line
        await pilot.click(offset=column_of(app, "3 high"))
        await pilot.pause()
        assert "\u2590 3 high" in text(app, "effort")
        assert app.screen.query_one("#choice").effort == "high"


def marked(app) -> str:
    """The number of the step that is marked among the steps."""
    return text(app, "step-lines").partition("\u25b8")[2].split()[0]


async def test_the_caption_says_the_movement_and_its_step_is_marked(make_app, clock):
    app = make_app()
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.pause()
        first = app.screen.query_one(RoutineList).chosen.steps[0]
        assert text(app, "caption").startswith(f"1  {first.name}\n")
        assert "breathe" in text(app, "caption")
        assert marked(app) == "1"
        await pilot.press("right")
        await pilot.pause()
        assert text(app, "caption").startswith("2  Bird dog")
        assert marked(app) == "2"
        clock.pass_s(60)
        preview(app)._figure.tick()
        await pilot.pause()
        assert text(app, "caption").startswith("2  Bird dog"), "it stays with what was chosen"
        await pilot.press("left", "left")
        await pilot.pause()
        assert marked(app) == "3", "from the first to the last"
        await pilot.click(offset=column_of(app, "1 Side lunge"))
        await pilot.pause()
        assert marked(app) == "1"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_another_movement_has_other_words(make_app, clock, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        seen = {}
        for _ in range(60):
            clock.pass_s(0.5)
            preview(app)._figure.tick()
            await pilot.pause()
            seen.setdefault(marked(app), set()).add(text(app, "caption"))
        assert set(seen) == {"1", "2", "3"}
        assert len(set.union(*seen.values())) > 5
        assert not any("Bird dog" in caption for caption in seen["2"]), "the marked row says it already: the figure has its room"


async def test_how_to_breathe_is_not_torn_from_its_word(make_app):
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        lines = [line[41:-1].strip() for line in shown(app)]
        place = lines.index("Reach your right hand down to your left foot")
        assert lines[place + 1] == "breathe out"
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert any("left foot \u00b7 breathe out" in line for line in shown(app))


async def test_the_figure_has_its_room_beside_the_longest_routine(make_app, diary):
    diary.import_sessions(done_on(*range(40), pain_before=5, pain_after=3))
    app = make_app(diary=diary)
    room = {(80, 24): 10, (100, 30): 13, (120, 40): 18, (150, 50): 22, (200, 60): 36}
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("down", "down")
        await pilot.pause()
        assert len(app.screen.query_one(RoutineList).chosen.steps) == 6
        for size, least in room.items():
            async with at_size(pilot, size):
                figure = preview(app)._figure
                assert figure.size.height >= least
                assert figure.region.bottom + 2 <= app.screen.query_one("#caption").region.bottom + 1
                assert not any(
                    one.region.overlaps(figure.region) for one in preview(app).query("#steps, #teaching, #caption") if one.display
                )


async def test_what_each_routine_is_for_is_told_whole_also_on_a_small_screen(make_app, library):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        assert len(library.routines) == 4
        for routine in library.routines.values():
            await pilot.pause()
            assert routine.about in "\n".join(shown(app)), routine.id
            await pilot.press("down")


async def test_our_advice_is_told_where_there_is_room_for_it_and_the_rest_where_there_is_more(make_app):
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        for rows, *told in ((36, False, False), (40, True, False), (44, True, True)):
            async with at_size(pilot, (120, rows)):
                lines = "\n".join(shown(app))
                assert ["Our advice: Point your bent knee" in lines, "Where you feel it" in lines] == told


async def test_what_a_routine_is_for_is_told_whole_from_the_start(make_app):
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        lines = "\n".join(shown(app))
        assert "which is" in lines
        assert "made to rotate." in lines


async def test_what_can_be_clicked_is_not_underlined(make_app):
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        underlined = [
            segment.text
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.underline
        ]
        assert underlined == []


async def test_where_there_is_much_room_the_back_has_a_year_and_a_plot(make_app, diary):
    diary.import_sessions(done_on(*range(0, 300, 3), pain_before=5, pain_after=3))
    app = make_app(diary=diary)
    async with app.run_test(size=(200, 60)) as pilot:
        await settled(app, pilot)
        panel = app.screen.query_one(BackPanel)
        for size, rows in {(200, 60): 30, (150, 50): 25, (120, 40): 8}.items():
            async with at_size(pilot, size):
                assert panel.size.height >= rows
                assert any("Last: " in line for line in shown(app)), "its last line, uncut"
                assert any("+ new routine" in line for line in shown(app)), "and so is the list"
                assert ("Sun" in panel.text) == ("\u25cb after" in panel.text) == (size[1] >= 50)


@pytest.mark.parametrize(("letters", "found"), [("roller", {"warm-up", "full"}), ("cat", {"relief", "full"}), ("desk", {"desk"})])
async def test_the_filter_finds_names_exercises_and_equipment(make_app, library, letters, found):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *letters)
        await pilot.pause()
        ids = {one.id for one in app.screen.query_one(RoutineList).options}
        assert found <= ids <= set(library.routines)
        assert "exercise" in app.screen.query_one("#filter").placeholder
        assert app.screen.query_one(KeyLine).text == "Enter to the list"
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.query_one(KeyLine).text.startswith("Enter start")


async def test_the_row_for_a_new_routine_asks_for_the_editor(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        asked = []
        app.screen.action_new = lambda: asked.append("new")
        await pilot.press("up")
        await pilot.pause()
        assert preview(app).border_title == "A routine of your own"
        assert "e edit" not in app.screen.query_one(KeyLine).text
        await pilot.press("enter")
        await pilot.pause()
        assert asked == ["new"]


async def test_what_was_cut_off_is_first_among_the_keys_and_only_then(make_app, diary, library, plan_of):
    app = make_app(diary=diary, acknowledged=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        assert "r go on" not in app.screen.query_one(KeyLine).text
        plan = plan_of("relief")
        open_one = Resumption(plan, 0, (), 0, "", "a" * 32, "26 Nov 09:00")
        app.screen.show_done(RoutineProgress({}, {}, unfinished=(open_one,)))
        await pilot.pause()
        assert app.screen.query_one(KeyLine).text.startswith("r go on")


async def test_the_title_says_what_will_be_heard(make_app, sound):
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        title = app.screen.query_one(TitleLine)
        assert title.state == "sound 80%   voice on"
        await pilot.press("m")
        assert title.state == "sound off"
        await pilot.press("m")
        sound.state, sound.reason = "none", "No sound: no sound device."
        app.screen._show_sound()
        assert title.state == "NO SOUND   No sound: no sound device."
        sound.reason = ""
        app.screen._show_sound()
        assert title.state == "silent"


async def test_the_back_is_told_at_a_glance_and_a_click_opens_the_history(make_app, diary):
    diary.import_sessions(done_on(0, 2, 30, note="slept badly"))
    app = make_app(diary=diary)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        panel = app.screen.query_one(BackPanel)
        assert "\u00b7  \u25cf  \u00b7  \u25cf" in panel.text, "Monday and Wednesday were free"
        assert "4 weeks    2 sessions, 2 min" in panel.text
        assert "Before      5 \u2585\u2585\u2585" in panel.text
        assert "After       3 \u2583\u2583\u2583" in panel.text
        assert "Last: 5 \u2192 3, today\n\u201cslept badly\u201d" in panel.text
        await pilot.click(BackPanel)
        await pilot.pause()
        assert type(app.screen).__name__ == "HistoryScreen"


async def test_a_newcomer_reads_what_to_do_and_what_will_stand_there(make_app, diary):
    app = make_app(diary=diary)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        seen = " ".join(app.screen.query_one(BackPanel).text.split())
        assert seen.startswith("New here?")
        assert "Enter starts the routine that is lit" in seen
        assert any("stand here." in line for line in shown(app))


def test_the_week_shows_today_as_open_until_something_is_done():
    days = {"2026-11-23": (1, 60_000), "2026-11-25": (2, 120_000)}
    recent = HistoryOverview(NOW.date(), days)
    assert [line.plain for line in week(recent)][1].split() == ["\u25cf", "\u00b7", "\u25cf", "\u25cb"]
    done = HistoryOverview(NOW.date(), {**days, "2026-11-26": (1, 1)})
    assert [line.plain for line in week(done)][1].split()[-1] == "\u25cf"
    assert four_weeks(recent.days, recent.today) == "3 sessions, 3 min"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (4, 2, "Last: 4 \u2192 2, yesterday"),
        (4, None, "Last: 4 before, yesterday"),
        (None, 2, "Last: 2 after, yesterday"),
        (None, None, "Last: yesterday"),
    ],
)
def test_the_last_session_is_told_as_far_as_the_back_was(before, after, words):
    (one,) = done_on(1, pain_before=before, pain_after=after)
    recent = HistoryOverview(NOW.date())
    assert last_words(RoutineProgress({}, {}, recent=recent, last_session=one)) == [words]


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_the_figure_keeps_its_size_while_its_caption_changes(make_app, clock, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        heights = set()
        for _ in range(40):
            clock.pass_s(0.5)
            preview(app)._figure.tick()
            await pilot.pause()
            heights.add(preview(app)._figure.size.height)
        assert len(heights) == 1
        assert heights.pop() >= 5
