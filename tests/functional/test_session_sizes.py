"""The session screen in every state at every size: the words are there, the numbers are big, nothing is cut off."""

import os
import random
import re
from datetime import date
from itertools import pairwise, takewhile

import pytest
from textual.widgets import Static
from textual.widgets._toast import Toast

from tests.functional.on_screen import at_size, shown, text
from trainer.keymap.commands import SESSION
from trainer.routine.compiler import compile_plan
from trainer.routine.library import merged
from trainer.routine.loader import parse
from trainer.run.driver import START_AHEAD_NS
from trainer.run.ports import HistoryOverview, RoutineProgress
from trainer.session.entry import SessionEntry
from trainer.session.states import Command, State
from trainer.ui.app import TrainerApp
from trainer.ui.dialogs.help import HelpDialog
from trainer.ui.routines.screen import RoutinesScreen
from trainer.ui.session.instruction import Instruction
from trainer.ui.session.pause_block import PauseBlock
from trainer.ui.session.screen import SessionScreen
from trainer.ui.session.side_and_count import SideAndCount
from trainer.ui.session.status_line import StatusLine
from trainer.ui.summary.screen import SummaryScreen
from trainer.ui.widgets.big import BLOCK, QUARTERS
from trainer.ui.widgets.big_text import BigText
from trainer.ui.widgets.text_line import TextLine

BLOCKS = set(QUARTERS.values())
SIZES = [(20, 5), (40, 12), (60, 16), (80, 24), (100, 30), (120, 40), (200, 60)]
OWN = """
version = 1
[[routine]]
id = "own"
name = "At my own pace"
steps = [{ exercise = "bird-dog", pace = "self", prepare = 10 }, { exercise = "cat-stretch", seconds = 300, prepare = 20 }]
"""


class Diary:
    """A history that cannot be written."""

    problem = "The disk is full."
    begun = True

    def begin(self, plan, record, speed, *, resumed=None):
        began = "2026-11-24T12:00:00.000+01:00"
        self.entry = SessionEntry(
            *("0", plan.routine, plan.name, plan.effort, speed, began, began[:10], None, "open"), 0, plan.duration_ms, None, ()
        )
        return self

    def past(self):
        return HistoryOverview(date(2026, 11, 24), problem=self.problem)

    def stop_waiting(self):
        pass

    def on_session_event(self, event):
        pass

    def rate_back(self, *, before=None, after=None):
        pass

    def rate_pain(self, pain):
        pass

    def done(self, library):
        return RoutineProgress({}, {})


@pytest.fixture(scope="session")
def own(library):
    both = merged(library, parse(OWN.encode(), "own.toml"))
    return compile_plan(both, both.routines["own"])


def moment(plan, test) -> float:
    return next(phase.start_ms for phase in plan.phases if test(phase)) / 1000


def lacking(app) -> list[str]:
    """The texts of which a part lies outside the widget that shows them."""
    cut = []
    for widget in app.screen.query("#compact").results(Static):
        if widget.region and widget.content:
            needed = widget.visual.get_height(widget.styles, widget.content_size.width)
            if needed > widget.content_size.height:
                cut.append(f"{widget.id}: {widget.content}")
    lines = [one for one in app.screen.query(TextLine).results(TextLine) if one.region and one.id != "step"]
    cut += [f"{one.id}: {one.text}" for one in lines if len(one.text) > one.content_size.width]
    seen = " ".join(" ".join(shown(app)).split())
    widgets = (app.screen.query_one(Instruction), app.screen.query_one(StatusLine))
    pause = app.screen.query_one(PauseBlock)
    sentences = pause.text.split("\n") if pause.region else []
    return cut + [part for part in (*sentences, *(part for widget in widgets for part in parts_of(widget))) if part not in seen]


def parts_of(widget: Instruction | StatusLine) -> list[str]:
    """The texts of a widget that is seen."""
    return widget.text.split(" \u00b7 ") if widget.region and widget.text else []


def drawn_rows(widget: BigText) -> list[str]:
    """The rows of a text that is drawn in blocks; none where it is not."""
    rows = str(widget.render()).split("\n")
    return rows if set("".join(rows)) <= BLOCKS else []


def word_rows(rows: list[str]) -> int:
    """How many rows the first large word of a block has, which ends where there is a row of air."""
    first = next(number for number, row in enumerate(rows) if row.strip())
    return sum(1 for _ in takewhile(lambda row: row.strip() and set(row) <= BLOCKS, rows[first:]))


# When it is looked at, what is pressed then, and the words that must be seen: drawn big, and as text.
STATES = {
    "prepare": ("warm-up", lambda plan: 5, (), "READY", "ready, 10 to the start"),
    "move left": ("warm-up", lambda plan: 15.5, (), "LEFT", "left, rep 1 of 8, 3 seconds"),
    "move right": (
        "warm-up",
        lambda plan: moment(plan, lambda one: one.step == 2 and one.rep == 10 and one.kind == "move") + 0.5,
        (),
        "RIGHT",
        "right, rep 10 of 10, 2 seconds",
    ),
    "hold": (
        "relief",
        lambda plan: moment(plan, lambda one: one.hold and one.duration_ms > 15_000) + 3,
        (),
        "HOLD",
        "17 seconds",
    ),
    "changeover": (
        "warm-up",
        lambda plan: moment(plan, lambda one: one.kind == "changeover") + 0.5,
        (),
        "RIGHT",
        "right, rep 2 of 8, 1 to switch",
    ),
    "rest": ("warm-up", lambda plan: moment(plan, lambda one: one.kind == "rest") + 1, (), "REST", "rest, 14 s"),
    "paused": ("warm-up", lambda plan: 16, ("space",), "PAUSED", "stop"),
    "get ready": ("warm-up", lambda plan: 16, ("space", "1", "space"), "LEFT", "left, rep 1 of 8, ready in 3"),
    "stop": ("warm-up", lambda plan: 16, ("q",), "STOP HERE?", "carry on"),
    "pain": ("warm-up", lambda plan: 16, ("x", "1"), "PAIN", "q: stay paused."),
    "waiting": ("own", lambda plan: plan.phases[0].end_ms / 1000 + 75, (), "LEFT", "left, rep 1 of 10, 75 seconds"),
    "waiting long": ("own", lambda plan: plan.phases[0].end_ms / 1000 + 185, (), "LEFT", "left, rep 1 of 10, 185 seconds"),
    "timed": ("own", lambda plan: 20, ("n", "23"), "BACK UP", "back up, 297 seconds"),
    "no sound": ("warm-up", lambda plan: 16, ("no sound",), "LEFT", "NO SOUND"),
    "not recorded": ("warm-up", lambda plan: 16, ("full disk",), "LEFT", "NOT RECORDED"),
}


@pytest.mark.parametrize("state", STATES)
async def test_every_state_at_every_size(make_app, unguided_plan_of, own, clock, sound, state):
    routine, when, then, word, plain = STATES[state]
    plan = own if routine == "own" else unguided_plan_of(routine)
    app = make_app(first=plan, diary=Diary() if "full disk" in then else None)

    def pass_s(seconds: float) -> None:
        while seconds > 0:
            clock.pass_s(min(1.5, seconds))
            app.screen.tick()
            seconds -= 1.5

    async with app.run_test(size=SIZES[0]) as pilot:  # where looks cost least
        if "no sound" in then:
            sound.state, sound.reason = "none", "No sound: no sound device."
        pass_s(when(plan) + START_AHEAD_NS / 1e9)
        for key in then:
            if key.isdigit():
                pass_s(int(key))
            elif " " not in key:
                await pilot.press(key)
        for size in SIZES:
            await pilot.resize_terminal(*size)
            app.screen.tick()
            await pilot.pause()
            lines = shown(app)
            assert len(lines) == size[1]
            assert lacking(app) == []
            seen = "\n".join(lines)
            if size[0] < 60:
                assert seen.strip()
                assert (BLOCK in seen) is (size[0] == 40)
                if size[0] == 40 and plain and state != "get ready":
                    assert plain.lower() in seen.lower()
                continue
            screen = app.screen
            assert plain in seen
            pause = screen.query_one(PauseBlock)
            paused = pause.display
            assert (pause.still.word if paused else screen.query_one("#word", BigText).text) == word
            large = size[0] >= 100 and size[1] >= 30
            column = [one for one in screen.query("SideAndCount BigText").results(BigText) if one.region]
            if paused:
                high = word_rows(str(pause.render()).split("\n"))
                assert high >= (3 if size[1] < 20 else 5), size
                rows = [len(drawn_rows(one)) for one in column]
                assert all(row <= high and (row >= 3 or size[1] < 20) for row in rows), (size, high, rows)
            else:
                assert all(len(drawn_rows(one)) >= (3 if size[1] < 20 else 5) for one in column), size
                assert len(column) in (2, 3)
                if large:
                    assert len(drawn_rows(screen.query_one("#name", BigText))) >= 3
            instruction = screen.query_one(Instruction)
            assert (len(instruction.large()) >= 3) is (large and not paused)
            if state.startswith("waiting"):
                assert screen.query_one("#call", BigText).text in ("DONE? SPACE", "DONE?")
                assert drawn_rows(screen.query_one("#call", BigText))
                assert "space done" in seen or size[1] < 20


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (200, 60)])
async def test_while_it_stands_still_one_thing_is_largest_and_what_is_asked_has_the_whole_width(
    make_app, unguided_plan_of, clock, size
):
    app = make_app(first=unguided_plan_of("warm-up"))
    async with app.run_test(size=size) as pilot:
        for _ in range(12):
            clock.pass_s(1.5)
            app.screen.tick()
        await pilot.pause()
        screen = app.screen
        pause, column, instruction = screen.query_one(PauseBlock), screen.query_one(SideAndCount), screen.query_one(Instruction)
        await pilot.press("space")
        await pilot.pause()
        assert not pause.still.asked
        assert column.region.width < pause.region.width / 2.5, "it steps back"
        assert screen.query_one("#rep", BigText).text == "1/8", "it is no digit of the seconds below it"
        assert parts_of(instruction)[0] in "\n".join(shown(app))
        assert instruction.large() == ()
        assert "space carry on" in "\n".join(shown(app))
        for key, word in (("q", "STOP HERE?"), ("x", "PAIN")):
            await pilot.press(key)
            await pilot.pause()
            assert pause.still.word == word
            assert pause.region.width == size[0]
            assert not column.region
            assert not instruction.region
            assert not screen.query_one("#name").region
            assert "q stay" in "\n".join(shown(app))
        await pilot.press("q")
        clock.pass_s(1)  # longer than a key that is held down repeats
        await pilot.press("space")
        for _ in range(4):
            clock.pass_s(1)
            app.screen.tick()
        await pilot.pause()
        assert column.region
        assert (len(instruction.large()) >= 3) is (size[1] >= 30)
        assert screen.query_one("#rep", BigText).text == "1"


@pytest.mark.parametrize("size", [(120, 40), (200, 60)])
async def test_a_row_of_air_is_between_the_large_letters_and_the_text_below_them(make_app, unguided_plan_of, size):
    app = make_app(first=unguided_plan_of("relief"))
    async with app.run_test(size=size) as pilot:
        app.screen.tick()
        await pilot.pause()
        rows = str(app.screen.query_one(Instruction).render()).split("\n")
        told = next(number for number, row in enumerate(rows) if set(row) - BLOCKS)
        assert set(rows[told - 2]) - {" "}
        assert not rows[told - 1].strip()


@pytest.mark.parametrize("routine", ["warm-up", "full"])
async def test_each_text_is_whole_and_the_bar_grows_by_what_is_done_alone(make_app, unguided_plan_of, clock, routine):
    plan = unguided_plan_of(routine)
    app = make_app(first=plan)
    rooms: dict[int, list[int]] = {}  # how wide the bar is, by step
    async with app.run_test(size=(60, 16)) as pilot:
        app.screen.tick()
        begun = clock.now_ns() + START_AHEAD_NS
        for phase in plan.phases:
            while (left := begun + (phase.start_ms + 60) * 1_000_000 - clock.now_ns()) > 0:
                clock.pass_s(min(1.5, left / 1e9))
                app.screen.tick()
            await pilot.pause()
            assert app.screen.controller.driver.session.phase == phase
            assert lacking(app) == [], phase
            rooms.setdefault(phase.step, []).append(app.screen.query_one("#part").size.width)
    assert all(later <= former for widths in rooms.values() for former, later in pairwise(widths))
    assert all(len(set(widths)) <= 5 for widths in rooms.values())


@pytest.mark.parametrize("size", [size for size in SIZES if size[0] >= 60])
async def test_a_notice_stands_on_a_line_of_its_own_and_covers_nothing(make_app, unguided_plan_of, clock, size):
    app = make_app(first=unguided_plan_of("warm-up"), acknowledged=True)
    async with app.run_test(size=size, notifications=True) as pilot:
        app.notify("The screen may go dark. The system's settings can prevent it.", markup=False, timeout=5)
        app.screen.tick()
        await pilot.pause()
        assert not app.screen.query(Toast)
        assert text(app, "status")
        assert lacking(app) == []
        for _ in range(6):
            clock.pass_s(1)
            app.screen.tick()
        await pilot.pause()
        assert text(app, "status") == ""


@pytest.mark.parametrize("size", SIZES)
async def test_without_colours_a_cue_and_a_pause_are_framed(make_app, unguided_plan_of, clock, size, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(first=unguided_plan_of("warm-up"))

    def framed() -> bool:
        return any(BLOCK + "\u2580" * (size[0] // 4) in line for line in shown(app))

    async with app.run_test(size=size) as pilot:
        for _ in range(2):
            clock.pass_s(0.85)
            app.screen.tick()
        await pilot.pause()
        assert not framed()
        for _ in range(9):  # to the first side, which has a cue
            clock.pass_s(1.5)
            app.screen.tick()
        await pilot.pause()
        assert framed()
        clock.pass_s(1.0)
        await pilot.press("space")
        clock.pass_s(1.0)
        app.screen.tick()
        await pilot.pause()
        assert framed() is (size[0] >= 60)  # a small screen has no room above and below its words


async def test_the_summary_at_every_size_says_what_was_done(make_app, unguided_plan_of):
    app = make_app(first=unguided_plan_of("warm-up"))
    async with app.run_test(size=SIZES[0]) as pilot:
        await pilot.press("n", "n", "n")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        for size in SIZES:
            async with at_size(pilot, size):
                assert "skipped" in "\n".join(shown(app))
        for size in SIZES:
            async with at_size(pilot, size):
                for _ in range(20):
                    await pilot.press("pagedown")
                await pilot.pause()
                assert "oam roll" in "\n".join(shown(app)), "its name, or the short one"


async def test_the_routines_at_every_size_show_where_one_is_and_how_to_get_help(make_app):
    app = make_app()
    async with app.run_test(size=SIZES[0]) as pilot:
        for size in SIZES:
            async with at_size(pilot, size):
                text = "\n".join(shown(app))
                assert "Upper-back warm-up" in text
                assert re.search(r"\? help +q quit", text)


# ---- whatever happens

ROUNDS = int(os.environ.get("TRAINER_ROUNDS", "1"))  # 50 for 1,000 sizes and 5,000 keys
KEYS = [key for command in SESSION for key in command.keys]


@pytest.mark.parametrize("round_", range(ROUNDS))
async def test_any_sizes_leave_the_session_where_it_is(session_app, clock, round_):
    chance = random.Random(f"sizes {round_}")
    async with session_app.run_test(size=(80, 24)) as pilot:
        session = session_app.screen.controller.driver.session
        passed = 0
        for _ in range(20):
            await pilot.resize_terminal(round(300 ** chance.random()), round(100 ** chance.random()))
            step = chance.randrange(1_900)
            clock.pass_s(step / 1000)
            passed += step
            session_app.screen.tick()
            assert session.state is State.RUNNING
            assert session.position_ms == max(0, passed - START_AHEAD_NS // 1_000_000)  # it begins a moment late
        assert isinstance(session_app.screen, SessionScreen)


@pytest.mark.parametrize("round_", range(ROUNDS))
async def test_any_keys_leave_a_session_that_can_be_done_to_its_end(library, clock, sound, round_):
    chance = random.Random(f"keys {round_}")
    both = merged(library, parse(OWN.encode(), "own.toml"))
    app = TrainerApp(both, clock, sound, diary=Diary())
    async with app.run_test(size=(70, 18)) as pilot:
        await pilot.press(*(["down"] * chance.randrange(len(both.routines))))  # one of them is at one's own pace
        for _ in range(20):
            screen = app.screen
            if isinstance(screen, RoutinesScreen | SummaryScreen):
                clock.pass_s(1)
                await pilot.press("enter")
                await pilot.pause()
                continue
            await pilot.press(*chance.choices(KEYS, k=5))
            clock.pass_s(chance.choice((0.1, 1.0, 1.9, 5.0)))
            if isinstance(screen, SessionScreen) and screen.is_current:
                screen.tick()
                session = screen.controller.driver.session
                assert 0 <= session.position_ms <= session.plan.duration_ms
                assert screen.query_one("#pause").display is (session.state is State.PAUSED)
                assert session.ended or session.phase.start_ms <= session.position_ms <= session.phase.end_ms
        if isinstance(app.screen, HelpDialog):
            await pilot.press("escape")
            await pilot.pause()
        if isinstance(app.screen, SessionScreen):
            session = app.screen.controller.driver.session
            if session.state is State.PAUSED:
                app.screen.controller.driver.do(Command.RESUME)
            await pilot.resize_terminal(20, 5)  # where looks cost least
            await pilot.pause()
            for _ in range(3_000):
                if session.ended:
                    break
                clock.pass_s(1.8)
                if session.state is State.WAITING:
                    app.screen.controller.pause_or_resume()
                app.screen.tick()
            await pilot.pause()
            assert isinstance(app.screen, SummaryScreen)
