"""The plan: gapless, exact, with every dose and side as the routine says."""

from collections import Counter

import pytest
from hypothesis import given
from msgspec import json
from msgspec.structs import replace

from tests.unit.any_plan import libraries, plans
from trainer.routine.compiler import compile_plan
from trainer.routine.library import Library, PlanDefaults
from trainer.routine.model import EFFORTS, Exercise, Movement, Routine, Step, for_effort


def one_step(exercise: Exercise, **step) -> Library:
    routine = Routine("r", "R", (Step("e", **step),))
    return Library({"e": exercise}, {"r": routine}, {"r": "r.toml"})


def plan_for(exercise: Exercise, **step):
    library = replace(one_step(exercise, **step), plan_defaults=PlanDefaults(guided=False))
    return compile_plan(library, library.routines["r"])


def exercise(*lengths: float, **more) -> Exercise:
    keys = "abcdef"
    made = tuple(Movement(keys[place], length, f"Do {keys[place]} {{side}}") for place, length in enumerate(lengths))
    return Exercise("E", "Stand.", made, **more)


def reps_of(plan, step: int) -> list:
    return [(phase.rep, phase.side) for phase in plan.phases if phase.step == step and plan.opens_rep(phase)]


@given(plans())
def test_phases_follow_each_other_without_a_gap(plan):
    place = 0
    for number, phase in enumerate(plan.phases):
        assert phase.index == number
        assert phase.start_ms == place
        assert phase.duration_ms > 0
        place = phase.end_ms
    assert plan.duration_ms == place == sum(phase.duration_ms for phase in plan.phases)


@given(libraries())
def test_the_same_routine_and_effort_give_the_same_plan_byte_for_byte(library):
    for effort in EFFORTS:
        first, second = (compile_plan(library, library.routines["any"], effort) for _ in range(2))
        assert json.encode(first) == json.encode(second)


@given(libraries())
def test_every_side_gets_its_full_dose_in_every_set(library):
    for effort in EFFORTS:
        plan = compile_plan(library, library.routines["any"], effort)
        for step, given_step in zip(plan.steps, library.routines["any"].steps, strict=True):
            source = library.exercises[step.exercise]
            work = [phase for phase in plan.phases if phase.step == step.number and phase.kind == "move"]
            for number in range(1, step.sets + 1):
                in_set = [phase for phase in work if phase.set == number]
                if step.timed:
                    total = round(for_effort(source.seconds, effort) * 1000)
                    sides = ("left", "right") if source.sides == "each" else (None,)
                    for side in sides:
                        assert sum(phase.duration_ms for phase in in_set if phase.side == side) == total
                    continue
                reps = Counter(phase.side for phase in in_set if plan.opens_rep(phase))
                dose = int(for_effort(source.reps, effort))
                first = given_step.first_side
                other = "right" if first == "left" else "left"
                wanted = {
                    "none": {None: dose},
                    "each": {first: dose, other: dose},
                    "alternating": {first: dose - dose // 2, other: dose // 2},
                }[source.sides]
                assert dict(reps) == {side: count for side, count in wanted.items() if count}
                if in_set and source.sides != "none":
                    assert in_set[0].side == first


@given(plans())
def test_a_changeover_carries_the_new_side(plan):
    for phase in plan.phases:
        if phase.kind == "changeover":
            assert plan.before(phase).side != phase.side
            assert plan.after(phase).side == phase.side


def test_no_phase_of_a_timed_step_is_shorter_than_a_fifth_of_a_second():
    plan = plan_for(exercise(3, 3, seconds=30.1))
    moves = [phase.duration_ms for phase in plan.phases if phase.kind == "move"]
    assert moves == [3000] * 9 + [3100]


def test_the_last_movement_of_a_timed_step_is_cut_at_the_end():
    plan = plan_for(exercise(4, 3, seconds=12))
    assert [phase.duration_ms for phase in plan.phases if phase.kind == "move"] == [4000, 3000, 4000, 1000]
    assert all(phase.rep is None and phase.reps is None for phase in plan.phases)


def test_the_first_prepare_leaves_time_for_the_walk_and_later_ones_are_as_written():
    routine = Routine("r", "R", (Step("e"), Step("e")))
    library = Library(
        {"e": exercise(2, reps=1, prepare=4)}, {"r": routine}, {"r": "r.toml"}, plan_defaults=PlanDefaults(guided=False)
    )
    plan = compile_plan(library, library.routines["r"])
    assert [phase.duration_ms for phase in plan.phases if phase.kind == "prepare"] == [15_000, 4_000]


def test_there_is_a_rest_between_sets_and_after_a_step_but_not_after_the_last():
    library = Library(
        {"e": exercise(2, reps=1)},
        {"r": Routine("r", "R", (Step("e", sets=2, rest=7, rest_between_sets=5), Step("e", rest=9)))},
        {"r": "r.toml"},
    )
    plan = compile_plan(library, library.routines["r"])
    rests = [(phase.step, phase.set, phase.duration_ms) for phase in plan.phases if phase.kind == "rest"]
    assert rests == [(1, 1, 5000), (1, 2, 7000)]


def test_both_sides_get_all_reps_with_one_changeover():
    plan = plan_for(exercise(2, reps=3, sides="each"), first_side="right")
    assert reps_of(plan, 1) == [(1, "right"), (2, "right"), (3, "right"), (1, "left"), (2, "left"), (3, "left")]
    assert [phase.duration_ms for phase in plan.phases if phase.kind == "changeover"] == [5000]


def test_alternating_sides_change_with_every_rep():
    plan = plan_for(exercise(2, reps=3, sides="alternating"))
    assert reps_of(plan, 1) == [(1, "left"), (2, "right"), (3, "left")]
    assert [phase.side for phase in plan.phases if phase.kind == "changeover"] == ["right", "left"]


def test_tempo_stretches_moving_parts_and_leaves_holds_alone():
    made = Exercise("E", "Stand.", (Movement("a", 2, "Go"), Movement("a", 5, "Hold"), Movement("b", 3, "Back")), reps=1)
    moves = [phase for phase in plan_for(made, tempo=2).phases if phase.kind == "move"]
    assert [(phase.duration_ms, phase.hold) for phase in moves] == [(4000, False), (5000, True), (6000, False)]


def test_texts_name_the_side_and_the_other_side():
    made = Exercise("E", "Stand.", (Movement("a", 2, "{side} arm, {other} leg"),), reps=2, sides="alternating")
    assert [phase.text for phase in plan_for(made).phases if phase.kind == "move"] == [
        "left arm, right leg",
        "right arm, left leg",
    ]


@pytest.mark.parametrize(
    ("effort", "lunges", "birds", "roll", "cats", "necks", "holds", "hold"),
    [("low", 6, 10, 30, 3, 3, 2, 15), ("usual", 8, 10, 60, 4, 5, 3, 20), ("high", 10, 12, 90, 5, 8, 4, 30)],
)
def test_the_bundled_doses_are_those_of_the_sources(plan_of, effort, lunges, birds, roll, cats, necks, holds, hold):
    plan = plan_of("full", effort)
    counts = [len(reps_of(plan, number)) for number in (1, 2, 4, 5, 6)]
    assert counts == [lunges, birds, cats, necks, holds]
    assert sum(phase.duration_ms for phase in plan.phases if phase.step == 3 and phase.kind == "move") == roll * 1000
    held = [phase.duration_ms for phase in plan.phases if phase.step == 6 and phase.hold]
    assert held == [hold * 1000] * holds
    assert [side for _, side in reps_of(plan, 1)] == ["left", "right"] * (lunges // 2)
    assert [side for _, side in reps_of(plan, 2)] == ["left", "right"] * (birds // 2)


def test_the_bundled_routines_are_the_four_in_their_order(library):
    assert list(library.routines) == ["warm-up", "relief", "full", "desk"]
    assert library.routines["relief"].per_day == 2
    assert not library.routines["full"].per_day
