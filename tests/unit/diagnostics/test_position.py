"""The positions of problems: line, column and length, in every TOML notation."""

import re
import time
import tomllib

import pytest
import tomlkit
from hypothesis import assume, given
from hypothesis import strategies as st

from trainer.diagnostics import toml_places
from trainer.diagnostics.mending import Spelling, repaired
from trainer.diagnostics.position import located
from trainer.diagnostics.problem import FileError, Problem, key_text
from trainer.routine.model import RepsByEffort
from trainer.system.visible import HARMFUL_IN_LINES
from trainer.userfiles.loading import accepted

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
def test_a_value_is_located(path, place):
    assert meant(path) == place


def test_an_unknown_key_is_located_at_the_key_itself():
    assert meant(("exercise", "bird-dog", "name"), "unknown key") == (3, 1, "name")


def test_a_syntax_error_is_located():
    for text, place in (("a = [1,\n", (1, 8)), ("a = 1\nb = = 2\n", (2, 5)), ('a = "x', (1, 7))):
        with pytest.raises(tomllib.TOMLDecodeError) as caught:
            tomllib.loads(text)
        (problem,) = located([Problem("x.toml", (), f"is not valid TOML: {caught.value}")], text.encode())
        assert (problem.line, problem.column) == place
        assert "line" not in problem.message


def test_a_report_shows_the_line_and_marks_the_position():
    (problem,) = located([Problem("x.toml", ("routine", 1, "id"), "unknown id 's'", "did you mean 'r'?")], TEXT.encode())
    assert (
        problem.report()
        == "x.toml:19:7: routine[1].id: unknown id 's'\n   19 | \tid = \"s\"\n      | \t     ^^^ did you mean 'r'?"
    )
    assert str(problem) == "x.toml:19:7: routine[1].id: unknown id 's' (did you mean 'r'?)"


def test_problems_are_sorted_by_position():
    problems = [Problem("x", ("routine", 0, "id"), "b"), Problem("x", ("version",), "a"), Problem("x", (), "c")]
    assert [problem.message for problem in located(problems, TEXT.encode())] == ["c", "a", "b"]


PATHS = [("version",), ("exercise", "bird-dog", "movements", 1, "say"), ("routine", 0, "steps", 1), ("x",), ()]


@given(st.text(max_size=60), st.sampled_from(PATHS))
def test_every_position_lies_inside_the_file_whatever_it_contains(junk, path):
    for text in (junk, f"{TEXT}{junk}", f"{junk}{TEXT}"):
        (problem,) = located([Problem("x", path, "wrong")], text.encode("utf-8", "replace"))
        if problem.line is not None:
            assert 1 <= problem.line <= max(1, len(text.split("\n")))
            assert problem.column >= 1


# ---- any key

KEYS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=8) | st.sampled_from(
    ["", ".", "a.b", "[0]", "]", '"', "'", "\n", "a[1].b", "` - at `$.x`", "keys", "...", "\x1b]0;x\x07", "\u202e"]
)
TREES = st.recursive(
    st.integers(100, 999), lambda inner: st.dictionaries(KEYS, inner, max_size=3) | st.lists(inner, max_size=3), max_leaves=12
)


def leaves(tree, path=()):
    if isinstance(tree, dict | list):
        for part, inner in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from leaves(inner, (*path, part))
    else:
        yield path, tree


@given(st.dictionaries(KEYS, TREES, max_size=4))
def test_every_value_is_located_whatever_its_key(tree):
    text = tomlkit.dumps(tree)
    assume(tomllib.loads(text) == tree)
    for path, value in leaves(tree):
        line, _, found = meant(path, text=text)
        assert found == str(value), path
        (problem,) = located([Problem("x.toml", path, "wrong", "do this")], text.encode())
        for told in (str(problem), problem.report(), problem.brief()):
            assert not re.search(HARMFUL_IN_LINES, told)
        assert tomllib.loads(f"{key_text(path[:1])} = 1") == {path[0]: 1}
        assert line <= text.count("\n") + 1


@given(st.dictionaries(KEYS, st.integers(), max_size=3), KEYS)
def test_an_unknown_key_is_reported_whatever_its_name(table, key):
    problems = []
    table = {"usual": 1, "high": 1, "low": 1, **table, key: 1}
    repaired(table, RepsByEffort, ("exercise", key), "x.toml", problems, Spelling({}, {}, {}))
    unknown = {*table} - {"low", "usual", "high"}
    assert {one.path for one in problems if one.message == "unknown key"} == {("exercise", key, name) for name in unknown}


# ---- the next TOML, and what is none

TOML_1_1 = """\
version = 1
[exercise.a]
name = "A"
reps = {
  low = 1,
  usual = 2,
}
start = "x"
[[routine]]
id = "r"
[[routine]]
id = "s"
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("version",), 1),
        (("exercise", "a"), 2),
        (("exercise", "a", "reps"), 4),
        (("exercise", "a", "reps", "usual"), 6),
        (("exercise", "a", "start"), 8),
        (("routine", 1, "id"), 12),
        (("nothing",), 1),
    ],
)
def test_the_next_toml_has_positions_too(path, line):
    (problem,) = located([Problem("x.toml", path, "wrong")], TOML_1_1.encode())
    assert problem.line == line


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("version",), 1),
        (("exercise", "a"), 2),
        (("exercise", "a", "name"), 3),
        (("exercise", "a", "reps", "usual"), 4),
        (("exercise", "a", "start"), 2),
        (("exercise", "b"), None),
        (("routine", 0, "id"), None),
        (("nothing",), None),
    ],
)
def test_nothing_after_an_unparsable_part_is_located(path, line):
    text = TOML_1_1.replace("reps = {", "reps = ?")
    (problem,) = located([Problem("x.toml", path, "wrong")], text.encode())
    assert problem.line == line
    assert problem.report()


def test_a_lexer_that_fails_costs_the_position_alone(monkeypatch):
    def fails(*_):
        raise ValueError("not enough values to unpack")

    monkeypatch.setattr(toml_places, "TOMLLexer", fails)
    problem = Problem("x.toml", ("version",), "wrong")
    assert located([problem], TEXT.encode()) == [problem]


def test_a_file_in_newer_toml_is_validated_by_pythons_parser(monkeypatch, library):
    tables = {
        "version": 1,
        "exercise": {"a": {"name": "A", "reps": {"low": 1, "usual": 2}, "start": "x"}},
        "routine": [{"id": "r"}],
    }
    monkeypatch.setattr("trainer.diagnostics.tables.tomllib.loads", lambda _: tables)
    with pytest.raises(FileError) as caught:
        accepted(library, TOML_1_1.encode(), "x.toml")
    assert ("exercise", "a", "reps", "high") in [problem.path for problem in caught.value.problems]
    assert all(problem.report() for problem in caught.value.problems)


# ---- what is deep, long or huge

DEEP = {
    "head": "[" + ".".join("a" * 1100) + "]",
    "heads": "[[" + ".".join("a" * 1100) + "]]",
    "key": ".".join("a" * 501) + " = 1",
    "very long key": ".".join("a" * 300_000) + " = 1",
    "very long key in a table": "x = { " + ".".join("a" * 300_000) + " = 1 }",
    "quoted": '"\\"".' * 300 + "a = 1",
    "lists": "x = " + "[" * 800 + "]" * 800,
    "tables": "x = " + "{ a = " * 400 + "1" + "}" * 400,
    "beyond the parser": "x = " + "[" * 100_000 + "]" * 100_000,
    "33 levels": ".".join("a" * 33) + " = 1",
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_deep_nesting_is_a_problem(text, library):
    with pytest.raises(FileError, match=r"x\.toml: is nested too deeply for a routine file"):
        accepted(library, f"version = 1\n{text}\n".encode(), "x.toml")


@pytest.mark.parametrize("number", ["9" * 4301, "9" * 4000, "0x" + "f" * 10_000, "1" * 20, "-" + "9" * 4301, "1e999"])
@pytest.mark.parametrize("key", ["reps", "seconds", "prepare", "other"])
def test_a_huge_number_is_a_problem(number, key, library):
    text = f'version = 1\n[exercise.a]\nname = "A"\nstart = "S"\n{key} = {number}\n'
    with pytest.raises(FileError) as caught:
        accepted(library, text.encode(), "x.toml")
    assert all("x.toml" in problem.report() and len(problem.report()) < 1500 for problem in caught.value.problems)


def test_any_exception_while_reading_a_file_is_reported_with_its_name(monkeypatch, library):
    def fails(*_):
        raise OverflowError("too much")

    monkeypatch.setattr("trainer.routine.loader.is_id", fails)
    with pytest.raises(FileError, match=r"x\.toml: contains something that the trainer cannot read \(OverflowError\)"):
        accepted(library, b"version = 1\n[exercise.a]\n", "x.toml")


def test_a_long_line_is_shown_around_the_position(library):
    text = f'version = 1\nname = "{"x" * 5000}"\n{"k" * 3000} = 1\n'
    with pytest.raises(FileError) as caught:
        accepted(library, text.encode(), "x.toml")
    assert all(len(line) < 700 for problem in caught.value.problems for line in problem.report().split("\n"))


def test_very_many_problems_are_found_in_a_moment(library):
    text = "version = 1\n" + "".join(f"[exercise.k{number}]\n" for number in range(20_000))
    begin = time.monotonic()
    with pytest.raises(FileError) as caught:
        accepted(library, text.encode(), "x.toml")
    assert len(caught.value.problems) == 60_000
    assert time.monotonic() - begin < 30  # minutes, where every problem is compared with every other
