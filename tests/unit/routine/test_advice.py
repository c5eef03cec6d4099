"""What `check` warns of: allowed in a routine file, and probably not meant."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from trainer.cues.script import script
from trainer.routine.advice import advice
from trainer.routine.compiler import compile_plan
from trainer.routine.library import EMPTY, merged
from trainer.routine.loader import parse
from trainer.routine.pace import estimate_ms
from trainer.system import paths

FILE = """version = 1
[exercise.roll]
name = "Roll"
start = "Lie down."
seconds = {seconds}
sides = "{sides}"
movements = [
  {{ to = "up", seconds = {up}, say = "Roll slowly towards your shoulders" }},
  {{ to = "down", seconds = 3, say = "Roll back to the middle of your back" }},
]
[[routine]]
id = "rolling"
name = "Rolling"
steps = [{{ exercise = "roll"{step} }}]
"""


def warnings(seconds="60", step="", sides="none", up=3) -> dict[str, str]:
    added = parse(FILE.format(seconds=seconds, step=step, sides=sides, up=up).encode(), "f.toml")
    return {one.key: one.report() for one in advice(merged(EMPTY, added), added, frozenset(), lambda _: None)}


def test_timed_work_that_is_too_short_for_its_words_is_told_with_what_would_do():
    assert warnings() == {}
    told = warnings(seconds="{ low = 5, usual = 7, high = 9 }")
    assert list(told) == ["exercise.roll.seconds"]
    # 3 s for the first movement, 2.66 s for the words of the second, and three for the countdown
    assert "too short to say every movement once (low, usual) (9 seconds are enough;" in told["exercise.roll.seconds"]


def test_the_seconds_of_a_step_are_told_where_they_stand():
    told = warnings(step=", seconds = 6")
    assert list(told) == ["routine[0].steps[0].seconds"]


@given(st.integers(30, 200), st.sampled_from(["none", "each"]), st.integers(2, 60))
def test_where_nothing_is_told_every_movement_is_said(tenths, sides, up):
    added = parse(FILE.format(seconds=tenths / 10, step="", sides=sides, up=up / 10).encode(), "f.toml")
    library = merged(EMPTY, added)
    plan = compile_plan(library, library.routines["rolling"])
    said = {cue.text for cue in script(plan, estimate_ms) if cue.phase and plan.phases[cue.phase].kind == "move"}
    movements = {movement.say for movement in plan.steps[0].movements}
    told = list(advice(library, added, frozenset(), lambda _: None))
    assert bool(told) is not (movements <= said)


def test_without_guided_reps_it_is_told_too():
    added = parse(FILE.format(seconds=6, step="", sides="none", up=3).encode(), "f.toml")
    library = merged(EMPTY, added)
    off = replace(library, plan_defaults=replace(library.plan_defaults, guided=False))
    assert list(advice(off, added, frozenset(), lambda _: None)) == list(advice(library, added, frozenset(), lambda _: None))


def test_no_timed_work_of_the_bundled_file_is_too_short(library):
    path = paths.bundled_routines()
    bundled = parse(path.read_bytes(), path.name)
    assert not [one.message for one in advice(library, bundled, frozenset(), lambda _: None) if "too short" in one.message]
