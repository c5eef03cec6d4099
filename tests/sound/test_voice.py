"""The voice of a session, recorded: every text of the script is heard at its time, and a pause ends it at once."""

import math
import os
import sys
import time
from array import array

from tests.functional.terminal import terminal
from tests.functional.test_own_routines import SPOKEN
from tests.sound.rig import RATE
from trainer.audio.clips import Clips
from trainer.cues.script import script
from trainer.routine.pace import BETWEEN_MS
from trainer.system import paths

SECONDS = 34  # of the relief routine: its opening, and the first words of two reps
THIN = 8  # only each eighth sample is compared
NEAR = 60 * RATE // 1000 // THIN  # how far from its place a clip is looked for
QUIET = 260


def likeness(heard: "array[int]", clip: "array[int]") -> tuple[float, int]:
    """How like a clip a recording is at the best place near its middle (1: the same), and how many ms from it that is."""
    best, place = 0.0, 0
    own = sum(sample * sample for sample in clip)
    for shift in range(2 * NEAR):
        part = heard[shift : shift + len(clip)]
        energy = sum(sample * sample for sample in part)
        like = sum(one * other for one, other in zip(part, clip, strict=False)) / ((own * energy) ** 0.5 + 1)
        if like > best:
            best, place = like, shift
    return best, (place - NEAR) * THIN * 1000 // RATE


def test_what_the_script_says_is_heard_at_its_times(rig, plan_of, voice):
    recording = rig.record()
    with terminal("start", "relief", **rig.env()) as opened:
        opened.wait_for(b"pause")
        opened.read(SECONDS)
        opened.press(b"\x03")
        assert opened.exit_code() == 130
    heard = recording.stop()
    left = heard.left()
    loud = next(place for place, sample in enumerate(left) if abs(sample) > QUIET)  # the first chime, at the plan's beginning
    clips = Clips(paths.bundled_sounds())
    found = {}
    for cue in script(plan_of("relief"), voice.length_ms):
        if cue.text is None or cue.voice_at_ms > (SECONDS - 3) * 1000:
            continue
        at_ms = cue.voice_at_ms
        for clip in voice.clips_for(cue.text):
            first = loud // THIN + round(at_ms * RATE / 1000 / THIN) - NEAR
            samples = clips.get(clip.name)[:: 2 * THIN][: RATE // THIN]
            found[at_ms, clip.name] = likeness(left[::THIN][first : first + len(samples) + 2 * NEAR], samples)
            at_ms += clip.length_ms + BETWEEN_MS
    assert len(found) >= 12
    assert all(like > 0.8 for like, _ in found.values()), found
    assert all(abs(off) <= 20 for _, off in found.values()), found


HUMS = """#!{python}
import math, sys, wave
from array import array
hum = array("h", [round(9000 * math.sin(2 * math.pi * {hertz} * place / 24000)) for place in range(24000)])
with wave.open(sys.argv[-1], "wb") as file:
    file.setparams((1, 2, 24000, 0, "NONE", ""))
    file.writeframes(hum.tobytes())
"""
HERTZ = 333


def test_a_routine_that_is_saved_while_the_app_is_open_is_spoken_in_its_first_session(rig, tmp_path):
    """The voice of this computer is a program that hums."""
    for folder in ("bin", "trainer"):
        (tmp_path / folder).mkdir()
    program = tmp_path / "bin" / "espeak-ng"
    program.write_text(HUMS.format(python=sys.executable, hertz=HERTZ))
    program.chmod(0o755)
    env = {**rig.env(), "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    env |= {"XDG_CONFIG_HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    recording = rig.record()
    with terminal(**env) as opened:
        opened.wait_for(b"Upper-back spasm relief")
        opened.read(0.5)
        (tmp_path / "trainer" / "routines.toml").write_text(SPOKEN)
        opened.wait_for(b"Walls")
        opened.read(3)  # the voice needs some time, as the person does who chooses it
        opened.press(b"\x1b[F\x1b[A")  # the last routine, above the row that makes one
        opened.read(0.5)
        opened.press(b"\r")
        opened.wait_for(b"to the start")
        opened.read(9)
        opened.press(b"\x03")
        opened.exit_code()
    left = recording.stop().left()[::THIN]
    rate = RATE // THIN
    hums = 0
    for begin in range(0, len(left) - rate // 4, rate // 4):
        part = left[begin : begin + rate // 4]
        turns = [(math.cos(2 * math.pi * HERTZ * n / rate), math.sin(2 * math.pi * HERTZ * n / rate)) for n in range(len(part))]
        tone = math.hypot(
            sum(s * c for s, (c, _) in zip(part, turns, strict=True)), sum(s * i for s, (_, i) in zip(part, turns, strict=True))
        )
        hums += tone / (len(part) / 2) > 1_000
    assert hums >= 6, "two sentences of a second each: the name of the exercise, and how to begin"


def test_a_pause_in_the_middle_of_a_sentence_is_silent_at_once(rig):
    recording = rig.record()
    with terminal("start", "relief", **rig.env()) as opened:
        opened.wait_for(b"pause")
        opened.read(3.0)
        pressed = time.perf_counter()
        opened.press(b" ")
        opened.read(3.5)
        opened.press(b"\x03")
        opened.exit_code()
    stopped = recording.stop()
    begin = stopped.begin()
    left = stopped.left()
    # The pause sound slides for 0.28 s, the word "paused" follows at 0.35 s: then there is nothing.
    after = left[round((pressed + 1.5 - begin) * RATE) : round((pressed + 3.3 - begin) * RATE)]
    assert len(after) > RATE
    assert max(map(abs, after)) < QUIET


def test_a_pause_is_heard_within_60_ms_of_its_key(rig):
    """What is said fades in the moment in which the sound of the pause begins."""
    recording = rig.record()
    pressed = []
    with terminal("start", "relief", **rig.env()) as opened:
        opened.wait_for(b"pause")
        opened.read(1.5)
        for wait in (0.5, 0.507, 0.511, 0.517, 0.523):  # at another place in a block each time
            opened.read(wait)
            pressed.append(time.perf_counter())
            opened.press(b" ")
            opened.read(1.0)
            opened.press(b" ")
        opened.press(b"\x03")
        opened.exit_code()
    stopped = recording.stop()
    begin = stopped.begin()
    left = stopped.left()[::THIN]
    beginning = Clips(paths.bundled_sounds()).get("paused")[:: 2 * THIN][: RATE // THIN // 20]
    delays = []
    for moment in pressed:
        first = round((moment - begin) * RATE) // THIN
        like, off = likeness(left[first : first + len(beginning) + 2 * NEAR], beginning)
        assert like > 0.7
        delays.append(NEAR * THIN * 1000 // RATE + off)
    assert sorted(delays)[len(delays) // 2] <= 60, delays
