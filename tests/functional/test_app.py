"""From choosing a routine to its summary, as a person does it."""

import threading
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from tests.functional.fake_services import FakeServices
from tests.functional.on_screen import help_keys, shown, text, told
from trainer.diagnostics.problem import Problem
from trainer.history.diary import Diary
from trainer.run.driver import START_AHEAD_NS
from trainer.run.ports import RoutineProgress
from trainer.run.safety import SAFETY, SHORT, short
from trainer.session.states import Command, State
from trainer.settings.settings import Settings
from trainer.ui.dialogs.help import HelpDialog
from trainer.ui.routines.preview import RoutinePreview
from trainer.ui.routines.screen import RoutinesScreen
from trainer.ui.routines.widgets import RoutineList
from trainer.ui.session.pause_block import PauseBlock
from trainer.ui.session.screen import SessionScreen
from trainer.ui.summary.screen import SummaryScreen
from trainer.ui.widgets.big_text import BigText
from trainer.ui.widgets.figure import FigureView


def big(app, name: str) -> str:
    return app.screen.query_one(f"#{name}", BigText).text


def paused_for(app) -> str:
    return app.screen.query_one(PauseBlock).still.word


async def test_the_routines_are_listed_with_the_first_one_shown(make_app):
    async with make_app().run_test(size=(80, 24)) as pilot:
        app = pilot.app
        assert isinstance(app.screen, RoutinesScreen)
        assert app.screen.query_one(RoutineList).border_title == "Routines 4"
        assert app.screen.query_one(RoutinePreview).border_title == "Upper-back warm-up  5:29"
        assert "Bird dog" in text(app, "step-lines")
        await pilot.press("right")
        await pilot.pause()
        assert "Our advice: Lift no higher than your hips" in text(app, "teaching")
        assert SHORT in text(app, "banner")


async def test_enter_starts_and_hands_off_leads_to_the_summary_and_back(make_app, plan_of, sound, follow):
    started = []
    app = make_app(on_start=lambda: started.append(True))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, SessionScreen)
        assert started == [True]
        assert sound.opened == 1
        await follow(app, pilot, plan_of("relief").duration_ms / 1000 + 1)
        assert isinstance(app.screen, SummaryScreen)
        assert text(app, "verdict") == "Well done."
        assert str(app.screen.query_one("#steps").render()).splitlines()[0].split() == ["Cat", "stretch", "4/4", "\u2713"]
        assert "finished" in [name for name, _ in sound.played]
        await follow(app, pilot, 1)
        await pilot.press("enter")
        assert isinstance(app.screen, RoutinesScreen)
        assert not app.screen.query_one("#banner").display


@pytest.mark.parametrize(("size", "stands"), [((80, 24), True), ((80, 9), True), ((40, 9), True), ((20, 5), False)])
async def test_the_safety_text_is_shown_before_it_counts_as_read(make_app, size, stands):
    read = []
    app = make_app(on_start=lambda: read.append(told(app)))
    async with app.run_test(size=size, notifications=True) as pilot:
        assert bool(app.screen.query_one("#banner").region.height) is stands
        await pilot.press("enter")
        await pilot.pause()
        assert read == [[]]
        seen = " ".join(" ".join([*shown(app), *told(app)]).split())
        assert (SHORT in seen) is not stands


@pytest.mark.parametrize("acknowledged", [False, True])
async def test_a_session_that_is_started_at_once_says_the_safety_text_the_first_time(make_app, plan_of, acknowledged):
    app = make_app(first=plan_of("warm-up"), acknowledged=acknowledged)
    async with app.run_test(notifications=True):
        assert (short("?") in told(app)) is not acknowledged


async def test_efforts_change_the_doses_and_the_plan_that_starts(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        assert "12 reps" in text(app, "step-lines")
        await pilot.press("1")
        assert "6 reps" in text(app, "step-lines")
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.controller.driver.session.plan.effort == "low"


async def test_the_filter_narrows_the_list_and_escape_shows_all_again(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"desk")
        await pilot.pause()
        assert app.screen.query_one(RoutineList).border_title == "Routines 1"
        assert app.screen.query_one(RoutinePreview).border_title.startswith("Break at the desk")
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.query_one(RoutineList).border_title == "Routines 4"


async def test_letters_of_the_filter_are_no_commands(make_app, sound):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"mtq1")
        await pilot.pause()
        assert app.screen.query_one("#filter", Input).value == "mtq1"
        assert not sound.muted
        assert not sound.played


async def test_a_filter_that_fits_nothing_says_so_and_enter_starts_nothing(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"zzz", "enter", "enter")
        await pilot.pause()
        assert isinstance(app.screen, RoutinesScreen)
        assert app.screen.query_one(RoutinePreview).border_title == "No routine fits these letters"


async def test_a_clicker_moves_by_one_and_starts(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("pagedown", "pagedown", "pageup", "full_stop")
        await pilot.pause()
        assert app.screen.controller.driver.session.plan.routine == "relief"


async def test_problems_of_a_file_are_shown_while_the_bundled_routines_work(make_app):
    app = make_app(problems=[Problem("my.toml", ("routine", 0, "id"), "expected [red]an id[/red]")])
    async with app.run_test(size=(80, 24)) as pilot:
        shown = " ".join(str(one.content) for one in app.screen.query("#problems Static").results(Static))
        assert "my.toml: routine[0].id: expected [red]an id[/red]" in shown
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SessionScreen)


async def test_the_sound_test_plays_left_and_right(make_app, sound):
    async with make_app().run_test() as pilot:
        await pilot.press("t")
        assert [name for name, _ in sound.played[:2]] == ["side-left", "side-right"]
        assert sound.opened == 1


async def test_help_lists_the_keys_and_the_safety_text_and_pauses_a_session(make_app, follow, plan_of):
    app = make_app(first=plan_of("relief"))
    async with app.run_test(size=(80, 24)) as pilot:
        await follow(app, pilot, 3)
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, HelpDialog)
        shown = " ".join(str(one.content) for one in app.screen.query(Static).results(Static))
        assert "next step" in shown
        assert " ".join(SAFETY.split()) in shown
        assert "Our advice: Gently and slowly: hands under shoulders, knees under hips." in shown
        assert "Our advice: Move slowly" not in shown  # that is of the next exercise
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.controller.driver.session.state is State.PAUSED


@pytest.mark.parametrize(
    ("in_session", "first"),
    [
        (True, ("pause, go on", "next step", "this step again", "it hurts")),
        (False, ("choose a routine", "start the routine", "effort: low")),
    ],
)
async def test_the_help_begins_with_what_always_acts_and_ends_with_what_is_only_offered(make_app, plan_of, in_session, first):
    app = make_app(first=plan_of("relief") if in_session else None, acknowledged=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("question_mark")
        await pilot.pause()
        told = [text for _, text in help_keys(app)]
        assert all(text.startswith(begin) for text, begin in zip(told, first, strict=False))
        parts = [one.content for one in app.screen.query("#help .column Static").results(Static)]
        later = parts[parts.index("When it is asked or offered") + 1 : parts.index("On every screen")]
        offered = [text for part in later for _, text in part.pairs]
        begins = ("how your back feels", "do less") if in_session else ("go on with the session", "take the suggested", "not now")
        assert [text for text in offered if not text.startswith(begins)] == []
        assert len(offered) == len(begins)


async def test_the_screen_says_side_rep_seconds_and_what_to_do(session_app, follow):
    async with session_app.run_test(size=(80, 24)) as pilot:
        assert big(session_app, "word") == "READY"
        assert "Stand with your feet wide apart." in text(session_app, "instruction")
        await follow(session_app, pilot, 12.5)
        assert (big(session_app, "word"), big(session_app, "seconds")) == ("LEFT", "3")
        await follow(session_app, pilot, 3)
        assert (big(session_app, "word"), big(session_app, "rep"), big(session_app, "seconds")) == ("LEFT", "1", "3")
        assert text(session_app, "rep-label") == "of 8 reps"
        assert text(session_app, "instruction") == "Reach your right hand down to your left foot \u00b7 breathe out"
        await follow(session_app, pilot, 9)
        assert big(session_app, "word") == "RIGHT"
        assert session_app.screen.query_one("#word").has_class("-right")
        assert "Next: Bird dog, 10 reps" in "\n".join(shown(session_app))
        assert text(session_app, "left") == "4:41 to go"


async def test_space_pauses_at_once_and_goes_on_with_a_get_ready(session_app, follow, sound):
    async with session_app.run_test(size=(80, 24)) as pilot:
        await follow(session_app, pilot, 20)
        session = session_app.screen.controller.driver.session
        await pilot.press("space")
        assert session.state is State.PAUSED
        assert session_app.screen.query_one("#pause").display
        assert paused_for(session_app) == "PAUSED"
        place = session.position_ms
        await follow(session_app, pilot, 100)
        assert session.position_ms == place
        await pilot.press("space")
        assert session.state is State.RESUMING
        assert (big(session_app, "seconds"), text(session_app, "seconds-label")) == ("3", "get ready")
        assert not session_app.screen.query_one("#pause").display
        await follow(session_app, pilot, 3)
        assert session.state is State.RUNNING
        assert not session_app.screen.query_one("#pause").display
        assert [name for name, _ in sound.played if name in ("paused", "resumed")] == ["paused", "resumed"]


async def test_a_key_that_repeats_from_the_start_does_not_pause(session_app, follow):
    async with session_app.run_test() as pilot:
        await follow(session_app, pilot, 0.4, 0.1)
        await pilot.press("enter", "space")
        assert session_app.screen.controller.driver.session.state is State.RUNNING


async def test_right_and_left_move_between_steps_and_r_restarts(session_app, follow):
    async with session_app.run_test() as pilot:
        session = session_app.screen.controller.driver.session
        await follow(session_app, pilot, 20)
        await pilot.press("right")
        assert session.phase.step == 2
        await follow(session_app, pilot, 10)
        await pilot.press("r")
        assert (session.phase.step, session.phase.kind) == (2, "prepare")
        assert session.position_ms == session.phase.start_ms
        await pilot.press("left")
        assert session.phase.step == 1


async def test_m_mutes_and_says_so_and_the_flash_takes_over(session_app, follow, sound):
    async with session_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        assert sound.muted
        assert text(session_app, "sound") == "MUTED"
        await follow(session_app, pilot, 12.2, 0.1)
        assert session_app.screen.query_one("#band").has_class("-flash")
        await follow(session_app, pilot, 0.5, 0.1)
        assert not session_app.screen.query_one("#band").has_class("-flash")
        await pilot.press("m")
        assert not sound.muted


async def test_no_sound_is_said_on_the_screen(session_app, follow, sound):
    async with session_app.run_test(size=(80, 24)) as pilot:
        sound.state, sound.reason = "none", "No sound: no sound device."
        await follow(session_app, pilot, 1)
        assert text(session_app, "sound") == "NO SOUND"


async def test_silence_that_was_chosen_is_not_told(session_app, follow, sound):
    async with session_app.run_test(size=(80, 24)) as pilot:
        sound.state = "none"
        await follow(session_app, pilot, 1)
        assert text(session_app, "sound") == "silent"
        assert told(session_app) == []


async def test_why_there_is_no_sound_is_told_once_and_stands_there_in_a_pause(session_app, follow, sound):
    missing = "No sound: simpleaudio is not installed: pip install 'upper-back-trainer[simpleaudio]'."
    async with session_app.run_test(size=(80, 24)) as pilot:
        sound.state, sound.reason = "none", "No sound: no sound device."
        await follow(session_app, pilot, 2)
        sound.reason = missing
        await follow(session_app, pilot, 2)
        assert told(session_app) == ["No sound: no sound device."]
        await follow(session_app, pilot, 12)
        assert told(session_app) == [missing]
        await follow(session_app, pilot, 12)
        assert told(session_app) == []
        await pilot.press("space")
        await pilot.pause()
        assert missing in text(session_app, "pause")
        sound.state, sound.reason = "on", ""
        await follow(session_app, pilot, 1)
        assert missing not in text(session_app, "pause")


async def test_volume_changes_by_a_tenth(session_app, sound):
    async with session_app.run_test() as pilot:
        await pilot.press("down", "down", "up")
        assert sound.volume == 70


async def test_q_pauses_and_asks_then_space_goes_on_or_enter_leaves(session_app, follow):
    async with session_app.run_test(size=(80, 24)) as pilot:
        await follow(session_app, pilot, 20)
        session = session_app.screen.controller.driver.session
        await pilot.press("q")
        assert session.state is State.PAUSED
        assert paused_for(session_app) == "STOP HERE?"
        await pilot.press("escape")
        assert session.state is State.PAUSED
        assert paused_for(session_app) == "PAUSED"
        await pilot.press("q", "space")
        assert session.state is State.RESUMING
        await pilot.press("q", "enter")
        await pilot.pause()
        assert isinstance(session_app.screen, SummaryScreen)
        assert text(session_app, "verdict") == "Stopped here, and that is fine."


async def test_a_gap_pauses_and_says_why(session_app, clock):
    async with session_app.run_test(size=(80, 24)) as pilot:
        clock.pass_s(5)
        session_app.screen.tick()
        await pilot.pause()
        assert session_app.screen.controller.driver.session.state is State.PAUSED
        assert "slept" in text(session_app, "pause")


async def test_ten_seconds_more(session_app, follow):
    async with session_app.run_test() as pilot:
        await follow(session_app, pilot, 5)
        before = session_app.screen.controller.driver.session.plan.duration_ms
        await pilot.press("plus", "plus", "minus")
        assert session_app.screen.controller.driver.session.plan.duration_ms == before + 10_000


async def test_started_by_command_the_app_ends_after_the_summary(session_app, clock):
    async with session_app.run_test() as pilot:
        await pilot.press("n", "n", "n")
        await pilot.pause()
        assert isinstance(session_app.screen, SummaryScreen)
        assert text(session_app, "verdict") == "Every step was skipped."
        clock.pass_s(1)
        await pilot.press("enter")
    assert session_app.return_code == 0


async def test_ctrl_c_leaves_at_once(session_app):
    async with session_app.run_test() as pilot:
        await pilot.press("ctrl+c")
    assert session_app.return_code == 130


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (40, 12), (59, 16), (60, 16), (80, 24), (120, 40), (200, 60)])
async def test_every_size_shows_the_session_and_never_crashes(session_app, follow, size):
    async with session_app.run_test(size=size) as pilot:
        await follow(session_app, pilot, 16)
        compact = session_app.screen.query_one("#compact", Static)
        small = size[0] < 60 or size[1] < 16
        assert bool(compact.region) is small
        if small:
            shown = str(compact.content)
            assert shown == "2" if size == (1, 1) else "LEFT 1/8 2 s" in shown or "LEFT, REP 1 OF 8, 2 SECONDS" in shown
        for _ in range(3):
            await pilot.press("n")
            await pilot.pause()
        assert isinstance(session_app.screen, SummaryScreen)


async def test_resizing_in_motion_keeps_the_session(session_app, follow):
    async with session_app.run_test(size=(80, 24)) as pilot:
        for size in [(30, 8), (200, 60), (1, 1), (100, 30), (61, 17), (20, 5), (80, 24)]:
            await pilot.resize_terminal(*size)
            await follow(session_app, pilot, 3)
        assert session_app.screen.controller.driver.session.position_ms == 21_000 - START_AHEAD_NS // 1_000_000
        assert session_app.screen.query_one(FigureView).size.width > 40


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (40, 12), (80, 24), (200, 60)])
async def test_the_first_screen_fits_every_size(make_app, size):
    app = make_app(problems=[Problem("my.toml", (), "is wrong")])
    async with app.run_test(size=size) as pilot:
        await pilot.press("down", "enter")
        await pilot.pause()
        assert app.screen.controller.driver.session.plan.routine == "relief"


async def test_a_fault_of_our_own_becomes_a_sentence(make_app, plan_of, monkeypatch):
    seen = []
    app = make_app(first=plan_of("relief"), on_fault=lambda error: seen.append(error) or "a sentence")
    monkeypatch.setattr("trainer.ui.session.screen.SessionReader.view", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        async with app.run_test():
            pass
    assert isinstance(seen[0], ZeroDivisionError)
    assert app.return_code == 1


async def test_a_fault_amid_a_session_becomes_a_sentence_too(make_app, plan_of, monkeypatch):
    seen = []
    app = make_app(first=plan_of("relief"), on_fault=lambda error: seen.append(error) or "a sentence")

    async def run() -> None:
        async with app.run_test() as pilot:
            monkeypatch.setattr("trainer.ui.session.screen.SessionReader.view", lambda *_, **__: 1 / 0)
            while not seen:
                await pilot.pause()

    with pytest.raises(ZeroDivisionError):
        await run()
    assert isinstance(seen[0], ZeroDivisionError)
    assert app.return_code == 1


async def test_the_session_begins_when_the_sound_is_ready_but_does_not_wait_for_ever(session_app, follow, sound):
    sound.state = "starting"
    async with session_app.run_test() as pilot:
        session = session_app.screen.controller.driver.session
        await follow(session_app, pilot, 1)
        assert session.state is State.READY
        await follow(session_app, pilot, 1)
        assert session.state is State.RUNNING


async def test_q_before_the_beginning_leaves_at_once(session_app, sound):
    sound.state = "starting"
    async with session_app.run_test() as pilot:
        await pilot.press("space", "n", "q")
        await pilot.pause()
        assert isinstance(session_app.screen, SummaryScreen)


@pytest.mark.parametrize("key", ["question_mark", "q", "space", "n"])
async def test_a_key_at_the_very_end_does_no_harm(session_app, clock, follow, unguided_plan_of, key):
    async with session_app.run_test() as pilot:
        await follow(session_app, pilot, unguided_plan_of("warm-up").duration_ms / 1000 - 0.5)
        clock.pass_s(1)
        await pilot.press(key)
        await pilot.pause()
        # Where the session ends by itself before the key is read, "?" opens the help of the summary.
        assert any(isinstance(one, SummaryScreen) for one in session_app.screen_stack)


@pytest.mark.parametrize("key", ["q", "space", "enter"])
async def test_a_key_just_after_the_end_does_not_close_the_summary(session_app, clock, follow, unguided_plan_of, key):
    async with session_app.run_test() as pilot:
        await follow(session_app, pilot, unguided_plan_of("warm-up").duration_ms / 1000 + 0.5)
        assert isinstance(session_app.screen, SummaryScreen)
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(session_app.screen, SummaryScreen)
        clock.pass_s(1)
        await pilot.press(key)
        await pilot.pause()
        assert not isinstance(session_app.screen, SummaryScreen)


# ---- the voice


async def test_v_turns_the_voice_off_and_on_and_the_next_session_remembers(make_app, follow, plan_of, sound, voice):
    app = make_app(voice=lambda: voice)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await follow(app, pilot, 2)
        assert any(name.startswith("voice/") for name, _ in sound.played)
        await pilot.press("v")
        assert text(app, "sound") == "sound 80%, no voice"
        sound.played.clear()
        await follow(app, pilot, plan_of("warm-up").phases[0].end_ms / 1000 - 4)
        assert not any(name.startswith("voice/") for name, _ in sound.played)
        assert "side-left" in [name for name, _ in sound.played]
        await pilot.press("q", "enter")
        await follow(app, pilot, 1)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert text(app, "sound") == "sound 80%, no voice"
        await pilot.press("v")
        assert text(app, "sound") == "sound 80%"
        await pilot.press("c", "k")
        assert text(app, "sound") == "sound 80%, no beeps, no counting"
        sound.played.clear()
        await follow(app, pilot, 24)
        assert {name.partition("/")[0] for name, _ in sound.played} == {"voice"}
        assert "voice/one" not in [name for name, _ in sound.played]


async def test_sound_that_comes_back_says_so(make_app, plan_of, follow, sound, voice):
    app = make_app(first=plan_of("warm-up"), voice=lambda: voice)
    async with app.run_test(size=(80, 24)) as pilot:
        await follow(app, pilot, 14)
        await pilot.press("space")
        sound.state = "none"
        await follow(app, pilot, 3)
        sound.played.clear()
        sound.state = "on"
        await follow(app, pilot, 1)
        assert "voice/sound-is-working" in [name for name, _ in sound.played]


class FakeAwake:
    """A screen that notes whether it is held on."""

    def __init__(self, problem: str = "") -> None:
        self.problem = problem
        self.asked: list[bool] = []

    def hold(self) -> None:
        self.asked.append(True)

    def release(self) -> None:
        self.asked.append(False)


async def test_the_screen_is_held_on_in_a_session_and_let_go_after_it(make_app, follow):
    awake = FakeAwake()
    app = make_app(services=FakeServices(awake=awake))
    async with app.run_test() as pilot:
        assert awake.asked == []
        await pilot.press("enter")
        await pilot.pause()
        await follow(app, pilot, 2)
        assert awake.asked == [True]
        await pilot.press("q", "enter")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        assert awake.asked == [True, False]


async def test_whether_the_screen_is_held_on_changes_while_a_session_runs(make_app, follow):
    awake = FakeAwake()
    app = make_app(services=FakeServices(awake=awake))
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await follow(app, pilot, 2)
        app.use_settings(Settings(keep_awake=False))
        assert awake.asked == [True, False]
        app.use_settings(Settings())
        app.services.poll()
        assert awake.asked == [True, False, True]
        app.use_settings(Settings(volume=30))
        app.services.poll()
        assert awake.asked == [True, False, True], "what has not changed is left as it is"


async def test_a_screen_that_may_go_dark_is_told_once_on_the_line_for_notices(make_app, follow, plan_of):
    app = make_app(services=FakeServices(awake=FakeAwake("It may go dark.")), first=plan_of("relief"), acknowledged=True)
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        app.services.poll()
        await follow(app, pilot, 1)
        assert told(app) == ["It may go dark."]
        assert not app._notifications
        await follow(app, pilot, 10)
        app.services.poll()
        await follow(app, pilot, 1)
        assert told(app) == []
        await pilot.press("q", "enter")
        await pilot.pause()
        assert told(app) == [], "nor over what comes after the session"


async def test_a_look_that_is_due_when_the_app_has_ended_is_none(session_app, follow):
    async with session_app.run_test(size=(80, 24)) as pilot:
        await follow(session_app, pilot, 5)
        screen = session_app.screen
        place = screen.controller.driver.session.position_ms
        session_app.exit()
    screen.controller.clock.pass_s(1)
    screen.tick()
    assert screen.controller.driver.session.position_ms == place


@pytest.mark.parametrize("over", ["question_mark", "ctrl+p"])
async def test_a_session_that_ends_under_another_window_is_summed_up_and_left(make_app, follow, clock, over):
    app = make_app(acknowledged=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await follow(app, pilot, 2)
        session = app.screen
        await pilot.press(over)
        await pilot.pause()
        assert app.screen is not session
        session.controller.do(Command.STOP)  # from another terminal
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        clock.pass_s(1)
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is app.routines


async def test_under_the_help_a_session_does_not_begin(session_app, clock, sound):
    sound.state = "starting"
    async with session_app.run_test(size=(80, 24)) as pilot:
        session = session_app.screen
        await pilot.press("question_mark")
        sound.state = "on"
        for _ in range(3):
            clock.pass_s(1)
            session.tick()
        assert session.controller.driver.session.state is State.READY
        await pilot.press("escape")
        await pilot.pause()
        session.tick()
        assert session.controller.driver.session.state is State.RUNNING


async def test_a_small_screen_asks_how_the_back_is_and_says_that_it_is_mute(make_app, plan_of, follow, tmp_path):
    diary = Diary(tmp_path)
    app = make_app(first=plan_of("warm-up"), diary=diary)
    async with app.run_test(size=(50, 14)) as pilot:
        await follow(app, pilot, 1)
        assert "How is your back? 0 (no pain) to 9, t: 10" in text(app, "compact")
        await pilot.press("4", "m")
        await pilot.pause()
        assert "Noted: 4 of 10" in text(app, "compact")
        assert "MUTED" in text(app, "compact")
    diary.close()


async def test_a_summary_that_is_left_before_the_history_is_read_is_no_trouble(make_app, plan_of, clock):
    reading = threading.Event()

    class Slow(Diary):
        def done(self, library):
            reading.wait(5)
            return RoutineProgress({}, {}, notice="The history was damaged.")

    app = make_app(acknowledged=True)
    app._diary = Slow(Path("/nonexistent"))
    said = []
    async with app.run_test(size=(80, 24)) as pilot:
        app.notify = lambda text, **_: said.append(text)
        app.begin(plan_of("relief"))
        await pilot.pause()
        app.screen.controller.do(Command.STOP)
        await pilot.pause()
        clock.pass_s(1)
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is app.routines
        reading.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "The history was damaged." in said
    assert app.return_code is None  # nothing ended it


@pytest.mark.parametrize("silent", ["no sound", "muted", ""])
async def test_a_sound_key_is_confirmed_for_two_seconds_also_in_silence(session_app, follow, sound, silent):
    async with session_app.run_test(size=(80, 24)) as pilot:
        await follow(session_app, pilot, 20)
        if silent == "no sound":
            sound.state, sound.reason = "none", "No sound: no sound device."
            await follow(session_app, pilot, 14)
        elif silent == "muted":
            await pilot.press("m")
            await follow(session_app, pilot, 3)
        keys = {"v": "Voice off", "c": "Counting off", "k": "Beeps off", "down": "Volume 70%", "up": "Volume 80%"}
        for key, said in keys.items():
            assert told(session_app) == [], key
            await pilot.press(key)
            assert told(session_app) == [said], key
            await follow(session_app, pilot, 1.5)
            assert told(session_app) == [said], key
            await follow(session_app, pilot, 1)
        assert told(session_app) == []


async def test_pain_is_asked_about_until_escape_and_enter_leaves(session_app, follow):
    async with session_app.run_test(size=(80, 24)) as pilot:
        await follow(session_app, pilot, 20)
        session = session_app.screen.controller.driver.session
        await pilot.press("x", "escape")
        assert (session.state, paused_for(session_app)) == (State.PAUSED, "PAUSED")
        await pilot.press("escape")
        assert (session.state, paused_for(session_app)) == (State.PAUSED, "STOP HERE?")
        await pilot.press("x")
        assert paused_for(session_app) == "PAIN"
        await pilot.press("space")
        assert session.state is State.RESUMING
        await pilot.press("x", "enter")
        await pilot.pause()
        assert isinstance(session_app.screen, SummaryScreen)


@pytest.mark.parametrize(("size", "told_whole"), [((80, 24), False), ((140, 40), True)])
async def test_the_safety_text_names_the_persons_own_key_of_the_help(make_app, size, told_whole):
    app = make_app(settings=Settings(keys={"routines.help": ("f1",)}))
    async with app.run_test(size=size) as pilot:
        assert text(app, "banner").endswith("F1 says more.")
        assert ("you feel dizzy or numb." in text(app, "banner")) is told_whole
        app.use_keys({"routines.help": ("f2",)})
        await pilot.pause()
        assert text(app, "banner").endswith("F2 says more.")
