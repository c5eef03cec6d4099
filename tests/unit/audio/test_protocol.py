"""The lines between app and helper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.audio.protocol import Alive, Cancel, Play, State, Volume, command_from, line, report_from

names = st.text("abcdefgh-", min_size=1, max_size=12)


@given(names, st.floats(0, 1e7))
def test_a_play_survives_the_way(sound, at):
    back = command_from(line(Play(sound, at)))
    assert isinstance(back, Play)
    assert back.sound == sound
    assert back.at == pytest.approx(at, abs=1e-6)


@pytest.mark.parametrize("command", [Cancel(), Volume(0), Volume(100)])
def test_commands_survive_the_way(command):
    assert command_from(line(command)) == command


@pytest.mark.parametrize("report", [Alive(), State("on", "miniaudio"), State("none", "no sound device"), State("none", "")])
def test_reports_survive_the_way(report):
    assert report_from(line(report)) == report


def test_a_reason_is_always_one_line():
    assert line(State("none", "a\nb")) == "state none a b\n"


@given(st.text())
def test_garbage_is_no_command_and_no_report(text):
    if not text.split()[:1] or text.split()[0] not in ("play", "cancel", "volume", "state", "alive"):
        assert command_from(text) is None
        assert report_from(text) is None


@pytest.mark.parametrize("text", ["play", "play rep", "play rep soon", "volume", "volume loud", "cancel now", "", "play a b c"])
def test_a_broken_command_is_none(text):
    assert command_from(text) is None


def test_volume_stays_in_its_range():
    assert command_from("volume 999") == Volume(100)
    assert command_from("volume -3") == Volume(0)
