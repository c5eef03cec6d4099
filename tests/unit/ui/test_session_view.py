"""What the session screen says at each moment of a plan, read off without a screen."""

import pytest
from msgspec.structs import replace

from trainer.keymap.commands import SESSION, key_for
from trainer.routine.compiler import compile_plan
from trainer.routine.library import merged
from trainer.routine.loader import parse
from trainer.routine.wording import clock
from trainer.run.frontend import ControllerView
from trainer.session.session import Session
from trainer.session.states import Command, State
from trainer.ui.session.small import small_screen
from trainer.ui.session.standing_still import standstill
from trainer.ui.session.view import SessionReader
from trainer.ui.widgets.figure_moment import TURN_STEPS, breath, moment_of, shown_ms
from trainer.ui.widgets.preview import BETWEEN_MS, movement_at, step_at, step_preview_at

SETS = """
version = 1
[[routine]]
id = "own"
name = "Sets"
steps = [{ exercise = "cat-stretch", sets = 3 }, { exercise = "foam-roll" }]
"""


@pytest.fixture
def at(unguided_plan_of):
    def session_at(routine: str, seconds: float) -> Session:
        session = Session(unguided_plan_of(routine))
        session.apply(Command.START)
        session.advance(round(seconds * 1000))
        return session

    return session_at


def test_while_preparing_it_is_ready_then_the_first_side(at):
    assert SessionReader(at("warm-up", 5)).view().count.word == "READY"
    view = SessionReader(at("warm-up", 11)).view()
    assert (view.count.word, view.count.seconds, view.count.seconds_label) == ("LEFT", "4", "to the start")
    assert view.part == 0


def test_while_preparing_there_is_time_to_read_how_it_is_done_well(at):
    assert SessionReader(at("warm-up", 5)).view().words.teaching == (
        "What it does: Warms up the upper and lower back, hamstrings, inner thighs and calves.",
        "Where you feel it: Across the back and hamstring, then in the inner thigh.",
        "Our advice: Point your bent knee the same way as your toes. Hold the foot; ankle or calf will do if it's far. "
        "Skip with brittle bones or glaucoma; stop if dizzy or in pain.",
    )
    assert SessionReader(at("warm-up", 16)).view().words.teaching == ()


def test_without_sides_the_word_is_the_movement(at):
    view = SessionReader(at("relief", 16)).view()
    assert (view.count.word, view.words.side, view.words.rep, view.words.rep_label) == ("BACK UP", None, 1, "of 4 reps")
    assert SessionReader(at("relief", 20)).view().count.word == "HOLD"


def test_a_rest_says_what_is_next_and_how_it_begins(at):
    view = SessionReader(at("relief", 72)).view()
    assert (view.count.word, view.count.seconds_label, view.part) == ("REST", "of rest", 1.0)
    assert view.count.plain == f"rest, {view.count.seconds} s"
    assert view.words.name == "Next: Neck flexion and extension"
    assert view.words.instruction == "Stand or sit tall, shoulders loose."
    assert view.words.next_up == "Next: Neck flexion and extension, 5 reps"


def test_a_rest_between_sets_says_which_set_comes(library):
    both = merged(library, parse(SETS.encode(), "own.toml"))
    session = Session(compile_plan(both, both.routines["own"]))
    session.apply(Command.START)
    session.advance(next(phase for phase in session.plan.phases if phase.kind == "rest").start_ms + 1)
    words = SessionReader(session).view().words
    assert (words.name, words.instruction) == ("Cat stretch", "Set 2 of 3: Hands and knees, back flat like a table.")
    assert (words.next_up, words.rep_label) == ("Next: set 2 of 3", "")


def test_a_timed_step_counts_its_whole_time_down(at, unguided_plan_of):
    plan = unguided_plan_of("warm-up")
    first = next(phase for phase in plan.phases if phase.step == 3 and phase.kind == "move")
    view = SessionReader(at("warm-up", first.start_ms / 1000 + 10)).view()
    assert (view.count.seconds, view.words.rep, view.words.next_up) == ("50", None, "last exercise")
    assert view.part == pytest.approx(1 / 6)


def test_the_figure_reaches_its_key_when_the_movement_ends_and_stays_in_a_hold(at):
    figure = SessionReader(at("relief", 18.999)).view().figure
    assert (figure.from_key, figure.to_key) == ("table", "round")
    assert figure.progress > 0.99
    held = SessionReader(at("relief", 20)).view().figure
    assert (held.from_key, held.to_key, held.moving) == ("round", "round", False)


def test_every_turn_to_the_same_side_shows_the_same_pictures_and_each_has_a_direction(at):
    plan = at("warm-up", 0).plan
    turns = [one for one in plan.phases if one.kind == "changeover"]
    seen = [
        {
            (one.side, one.turn)
            for one in (SessionReader(at("warm-up", (phase.start_ms + ms) / 1000)).view().figure for ms in range(0, 1300, 7))
        }
        for phase in turns
        if phase.side == turns[0].side and phase.step == turns[0].step
    ]
    assert len(seen) > 1
    assert all(one == seen[0] for one in seen)
    assert len(seen[0]) <= TURN_STEPS + 1
    assert all(turn > 0 for _, turn in seen[0])


def test_in_a_changeover_the_figure_turns_to_the_new_side_and_then_stands_at_its_start(at):
    phase = next(one for one in at("warm-up", 0).plan.phases if one.kind == "changeover")
    begin = phase.start_ms / 1000
    seen = [SessionReader(at("warm-up", begin + passed)).view().figure for passed in (0, 0.3, 0.5, 0.7, 0.9, 1.2, 1.4)]
    assert [one.side for one in seen] == ["left"] * 3 + ["right"] * 4
    assert [one.turn for one in seen[:3]] == sorted((one.turn for one in seen[:3]), reverse=True)
    assert [one.turn for one in seen[3:]] == sorted(one.turn for one in seen[3:])
    assert (seen[0].turn, seen[-1].turn) == (1, 1)
    assert min(one.turn for one in seen) < 0.5
    assert {one.to_key for one in seen} == {"stand"}
    assert SessionReader(at("warm-up", begin + 0.1)).view(still=True).figure == seen[-1]


def test_a_prepare_shows_the_start_then_how_it_goes_then_the_start_again(at, unguided_plan_of):
    seen = [SessionReader(at("warm-up", passed / 4)).view().figure for passed in range(60)]
    assert {one.side for one in seen} == {"left"}
    assert all((one.from_key, one.to_key) == ("stand", "stand") for one in seen[:20])
    assert all((one.from_key, one.to_key) == ("stand", "stand") for one in seen[-8:])
    assert {one.to_key for one in seen} == {"stand", "reach", "lunge"}
    assert any(one.moving for one in seen)
    assert not any(
        one.moving for one in [SessionReader(at("warm-up", passed / 4)).view(still=True).figure for passed in range(60)]
    )


@pytest.mark.parametrize("routine", ["warm-up", "relief", "full", "desk"])
def test_every_exercise_that_comes_with_the_trainer_is_previewed_whole_in_its_prepare(unguided_plan_of, routine):
    plan = unguided_plan_of(routine)
    for phase in plan.phases:
        if phase.kind == "prepare":
            step = plan.step_of(phase)
            times = range(phase.start_ms, phase.end_ms, 50)
            seen = {(one.from_key, one.to_key) for one in (moment_of(plan, step, phase, time, still=False) for time in times)}
            assert {(step.movements[n - 1].to, one.to) for n, one in enumerate(step.movements)} <= seen, step.exercise


@pytest.mark.parametrize("routine", ["warm-up", "relief", "full", "desk"])
@pytest.mark.parametrize("guided", [True, False])
def test_at_least_half_of_a_prepare_shows_the_start_position_that_is_to_be_taken(plan_of, unguided_plan_of, routine, guided):
    plan = (plan_of if guided else unguided_plan_of)(routine)
    for phase in (one for one in plan.phases if one.kind == "prepare"):
        step = plan.step_of(phase)
        start = step.movements[-1].to
        seen = [moment_of(plan, step, phase, time, still=False) for time in range(phase.start_ms, phase.end_ms, 50)]
        stood = [(one.from_key, one.to_key) == (start, start) for one in seen]
        hurried = phase.duration_ms < 2 * 10_600 / 1.7 and step.exercise == "neck-flexion-extension"  # no rep fits half of it
        assert sum(stood) >= len(stood) * (0.37 if hurried else 0.5), step.exercise
        assert all((*stood[: len(stood) // 5], *stood[-30:])), step.exercise


def test_a_prepare_too_short_for_a_preview_shows_the_start_alone(unguided_plan_of):
    plan = unguided_plan_of("relief")
    phase = replace(plan.phases[0], duration_ms=5_000)
    assert {moment_of(plan, plan.steps[0], phase, time, still=False).to_key for time in range(0, 5_000, 50)} == {"table"}


def test_a_rest_shows_how_the_next_exercise_begins(at, unguided_plan_of):
    rest = next(phase for phase in unguided_plan_of("warm-up").phases if phase.kind == "rest")
    for place in (rest.start_ms + 1, rest.end_ms - 1):
        shown = SessionReader(at("warm-up", place / 1000)).view().figure
        assert (shown.pose, shown.to_key, shown.side, shown.moving) == ("bird-dog", "table", "left", False)


def test_in_a_long_hold_the_figure_breathes_and_the_words_say_so(at, unguided_plan_of):
    hold = next(one for one in unguided_plan_of("relief").phases if one.hold and one.duration_ms == 20_000)
    begin = hold.start_ms / 1000
    views = [SessionReader(at("relief", begin + passed / 8)).view() for passed in range(40)]
    assert (views[0].figure.breath, max(view.figure.breath for view in views)) == (0, 1)
    assert len({view.figure.breath for view in views}) <= 7
    assert {view.words.breath for view in views} == {"keep breathing"}
    assert SessionReader(at("relief", begin + 2.5)).view(still=True).figure.breath == 0
    short = SessionReader(at("relief", 20)).view()
    assert (short.figure.breath, short.words.breath) == (0, "")


def test_without_animation_each_movement_is_one_picture(at):
    assert SessionReader(at("relief", 16)).view(still=True).figure.progress == 1.0
    assert breath(1234, still=True) == ("in", "in", 1.0)


def test_the_time_to_go_and_the_bar_run_from_all_to_nothing_left(at, unguided_plan_of):
    plan = unguided_plan_of("relief")
    total = plan.duration_ms / 1000
    views = [SessionReader(at("relief", seconds)).view() for seconds in range(int(total) + 1)]
    assert views[0].to_go == f"{clock(plan.duration_ms)} to go"
    assert SessionReader(at("relief", total)).view().to_go == "0:00 to go"
    assert len({view.to_go for view in views}) == len(views)
    assert all(0 <= view.part <= 1 for view in views)


def test_in_a_get_ready_the_seconds_are_its_own(at):
    session = at("relief", 20)
    session.apply(Command.PAUSE)
    session.apply(Command.RESUME)
    view = SessionReader(session).view()
    assert (view.count.seconds, view.count.seconds_label) == ("3", "get ready")
    assert view.count.plain == "hold, rep 1 of 4, ready in 3"
    assert small_screen(view, None, (), "", 30, 5).startswith("GET READY 3\n")


def key_of(action: str) -> str:
    return key_for(action, SESSION, {})


def test_small_terminals_get_the_most_important_first(at):
    session = at("warm-up", 17)
    view = SessionReader(session).view()
    lines = small_screen(view, None, ("NO SOUND",), view.words.breath, 59, 7).split("\n")
    assert lines[:4] == ["LEFT, REP 1 OF 8, 1 SECOND", "NO SOUND", "Reach your right hand down to your left foot", "breathe out"]
    paused = standstill(ControllerView(State.PAUSED, because="It slept."), key_of)
    told = "PAUSED\nIt slept.\nSpace: carry on.\nq: stop here.\nleft, rep 1 of 8, 1 second"
    assert small_screen(view, paused, (), "", 30, 5) == told
    asking = standstill(ControllerView(State.PAUSED, asking=True), key_of)
    assert small_screen(view, asking, (), "", 19, 30) == "STOP HERE?"


def test_while_it_stands_still_the_keys_are_told_the_most_important_first():
    def ways(keys=key_of, **told):
        return tuple((way.key, way.what) for way in standstill(ControllerView(State.PAUSED, **told), keys).ways)

    on, stop, skip = ("SPACE", "CARRY ON"), ("ENTER", "STOP"), ("\u2192", "SKIP")
    hurts = (
        *("How strong? 0 to 9, t: 10.", "\u2192: skip this exercise.", "Space: carry on, after a countdown."),
        "Enter: stop here; you can carry on later.",
    )
    assert ways() == (on, ("Q", "STOP"), ("X", "IT HURTS"))
    assert ways(asking=True) == ways(asking=True, pain=hurts) == (stop, on)
    assert ways(pain=hurts) == (("0-9", "HOW STRONG?"), on, stop, skip)
    assert ways(pain=("Noted: 5 of 10.", *hurts[1:])) == (on, stop, skip)
    assert ways(pain=(*hurts, "l: lower effort from here.")) == (("0-9", "HOW STRONG?"), on, stop, skip, ("L", "EASIER"))
    assert ways(keys=lambda action: "") == ()


def test_a_pause_is_no_question():
    hurts = ("How strong? 0 to 9, t: 10.", "Space: carry on, after a countdown.")
    told = [{}, {"asking": True}, {"pain": hurts}, {"pain": hurts[1:], "pain_rating": 4}]
    still = [standstill(ControllerView(State.PAUSED, **one), key_of) for one in told]
    assert [(one.word, one.asked) for one in still] == [("PAUSED", False), ("STOP HERE?", True), ("PAIN", True), ("PAIN 4", True)]


def test_the_smaller_the_terminal_the_shorter_the_line(at):
    session = at("warm-up", 17)
    lines = [small_screen(SessionReader(session).view(), None, (), "", columns, 4) for columns in range(80)]
    assert lines[79] == "LEFT, REP 1 OF 8, 1 SECOND Reach your right hand down to your left foot"
    assert lines[19] == "LEFT 1/8 1 s"
    assert [lines[columns] for columns in (10, 9, 5, 1, 0)] == ["LEFT 1/8 1", "LEFT 1", "L 1", "1", ""]


def test_the_preview_shows_every_step_in_turn_and_starts_again(unguided_plan_of):
    plan = unguided_plan_of("warm-up")
    poses = [step_at(plan, milliseconds)[0].pose for milliseconds in range(0, 60_000, 100)]
    assert list(dict.fromkeys(poses)) == ["side-lunge-reach", "bird-dog", "foam-roll"]
    assert poses.count("side-lunge-reach") > poses.index("bird-dog")
    assert step_preview_at(plan.steps[0], None, 5_000, still=True) == step_preview_at(plan.steps[0], None, 0, still=True)


def test_the_movement_of_the_caption_is_the_one_that_the_figure_does(unguided_plan_of):
    for step in unguided_plan_of("full").steps:
        rep = sum(shown_ms(step))
        for milliseconds in range(0, 2 * (rep + BETWEEN_MS), 50):
            moment = step_preview_at(step, "left", milliseconds)
            assert moment.to_key == step.movements[movement_at(step, milliseconds)].to
