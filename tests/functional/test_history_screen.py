"""The history screen: charts, a list that reads on, details, and a session that is taken out and put back."""

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace
from textual.widgets import OptionList, Static

from tests.functional.on_screen import at_size, help_keys, shown
from trainer.history.diary import Diary
from trainer.session.entry import SessionEntry, SessionLogEntry
from trainer.session.record import StepRecord
from trainer.settings.settings import Settings
from trainer.ui.history.screen import HistoryScreen
from trainer.ui.history.widgets import SessionList
from trainer.ui.routines.screen import RoutinesScreen
from trainer.ui.session.screen import SessionScreen
from trainer.ui.widgets.key_line import KeyLine
from trainer.ui.widgets.title_line import TitleLine

NOW = datetime.fromisoformat("2026-11-24T12:00:00+01:00")


def entries(count):
    for number in range(count):
        began = NOW - timedelta(hours=5 * number)
        yield SessionEntry(
            f"{number:032x}",
            "relief",
            "Relief [bold]",
            "usual",
            1.0,
            began.isoformat(timespec="milliseconds"),
            began.date().isoformat(),
            began.isoformat(timespec="milliseconds"),
            "finished",
            300_000,
            300_000,
            None,
            (StepRecord(1, "cat-stretch", "Cat stretch", None, "done", 4, 4, 60_000, 60_000),),
            5,
            number % 11,
            (SessionLogEntry(began.isoformat(timespec="milliseconds"), "pain", 1, None, 2, 7),),
        )


@pytest.fixture
def diary(tmp_path):
    made = Diary(tmp_path, now=lambda: NOW)
    made.import_sessions(entries(250))
    return made


async def settled(app, pilot):
    await app.workers.wait_for_complete()
    await pilot.pause()


def text(app, name):
    return str(app.screen.query_one(name, Static).content)


@pytest.mark.parametrize(("size", "told"), [((80, 24), "Upper-back spasm relief "), ((40, 12), "Upper-back spas")])
async def test_names_of_routines_that_begin_alike_are_told_apart(make_app, tmp_path, size, told):
    made = Diary(tmp_path, now=lambda: NOW)
    made.import_sessions(replace(one, name="Upper-back spasm relief") for one in entries(3))
    app = make_app(diary=made, acknowledged=True)
    async with app.run_test(size=size) as pilot:
        await pilot.press("h")
        await settled(app, pilot)
        rows = [line for line in shown(app) if "24 Nov" in line and "Upper-back" in line]
        assert rows
        assert all(told in row for row in rows)
    made.close()


async def test_the_history_tells_what_was_done(make_app, diary):
    app = make_app(diary=diary, acknowledged=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("h")
        await settled(app, pilot)
        assert isinstance(app.screen, HistoryScreen)
        assert app.screen.query_one(TitleLine).state == "4 weeks: 133 sessions, 11 h 5 min     in all: 250 sessions, 20 h 50 min"
        assert app.screen.query_one("#sessions").border_title == "Sessions 250"
        assert text(app, "#name") == "Relief [bold]"
        assert "Your back: 5 \u2192 0" in text(app, "#lines")
        assert "! 12:00 pain 7 at Cat stretch" in text(app, "#lines")
        shown = [name for name in ("#year", "#weeks", "#back", "#hurts") if app.screen.query_one(name).display]
        await pilot.press("right")
        assert shown == ["#year"]
        assert app.screen.query_one("#weeks").display
        await pilot.press("left", "left")
        assert str(app.screen.query_one("#hurts").render()).splitlines()[1].startswith("Cat stretch")
        await pilot.click("#tabs", offset=(17, 0))
        assert app.screen.query_one("#back").display
        assert not app.screen.query_one("#hurts").display
        await pilot.press("escape")
        assert isinstance(app.screen, RoutinesScreen)


async def test_on_a_terminal_that_has_grown_all_charts_stand_in_full(make_app, diary):
    app = make_app(diary=diary, acknowledged=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("h")
        await settled(app, pilot)
        await pilot.resize_terminal(120, 46)
        await pilot.pause()
        assert [chart.size for chart in app.screen.query(".chart")] == [(56, 8), (56, 8), (66, 12), (46, 12)]
        assert "chart" not in app.screen.query_one(KeyLine).text, "all are shown"
        await pilot.resize_terminal(50, 14)
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert [chart.display for chart in app.screen.query(".chart")] == [True, False, False, False]


async def test_the_list_is_read_on_as_one_goes_down(make_app, diary):
    app = make_app(diary=diary, acknowledged=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("h")
        await settled(app, pilot)
        listed = app.screen.query_one(OptionList)
        assert listed.option_count == 100
        for _ in range(3):
            await pilot.press("end")
            await settled(app, pilot)
        assert listed.option_count == 250


async def test_what_was_taken_out_can_be_put_back(make_app, diary):
    app = make_app(diary=diary, acknowledged=True)
    before = diary.sessions()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("h")
        await settled(app, pilot)
        await pilot.press("down", "d")
        await settled(app, pilot)
        await settled(app, pilot)
        assert diary.sessions() == [before[0], *before[2:]]
        await pilot.press("u")
        await settled(app, pilot)
        await settled(app, pilot)
        assert "in all: 250 sessions" in app.screen.query_one(TitleLine).state
    assert diary.sessions() == before


class Reluctant:
    """A diary that cannot put back, and counts what it is asked to delete."""

    def __init__(self, diary):
        self._diary, self.problem, self.deletions = diary, "The disk is full.", 0

    def __getattr__(self, name):
        return getattr(self._diary, name)

    def delete(self, entry):
        self.deletions += 1
        return self._diary.delete(entry)

    def put_back(self, entry):
        return self.problem or self._diary.put_back(entry)


async def test_what_could_not_be_put_back_can_be_later_and_a_key_pressed_twice_deletes_once(make_app, diary):
    reluctant = Reluctant(diary)
    app = make_app(diary=reluctant, acknowledged=True, settings=Settings(keys={"history.undo": ("z",)}))
    before = diary.sessions()

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("h")
        await settled(app, pilot)
        for _ in range(2):  # at once, as a key that repeats
            app.screen.action_delete()
        await settled(app, pilot)
        await settled(app, pilot)
        assert (reluctant.deletions, text(app, "#notice")) == (1, "Deleted. z puts it back.")
        await pilot.press("z")
        await settled(app, pilot)
        assert text(app, "#notice") == "The disk is full."
        assert not app._notifications, "nothing stacks over the list"
        reluctant.problem = ""
        await pilot.press("z")
        await settled(app, pilot)
        await settled(app, pilot)
    assert diary.sessions() == before


async def test_what_became_of_a_session_has_room_in_the_list_and_help_names_only_keys_that_act(make_app, tmp_path):
    diary = Diary(tmp_path, now=lambda: NOW)
    diary.import_sessions([replace(next(entries(1)), outcome="stopped", name="Upper-back spasm relief, as it was written down")])
    app = make_app(diary=diary, acknowledged=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("h")
        await settled(app, pilot)
        listed = app.screen.query_one(OptionList)
        row = str(listed.get_option_at_index(0).prompt)
        assert len(row) <= listed.content_size.width - 2
        assert row.endswith("5:00   5\u21920 \u00bd! ")
        await pilot.press("question_mark")
        await pilot.pause()
        (keys,) = (keys for keys, text in help_keys(app) if text.startswith("back to the routines"))
        assert "Enter" not in keys, "it does the session again"


async def test_nothing_done_and_a_history_that_cannot_be_read_are_told(make_app, tmp_path):
    for path, words in (
        (
            tmp_path / "none",
            "No sessions yet. Each one you do appears here by itself,\nwith how your back felt before and after.\n\n"
            "Esc leads to the routines; Enter there starts one.",
        ),
        (tmp_path / "bad", "cannot be read"),
    ):
        if path.name == "bad":
            (path / "history.db").mkdir(parents=True)
        app = make_app(diary=Diary(path), acknowledged=True)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("h")
            await settled(app, pilot)
            await pilot.press("d", "u", "down")
            assert words in text(app, "#empty")
            assert app.screen.query_one("#empty").display
            assert app.screen.query_one(KeyLine).text == "? help   Esc routines", "nothing else acts"


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (80, 24), (120, 50), (200, 60)])
async def test_the_history_fits_every_size(make_app, diary, size):
    app = make_app(diary=diary, acknowledged=True)
    async with app.run_test(size=size) as pilot:
        await pilot.press("h")
        await settled(app, pilot)
        assert app.screen.query_one(OptionList).size.height >= 2
        assert app.screen.query_one("#charts").display == (size[1] > 12), "no room for charts on a small screen"
        await pilot.resize_terminal(*reversed(size))
        await pilot.press("down", "tab", "question_mark")
        await pilot.pause()


async def test_due_routines_come_first_and_a_damaged_history_is_named(make_app, diary, tmp_path):
    evening = replace(next(entries(1)), id="e", started_at=(NOW - timedelta(days=1)).isoformat(), day="2026-11-23")
    due = Diary(tmp_path / "due", now=lambda: NOW)
    due.import_sessions([evening])
    app = make_app(diary=due, acknowledged=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(app, pilot)
        first = app.screen.query_one(OptionList).get_option_at_index(0)
        assert first.id == "relief"
        assert "due, 0 of 2 today" in str(first.prompt)
        assert app.screen.query_one(OptionList).highlighted == 0, "Enter starts it"
    (tmp_path / "due" / "history.db").write_bytes(b"nonsense" * 1000)
    app = make_app(diary=due, acknowledged=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(app, pilot)
        assert any("history-damaged-1.db" in notice.message for notice in app._notifications)


async def test_what_was_taken_out_can_be_put_back_until_the_trainer_ends(make_app, diary):
    before = diary.sessions()
    app = make_app(diary=diary, acknowledged=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("h")
        await settled(app, pilot)
        assert "put back" not in app.screen.query_one(KeyLine).text
        await pilot.press("u", "d")
        for _ in range(2):
            await settled(app, pilot)
        assert "u put back" in app.screen.query_one(KeyLine).text
        await pilot.press("escape", "h")
        await settled(app, pilot)
        assert diary.sessions() == before[1:]
        await pilot.press("u")
        for _ in range(2):
            await settled(app, pilot)
    assert diary.sessions() == before


async def test_the_sessions_of_one_routine_can_be_listed_alone(make_app, diary):
    diary.import_sessions([replace(next(entries(1)), id="d", routine="desk", name="Desk")])
    app = make_app(diary=diary, acknowledged=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("h")
        await settled(app, pilot)
        listed = app.screen.query_one(OptionList)
        seen = []
        for _ in range(3):
            await pilot.press("f")
            await settled(app, pilot)
            seen.append((next(line for line in shown(app) if "of 251" in line or "Sessions" in line), listed.option_count))
            charts = [", all routines" in str(chart.border_title) for chart in app.screen.query(".chart")]
            assert charts == [app.screen.query_one("#sessions").border_title != "Sessions 251"] * 4, (
                "the charts say that they are of all routines"
            )
        assert [count for _, count in seen] == [100, 1, 100]
        for (line, _), title in zip(seen, ("Relief [bold] 250 of 251", "Desk 1 of 251", "Sessions 251"), strict=True):
            assert title in line


async def test_a_note_is_written_later(make_app, diary):
    app = make_app(diary=diary, acknowledged=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("h")
        await settled(app, pilot)
        await pilot.press("n", *"slept  [b]", "enter")
        for _ in range(2):
            await settled(app, pilot)
        assert "\u201cslept [b]\u201d" in text(app, "#lines")
        assert str(app.screen.query_one(OptionList).get_option_at_index(0).prompt).endswith("\u270e")
    assert [one.note for one in diary.sessions()[:2]] == ["slept [b]", ""]


async def test_enter_does_a_session_again_and_a_click_only_chooses_it(make_app, diary):
    diary.import_sessions(
        [replace(next(entries(1)), id="low", effort="low", started_at=(NOW - timedelta(minutes=9)).isoformat())]
    )
    app = make_app(diary=diary, acknowledged=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("h")
        await settled(app, pilot)
        await pilot.click("#list", offset=(5, 1))
        assert isinstance(app.screen, HistoryScreen)
        assert app.screen.query_one(OptionList).highlighted == 1
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SessionScreen)
        plan = app.screen.controller.driver.session.plan
        assert (plan.routine, plan.effort) == ("relief", "low")


async def test_what_was_done_stands_in_a_column(make_app, tmp_path):
    diary = Diary(tmp_path, now=lambda: NOW)
    entry = next(entries(1))
    steps = (replace(entry.steps[0], name="Side lunge with opposite-hand reach", side="left"), replace(entry.steps[0], number=2))
    diary.import_sessions([replace(entry, steps=steps)])
    app = make_app(diary=diary, acknowledged=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("h")
        await settled(app, pilot)
        rows = app.screen.query_one("#steps")
        shown = [rows.render_line(y).text.split("  ") for y in range(3)]
        assert [row[0] for row in shown[:2]] == ["Side lunge with opposite-hand", "reach"], "no name is cut"
        shown = [rows.render_line(y).text for y in range(3)]
        assert [row.rstrip()[-len("L 4/4  \u2713") :] for row in shown[1:]] == ["L 4/4  \u2713", "  4/4  \u2713"]


async def test_no_name_in_the_detail_of_a_session_is_cut(make_app, tmp_path):
    diary = Diary(tmp_path, now=lambda: NOW)
    entry, name = next(entries(1)), "Foam rolling, middle and upper back"
    steps = [replace(entry.steps[0], name=name, side=side, outcome="stopped") for side in ("left", "right")]
    diary.import_sessions([replace(entry, steps=tuple(steps))])
    app = make_app(diary=diary, acknowledged=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("h")
        await settled(app, pilot)
        for size in ((80, 24), (100, 30), (120, 40), (200, 60)):
            async with at_size(pilot, size):
                rows = app.screen.query_one("#steps")
                shown = "".join(rows.render_line(y).text for y in range(rows.size.height))
                assert "".join(name.split()) in "".join(shown.split())
                assert "\u2026" not in shown


async def test_the_charts_say_what_their_marks_lines_and_shades_mean(make_app, diary):
    app = make_app(diary=diary, acknowledged=True)
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.press("h")
        for size in ((200, 60), (120, 40), (80, 24)):
            async with at_size(pilot, size):
                drawn = "\n".join(shown(app))
                assert "minutes a day: \u00b7 0 " in drawn
                assert "\u2588 20+  < today" in drawn
                if size == (80, 24):  # one chart at a time
                    await pilot.press("tab", "tab")
                    await settled(app, pilot)
                    drawn = "\n".join(shown(app))
                assert "average: \u2500 before  \u2508 after" in drawn


async def test_each_column_of_the_sessions_has_its_head_over_it(make_app, tmp_path):
    diary = Diary(tmp_path, now=lambda: NOW)
    diary.import_sessions([replace(next(entries(1)), pain_before=5, pain_after=2)])
    app = make_app(diary=diary, acknowledged=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("h")
        await settled(app, pilot)
        for size in ((80, 24), (120, 40), (200, 60)):
            async with at_size(pilot, size):
                top = app.screen.query_one("#heads").region.y
                heads, row = shown(app)[top : top + 2]
                felt = "5 \u2192 2" if size[0] > 100 else "5\u21922"
                ends = [heads.index(head) + len(head) for head in ("min", "back")]
                length = row[: ends[0]].split()[-1]
                assert ":" in length
                assert row[: ends[0]].endswith(length)
                assert row[: ends[1]].endswith(felt)
                name = app.screen.query_one("#list").chosen.name
                assert row.index(name[:6]) == heads.index("routine")


async def test_what_helps_most_is_left_out_where_it_would_be_cut(make_app, tmp_path):
    diary = Diary(tmp_path, now=lambda: NOW)
    name = "The very long routine for a back that is stiff"
    diary.import_sessions(replace(entry, name=name, pain_after=3) for entry in entries(60))
    app = make_app(diary=diary, acknowledged=True)
    async with app.run_test(size=(116, 38)) as pilot:
        await pilot.press("h")
        await settled(app, pilot)
        for size, both in {(116, 38): False, (120, 40): False, (200, 60): True}.items():
            async with at_size(pilot, size):
                told = str(app.screen.query_one("#back").border_subtitle)
                assert told.startswith("before 5.0")
                assert (name in told) is both


async def test_pauses_do_not_drown_the_detail(make_app, tmp_path):
    paused = [SessionLogEntry(f"2026-11-24T12:0{number}:00.000+01:00", "paused", 1) for number in range(2)]
    resumed = [SessionLogEntry(f"2026-11-24T12:0{number}:30.000+01:00", "resumed", 1) for number in range(2)]
    diary = Diary(tmp_path, now=lambda: NOW)
    diary.import_sessions([replace(next(entries(1)), happenings=(*paused, *resumed))])
    app = make_app(diary=diary, acknowledged=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("h")
        await settled(app, pilot)
        assert text(app, "#lines").splitlines()[-1] == "Paused twice."
        assert text(app, "#steps").splitlines() == ["Cat stretch 4/4  \u2713"]


async def test_a_click_on_a_day_of_the_year_goes_to_its_sessions(make_app, diary):
    """A day that the list does not reach yet is read on to; one without a session is told."""
    app = make_app(diary=diary)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("h")
        await settled(app, pilot)
        year, sessions = app.screen.query_one("#year"), app.screen.query_one("#list", SessionList)
        last = (
            next(place for place in range(year.size.width, 0, -1) if year.render().plain.split("\n")[2][place - 1 : place] == "<")
            - 2
        )

        async def click(weeks, weekday):
            await pilot.click("#year", offset=(last - weeks + 2, 2 + weekday))  # within border, margin and months
            await settled(app, pilot)
            await settled(app, pilot)

        for weeks, weekday, day in ((1, 2, "2026-11-18"), (6, 0, "2026-10-12")):
            await click(weeks, weekday)
            assert sessions.chosen.day == day
            assert sessions.entries[sessions.highlighted + 1].day < day, "the first one of the day"
            assert sessions.has_focus
        await click(12, 0)
        assert text(app, "#notice") == "No session in the list on Mon 31 Aug 2026."
