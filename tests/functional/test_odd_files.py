"""Pipes, devices, folders and what may not be read, in the place of a person's files: a sentence, and all else goes on."""

import os
import time

import pytest

from tests.functional.terminal import terminal
from trainer.commands import run
from trainer.system import paths
from trainer.userfiles.own_files import OwnFiles

FILES = ("settings.toml", "routines.toml", "poses/x.toml")
ODD = {
    "pipe": os.mkfifo,
    "endless": lambda path: path.symlink_to("/dev/zero"),
    "terminal": lambda path: path.symlink_to("/dev/tty"),
    "folder": lambda path: path.mkdir(),
    "circle": lambda path: path.symlink_to(path),
    "deep": lambda path: path.write_text("[" + ".".join("a" * 1100) + "]"),
    "huge": lambda path: path.write_text("x = " + "9" * 4301),
    "keys": lambda path: path.write_text('"session.next" = ["n"]\n"a[0]]\\"" = 1\n"" = 2\n"\\u001b]0;x\\u0007" = 3\n'),
}
COMMANDS = (
    ("list",),
    ("plan", "relief"),
    ("settings",),
    ("settings", "set", "volume", "30"),
    ("settings", "reset", "volume"),
    ("check",),
    ("new", "--no-edit"),
    ("export", "relief"),
    ("pose", "standing", "--svg", "-"),
    ("pose", "x", "--svg", "-"),
)


@pytest.fixture
def config(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    folder = paths.config_file("poses")
    folder.mkdir(parents=True)
    return folder.parent


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kind", ODD)
def test_every_command_goes_on_and_names_the_file(config, capfd, kind, name):
    path = config / name
    ODD[kind](path)
    begin = time.monotonic()
    said = ""
    for command in COMMANDS:
        assert run(command) in (0, 1, 2), command
        out, err = capfd.readouterr()
        assert "\x1b" not in out + err
        said += out + err
        if command[0] in ("list", "plan"):
            assert "Upper-back" in out
    assert str(path) in said
    assert os.path.lexists(path)
    assert time.monotonic() - begin < 30


@pytest.mark.parametrize("kind", ODD)
def test_a_file_that_is_named_is_refused_in_a_sentence(config, tmp_path, capfd, kind):
    path = tmp_path / "F.toml"
    ODD[kind](path)
    for command in (
        *(("check", path), ("import", path, "--yes"), ("list", "--routines", path), ("pose", path, "--svg", "-")),
        *(("history", "import", path), ("restore", path)),
    ):
        assert run([*map(str, command)]) in (1, 2)
        out, err = capfd.readouterr()
        assert "F.toml" in out + err
        assert "\x1b" not in out + err


@pytest.mark.parametrize("kind", ODD)
def test_the_app_opens_and_ends_over_any_of_them(config, tmp_path, kind):
    for name in FILES:
        ODD[kind](config / name)
    state = paths.state_file("edited-routine.toml")
    state.parent.mkdir(parents=True, exist_ok=True)
    ODD[kind](state)
    home = {name: str(tmp_path) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    with terminal(**home) as opened:
        opened.wait_for(b"settings.toml")
        opened.press(b"s")
        opened.wait_for(b"Countdown after pause")
        opened.press(b"qq")
        assert opened.exit_code() == 0
        assert opened.given_back


class Forbidden:
    """Stands in for calls of the system that look into a folder in which nobody may look."""

    def __init__(self, call, folder):
        self._call = call
        self._folder = str(folder)

    def __call__(self, path, *arguments, **options):
        if not isinstance(path, int) and str(path).startswith(self._folder):
            raise PermissionError(13, "Permission denied", str(path))
        return self._call(path, *arguments, **options)


@pytest.fixture
def forbidden(config, monkeypatch):
    (config / "settings.toml").write_text("volume = 30\n")
    (config / "routines.toml").write_text("version = 1\n")
    for name in ("open", "stat", "lstat", "listdir", "scandir", "mkdir", "access"):
        monkeypatch.setattr(os, name, Forbidden(getattr(os, name), config))
    return config


def test_every_command_goes_on_where_a_folder_may_not_be_looked_into(forbidden, capfd):
    for command in (*COMMANDS, ("check", str(forbidden / "F.toml")), ("import", str(forbidden / "F.toml"), "--yes")):
        assert run(command) in (0, 1, 2), command
        out, err = capfd.readouterr()
        if command[0] in ("list", "plan"):
            assert "Upper-back" in out
        if command[0] not in ("export",) and command[:2] != ("pose", "standing"):
            assert f"{forbidden}" in err + out, command
            assert "Permission denied" in err + out or command[0] == "pose", command


def test_the_app_sees_what_it_may_not_look_into(forbidden):
    found = OwnFiles(()).poll(anew=True)
    assert {problem.file for problem in found.problems} == {
        str(forbidden / name) for name in ("settings.toml", "routines.toml", "poses", "sounds")
    }
    assert "relief" in found.library.routines
    assert OwnFiles((forbidden / "F.toml",)).poll(anew=True).library.routines
