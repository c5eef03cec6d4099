"""The sounds: there for every cue, gentle, told apart, and made by their script."""

import hashlib
import json
import math
import subprocess
import sys
import wave
from array import array
from pathlib import Path

import pytest

from trainer.audio.clips import RATE, VOICE_RATE, Clips, decoded
from trainer.audio.gym import GYM_LUFS, gym_voice
from trainer.audio.loudness import filtered, high_pass, loudness, true_peak_db
from trainer.audio.mastering import PEAK_DB, VOICE_LUFS
from trainer.cues.table import SOUNDS
from trainer.cues.words import counted
from trainer.system import paths

SOUNDS_FOLDER = paths.bundled_sounds()
CUES = SOUNDS_FOLDER / "cues"
VOICE = SOUNDS_FOLDER / "voice"
SCRIPT = Path(__file__).parents[3] / "sounds" / "make_cues.py"


@pytest.fixture(scope="module")
def clips():
    loaded = Clips(SOUNDS_FOLDER)
    return {path.stem: loaded.get(path.stem) for path in CUES.glob("*.wav")}


def decibel(value: float) -> float:
    return 20 * math.log10(max(value, 1e-9) / 32768)


def pitch(samples, begin_s: float, end_s: float) -> float:
    part = samples[round(begin_s * RATE) : round(end_s * RATE)]
    ups = [place for place in range(1, len(part)) if part[place - 1] < 0 <= part[place]]
    return (len(ups) - 1) * RATE / (ups[-1] - ups[0])


def test_there_is_a_sound_for_every_cue_and_none_too_many(clips):
    assert set(clips) == set(SOUNDS)


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_is_gentle(clips, name):
    samples = clips[name]
    loudest = max(map(abs, samples))
    assert decibel(loudest) <= -3
    assert decibel(loudest) >= (-20.5 if name == "key" else -12.1)
    assert abs(samples[0]) < 200
    assert decibel(max(map(abs, samples[-2 * RATE // 1000 :]))) < -50
    reached = next(place for place, value in enumerate(samples) if abs(value) > loudest / 2)
    assert reached / 2 / RATE < 0.005
    steps = max(abs(a - b) for a, b in zip(samples[::2], samples[2::2], strict=False))
    assert steps < loudest * 0.75


def test_left_falls_and_leans_left_right_rises_and_leans_right(clips):
    for name, near, falls in (("side-left", 0, True), ("side-right", 1, False)):
        samples = clips[name]
        near_side, far_side = samples[near::2], samples[1 - near :: 2]
        assert sum(v * v for v in near_side) > 3.9 * sum(v * v for v in far_side)
        first, second = pitch(near_side, 0.01, 0.1), pitch(near_side, 0.14, 0.24)
        assert (first > second * 1.3) if falls else (second > first * 1.3)


def test_pause_falls_and_resume_rises(clips):
    assert pitch(clips["paused"][::2], 0.01, 0.08) > 1.3 * pitch(clips["paused"][::2], 0.15, 0.25)
    assert 1.3 * pitch(clips["resumed"][::2], 0.01, 0.08) < pitch(clips["resumed"][::2], 0.15, 0.25)


@pytest.mark.parametrize(("name", "longest"), [("rep", 0.15), ("countdown", 0.15), ("movement", 0.15), ("side-left", 0.25)])
def test_sounds_that_come_often_are_short(clips, name, longest):
    assert len(clips[name]) / 2 / RATE <= longest


def test_the_script_makes_the_very_same_files(tmp_path):
    subprocess.run([sys.executable, str(SCRIPT), str(tmp_path)], check=True)
    for path in sorted(CUES.glob("*.wav")):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_another_format_is_refused(tmp_path):
    with wave.open(str(tmp_path / "x.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(44100)
        file.writeframes(array("h", [0] * 10).tobytes())
    with pytest.raises(ValueError, match=r"x\.wav is neither 48 kHz"):
        decoded(tmp_path / "x.wav")


@pytest.mark.parametrize("name", ["nothing", "voice/nothing", "../cues/rep", "voice/../cues/rep", "", "a/b/c", "x y"])
def test_there_is_no_sound_of_an_unknown_or_crooked_name(name):
    assert Clips(SOUNDS_FOLDER).get(name) is None


# ---- the voice


@pytest.fixture(scope="module")
def manifest():
    return json.loads((VOICE / "manifest.json").read_text(encoding="utf-8"))["clips"]


def test_the_manifest_names_every_clip_with_its_length_and_hash(manifest):
    assert {path.stem for path in VOICE.glob("*.wav")} == set(manifest)
    for name, entry in manifest.items():
        path = VOICE / f"{name}.wav"
        assert hashlib.sha256(path.read_bytes()).hexdigest() == entry["sha256"]
        with wave.open(str(path)) as file:
            assert (file.getframerate(), file.getsampwidth(), file.getnchannels()) == (24_000, 2, 1)
            assert 0 <= entry["milliseconds"] - file.getnframes() / 24 <= 1


def recorded(name: str) -> "array[int]":
    with wave.open(str(VOICE / f"{name}.wav")) as file:
        return array("h", file.readframes(file.getnframes()))


def test_every_clip_is_as_loud_as_the_others_and_begins_and_ends_without_a_click(manifest):
    for name, entry in manifest.items():
        samples = recorded(name)
        assert loudness(samples) == pytest.approx(VOICE_LUFS, abs=0.5), name
        assert entry["lufs"] == pytest.approx(VOICE_LUFS, abs=0.5), name
        assert true_peak_db(samples) <= PEAK_DB + 0.01, name
        assert max(map(abs, samples[:24])) < 600, name
        assert max(map(abs, samples[-24:])) < 600, name


def made(name: str, folder: Path) -> "array[int]":
    """A clip as it is played when it is to be heard over music: one channel at 48 kHz."""
    with wave.open(str(folder / "x.wav"), "wb") as file:
        file.setparams((1, 2, VOICE_RATE, 0, "NONE", ""))
        file.writeframes(gym_voice(recorded(name)).tobytes())
    return decoded(folder / "x.wav")[::2]


def test_the_gym_voice_is_louder_and_clearer_and_no_clip_sticks_out(manifest, tmp_path):
    levels, clearer = [], []
    for name in sorted(manifest)[::6]:
        natural, gym = recorded(name), made(name, tmp_path)
        assert len(gym) == 2 * len(natural)
        levels.append(loudness(gym, RATE))
        assert GYM_LUFS - 1.2 < levels[-1] < GYM_LUFS + 0.2, name
        assert true_peak_db(gym) <= PEAK_DB, name
        clear = [
            loudness(filtered(samples, high_pass(2000, rate)), rate) for samples, rate in ((gym, RATE), (natural, VOICE_RATE))
        ]
        clearer.append(clear[0] - clear[1] - (levels[-1] - loudness(natural)))
    assert max(levels) - min(levels) <= 1
    assert sum(clearer) / len(clearer) > 1, "what makes words clear is lifted more than all else"


def test_counts_fit_into_a_second(manifest):
    assert all(manifest[counted(count)[-1].lower()]["milliseconds"] <= 900 for count in range(1, 21))


def test_the_loudest_clip_is_doubled_without_going_beyond_what_a_sample_holds(tmp_path):
    loudest = array("h", [32_767, 32_767, -32_768, -32_768] * 50)
    with wave.open(str(tmp_path / "x.wav"), "wb") as file:
        file.setparams((1, 2, 24_000, 0, "NONE", ""))
        file.writeframes(loudest.tobytes())
    doubled = decoded(tmp_path / "x.wav")
    assert doubled[::4] == loudest
    assert (max(doubled), min(doubled)) == (32_767, -32_768)


@pytest.mark.parametrize("name", ["rep", "voice/left-side"])
def test_softer_is_the_same_sound_times_the_gain(name):
    clips = Clips(paths.bundled_sounds())
    whole, softer = clips.get(name), clips.get(name, 0.25)
    assert len(softer) == len(whole)
    assert max(abs(one / 4 - other) for one, other in zip(whole, softer, strict=True)) <= 2
    assert clips.get("nothing", 0.25) is None


def test_a_clip_of_the_voice_is_doubled_without_a_change_of_its_melody(tmp_path):
    with wave.open(str(tmp_path / "x.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(24_000)
        tone = array("h", [round(9000 * math.sin(2 * math.pi * 1000 * place / 24_000)) for place in range(24_000)])
        file.writeframes(tone.tobytes())
    doubled = decoded(tmp_path / "x.wav")
    assert len(doubled) == 4 * 24_000
    assert doubled[::2] == doubled[1::2]
    assert pitch(doubled[::2], 0.1, 0.9) == pytest.approx(1000, abs=1)
    wanted = [round(9000 * math.sin(2 * math.pi * 1000 * place / 48_000)) for place in range(48_000)]
    assert max(abs(one - other) for one, other in zip(doubled[10:-10:2], wanted[5:-5], strict=True)) < 20
