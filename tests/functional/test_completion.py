"""What a shell completes, asked in the way in which bash, zsh and fish ask."""

import shutil
import subprocess

import pytest


@pytest.fixture
def completed(trainer):
    def completing(line: str) -> list[str]:
        words = line.split(" ")
        asked = {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1), "_TRAINER_COMPLETE": "bash_complete"}
        return [one.partition(",")[2] for one in trainer(env=asked).stdout.split()]

    return completing


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("trainer st", ["start"]),
        ("trainer start re", ["relief"]),
        ("trainer plan --effort l", ["low"]),
        ("trainer pose cat", ["cat-stretch"]),
        ("trainer settings set vol", ["volume"]),
        ("trainer settings set voice ", ["on", "off"]),
        ("trainer settings set figure b", ["blocks"]),
        ("trainer settings reset session.nex", ["session.next"]),
        ("trainer remote tog", ["toggle"]),
        ("trainer history --routine d", ["desk"]),
        ("trainer start nothing-like-it", []),
    ],
)
def test_words_are_completed(completed, line, found):
    assert completed(line) == found


def test_routines_of_ones_own_are_completed_and_a_broken_file_is_not_told(trainer, tmp_path, completed):
    assert trainer("new", "mornings", "--no-edit").returncode == 0
    assert completed("trainer start morn") == ["mornings"]
    (path,) = tmp_path.rglob("routines.toml")
    path.write_text("version = 1\n[[")
    assert completed("trainer start re") == ["relief"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_understands_its_script(trainer, tmp_path, shell):
    script = trainer("completion", shell).stdout
    assert "_TRAINER_COMPLETE" in script
    if shell == "zsh":
        assert script.startswith("#compdef trainer")
    if program := shutil.which(shell):
        path = tmp_path / "script"
        path.write_text(script)
        subprocess.run([program, "-n", path], check=True)


def test_a_shell_that_is_not_known_is_told(trainer):
    result = trainer("completion", "tcsh")
    assert result.returncode == 2
    assert "'bash', 'zsh', 'fish'" in result.stderr
