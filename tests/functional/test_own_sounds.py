"""The person's own sounds in the folder of their configuration: heard, told by the doctor, and what is wrong with them said."""

import json
import shutil
import wave
from array import array
from pathlib import Path

import pytest

from trainer.audio.track import LEAD_IN_S
from trainer.system import paths
from trainer.userfiles.own_files import OwnFiles

CUES = paths.bundled_sounds() / "cues"
WRONG = "goo.wav: has the name of no sound (did you mean 'go'?)"
EMPTY = "rest.wav: cannot be played: it is empty or cut off (the trainer's own sound plays in its place)"


@pytest.fixture
def sounds(tmp_path, monkeypatch):
    """The folder: the bundled sound of a rep as that of the beginning, an empty file and a misspelt name."""
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    folder = paths.own_sounds()
    folder.mkdir(parents=True)
    shutil.copy(CUES / "rep.wav", folder / "prepare.wav")
    shutil.copy(CUES / "rep.wav", folder / "goo.wav")
    (folder / "rest.wav").touch()
    return folder


def frames(path: Path, begin: int = 0, count: int = -1) -> "array[int]":
    with wave.open(str(path)) as file:
        file.setpos(begin)
        return array("h", file.readframes(count if count >= 0 else file.getnframes()))


def test_a_rendered_track_has_them_and_what_is_wrong_is_told(trainer, sounds, tmp_path):
    result = trainer("render", "desk", "-o", str(tmp_path / "F.wav"), "--no-voice")
    assert result.returncode == 1
    assert [line.removeprefix(f"{sounds}/") for line in result.stderr.splitlines()] == [EMPTY, WRONG]
    own = frames(sounds / "prepare.wav")
    assert frames(tmp_path / "F.wav", round(LEAD_IN_S * 48_000), len(own) // 2) == own


def test_a_session_line_by_line_tells_what_is_wrong(trainer, sounds):
    result = trainer("start", "desk", "--plain", "--speed", "100", "--audio", "silent")
    assert result.returncode == 0
    assert [line.removeprefix(f"{sounds}/") for line in result.stderr.splitlines()] == [EMPTY, WRONG]


def test_the_doctor_tells_whose_the_sounds_are(trainer, sounds):
    def told() -> dict:
        return {one["name"]: one for one in json.loads(trainer("doctor", "--json").stdout)["checks"]}["own-sounds"]

    wrong = told()
    assert wrong["state"] == "problem"
    assert wrong["found"].splitlines()[0] == "Sounds: yours for prepare, the trainer's for all others."
    assert (EMPTY in wrong["found"], WRONG in wrong["found"], str(sounds) in wrong["advice"]) == (True, True, True)
    (sounds / "goo.wav").unlink()
    (sounds / "rest.wav").unlink()
    right = told()
    assert (right["state"], right["advice"]) == ("ok", "")
    assert right["details"] == {"path": str(sounds), "own": "prepare", "problems": 0}
    shutil.rmtree(sounds)
    assert told()["found"] == "Sounds: all are the trainer's."


def test_the_app_tells_what_is_wrong_until_it_is_mended(sounds):
    source = OwnFiles(())
    assert {Path(one.file).name for one in source.poll(anew=True).problems} == {"goo.wav", "rest.wav"}
    assert source.poll() is None
    shutil.copy(CUES / "rest.wav", sounds / "rest.wav")
    assert [Path(one.file).name for one in source.poll().problems] == ["goo.wav"]
    (sounds / "goo.wav").unlink()
    assert source.poll().problems == ()
