"""Writing routine files: what is saved is what is loaded, and what others wrote in the file stays."""

import difflib

import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from trainer.routine.library import EMPTY, merged
from trainer.routine.loader import parse
from trainer.routine.model import Exercise, Movement, RepsByEffort, Routine, SecondsByEffort, Step
from trainer.routine.writer import new_text, with_exercises, with_routine
from trainer.system import paths

PLAIN = st.characters(
    exclude_categories=["Cc", "Cs"],
    exclude_characters="{}\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)
IDS = st.from_regex(r"[a-z0-9-]{1,64}", fullmatch=True)
NAMES = st.text(PLAIN, min_size=1, max_size=80)
TEXTS = st.text(PLAIN, min_size=1, max_size=400)
COUNTS = st.integers(1, 200)
WORK = st.integers(2, 36000).map(lambda tenths: tenths / 10)
PAUSES = st.integers(0, 36000).map(lambda tenths: tenths / 10)


def by_effort(kind, numbers):
    return st.lists(numbers, min_size=3, max_size=3).map(lambda three: kind(*sorted(three)))


def maybe(strategy):
    return st.one_of(st.none(), strategy)


def some(kind, **given):
    """Models of a kind; a field that is drawn as None is not given."""
    return st.fixed_dictionaries(given).map(
        lambda drawn: kind(**{key: value for key, value in drawn.items() if value is not None})
    )


REPS = st.one_of(COUNTS, by_effort(RepsByEffort, COUNTS))
SECONDS = st.one_of(WORK, by_effort(SecondsByEffort, WORK))
MOVEMENTS = some(Movement, to=IDS, seconds=SECONDS, say=TEXTS, short=maybe(NAMES), breath=maybe(st.sampled_from(["in", "out"])))
EQUIPMENT = st.lists(st.sampled_from(["mat", "foam roller", "chair"]), max_size=3).map(tuple)
EXERCISES = some(
    Exercise,
    name=NAMES,
    start=TEXTS,
    movements=st.lists(MOVEMENTS, min_size=1, max_size=4).map(tuple),
    short=maybe(st.text(PLAIN, min_size=1, max_size=20)),
    benefit=maybe(TEXTS),
    feel=maybe(TEXTS),
    tips=st.lists(TEXTS, max_size=3).map(tuple),
    avoid=maybe(TEXTS),
    equipment=EQUIPMENT,
    sides=st.sampled_from(["none", "alternating", "each"]),
    reps=REPS,
    pose=maybe(IDS),
    prepare=maybe(PAUSES),
    changeover=maybe(PAUSES),
)


def steps_of(exercises):
    return some(
        Step,
        exercise=st.sampled_from(exercises),
        reps=maybe(REPS),
        sets=st.integers(1, 20),
        rest=PAUSES,
        rest_between_sets=PAUSES,
        prepare=maybe(PAUSES),
        changeover=maybe(PAUSES),
        first_side=st.sampled_from(["left", "right"]),
        start=maybe(TEXTS),
        pose=maybe(IDS),
        equipment=maybe(EQUIPMENT),
        pace=st.sampled_from(["timed", "self"]),
    )


@st.composite
def routines(draw, exercises):
    steps = draw(st.lists(steps_of(exercises), min_size=1, max_size=5))
    values = {
        "about": TEXTS,
        "per_day": st.integers(1, 24),
        "per_week": st.integers(1, 50),
        "until": st.dates(),
        "note": TEXTS,
        "by": NAMES,
    }
    given = {key: draw(maybe(value)) for key, value in values.items()}
    return Routine(id=draw(IDS), name=draw(NAMES), steps=tuple(steps), **{key: value for key, value in given.items() if value})


@st.composite
def contents(draw):
    exercises = draw(st.dictionaries(IDS, EXERCISES, min_size=1, max_size=3))
    return exercises, draw(st.lists(routines(sorted(exercises)), min_size=1, max_size=3, unique_by=lambda one: one.id))


def loaded(text):
    return merged(EMPTY, parse(text.encode(), "my.toml"))


@given(contents())
@settings(max_examples=60, deadline=None)
def test_what_is_saved_is_what_is_loaded(content):
    exercises, own = content
    library = loaded(new_text(exercises, own))
    assert library.exercises == exercises
    assert list(library.routines.values()) == own


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_routine_saved_over_its_namesake_is_what_is_loaded(data):
    old, new = (data.draw(routines(sorted(SOME_EXERCISES))) for _ in range(2))
    text = with_routine(with_routine(new_text(SOME_EXERCISES, []), replace(old, id="mine")), replace(new, id="mine"))
    assert loaded(text).routines["mine"] == replace(new, id="mine")


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_an_exercise_saved_over_its_namesake_is_what_is_loaded(data):
    old, new = (data.draw(EXERCISES) for _ in range(2))
    text = with_exercises(with_exercises("version = 1\n", {"mine": old}), {"mine": new})
    assert loaded(text).exercises == {"mine": new}


BUNDLED = paths.bundled_routines().read_text(encoding="utf-8")
SOME_EXERCISES = {name: loaded(BUNDLED).exercises[name] for name in ("bird-dog", "cat-stretch", "side-lunge-reach")}
FULL = loaded(BUNDLED).routines["full"]


def changed_lines(old, new):
    return [line for line in difflib.ndiff(old.splitlines(), new.splitlines()) if line[:1] in "+-"]


def test_saving_what_is_there_changes_nothing():
    for routine in loaded(BUNDLED).routines.values():
        assert with_routine(BUNDLED, routine) == BUNDLED
    assert with_exercises(BUNDLED, loaded(BUNDLED).exercises) == BUNDLED


def test_one_change_changes_one_line():
    first, *others = FULL.steps
    text = with_routine(BUNDLED, replace(FULL, steps=(replace(first, rest=25.0), *others)))
    assert changed_lines(BUNDLED, text) == [
        '-   { exercise = "side-lunge-reach", rest = 15 },',
        '+   { exercise = "side-lunge-reach", rest = 25 },',
    ]


def test_a_step_that_is_added_is_a_line_that_is_added():
    text = with_routine(BUNDLED, replace(FULL, steps=(*FULL.steps[:2], Step("cat-stretch", reps=3), *FULL.steps[2:])))
    assert changed_lines(BUNDLED, text) == ['+   { exercise = "cat-stretch", reps = 3 },']


COMMENTED = """\
# Mine.
version = 1

[[routine]]
id = "a"  # the first
name = "A"
rest_is_below = false
# before the steps
steps = [
  { exercise = "cat-stretch", sets = 1 },  # slowly
  # and then
  { exercise = "bird-dog" },  # if it does not hurt
]

# the second
[[routine]]
id = "b"
name = "B"
steps = [{ exercise = "cat-stretch" }]
# the end
""".replace("rest_is_below = false\n", "")


def test_comments_and_order_stay():
    routine = Routine(id="a", name="AA", steps=(Step("cat-stretch", rest=5.0), Step("bird-dog"), Step("foam-roll")))
    text = with_routine(COMMENTED, routine)
    for comment in ("# Mine.", '"a"  # the first', "# before the steps", "# slowly", "# and then", "# if it does not hurt"):
        assert comment in text
    assert text.index("# the second") < text.index('id = "b"') < text.index("# the end")
    assert tomlkit.parse(text)["routine"][0]["steps"][0] == {"exercise": "cat-stretch", "sets": 1, "rest": 5}


def test_each_tip_of_an_exercise_that_is_written_has_a_line_of_its_own():
    bird_dog = loaded(BUNDLED).exercises["bird-dog"]
    text = new_text({"bird-dog": bird_dog}, [])
    first, second = bird_dog.tips
    assert f'tips = [\n  "{first}",\n  "{second}",\n]\nmovements = [\n' in text
