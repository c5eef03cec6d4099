"""By ear alone: every movement is said in full once on each side, and no word ever meets a tick, a side or another word."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import UNSET

from tests.unit.any_plan import libraries, plans
from trainer.cues.script import TICK_MS, script
from trainer.cues.voice import Voice
from trainer.routine.advice import advice
from trainer.routine.compiler import compile_plan
from trainer.routine.library import EMPTY, Library, PlanDefaults, merged
from trainer.routine.loader import RoutineFile, parse
from trainer.routine.model import EFFORTS, Exercise, Movement, Routine, Step
from trainer.routine.pace import COUNTDOWN_MS, COUNTED_CHANGEOVER_MS, VOICE_DELAY_MS, estimate_ms
from trainer.routine.plan import Plan, sided
from trainer.routine.speech import announcement, lasting, lowered

Lengths = Callable[[str], int | None]

INSTRUCTIONS = ("go", "rep", "last-rep", "movement")
BUNDLED = [(routine, effort) for routine in ("warm-up", "relief", "full", "desk") for effort in EFFORTS]
TOLD_IN_MS = 2_000  # a pause from this length on has room for the word of the side


@pytest.fixture(scope="session")
def lengths(voice: Voice) -> Lengths:
    """How long a text takes: as its clips are, or what one is estimated to take that has none."""
    return lambda text: voice.length_ms(text) or estimate_ms(text)


def unsaid(plan: Plan, lengths: Lengths) -> set[tuple[int, str | None, str]]:
    """The movements (step, side, text) that are never said in full in their step."""
    moves = [phase for phase in plan.phases if phase.kind == "move"]
    said: dict[tuple[int, str | None], list[str]] = {}
    for cue in script(plan, lengths):
        if cue.kind in INSTRUCTIONS and cue.text and cue.phase is not None:
            phase = plan.phases[cue.phase]
            said.setdefault((phase.step, phase.side), []).append(cue.text)
    wanted = {
        (number, side, sided(movement.say, side))
        for number, side in {(phase.step, phase.side) for phase in moves}
        for movement in plan.steps[number - 1].movements
    }
    return {one for one in wanted if not any(one[2].rstrip(". ") in text for text in said.get(one[:2], ()))}


def named_by_check(library: Library) -> set[int]:
    """The steps of the routine "any" whose seconds, as `check` says, are too few for their words."""
    routine = library.routines["any"]
    file = RoutineFile("any.toml", library.exercises, {0: routine})
    paths = [one.path for one in advice(library, file, set(), lambda _: None) if "too short to say" in one.message]
    exercises = {path[1] for path in paths if path[0] == "exercise"}
    return {
        number
        for number, step in enumerate(routine.steps, 1)
        if step.exercise in exercises or any(path[:4] == ("routine", 0, "steps", number - 1) for path in paths)
    }


@pytest.mark.parametrize(("routine", "effort"), BUNDLED)
def test_each_movement_of_the_bundled_routines_is_said_on_each_side_of_its_step(plan_of, lengths, routine, effort):
    assert unsaid(plan_of(routine, effort), lengths) == set()


def in_a_hurry() -> Library:
    """Two steps without a pause, whose reps are over before their side is said."""
    hold = (Movement(to="a", seconds=0.2, say="Hold", short="hold"),)
    exercise = Exercise(name="Any", start="Stand.", movements=hold, sides="alternating", reps=3, prepare=0, changeover=0)
    step = Step(exercise="e0", rest=0)
    return Library({"e0": exercise}, {"any": Routine(id="any", name="Any", steps=(step, step))}, {"any": "any.toml"})


@given(libraries(self_paced=st.booleans(), guided=st.just(True)), st.sampled_from(EFFORTS))
@example(in_a_hurry(), "low")
def test_each_movement_of_any_routine_is_said_unless_check_names_the_step(library, effort):
    plan = compile_plan(library, library.routines["any"], effort)
    excused = named_by_check(library)
    for step in plan.steps[1:]:  # the side of a moment of work may still be said when the next step begins without a pause
        before = plan.phases[step.first_phase - 1]
        hurried = step.number - 1 in excused or before.duration_ms < VOICE_DELAY_MS + estimate_ms("Right side")
        if hurried and plan.phases[step.first_phase].kind == "move":
            excused.add(step.number)
    assert {step for step, _, _ in unsaid(plan, estimate_ms)} <= excused


OWN = """version = 1
[exercise.taps]
name = "Taps"
start = "Stand."
sides = "alternating"
reps = 6
movements = [
  { to = "out", seconds = 1, say = "Tap your {side} foot far out to the {side}, {other} arm high" },
  { to = "in", seconds = 1, say = "Back" },
]
[exercise.leans]
name = "Leans"
start = "Sit tall"
sides = "each"
seconds = 30
tips = ["Slowly"]
movements = [
  { to = "out", seconds = 1, say = "Lean over to the {side}" },
  { to = "in", seconds = 1, say = "Come up again" },
]
[exercise.long]
name = "Long"
start = "Lie down."
sides = "each"
reps = 2
movements = [{ to = "out", seconds = 1, say = "LONG" }, { to = "in", seconds = 1, say = "Back" }]
[[routine]]
id = "any"
name = "Own"
steps = [STEPS]
""".replace("LONG", ("Now reach with your {side} arm, and let your {other} shoulder sink towards the floor; " * 3)[:200])


@pytest.mark.parametrize("effort", EFFORTS)
@pytest.mark.parametrize(
    ("steps", "named"),
    [
        ('{ exercise = "taps" }, { exercise = "leans", prepare = 0, rest = 3 }, { exercise = "long", prepare = 0 }', set()),
        ('{ exercise = "leans" }, { exercise = "leans", changeover = 0 }, { exercise = "taps", prepare = 1 }', set()),
        ('{ exercise = "long", pace = "self" }, { exercise = "taps", pace = "self", sets = 2 }', set()),
        ('{ exercise = "leans", seconds = 3 }, { exercise = "long", sets = 2, rest_between_sets = 0 }', {1}),
    ],
)
def test_each_movement_of_a_routine_of_ones_own_is_said(steps, named, effort):
    library = merged(EMPTY, parse(OWN.replace("STEPS", steps).encode(), "any.toml"))
    assert max(len(one.say) for one in library.exercises["long"].movements) == 200
    plan = compile_plan(library, library.routines["any"], effort)
    assert named_by_check(library) == named
    assert {step for step, _, _ in unsaid(plan, estimate_ms)} == named


# ---- nothing collides


@pytest.mark.parametrize(("routine", "effort"), BUNDLED)
def test_no_word_of_the_bundled_routines_meets_another_or_a_tick(plan_of, lengths, routine, effort):
    assert_silence_between(plan_of(routine, effort), lengths)


@given(plans(self_paced=st.booleans()))
def test_no_word_of_any_routine_meets_another_or_a_tick(plan):
    assert_silence_between(plan, estimate_ms)


def assert_silence_between(plan: Plan, lengths: Lengths) -> None:
    cues = script(plan, lengths)
    taken = [(cue.at_ms, cue.at_ms + TICK_MS) for cue in cues if cue.kind == "countdown"]
    taken += [(cue.voice_at_ms, cue.voice_at_ms + lengths(cue.text)) for cue in cues if cue.text]
    assert all(first[1] <= second[0] for first, second in pairwise(sorted(taken)))


@given(plans(guided=st.just(True)))
def test_the_side_never_cuts_an_announcement(plan):
    for cue in script(plan, estimate_ms):
        if cue.kind == "prepare":
            assert cue.text == announcement(plan, plan.phases[cue.phase])[0]


@pytest.mark.parametrize(("routine", "effort"), BUNDLED)
def test_each_announcement_of_the_bundled_routines_is_said_with_its_tip_and_each_side(plan_of, lengths, routine, effort):
    plan = plan_of(routine, effort)
    for cue in script(plan, lengths):
        if cue.kind == "prepare":
            step = plan.step_of(plan.phases[cue.phase])
            assert f"{step.start} {step.tips[0]}" in cue.text
        elif cue.kind == "side":
            assert cue.text == f"{cue.side.capitalize()} side"


@pytest.mark.parametrize(("routine", "effort"), BUNDLED)
def test_each_rest_of_the_bundled_routines_tells_its_length_and_what_comes_next(plan_of, lengths, routine, effort):
    plan = plan_of(routine, effort)
    rests = [cue for cue in script(plan, lengths) if cue.kind == "rest"]
    assert len(rests) == len(plan.steps) - 1
    for cue, following in zip(rests, plan.steps[1:], strict=True):
        length = {10: "Ten", 15: "Fifteen", 20: "Twenty"}[plan.phases[cue.phase].duration_ms // 1000]
        assert cue.text == f"Time to rest. {length} seconds. Next: {lowered(following.name)}"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (20, ["Time to rest. Twenty seconds. Then the next set"]),
        (5, ["Rest. Five seconds"]),  # before the ticks there is no time for more
        (4, ["Rest"]),
        (90, ["Time to rest. One minute thirty seconds. Then the next set"]),
    ],
)
def test_a_rest_between_sets_tells_its_length_where_there_is_time(seconds, said):
    assert [cue.text for cue in script(sets_with_rest(seconds), lambda text: 70 * len(text)) if cue.kind == "rest"] == said


def sets_with_rest(seconds: float) -> Plan:
    made = Exercise("E", "Stand.", (Movement("a", 2, "Go"),), reps=1)
    routine = Routine("r", "R", (Step("e", sets=2, rest_between_sets=seconds),))
    return compile_plan(Library({"e": made}, {"r": routine}, {"r": "r.toml"}), routine)


def with_rest(seconds: float) -> Plan:
    """Two sets with a rest between them."""
    made = Exercise("E", "Stand.", (Movement("a", 2, "Go"),), reps=1, sides="each")
    routine = Routine("r", "R", (Step("e", sets=2, rest_between_sets=seconds),))
    return compile_plan(Library({"e": made}, {"r": routine}, {"r": "r.toml"}, plan_defaults=PlanDefaults(guided=False)), routine)


@given(st.integers(TOLD_IN_MS, 6_000))
@example(4_000)
@example(4_500)
def test_the_side_is_said_in_a_pause_of_two_seconds_and_more_between_its_ticks(pause_ms):
    plan = with_rest(pause_ms / 1000)
    rest = next(phase for phase in plan.phases if phase.kind == "rest")
    told = next(cue for cue in script(plan, estimate_ms) if cue.kind == "side" and cue.phase == rest.index)
    assert told.text in ("Left side", "Left")
    assert told.voice_at_ms + estimate_ms("Left") <= rest.end_ms


def test_a_step_that_flows_on_tells_its_side_before_what_to_do():
    made = Exercise("E", "Stand.", (Movement("a", 1, "Reach"),), reps=1, sides="each")
    routine = Routine("r", "R", (Step("e"), Step("e", prepare=0)))
    plan = compile_plan(Library({"e": made}, {"r": routine}, {"r": "r.toml"}), routine)
    begin = plan.phases[plan.steps[1].first_phase]
    told = [(cue.text, cue.at_ms) for cue in script(plan, estimate_ms) if cue.phase == begin.index and cue.text]
    assert told == [("Left side", begin.start_ms), ("Reach", begin.start_ms)]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.2, "One second"),
        (1, "One second"),
        (15, "Fifteen seconds"),
        (29.6, "Thirty seconds"),
        (60, "One minute"),
        (150, "Two minutes thirty seconds"),
    ],
)
def test_a_length_is_said_in_minutes_and_seconds(seconds, said):
    assert lasting(round(seconds * 1000)) == said


# ---- counted in


@given(plans(self_paced=st.booleans()))
def test_three_two_one_go_leads_to_the_work_after_each_prepare_and_long_changeover(plan):
    cues = script(plan, estimate_ms)
    for phase in plan.phases:
        after = plan.after(phase)
        counted = phase.kind == "prepare" or (phase.kind == "changeover" and phase.duration_ms >= COUNTED_CHANGEOVER_MS)
        if counted and after is not None and after.kind == "move":
            ticks = [phase.end_ms - cue.at_ms for cue in cues if cue.kind == "countdown" and cue.phase == phase.index]
            assert ticks == [left for left in (3000, 2000, 1000) if left < phase.duration_ms]
            assert [cue.phase for cue in cues if cue.kind == "go" and cue.at_ms == phase.end_ms] == [after.index]


@given(plans(guided=st.just(True)))
def test_timed_work_says_its_first_movement_with_the_go(plan):
    for cue in script(plan, estimate_ms):
        if cue.kind == "go":
            phase = plan.phases[cue.phase]
            before = plan.before(phase)
            fits = cue.at_ms + VOICE_DELAY_MS + estimate_ms(phase.text) <= plan.stretch(phase)[1].end_ms - COUNTDOWN_MS
            if plan.step_of(phase).timed and phase.guided and fits and before is not None and plan.needs_go(phase):
                waits = before.kind == "move" or (phase.side is not None and before.duration_ms < COUNTED_CHANGEOVER_MS)
                assert cue.text == phase.text or waits


# ---- the words


def test_the_words_of_the_bundled_exercises_are_short_enough_to_follow(library):
    for name, exercise in library.exercises.items():
        for movement in exercise.movements:
            for side, other in (("left", "right"), ("right", "left")):
                spoken = movement.say.replace("{side}", side).replace("{other}", other)
                assert len(spoken) <= 45, (name, spoken)
        assert exercise.short is not UNSET
        assert exercise.tips
        assert all((exercise.feel, exercise.benefit, exercise.avoid))


def test_nobody_is_told_to_breathe_the_same_way_twice_in_a_row(library):
    for name, exercise in library.exercises.items():
        breaths = [movement.breath for movement in exercise.movements if movement.breath]
        assert all(one != other for one, other in pairwise([*breaths, *breaths])), name
