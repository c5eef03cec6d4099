"""The screen is kept on while a session runs, and released when the person has left."""

import pytest

from trainer.run.keep_awake import KeepAwake
from trainer.session.states import State
from trainer.system.keep_awake import UNSUPPORTED, ScreenAwake


class FakeAwake:
    def __init__(self) -> None:
        self.problem = ""
        self.asked: list[bool] = []

    def hold(self) -> None:
        self.asked.append(True)

    def release(self) -> None:
        self.asked.append(False)


@pytest.fixture
def awake():
    return FakeAwake()


def test_the_screen_is_held_while_the_session_runs(awake, clock):
    keep = KeepAwake(awake, clock)
    for state in (State.READY, State.RUNNING, State.WAITING, State.RESUMING, State.FINISHED, State.FINISHED):
        keep.update(state)
        clock.pass_s(1)
    keep.end()
    assert awake.asked == [True, False]


def test_the_screen_is_released_after_five_minutes_of_pause_and_held_again(awake, clock):
    keep = KeepAwake(awake, clock)
    keep.update(State.RUNNING)
    clock.pass_s(299)
    keep.update(State.PAUSED)
    assert awake.asked == [True]
    clock.pass_s(2)
    keep.update(State.PAUSED)
    assert awake.asked == [True, False]
    keep.update(State.RESUMING)
    assert awake.asked == [True, False, True]


def test_a_second_pause_has_its_own_five_minutes(awake, clock):
    keep = KeepAwake(awake, clock)
    for _ in range(3):
        keep.update(State.PAUSED)
        clock.pass_s(200)
        keep.update(State.PAUSED)
        keep.update(State.RUNNING)
    assert awake.asked == [True]


def test_a_failure_to_hold_the_screen_is_reported_once(awake, clock):
    keep = KeepAwake(awake, clock)
    awake.problem = "No."
    assert [keep.update(State.RUNNING) for _ in range(3)] == ["No.", "", ""]
    assert KeepAwake(None, clock).update(State.RUNNING) == ""


def test_an_unsupported_system_is_reported(monkeypatch):
    monkeypatch.setenv("WAKEPY_FORCE_FAILURE", "1")
    screen = ScreenAwake()
    screen.hold()
    screen.close()
    assert screen.problem == UNSUPPORTED


def test_closing_releases_the_screen(monkeypatch):
    from wakepy import global_modes

    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "1")
    screen = ScreenAwake()
    for _ in range(2):
        screen.hold()
        screen.close()
        assert (screen.problem, global_modes()) == ("", [])


def test_a_broken_library_is_harmless(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "wakepy", None)
    screen = ScreenAwake()
    screen.hold()
    screen.close()
    assert screen.problem == UNSUPPORTED
