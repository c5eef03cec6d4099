"""The settings file: read as far as it is right, and what is wrong is told."""

import pytest

from trainer.keymap.commands import REGISTRY
from trainer.settings.file import SettingsFile
from trainer.settings.settings import Settings


def read(path):
    file = SettingsFile(path, REGISTRY)
    return file.settings, file.problems


def test_without_a_file_everything_is_as_usual(tmp_path):
    assert read(tmp_path / "settings.toml") == (Settings(), [])
    assert read(tmp_path / "none" / "settings.toml") == (Settings(), [])


def test_a_setting_is_taken(tmp_path):
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
        (b"figure = ", "is not valid TOML"),
        (b"\xff", "is not UTF-8 text"),
    ],
)
def test_what_is_wrong_is_told_and_everything_is_as_usual(tmp_path, text, message):
    file = tmp_path / "settings.toml"
    file.write_bytes(text)
    settings, (problem,) = read(file)
    assert settings == Settings()
    assert message in str(problem)


def test_a_folder_in_its_place_is_told(tmp_path):
    settings, (problem,) = read(tmp_path)
    assert settings == Settings()
    assert "cannot be read" in str(problem)
