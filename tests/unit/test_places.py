"""Where problems are: line, column and the stretch that is meant, in every way that TOML can be written."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.diagnostics.position import located
from trainer.diagnostics.problem import Problem

TEXT = """\
version = 1
[exercise.bird-dog]
name = "B\u00e4r" # a comment
reps = { low = 3, usual = 2 }
movements = [
  { to = "a", seconds = 2 },  # one
  { to = "\u00fc", say = "b" },
]
a."b.c".d = 3
[[routine]]
id = "r"
[[routine.steps]]
exercise = "e"
[[routine.steps]]
exercise = "x"
[routine.more]
k = 1
[[routine]]
\tid = "s"
"""


def meant(path, message: str = "wrong", text: str = TEXT) -> tuple[int, int, str]:
    (problem,) = located([Problem("x.toml", path, message)], text.encode())
    begin = problem.column - 1
    return problem.line, problem.column, problem.excerpt[begin : begin + problem.length]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("version",), (1, 11, "1")),
        (("exercise", "bird-dog"), (2, 11, "bird-dog")),
        (("exercise", "bird-dog", "name"), (3, 8, '"B\u00e4r"')),
        (("exercise", "bird-dog", "reps", "usual"), (4, 27, "2")),
        (("exercise", "bird-dog", "movements"), (5, 13, "[")),
        (("exercise", "bird-dog", "movements", 1, "say"), (7, 21, '"b"')),
        (("exercise", "bird-dog", "movements", 0), (6, 3, '{ to = "a", seconds = 2 }')),
        (("exercise", "bird-dog", "a", "b.c", "d"), (9, 13, "3")),
        (("routine", 0, "id"), (11, 6, '"r"')),
        (("routine", 0, "steps", 0, "exercise"), (13, 12, '"e"')),
        (("routine", 0, "steps", 1, "exercise"), (15, 12, '"x"')),
        (("routine", 0, "more", "k"), (17, 5, "1")),
        (("routine", 1, "id"), (19, 7, '"s"')),
        (("exercise", "bird-dog", "start"), (2, 11, "bird-dog")),
        (("routine", 1, "name"), (18, 3, "routine")),
        (("nothing", "at", "all"), (1, 1, "v")),
    ],
)
def test_a_value_is_found(path, place):
    assert meant(path) == place


def test_of_an_unknown_key_the_key_is_meant():
    assert meant(("exercise", "bird-dog", "name"), "unknown key") == (3, 1, "name")


def test_a_mistake_of_syntax_is_where_it_is():
    for text, place in (("a = [1,\n", (1, 8)), ("a = 1\nb = = 2\n", (2, 5)), ('a = "x', (1, 7))):
        with pytest.raises(tomllib.TOMLDecodeError) as caught:
            tomllib.loads(text)
        (problem,) = located([Problem("x.toml", (), f"is not valid TOML: {caught.value}")], text.encode())
        assert (problem.line, problem.column) == place
        assert "line" not in problem.message


def test_a_report_shows_the_line_and_a_mark_under_what_is_meant():
    (problem,) = located([Problem("x.toml", ("routine", 1, "id"), "unknown id 's'", "did you mean 'r'?")], TEXT.encode())
    assert (
        problem.report()
        == "x.toml:19:7: routine[1].id: unknown id 's'\n   19 | \tid = \"s\"\n      | \t     ^^^ did you mean 'r'?"
    )
    assert str(problem) == "x.toml:19:7: routine[1].id: unknown id 's' (did you mean 'r'?)"


def test_problems_come_in_the_order_of_the_file():
    problems = [Problem("x", ("routine", 0, "id"), "b"), Problem("x", ("version",), "a"), Problem("x", (), "c")]
    assert [problem.message for problem in located(problems, TEXT.encode())] == ["c", "a", "b"]


PATHS = [("version",), ("exercise", "bird-dog", "movements", 1, "say"), ("routine", 0, "steps", 1), ("x",), ()]


@given(st.text(max_size=60), st.sampled_from(PATHS))
def test_whatever_a_file_holds_a_place_lies_inside_it(junk, path):
    for text in (junk, f"{TEXT}{junk}", f"{junk}{TEXT}"):
        (problem,) = located([Problem("x", path, "wrong")], text.encode("utf-8", "replace"))
        if problem.line is not None:
            assert 1 <= problem.line <= max(1, len(text.split("\n")))
            assert problem.column >= 1
