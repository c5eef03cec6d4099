"""Invalid files: one per mistake with the expected output of `trainer check`, and randomly damaged ones."""

import os
import random
import runpy
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from trainer.commands import run
from trainer.diagnostics.position import located
from trainer.diagnostics.problem import FileError
from trainer.routine import schema as schema_module
from trainer.routine.library import merged
from trainer.routine.loader import parse
from trainer.routine.schema import FILE_NAME, schema, text
from trainer.system import paths

FOLDER = Path(__file__).parents[1] / "data" / "bad_routines"
BAD = sorted(FOLDER.glob("*.toml"))
DOCS = Path(__file__).parents[2] / "docs" / "routine-file.md"
SCRIPT = runpy.run_path(str(DOCS.with_name("make_routine_file.py")))
MUTATIONS = int(os.environ.get("MUTATIONS", "10000"))


def by_name(paths):
    return pytest.mark.parametrize("path", paths, ids=[path.stem for path in paths])


@by_name(BAD)
def test_check_says_what_is_wrong_where_and_what_to_do(path, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.chdir(FOLDER)
    assert run(["check", path.name]) == 1
    assert capsys.readouterr().out == path.with_suffix(".txt").read_text(encoding="utf-8")


def tables(path):
    try:
        return tomllib.loads(path.read_bytes().decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return None


def test_the_docs_list_the_bad_files_that_the_schema_accepts():
    accepted = {path for path in BAD if (read := tables(path)) is not None and Draft202012Validator(schema()).is_valid(read)}
    _, listed = DOCS.read_text(encoding="utf-8").split("## What only `trainer check` finds")
    mistakes = [line.split("`")[1] for line in listed.splitlines() if line.startswith("- `")]
    assert {path.stem for path in accepted} == set(mistakes)


def test_the_bundled_file_follows_the_schema():
    Draft202012Validator.check_schema(schema())
    bundled = tomllib.loads(paths.bundled_routines().read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema()).iter_errors(bundled)) == []


def test_the_docs_and_the_schema_file_are_those_of_the_models():
    assert DOCS.read_text(encoding="utf-8") == SCRIPT["page"]()
    assert Path(schema_module.__file__).with_name(FILE_NAME).read_text(encoding="utf-8") == text()


def test_the_example_in_the_docs_is_valid(library):
    example = SCRIPT["HEAD"].split("```toml\n")[1].split("```")[0]
    assert "mornings" in merged(library, parse(example.encode(), "docs")).routines


def mutated(good: str, chance: random.Random) -> bytes:
    """The file with one to three random changes: bytes, characters, words or lines lost, doubled, swapped or moved."""
    changed = good
    for _ in range(chance.randint(1, 3)):
        begin = chance.randrange(len(changed) + 1)
        end = min(len(changed), begin + chance.choice((1, 1, 2, 5, 20)))
        match chance.randrange(7):
            case 0:
                changed = changed[:begin] + changed[end:]
            case 1:
                changed = changed[:end] + changed[begin:]
            case 2:
                changed = changed[:begin] + chance.choice(PIECES) + changed[end:]
            case 3:
                changed = changed[:begin] + chance.choice(PIECES) + changed[begin:]
            case 4:
                lines = changed.split("\n")
                one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
                lines[one], lines[other] = lines[other], lines[one]
                changed = "\n".join(lines)
            case 5:
                lines = changed.split("\n")
                del lines[chance.randrange(len(lines))]
                changed = "\n".join(lines) or "\n"
            case 6:
                old = chance.choice(VALUES)
                changed = changed.replace(old, chance.choice(VALUES), 1)
    content = changed.encode("utf-8", "surrogatepass")
    if chance.random() < 0.05 and content:
        place = chance.randrange(len(content))
        content = content[:place] + bytes([chance.randrange(256)]) + content[place + 1 :]
    return content


PIECES = (
    '"',
    "'",
    "[",
    "]",
    "{",
    "}",
    "=",
    ",",
    ".",
    "#",
    "\n",
    "\t",
    "\r\n",
    "\\",
    "0",
    "nan",
    "true",
    "[[",
    "]]",
    '"""',
    "\u202e",
    "ü",
    "\x00",
)
VALUES = (
    "2",
    "10",
    "15",
    '"in"',
    '"mine"',
    "reps",
    "seconds",
    "exercise",
    "[routine]",
    "[[routine]]",
    "1e400",
    "-inf",
    "1979-05-27",
    "''",
    "{}",
    "[]",
)


def test_damaged_files_give_problems_inside_the_file_and_nothing_else(library):
    chance = random.Random(20261124)
    goods = [path.read_text(encoding="utf-8") for path in BAD if path.stem.startswith(("several", "step", "movement"))]
    seen = 0
    for _ in range(MUTATIONS):
        content = mutated(chance.choice(goods), chance)
        try:
            merged(library, parse(content, "damaged.toml"))
        except FileError as error:
            seen += 1
            problems = located(error.problems, content)
            assert problems
            lines = content.decode("utf-8-sig", "replace").split("\n")
            for problem in problems:
                assert problem.message
                if problem.line is not None:
                    assert 1 <= problem.line <= len(lines)
                    assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
                else:
                    assert "UTF-8" in problem.message
            assert all((one.line or 0, one.column or 0) <= (two.line or 0, two.column or 0) for one, two in pairwise(problems))
    assert seen > MUTATIONS / 2
