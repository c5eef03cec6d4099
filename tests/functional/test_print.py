"""`trainer print`: where the page goes, and what is said when it cannot."""

import stat
from pathlib import Path

import pytest


def test_without_a_name_it_is_a_file_for_this_user_alone(trainer, tmp_path):
    result = trainer("print", "relief", env={"TMPDIR": str(tmp_path)})
    path = Path(result.stdout.strip())
    assert path.parent == tmp_path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "<h1" in path.read_text()


def test_an_existing_file_is_replaced_only_when_that_is_asked_for(trainer, tmp_path):
    path = tmp_path / "page.html"
    path.write_text("mine")
    refused = trainer("print", "relief", "-o", str(path))
    assert (refused.returncode, path.read_text()) == (2, "mine")
    assert "--force" in refused.stderr
    assert trainer("print", "relief", "-o", str(path), "--force").returncode == 0
    assert path.read_text().startswith("<!DOCTYPE html>")


def test_to_standard_output_goes_the_page_alone(command):
    assert command("print", "desk", "-o", "-").stdout.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["relif"], "did you mean 'relief'?"),
        (["relief", "--weeks", "0"], "--weeks"),
        (["relief", "-o", "no/such/page.html"], "There is no folder"),
    ],
)
def test_wrong_use_is_told(command, arguments, said):
    result = command("print", *arguments)
    assert result.returncode == 2
    assert said in result.stderr


def test_where_the_temporary_folder_cannot_be_written_it_says_what_to_do(command, monkeypatch):
    def refuse(**_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    told = command("print", "relief")
    assert (told.returncode, "Name a file with -o." in told.stderr) == (1, True)


def test_the_doses_are_those_of_the_effort_and_never_guided(command):
    low, high = (command("print", "relief", "-o", "-", "--effort", effort).stdout for effort in ("low", "high"))
    assert "3 reps" in low
    assert "4 reps" in high
    assert "Hold where your upper back pulls, and breathe (30 s" in high
    assert "less than usual" in low
    assert "more than usual" in high
