"""Reps at one's own pace: which keys mean done, what is counted, and how to pause nevertheless."""

import pytest

from trainer.routine.compiler import compile_plan
from trainer.routine.library import merged
from trainer.routine.loader import parse
from trainer.session.states import State
from trainer.ui.session.pause_block import PauseBlock
from trainer.ui.widgets.big_text import BigText

OWN = """
version = 1
[[routine]]
id = "own"
name = "At my own pace"
steps = [{ exercise = "bird-dog", pace = "self" }, { exercise = "foam-roll" }]
"""


@pytest.fixture
def waiting_app(library, make_app):
    both = merged(library, parse(OWN.encode(), "own.toml"))
    return make_app(first=compile_plan(both, both.routines["own"]))


def seconds(app) -> str:
    return app.screen.query_one("#seconds", BigText).text


@pytest.mark.parametrize("key", ["space", "enter", "full_stop", "b", "pagedown"])
async def test_a_key_after_the_rep_is_done_and_the_clock_counts_up(waiting_app, follow, key):
    async with waiting_app.run_test(size=(80, 24)) as pilot:
        session = waiting_app.screen.controller.driver.session
        await follow(waiting_app, pilot, session.plan.phases[0].end_ms / 1000 + 39.8)
        assert (session.state, session.phase.rep, seconds(waiting_app)) == (State.WAITING, 1, "39")
        assert waiting_app.screen.query_one("#call").display
        await pilot.press(key, key, key)  # held or pressed twice: once
        assert (session.state, session.phase.kind) == (State.RUNNING, "changeover")
        assert not waiting_app.screen.query_one("#call").display
        await follow(waiting_app, pilot, 1.6, 0.1)
        assert (session.state, session.phase.rep) == (State.WAITING, 2)
        await pilot.press(key)  # still the same press
        assert (session.state, session.phase.rep) == (State.WAITING, 2)


@pytest.mark.parametrize("key", ["f5", "h", "q", "x", "question_mark"])
async def test_the_other_keys_pause_and_then_the_rep_waits_again(waiting_app, follow, key):
    async with waiting_app.run_test(size=(80, 24)) as pilot:
        session = waiting_app.screen.controller.driver.session
        await follow(waiting_app, pilot, 30)
        await pilot.press(key)
        assert session.state is State.PAUSED
        await pilot.pause()
        if key == "question_mark":
            await pilot.press("escape")
            await pilot.pause()
        await follow(waiting_app, pilot, 1)
        await pilot.press("space")
        await follow(waiting_app, pilot, 4)
        assert (session.state, session.phase.rep) == (State.WAITING, 1)


async def test_the_arrow_goes_to_the_next_step(waiting_app, follow):
    async with waiting_app.run_test(size=(80, 24)) as pilot:
        await follow(waiting_app, pilot, 30)
        await pilot.press("right")
        assert waiting_app.screen.controller.driver.session.phase.step == 2


async def test_what_hurts_can_be_skipped_and_the_screen_says_where_it_goes_on(waiting_app, follow):
    async with waiting_app.run_test(size=(80, 24)) as pilot:
        await follow(waiting_app, pilot, 30)
        await pilot.press("q", "x")  # pain comes before the question whether to leave
        screen = waiting_app.screen
        assert screen.query_one(PauseBlock).still.word == "PAIN"
        await pilot.press("n")
        assert screen.query_one(PauseBlock).still.word == "PAUSED"
        assert "Next: Foam rolling" in screen.query_one(PauseBlock).text
        assert screen.controller.driver.session.state is State.PAUSED


@pytest.mark.parametrize("key", ["space", "enter", "pagedown"])
async def test_a_key_too_soon_in_a_rep_says_no_and_held_down_says_it_once(waiting_app, clock, follow, sound, key):
    async with waiting_app.run_test(size=(80, 24)) as pilot:
        session = waiting_app.screen.controller.driver.session
        await follow(waiting_app, pilot, session.plan.phases[0].end_ms / 1000)
        while session.state is not State.WAITING:
            clock.pass_s(0.1)
            waiting_app.screen.tick()
        for _ in range(3):
            await pilot.press(key)
            await follow(waiting_app, pilot, 0.05, 0.05)
        assert (session.state, session.phase.rep) == (State.WAITING, 1)
        assert [name for name, _ in sound.played].count("refused") == 1
        await follow(waiting_app, pilot, 1)
        await pilot.press(key)
        assert session.phase.kind == "changeover"


async def test_a_key_that_the_moment_does_not_allow_says_no(session_app, follow, sound):
    async with session_app.run_test() as pilot:
        await follow(session_app, pilot, 30)
        await pilot.press("plus")
        assert sound.played[-1][0] == "refused"
