"""Files and names full of what would steer a terminal, through every command and the app: not one such byte of theirs arrives.

SAMPLES: how many random sets of files.
"""

import os
import random
import re

import pytest

from tests.functional.terminal import terminal
from tests.unit.test_bad_files import mutated
from trainer.commands import run
from trainer.diagnostics.problem import FileError
from trainer.pose.library import FOLDER
from trainer.routine.loader import parse
from trainer.system.visible import HARMFUL_IN_LINES

SAMPLES = int(os.environ.get("SAMPLES", "6"))
# What they do: the clipboard, a title, colours, the cursor, a question to the terminal, the reading direction.
RAW = (
    "\x1b]52;c;bWFyaw==\x07",
    "\x1b]0;MARK\x1b\\",
    "\x1b[7777m",
    "\x9b7777m",
    "\x9d52;c;bWFyaw==\x9c",
    "\x1b[7777;1H",
    "\x1bP+q7777\x1b\\",
    "\u202e",
    "\u2066",
    "\u2028",
    "\x85",
    "\x00",
    "\x08",
    "\x7f",
)
THEIRS = re.compile(
    rb"\x1b\]52|\x1b\]0;MARK|\x1b\[7777|\x1bP\+q7777|\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]|[\x00\x7f]"
)
ROUTINES = """version = 1
[exercise.mine]
name = "Mine"
start = "Stand."
reps = { low = 3, usual = 4, high = 5 }
pose = "x"
movements = [{ to = "stand", seconds = 2, say = "Up", short = "up" }, { to = "reach", seconds = 2, say = "Down" }]
[[routine]]
id = "mine"
name = "Mine"
about = "About"
steps = [{ exercise = "mine", rest = 5 }, { exercise = "cat-stretch" }]
"""
SETTINGS = """effort = "low"
theme = "light"
figure = "blocks"
volume = 30
[keys]
"session.next" = ["right", "j"]
session.mute = "M"
"""
COMMANDS = (
    ("list",),
    ("list", "--json"),
    ("plan", "mine"),
    ("plan", "{raw}"),
    ("settings",),
    ("settings", "--json"),
    ("settings", "--path"),
    ("settings", "--commands"),
    ("settings", "set", "{raw}", "1"),
    ("settings", "set", "volume", "{raw}"),
    ("settings", "set", "session.next", "{raw}"),
    ("settings", "set", "counting", "off"),
    ("settings", "reset", "{raw}"),
    ("check",),
    ("check", "{file}", "none{raw}.toml"),
    ("check", "--json", "{file}"),
    ("list", "--routines", "{file}"),
    ("list", "--routines", "{file}{raw}"),
    ("list", "--{raw}"),
    ("{raw}",),
    ("import", "{file}", "--yes"),
    ("import", "{file}"),
    ("export", "mine"),
    ("export", "mine", "-o", "{file}"),
    ("export", "mine", "-o", "{raw}/none/F"),
    ("new", "--no-edit"),
    ("new", "{raw}", "--no-edit"),
    ("new", "made", "--from", "{raw}", "--no-edit"),
    ("pose", "x", "--svg", "-"),
    ("pose", "x", "--svg", "-", "--key", "{raw}"),
    ("pose", "{file}", "--svg", "-"),
    ("pose", "{raw}"),
    ("pose", "standing", "--svg", "{raw}/none/F"),
    ("start", "{raw}"),
    ("start", "mine", "--audio", "{raw}"),
)


def escaped(text):
    return "".join(f"\\u{ord(char):04x}" for char in text)


def poisoned(good, chance):
    """A file with control characters as they are, or escaped, in its texts, its keys or anywhere."""
    text = good
    for _ in range(chance.choice((1, 1, 2, 4))):
        raw = chance.choice(RAW)
        where = (
            [found.end() for found in re.finditer(r'"|= |\[', text)] if chance.random() < 0.8 else [chance.randrange(len(text))]
        )
        place = chance.choice(where)
        quoted = text[:place].count('"', text.rfind("\n", 0, place) + 1) % 2 == 1
        piece = raw if chance.random() < 0.4 else escaped(raw) if quoted else f'"{escaped(raw)}"'
        text = f"{text[:place]}{piece}{text[place:]}"
    return mutated(text, chance) if chance.random() < 0.2 else text.encode("utf-8", "surrogatepass")


def file_name(chance):
    return "".join(chance.choice(("a", *RAW, "\udcff", "b")) for _ in range(3)).replace("\x00", "")


def make(folder, number):
    """A home whose names and files are poisoned; the environment, and a file to give to commands."""
    chance = random.Random(f"control {number}")
    home = folder / f"{number}{file_name(chance) if chance.random() < 0.5 else ''}"
    config = home / "trainer"
    (config / "poses").mkdir(parents=True)
    pose = (FOLDER / "side-lunge-reach.toml").read_text(encoding="utf-8")
    good = chance.random
    (config / "settings.toml").write_bytes(poisoned(SETTINGS, chance) if good() < 0.7 else SETTINGS.encode())
    (config / "routines.toml").write_bytes(poisoned(ROUTINES, chance) if good() < 0.6 else ROUTINES.encode())
    for name in ("x", file_name(chance)):
        (config / "poses" / f"{name}.toml").write_bytes(poisoned(pose, chance) if good() < 0.7 else pose.encode())
    (config / "edited-routine.toml").write_bytes(poisoned(ROUTINES, chance))
    file = home / f"F{file_name(chance)}.toml"
    file.write_bytes(poisoned(ROUTINES, chance) if good() < 0.7 else ROUTINES.replace('"mine"', '"other"').encode())
    environment = {name: str(home) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    return environment, str(file), chance.choice(RAW[:-3])


@pytest.mark.parametrize("number", range(SAMPLES * 3))
def test_no_command_prints_them(tmp_path, monkeypatch, capfd, number):
    environment, file, raw = make(tmp_path, number)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    for command in COMMANDS:
        arguments = [one.format(raw=raw, file=file) for one in command]
        assert run(arguments) in (0, 1, 2), arguments
        for printed in capfd.readouterr():
            assert not re.search(HARMFUL_IN_LINES, printed), (arguments, printed)


def settle(opened):
    """Take in what is printed until no more comes; figures move on, eight times a second."""
    for _ in range(30):
        before = len(opened.output)
        opened.read(0.06)
        if before and len(opened.output) - before < 2_000:
            return


@pytest.mark.parametrize("number", range(SAMPLES))
def test_the_app_shows_none_of_them(tmp_path, number):
    environment, file, _ = make(tmp_path, number)
    size = random.Random(number).choice([(80, 24), (120, 40), (200, 60), (40, 12)])
    with terminal("--routines", file, size=size, **environment) as opened:
        opened.wait_for(b"warm-up")
        settle(opened)
        for keys in (b"s", b"q", b"e", b"\x1b[C", b"q", b"d", b"\x1b[B", b"h", b"q"):
            opened.press(keys)
            settle(opened)
        opened.press(b"\x03")
        assert opened.exit_code() in (0, 130)  # on a busy machine a key may leave from the first screen
        assert opened.given_back
        found = THEIRS.search(opened.output)
        assert found is None, opened.output[found.start() - 200 : found.end() + 50]


def test_the_samples_are_of_every_kind():
    """Some files are no TOML, some have problems in their values, some are used: else one way alone would be seen."""
    chance = random.Random("kinds")
    contents = [poisoned(ROUTINES, chance) for _ in range(200)] + [ROUTINES.encode()]
    assert {kind(content) for content in contents} == {"no TOML", "problems", "used"}


def kind(content):
    try:
        return "problems" if parse(content, "x").problems else "used"
    except FileError:
        return "no TOML"
