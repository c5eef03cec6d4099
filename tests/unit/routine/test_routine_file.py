"""The routine file: what is wrong is told with its key and what was expected."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.diagnostics.problem import FileError
from trainer.routine.library import EMPTY, merged
from trainer.routine.loader import parse
from trainer.system import paths

GOOD = """
version = 1
[exercise.e]
name = "E"
start = "Stand."
reps = 3
movements = [{ to = "a", seconds = 2, say = "Go" }]
[[routine]]
id = "r"
name = "R"
steps = [{ exercise = "e" }]
"""


def problems_of(text: str, base=EMPTY) -> str:
    with pytest.raises(FileError) as caught:
        merged(base, parse(text.encode(), "my.toml"))
    return "\n".join(map(str, caught.value.problems))


def test_a_good_file_is_taken():
    assert list(merged(EMPTY, parse(GOOD.encode(), "my.toml")).routines) == ["r"]


def test_a_byte_order_mark_is_no_problem():
    assert parse(b"\xef\xbb\xbf" + GOOD.encode(), "my.toml").routines


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("version = 1", "version = 2", "my.toml: version: expected version = 1"),
        ("version = 1", "", "my.toml: version: expected version = 1"),
        ('name = "E"', "", "my.toml: exercise.e.name: is missing"),
        ('name = "E"', "name = 5", "my.toml: exercise.e.name: expected text, found a whole number"),
        ('name = "E"', 'name = ""', "exercise.e.name: expected text of at least 1 character"),
        ('name = "E"', f'name = "{"x" * 81}"', "exercise.e.name: expected text of at most 80 characters"),
        ('name = "E"', 'name = "a\\u202eb"', "exercise.e.name: expected plain text on one line, found the character U+202E"),
        ('name = "E"', 'name = "a\\u001bb"', "exercise.e.name: expected plain text on one line, found the character U+001B"),
        ("reps = 3", "reps = 0", "exercise.e.reps: expected a whole number of at least 1"),
        ("reps = 3", "reps = 201", "exercise.e.reps: expected a whole number of at most 200"),
        ("reps = 3", "reps = 8.0", "exercise.e.reps: expected a whole number or a table, found 8.0 (write 8)"),
        ("reps = 3", "reps = true", "exercise.e.reps: expected a whole number or a table, found true or false"),
        ("reps = 3", "reps = { low = 3, usual = 2, high = 4 }", "exercise.e.reps: expected low <= usual <= high"),
        ("reps = 3", "reps = { low = 3, usual = 3 }", "exercise.e.reps.high: is missing"),
        ("reps = 3", "", "exercise.e: has no dose (give reps or seconds)"),
        ("reps = 3", "reps = 3\nseconds = 30", "exercise.e.seconds: the exercise has reps already (take one of the two out)"),
        ("reps = 3", "rep = 3", "exercise.e.rep: unknown key (did you mean 'reps'?)"),
        ("reps = 3", 'seconds = 30\nsides = "alternating"', "exercise.e.sides: a timed exercise cannot alternate"),
        ("reps = 3", 'reps = 3\nsides = "both"', "exercise.e.sides: unknown value 'both' (one of none, alternating, each)"),
        ("seconds = 2", "seconds = nan", "exercise.e.movements[0].seconds: expected a number of at least 0.2"),
        ("seconds = 2", "seconds = 0.1", "exercise.e.movements[0].seconds: expected a number of at least 0.2"),
        ("seconds = 2", "seconds = 3601", "exercise.e.movements[0].seconds: expected a number of at most 3600"),
        ("seconds = 2", 'seconds = "2"', "exercise.e.movements[0].seconds: expected a number or a table, found text"),
        ("seconds = 2", "secs = 2", "exercise.e.movements[0].secs: unknown key (did you mean 'seconds'?)"),
        ('say = "Go"', 'say = "Go {side}"', "movements[0].say: {side} stands in a text of an exercise without sides"),
        ('say = "Go"', 'say = "Go {foot}"', "movements[0].say: expected no braces but {side} and {other}"),
        ("[exercise.e]", '[exercise."E e"]', 'exercise."E e": expected an id of 1 to 64 lower-case letters'),
        ('exercise = "e"', 'exercise = "f"', "routine[0].steps[0].exercise: unknown exercise 'f'"),
        ('exercise = "e"', 'exercise = "e", sets = 21', "routine[0].steps[0].sets: expected a whole number of at most 20"),
        ('exercise = "e"', 'exercise = "e", rest = -1', "routine[0].steps[0].rest: expected a number of at least 0"),
        ('exercise = "e"', 'exercise = "e", reps = 2, seconds = 3', "routine[0].steps[0].seconds: the step has reps already"),
        ('exercise = "e"', 'exercise = "e", first_side = "up"', "first_side: unknown value 'up' (one of left, right)"),
        ('exercise = "e"', 'exercise = "e", tempo = 0.05', "tempo: expected a number of at least 0.25"),
        ('exercise = "e"', 'exercise = "e", seconds = 30, pace = "self"', "pace: a timed step cannot be self-paced"),
        ('steps = [{ exercise = "e" }]', "steps = []", "routine[0].steps: expected a list with at least 1 entry"),
        ('steps = [{ exercise = "e" }]', "steps = 5", "routine[0].steps: expected a list, found a whole number"),
        ("[[routine]]", "[routine]", "routine: expected [[routine]] tables"),
        ("[[routine]]", "[[routines]]", "routines: unknown key (did you mean 'routine'?)"),
        ('id = "r"', 'id = "R!"', "routine[0].id: expected an id of 1 to 64 lower-case letters"),
        ('id = "r"', 'id = "r\\n"', "routine[0].id: expected"),
        ("version = 1", "version = ", "my.toml: is not valid TOML"),
    ],
)
def test_a_mistake_is_named_with_its_key_and_what_was_expected(old, new, message):
    assert old in GOOD
    assert message in problems_of(GOOD.replace(old, new))


def test_problems_of_several_tables_are_told_at_once():
    text = problems_of(GOOD.replace('name = "E"', "name = 1").replace('name = "R"', "name = 2"))
    assert "exercise.e.name" in text
    assert "routine[0].name" in text


def test_a_second_routine_with_the_same_id_is_told():
    again = '[[routine]]\nid = "r"\nname = "R2"\nsteps = [{ exercise = "e" }]\n'
    assert "routine[1].id: a second routine with the id 'r'" in problems_of(GOOD + again)


def test_an_unknown_exercise_is_told_with_the_nearest_spelling(library):
    text = 'version = 1\n[[routine]]\nid = "x"\nname = "X"\nsteps = [{ exercise = "bird-dgo" }]\n'
    assert "unknown exercise 'bird-dgo' (did you mean 'bird-dog'?)" in problems_of(text, library)


def test_a_user_file_may_use_bundled_exercises_and_wins_over_bundled_routines(library):
    text = 'version = 1\n[[routine]]\nid = "relief"\nname = "Mine"\nsteps = [{ exercise = "bird-dog" }]\n'
    both = merged(library, parse(text.encode(), "my.toml"))
    assert both.routines["relief"].name == "Mine"
    assert both.files["relief"] == "my.toml"
    assert list(both.routines) == list(library.routines)


def test_an_exercise_that_would_break_a_bundled_routine_is_told(library):
    own = GOOD.replace("[exercise.e]", "[exercise.cat-stretch]").replace('exercise = "e"', 'exercise = "cat-stretch"')
    base = merged(
        library,
        parse(
            b'version = 1\n[[routine]]\nid = "x"\nname = "X"\nsteps = [{ exercise = "cat-stretch", pace = "self" }]\n',
            "first.toml",
        ),
    )
    assert "does not fit the routine 'x'" in problems_of(own.replace("reps = 3", "seconds = 30"), base)


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"\xff\xfe", "is not UTF-8 text"), (b"#" * (1024 * 1024 + 1), "is larger than 1 MiB"), (b"a = " + b"[" * 9999, "TOML")],
)
def test_what_is_no_text_file_of_that_kind_gets_one_line(content, message):
    with pytest.raises(FileError) as caught:
        parse(content, "my.toml")
    (problem,) = caught.value.problems
    assert message in str(problem) or "nested too deeply" in str(problem)


@given(st.binary(max_size=300))
def test_no_bytes_make_a_traceback(content):
    try:
        merged(EMPTY, parse(content, "my.toml"))
    except FileError as error:
        assert all(str(problem) for problem in error.problems)


bundled = paths.bundled_routines().read_text()


@given(st.integers(0, len(bundled) - 1), st.integers(0, 12), st.sampled_from(["", "0", '"', "[", "}", "nan", "\n", "x", "-"]))
def test_a_damaged_bundled_file_gives_problems_never_a_traceback(place, length, replacement):
    damaged = bundled[:place] + replacement + bundled[place + length :]
    try:
        merged(EMPTY, parse(damaged.encode(), "my.toml"))
    except FileError as error:
        assert error.problems
