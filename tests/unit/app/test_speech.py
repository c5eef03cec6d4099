"""The voice that there is now: the recordings, in the sound that was chosen."""

import json
import shutil

import pytest

from trainer.app import speech
from trainer.app.speech import make_gym_clips, present_voice
from trainer.audio.clips import Clips
from trainer.audio.spoken import INDEX
from trainer.system import paths

KEPT = ("left-side", "hold-still")


@pytest.fixture
def sounds(tmp_path, monkeypatch):
    """A voice of two recordings, and of a text that was spoken here."""
    bundled, said = tmp_path / "sounds", tmp_path / "said"
    (bundled / "cues").mkdir(parents=True)
    (bundled / "voice").mkdir()
    said.mkdir()
    manifest = json.loads((paths.bundled_sounds() / "voice" / "manifest.json").read_text(encoding="utf-8"))
    manifest["clips"] = {name: manifest["clips"][name] for name in KEPT}
    (bundled / "voice" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    for name in KEPT:
        shutil.copy(paths.bundled_sounds() / "voice" / f"{name}.wav", bundled / "voice")
    shutil.copy(bundled / "voice" / "left-side.wav", said / "abc.wav")
    (said / INDEX).write_text(json.dumps({"own text": ["abc", 700]}), encoding="utf-8")
    monkeypatch.setattr(paths, "bundled_sounds", lambda: bundled)
    monkeypatch.setattr(paths, "spoken_texts", lambda: said)
    making = []
    monkeypatch.setattr(speech, "_making", making)
    yield bundled, said
    for process in making:
        process.wait()


def names(sound: str) -> list[str]:
    return [clip.name for clip in present_voice(sound).clips_for("Left side. Hold still. Own text")]


def test_the_gym_voice_is_made_beside_and_taken_when_all_of_it_is_there(sounds):
    natural = ["voice/left-side", "voice/hold-still", "said/abc"]
    assert names("natural") == names("gym") == natural
    make_gym_clips(wait=True)
    gym = names("gym")
    assert names("natural") == natural
    assert gym[2] == "said/gym-abc"
    assert all(name.startswith("said/gym-") for name in gym)
    assert present_voice("gym").length_ms("Left side") == present_voice().length_ms("Left side")
    clips = Clips(*sounds)
    for made, plain in zip(gym, natural, strict=True):
        assert len(clips.get(made)) == len(clips.get(plain))
        assert sum(map(abs, clips.get(made))) > 1.4 * sum(map(abs, clips.get(plain)))


def test_where_no_gym_voice_can_be_made_the_voice_sounds_as_it_is(sounds):
    _, said = sounds
    shutil.rmtree(said)
    said.write_text("a file in its place")
    make_gym_clips(wait=True)
    assert [clip.name for clip in present_voice("gym").clips_for("Left side")] == ["voice/left-side"]
