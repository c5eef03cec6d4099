"""What terminals send, to a session that really runs in one: nothing of it acts as a key. FLOOD: how many ways to cut it up."""

import json
import os
import random
import signal
import time

import pytest

from tests.functional.terminal import Terminal, terminal
from tests.terminal_replies import REPLIES

FLOOD = int(os.environ.get("FLOOD", "40"))
GAPS_S = (0.01, 0.05, 0.1, 0.15, 0.2)
TOO_LATE_S = 0.23  # a gap that a busy machine has made so long is as that of a key, and proves nothing
SESSION_S = 120  # one of the routine lasts twice as long
SESSION = ("start", "relief", "--audio", "silent")
ACTED = (b"carry on", b"Paused", b"Stop here?", b"Esc closes this", b"Noted")


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))


def cuts() -> list[tuple[bytes, bytes, float]]:
    """Every reply in two parts, at every byte, so long apart: the first of them in a random order that is always the same."""
    replies = [reply.encode() for reply in REPLIES.values()]
    every = [(reply[:at], reply[at:], gap) for reply in replies for at in range(1, len(reply)) for gap in GAPS_S]
    random.Random(1).shuffle(every)
    return every[:FLOOD]


def is_sent(opened: Terminal, first: bytes, rest: bytes, gap: float) -> bool:
    """Send both parts, so long apart; False where the gap became longer than that of any line."""
    opened.press(first)
    began = time.monotonic()
    opened.read(gap)
    late = time.monotonic() - began > TOO_LATE_S
    opened.press(rest)
    opened.read(0.01)
    return not late


def nothing_acted(opened: Terminal) -> bool:
    return opened.process.poll() is None and not [word for word in ACTED if word in opened.output]


def noted(trainer, opened: Terminal) -> list[object]:
    """All that was noted of pain."""
    found = trainer("history", "--json", env={"XDG_DATA_HOME": opened.data.name})
    sessions = json.loads(found.stdout)["sessions"]
    steps = [step["pain"] for session in sessions for step in session["steps"]]
    return [*(session[name] for session in sessions for name in ("pain_before", "pain_after")), *steps]


@pytest.mark.parametrize("mode", [[], ["--plain"]], ids=["app", "plain"])
def test_a_session_goes_on_under_a_flood_of_replies_and_nothing_is_noted(trainer, mode):
    flood = cuts()[::-1]
    while flood:
        with terminal(*SESSION, *mode) as opened:
            opened.wait_for(b"How is your back?")
            for reply in REPLIES.values():
                opened.press(reply.encode())
                opened.read(0.01)
            until, in_time = time.monotonic() + SESSION_S, True
            while flood and in_time and time.monotonic() < until:
                if in_time := is_sent(opened, *flood[-1]):
                    assert nothing_acted(opened), flood[-1]
                    flood.pop()
            if not in_time:
                continue  # with a new session
            opened.read(1)
            assert nothing_acted(opened)
            opened.press(b"x")  # the keys still act
            opened.wait_for(b"stay paused.")
            opened.send(signal.SIGTERM)
            assert opened.exit_code() == 143
            assert not any(noted(trainer, opened)), noted(trainer, opened)


@pytest.mark.parametrize("mode", [[], ["--plain"]], ids=["app", "plain"])
def test_nothing_that_a_terminal_sends_ends_a_session(mode):
    """Not even bytes that are no text."""
    leading_on = b"\x03\x11\x1a\x1c\r\nnNqQ"  # keys that end or leave the session as they should
    junk = bytes(byte for byte in random.Random(2).randbytes(3_000) if byte not in leading_on)
    with terminal(*SESSION, *mode) as opened:
        opened.wait_for(b"pause")
        for sequence in (b"\x1b[97:65;2u", b"\x1b[1089::99u", b"\x1b[99999999999;5u", b"\x1b[1;1:2:3;;::u", b"\x1b[97;1:3u"):
            opened.press(sequence)
            opened.read(0.05)
        assert opened.process.poll() is None
        for at in range(0, len(junk), 500):
            opened.press(junk[at : at + 500])
            opened.read(0.01)
        opened.read(1.5)
        assert opened.process.poll() is None
        assert b"Traceback" not in opened.output
        opened.send(signal.SIGINT)
        assert opened.exit_code() == 130


def test_ctrl_c_of_another_layout_ends_the_trainer():
    with terminal(*SESSION) as opened:
        opened.wait_for(b"pause")
        opened.press(b"\x1b[1089::99;5u")
        assert opened.exit_code() == 130


@pytest.mark.parametrize("mode", [[], ["--plain"]], ids=["app", "plain"])
@pytest.mark.parametrize(
    "key", [b"\x1b[57409;129;46u", b"\x1b[57409;129u", b"\x1bOn", b"B", b"\x1b[98:66;65;66u", b"\x1b[1080::98;;1080u"]
)
def test_a_key_of_the_keypad_a_capital_or_another_script_acts(mode, key):
    """They all are the point or the letter b: pause."""
    with terminal(*SESSION, *mode) as opened:
        opened.wait_for(b"pause")
        opened.read(1.5)
        opened.press(key)
        opened.wait_for(b"carry on")


@pytest.mark.parametrize("mode", [[], ["--plain"]], ids=["app", "plain"])
def test_escape_alone_is_taken_after_a_quarter_of_a_second(mode):
    with terminal(*SESSION, *mode) as opened:
        opened.wait_for(b"pause")
        opened.read(1.5)
        opened.output = b""
        opened.press(b"\x1b")
        opened.read(0.2)
        asked = b"Stop here?" if mode else b"carry on later."
        assert asked not in opened.output
        pressed = time.monotonic()
        opened.wait_for(asked)
        assert time.monotonic() - pressed < 1
