"""The voice that there is now: the recordings, in the sound that was chosen."""

import pytest

from trainer.app.speech import present_voice
from trainer.system import paths


@pytest.mark.parametrize(("sound", "folder"), [("natural", "voice"), ("gym", "gym-voice")])
def test_the_voice_has_the_sound_that_was_chosen(tmp_path, monkeypatch, sound, folder):
    monkeypatch.setattr(paths, "spoken_texts", lambda: tmp_path)
    assert [clip.name for clip in present_voice(sound).clips_for("Left side. Hold still")] == [
        f"{folder}/left-side",
        f"{folder}/hold-still",
    ]
