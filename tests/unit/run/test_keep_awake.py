"""The screen is held on while a session runs, and let go when the person has gone away."""

import pytest

from trainer.run.keep_awake import KeepAwake
from trainer.session.states import State
from trainer.system.keep_awake import NO_WAY, ScreenAwake


class FakeAwake:
    def __init__(self) -> None:
        self.problem = ""
        self.asked: list[bool] = []

    def hold(self) -> None:
        self.asked.append(True)

    def let_go(self) -> None:
        self.asked.append(False)


@pytest.fixture
def awake():
    return FakeAwake()


def test_it_is_held_while_the_session_runs_and_let_go_at_the_end(awake, clock):
    keep = KeepAwake(awake, clock)
    for state in (State.READY, State.RUNNING, State.WAITING, State.RESUMING, State.FINISHED, State.FINISHED):
        keep.look(state)
        clock.pass_s(1)
    keep.end()
    assert awake.asked == [True, False]


def test_it_is_let_go_after_five_minutes_of_pause_and_taken_again(awake, clock):
    keep = KeepAwake(awake, clock)
    keep.look(State.RUNNING)
    clock.pass_s(299)
    keep.look(State.PAUSED)
    assert awake.asked == [True]
    clock.pass_s(2)
    keep.look(State.PAUSED)
    assert awake.asked == [True, False]
    keep.look(State.RESUMING)
    assert awake.asked == [True, False, True]


def test_a_second_pause_has_its_own_five_minutes(awake, clock):
    keep = KeepAwake(awake, clock)
    for _ in range(3):
        keep.look(State.PAUSED)
        clock.pass_s(200)
        keep.look(State.PAUSED)
        keep.look(State.RUNNING)
    assert awake.asked == [True]


def test_what_keeps_it_from_being_held_is_told_once(awake, clock):
    keep = KeepAwake(awake, clock)
    awake.problem = "No."
    assert [keep.look(State.RUNNING) for _ in range(3)] == ["No.", "", ""]
    assert KeepAwake(None, clock).look(State.RUNNING) == ""


def test_a_system_without_a_way_is_told_and_nothing_fails(monkeypatch):
    monkeypatch.setenv("WAKEPY_FORCE_FAILURE", "1")
    screen = ScreenAwake()
    screen.hold()
    screen.close()
    assert screen.problem == NO_WAY


def test_a_system_that_holds_it_is_let_go_of_at_the_end(monkeypatch):
    from wakepy import global_modes

    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "1")
    screen = ScreenAwake()
    for _ in range(2):
        screen.hold()
        screen.close()
        assert (screen.problem, global_modes()) == ("", [])


def test_a_library_that_is_broken_stops_nothing(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "wakepy", None)
    screen = ScreenAwake()
    screen.hold()
    screen.close()
    assert screen.problem == NO_WAY
