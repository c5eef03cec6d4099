"""What the panel of the first screen says of problems, by the room that there is."""

from pathlib import Path

import pytest

from trainer.diagnostics.problem import Problem
from trainer.system.visible import HARMFUL
from trainer.ui.widgets.problem_panel import HEADING, fitted, rows_of

FILE = "/home/somebody/with/a/long/path/.config/trainer/routines.toml"
UNKNOWN = Problem(
    FILE,
    ("routine", 1, "steps", 1, "exercise"),
    "unknown exercise 'bird-dogg'",
    "did you mean 'bird-dog'?",
    line=19,
    column=12,
    excerpt='exercise = "bird-dogg"',
    length=11,
)
BRIEF = "routines.toml, line 19: unknown exercise 'bird-dogg': did you mean 'bird-dog'?"


def test_with_little_room_the_line_that_is_needed_comes_whole():
    assert fitted([UNKNOWN], 78, 3) == [HEADING, BRIEF]
    assert rows_of(HEADING, 78) == rows_of(BRIEF, 78) == 1
    assert fitted([UNKNOWN], 38, 3) == [BRIEF], "before its heading"
    assert fitted([UNKNOWN], 118, 12)[2:] == UNKNOWN.report().split("\n")


def test_what_does_not_fit_is_shown_by_a_command():
    lines = fitted([UNKNOWN] * 9, 78, 7)
    assert lines == [HEADING, *[BRIEF] * 4, f"trainer check {FILE} shows all"]
    assert sum(rows_of(line, 78) for line in lines) <= 7


@pytest.mark.parametrize(
    ("file", "command"),
    [
        (str(Path.home() / "my.toml"), "trainer check ~/my.toml"),
        ("/a b/my.toml", "trainer check '/a b/my.toml'"),
        ("/x/poses/bend.toml", "trainer pose bend"),
        ("/x/settings.toml", "trainer settings"),
    ],
)
def test_the_command_is_that_of_the_kind_of_file(file, command):
    assert fitted([Problem(file, (), "is wrong")] * 9, 78, 4)[-1] == f"{command} shows all"


@pytest.mark.parametrize(
    ("path", "message", "words"),
    [
        (("volume",), "expected a whole number", "my.toml, line 2: volume: expected a whole number"),
        (("version",), "expected version = 1", "my.toml, line 2: expected version = 1"),
        (("keys", "session.next"), "unknown command", "my.toml, line 2: session.next: unknown command"),
        (("routine", 0, "steps", 1), "expected a table", "my.toml, line 2: steps: expected a table"),
        ((), "is not UTF-8 text", "my.toml, line 2: is not UTF-8 text"),
    ],
)
def test_a_brief_problem_says_where_and_what(path, message, words):
    assert Problem("/x/my.toml", path, message, line=2, column=1).brief() == words


def test_no_more_problems_are_worded_than_have_room(monkeypatch):
    worded = []
    for how in ("brief", "report"):
        usual = getattr(Problem, how)
        monkeypatch.setattr(Problem, how, lambda one, usual=usual: worded.append(one) or usual(one))
    lines = fitted([UNKNOWN] * 100_000, 78, 7)
    assert lines == [HEADING, *[BRIEF] * 4, f"trainer check {FILE} shows all"]
    assert len(worded) <= 7


def test_nothing_of_a_file_or_of_its_name_steers_the_terminal():
    problem = Problem("/x/\x1b]0;a\x07\u202e.toml", ("\x9b31m",), "\x1b[31m", "\u2066", line=1, column=1, excerpt="\x1b\x00")
    for rows in (1, 3, 20):
        assert not any(HARMFUL.search(line) for line in fitted([problem] * 9, 78, rows))
