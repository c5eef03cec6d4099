"""Where files are, also for a user without a home folder, as in some containers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from trainer.system import paths

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows always has one")

ASKED = "this user has no home folder; set HOME to a folder of yours"
WITHOUT_HOME = """
import pwd, sys
def unknown(uid): raise KeyError(uid)
pwd.getpwuid = unknown
from trainer.__main__ import main
main()
"""


@pytest.fixture
def homeless(monkeypatch):
    import pwd

    def unknown(uid):
        raise KeyError(uid)

    for name in [name for name in os.environ if name == "HOME" or name.startswith("XDG_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(pwd, "getpwuid", unknown)


@pytest.mark.parametrize(
    "asked",
    [
        paths.home,
        paths.data_folder,
        paths.cache_folder,
        lambda: paths.config_file("settings.toml"),
        lambda: paths.state_file("seen"),
        lambda: paths.log_file("faults.log"),
    ],
)
def test_a_user_without_a_home_folder_is_told_what_to_do(homeless, asked):
    with pytest.raises(OSError, match=ASKED):
        asked()


def test_a_path_is_shown_whole_where_there_is_no_home_folder_or_it_is_elsewhere(homeless, monkeypatch):
    assert paths.with_tilde(Path("/x/my.toml")) == "/x/my.toml"
    monkeypatch.setenv("HOME", "/home/me")
    assert paths.with_tilde(Path("/x/my.toml")) == "/x/my.toml"
    assert paths.with_tilde(Path("/home/me/my.toml")) == "~/my.toml"


@pytest.mark.parametrize("command", [["list"], ["doctor"], ["history"], ["remind", "list"], ["start", "relief"]])
def test_without_a_home_folder_a_command_ends_with_a_sentence_and_makes_nothing(tmp_path, command):
    environment = {name: value for name, value in os.environ.items() if name != "HOME" and not name.startswith("XDG_")}
    result = subprocess.run(
        [sys.executable, "-c", WITHOUT_HOME, *command],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(paths.PACKAGE.parent)},
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 1
    assert result.stderr == f"~ cannot be used: {ASKED}.\n"
    assert list(tmp_path.iterdir()) == []
