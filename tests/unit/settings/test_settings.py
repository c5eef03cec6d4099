"""The settings file: valid settings are read, invalid ones reported."""

import pytest

from trainer.keymap.commands import REGISTRY
from trainer.settings.file import SettingsFile
from trainer.settings.settings import Settings


def read(path):
    file = SettingsFile(path, REGISTRY)
    return file.settings, file.problems


def test_without_a_file_all_settings_have_their_defaults(tmp_path):
    assert read(tmp_path / "settings.toml") == (Settings(), [])
    assert read(tmp_path / "none" / "settings.toml") == (Settings(), [])


def test_a_setting_is_read_from_the_file(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('figure = "blocks"\nvoice = false\nvolume = 40\n')
    assert read(file) == (Settings(figure="blocks", voice=False, volume=40), [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b'figure = "braille"', "figure: unknown value 'braille' (one of auto, ascii, blocks, plain)"),
        (b"figure = 3", "figure: expected text, found a whole number"),
        (b'audio = "loud"', "audio: unknown value 'loud' (one of auto, miniaudio, simpleaudio, player, bell, silent)"),
        (b"volume = 101", "volume: expected a whole number of at most 100"),
        (b"voice = 1", "voice: expected true or false, found a whole number"),
        (b'figur = "plain"', "figur: unknown key (did you mean 'figure'?)"),
        (b'[efforts]\nrelief = "lo"', "efforts.relief: unknown value 'lo' (did you mean 'low'?)"),
        (b"[efforts]\nrelief = 3", "efforts.relief: expected the name of an effort (one of low, usual, high)"),
        (b'[efforts]\n"My relief" = "low"', "expected the id of a routine ('trainer list' shows them)"),
        (b'efforts = "low"', "efforts: expected a table, found text"),
        (b"figure = ", "is not valid TOML"),
        (b"\xff", "is not UTF-8 text"),
    ],
)
def test_invalid_settings_are_reported_and_get_their_defaults(tmp_path, text, message):
    file = tmp_path / "settings.toml"
    file.write_bytes(text)
    settings, (problem,) = read(file)
    assert settings == Settings()
    assert message in str(problem)


def test_a_wrong_effort_is_reported_with_its_line_and_the_others_hold(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('effort = "low"\n[efforts]\nrelief = "hihg"\ndesk = "high"\n')
    settings, (problem,) = read(file)
    assert (problem.line, problem.column, problem.hint) == (3, 10, "did you mean 'high'?")
    assert [settings.effort_of(one) for one in ("relief", "desk", "full")] == ["low", "high", "low"]


def test_a_folder_instead_of_the_file_is_reported(tmp_path):
    settings, (problem,) = read(tmp_path)
    assert settings == Settings()
    assert "cannot be read" in str(problem)
