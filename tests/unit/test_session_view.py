"""What the session screen says at each moment of a plan, read off without a screen."""

import pytest

from trainer.session.session import Session
from trainer.session.states import Command, State
from trainer.ui.preview import preview_at
from trainer.ui.session_view import as_text, breath, view_of


@pytest.fixture
def at(plan_of):
    def session_at(routine: str, seconds: float) -> Session:
        session = Session(plan_of(routine))
        session.apply(Command.START)
        session.advance(round(seconds * 1000))
        return session

    return session_at


def test_while_preparing_it_is_ready_then_the_first_side(at):
    assert view_of(at("warm-up", 5)).word == "READY"
    view = view_of(at("warm-up", 11))
    assert (view.word, view.seconds, view.seconds_label) == ("LEFT", "4", "to the start")
    assert view.part == 0


def test_without_sides_the_word_is_the_movement(at):
    view = view_of(at("relief", 16))
    assert (view.word, view.side, view.rep, view.rep_label) == ("ROUND", None, "1", "of 4 reps")
    assert view_of(at("relief", 20)).word == "HOLD"


def test_a_rest_says_what_is_next(at):
    view = view_of(at("relief", 72))
    assert (view.word, view.seconds_label, view.part) == ("REST", "of rest", 1.0)
    assert view.next_up == "Next: Neck flexion and extension, 5 reps"
    assert view.figure.pose == "standing"


def test_a_timed_step_counts_its_whole_time_down(at, plan_of):
    plan = plan_of("warm-up")
    first = next(phase for phase in plan.phases if phase.step == 3 and phase.kind == "move")
    view = view_of(at("warm-up", first.start_ms / 1000 + 10))
    assert (view.seconds, view.rep, view.next_up) == ("50", "", "Next: done")
    assert view.part == pytest.approx(1 / 6)


def test_the_figure_reaches_its_key_when_the_movement_ends_and_stays_in_a_hold(at):
    figure = view_of(at("relief", 18.999)).figure
    assert (figure.from_key, figure.to_key) == ("table", "round")
    assert figure.progress > 0.99
    held = view_of(at("relief", 20)).figure
    assert (held.from_key, held.to_key, held.moving) == ("round", "round", False)


def test_in_a_changeover_the_figure_stands_at_the_start_on_the_new_side(at):
    view = view_of(at("warm-up", 24))
    assert (view.word, view.figure.to_key, view.figure.side) == ("RIGHT", "stand", "right")


def test_without_animation_each_movement_is_one_picture(at):
    assert view_of(at("relief", 16), still=True).figure.progress == 1.0
    assert breath(1234, still=True) == ("in", "in", 1.0)


def test_the_bars_run_from_nothing_to_all(at, plan_of):
    total = plan_of("relief").duration_ms / 1000
    views = [view_of(at("relief", seconds)) for seconds in range(int(total) + 1)]
    assert views[0].whole == 0
    assert view_of(at("relief", total)).whole == 1
    assert [view.whole for view in views] == sorted(view.whole for view in views)
    assert all(0 <= view.part <= 1 for view in views)


def test_in_a_get_ready_the_seconds_are_its_own(at):
    session = at("relief", 20)
    session.apply(Command.PAUSE)
    session.apply(Command.RESUME)
    view = view_of(session)
    assert (view.seconds, view.seconds_label) == ("3", "get ready")
    assert as_text(view, session.state, "", "", asking=False).startswith("GET READY 3")


def test_small_terminals_get_the_most_important_first(at):
    session = at("warm-up", 16)
    lines = as_text(view_of(session), session.state, "NO SOUND", "", asking=False).split("\n")
    assert lines[:4] == ["LEFT 1 of 8 reps  1 s", "Reach your right hand to your left foot", "breathe out", "NO SOUND"]
    assert as_text(view_of(session), State.PAUSED, "", "It slept.", asking=False) == "PAUSED\nIt slept."
    assert as_text(view_of(session), State.PAUSED, "", "", asking=True).startswith("LEAVE?")


def test_the_preview_shows_every_step_in_turn_and_starts_again(plan_of):
    plan = plan_of("warm-up")
    poses = [preview_at(plan, milliseconds).pose for milliseconds in range(0, 60_000, 100)]
    assert list(dict.fromkeys(poses)) == ["side-lunge-reach", "bird-dog", "foam-roll"]
    assert poses.count("side-lunge-reach") > poses.index("bird-dog")
    assert preview_at(plan, 5_000, still=True) == preview_at(plan, 0, still=True)
