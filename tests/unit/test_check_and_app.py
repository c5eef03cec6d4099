"""`trainer check` and the app judge a file alike, whatever it holds and whatever stands beside it."""

import json
import os
import random

import pytest

from tests.unit.test_bad_files import BAD, mutated
from trainer.commands import run
from trainer.system import paths
from trainer.userfiles.loading import load

MUTATIONS = int(os.environ.get("MUTATIONS", "300"))
OWN = """version = 1
[exercise.mine]
name = "Mine"
start = "Stand."
reps = 4
movements = [{ to = "up", seconds = 2, say = "Up" }, { to = "down", seconds = 2, say = "Down" }]
[[routine]]
id = "my-own"
name = "My own"
steps = [{ exercise = "mine" }, { exercise = "cat-stretch" }]
"""
USES_MINE = 'version = 1\n[[routine]]\nid = "other"\nname = "Other"\nsteps = [{ exercise = "mine" }]\n'
FIGURE = '\n[pose.x]\nname = "x"\nview = "side"\nstart = "a"\n[pose.x.key.a]\nroot = [0, 0]\n'
CHANGES_MINE = OWN.replace("reps = 4", "seconds = 30").replace("my-own", "another")


@pytest.fixture
def own(tmp_path, monkeypatch):
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    path = paths.config_file("routines.toml")
    path.parent.mkdir(parents=True)
    return path


@pytest.fixture
def errors(capsys):
    """What `check` finds wrong with files, by file."""

    def found(*files):
        capsys.readouterr()
        code = run(["check", "--json", *map(str, files)])
        problems = json.loads(capsys.readouterr().out)["problems"]
        wrong = [problem["file"] for problem in problems if problem["severity"] == "error"]
        assert code == (1 if wrong else 0)
        return {*wrong}

    return found


def refused(*files):
    """The files that the app does not use."""
    return {problem.file for problem in load(files).problems}


@pytest.mark.parametrize(
    ("beside", "content", "right"),
    [
        (OWN, USES_MINE, True),
        ("version = 1\n", USES_MINE, False),
        ("nonsense", USES_MINE, False),
        (OWN, CHANGES_MINE, True),
        (OWN, OWN.replace("my-own", "cat"), True),
        (OWN, OWN.replace("reps = 4", "reps = 0"), False),
        (OWN, OWN, True),
    ],
)
def test_a_file_is_judged_over_ones_own(own, tmp_path, errors, beside, content, right):
    own.write_text(beside)
    file = tmp_path / "F.toml"
    file.write_text(content)
    assert (errors(file) == set()) is right
    assert (str(file) in refused(file)) is not right


def test_figures_in_ones_own_file_are_refused_by_both(own, errors):
    own.write_text(OWN + FIGURE)
    assert errors() == errors(own) == refused() == {str(own)}


def test_a_file_that_brings_figures_is_judged_as_import_does_and_that_is_said(own, tmp_path, errors, capsys):
    own.write_text(OWN)
    file = tmp_path / "F.toml"
    file.write_text(USES_MINE + FIGURE)
    assert errors(file) == set()
    assert run(["check", str(file)]) == 0
    assert "warning: pose: figures are read by 'trainer import' only" in capsys.readouterr().out
    assert run(["import", "--yes", str(file)]) == 0


def test_several_files_are_judged_each_over_those_before_it(own, tmp_path, errors):
    one, other = tmp_path / "one.toml", tmp_path / "other.toml"
    one.write_text(OWN)
    other.write_text(USES_MINE)
    assert errors(one, other) == refused(one, other) == set()
    assert errors(other, one) == refused(other, one) == {str(other)}


def test_a_file_that_cannot_be_read_leaves_the_others_judged(own, tmp_path, capsys):
    good = tmp_path / "good.toml"
    good.write_text(OWN.replace("reps = 4", "reps = 0"))
    assert run(["check", str(tmp_path / "none.toml"), str(good)]) == 2
    out = capsys.readouterr().out
    assert "none.toml: cannot be read: No such file or directory" in out
    assert "reps: expected a whole number of at least 1, found 0" in out


@pytest.mark.parametrize("is_own", [True, False])
def test_they_never_differ(own, tmp_path, errors, is_own):
    chance = random.Random(f"44 {is_own}")
    goods = [OWN, USES_MINE, CHANGES_MINE, OWN + FIGURE, *(path.read_text(encoding="utf-8", errors="replace") for path in BAD)]
    file = own if is_own else tmp_path / "F.toml"
    for number in range(MUTATIONS):
        if not is_own:
            own.write_text(chance.choice([OWN, "version = 1\n", "nonsense"]))
        content = mutated(chance.choice(goods), chance)
        if not is_own and b"[pose" in content:
            continue  # such a file is not for the app
        file.write_bytes(content)
        given = () if is_own else (file,)
        assert (str(file) in errors(file)) == (str(file) in refused(*given)), f"{number}: {content!r}"


def test_a_first_prepare_that_is_lengthened_is_said(own, capsys):
    own.write_text(OWN.replace('{ exercise = "mine" }', '{ exercise = "mine", prepare = 3 }'))
    assert run(["check"]) == 0
    out = capsys.readouterr().out
    assert f"{own}:10:" in out
    assert "warning: routine[0].steps[0].prepare: the first one of a routine lasts at least 15 s" in out
    assert run(["plan", "my-own"]) == 0
    assert "   (prepare = 3: the first one of a routine lasts at least 15 s, to get to the mat)\n" in capsys.readouterr().out
    own.write_text(OWN.replace('{ exercise = "cat-stretch" }', '{ exercise = "cat-stretch", prepare = 3 }'))
    assert run(["check"]) == 0
    assert capsys.readouterr().out == "No problems.\n"


def test_a_terminal_gets_the_first_problems_and_how_many_more(own, capsys, monkeypatch):
    own.write_text("version = 1\n" + "".join(f"[exercise.k{number}]\n" for number in range(100)))
    assert run(["check"]) == 1
    assert capsys.readouterr().out.count("is missing") == 300
    monkeypatch.setattr("trainer.system.streams.is_terminal", lambda _: True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert run(["check"]) == 1
    out = capsys.readouterr().out
    assert out.count("is missing") == 50
    assert out.endswith("... and 250 problems more; 'trainer check FILE --json' has all.\n")
    assert run(["list"]) == 1
    assert capsys.readouterr().err.count("is missing") == 50
