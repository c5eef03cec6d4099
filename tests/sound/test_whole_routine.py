"""The trainer itself in a terminal, recorded: a beep for each rep and each side change, at the plan's times."""

import os
import time
from statistics import median

import pytest

from tests.functional.terminal import terminal
from tests.sound.rig import Heard
from trainer.cues.script import script
from trainer.cues.sounding import sounding
from trainer.system import paths

# Of the warm-up: all side lunges, a rest, and the first bird dogs.
# RECORDED_SECONDS=600 ROUTINES=warm-up,relief,full,desk records all of them to their end.
SECONDS = float(os.environ.get("RECORDED_SECONDS", "120"))
ROUTINES = os.environ.get("ROUTINES", "warm-up").split(",")
NEAR_S = 0.005
QUIET_MS = 150  # longer than the pause in a double cue, shorter than the time between two cues


@pytest.mark.parametrize("routine", ROUTINES)
def test_the_recording_holds_the_cues_of_the_plan_at_its_times(rig, plan_of, routine):
    plan = plan_of(routine)
    seconds = min(SECONDS, plan.duration_ms / 1000 + 4)
    recording = rig.record()
    with terminal("start", routine, "--no-voice", **rig.env()) as opened:
        opened.wait_for(b"pause")
        opened.read(seconds)
        opened.press(b"\x03")
        assert opened.exit_code() == 130
    time.sleep(0.2)
    heard = recording.stop().heard(QUIET_MS)
    planned = [(at / 1000, name) for (at, _), name in sounding(script(plan, lambda _: None)).items() if at / 1000 < seconds - 2]
    cues = paths.bundled_sounds() / "cues"
    names = [one.name(cues) for one in heard]
    assert names[: len(planned)] == [name for _, name in planned]
    assert len(names) == len(planned) or seconds * 1000 < plan.duration_ms, "more was heard than is planned"
    begin = median(one.at - at for one, (at, _) in zip(heard, planned, strict=False))
    off = [abs(one.at - begin - at) for one, (at, _) in zip(heard, planned, strict=False)]
    late = [f"{name} at {at:.2f} s" for (at, name), error in zip(planned, off, strict=False) if error > NEAR_S]
    print(f"{len(planned)} cues: median {median(off) * 1000:.2f} ms, worst {max(off) * 1000:.2f} ms off the plan")
    print(f"{len(late)} more than {NEAR_S * 1000:.0f} ms off: {', '.join(late) or 'none'}")
    assert max(off) < 0.100
    assert median(off) < 0.001
    assert all(lean < 0.25 for lean in _leans(heard, names, "side-left"))
    assert all(lean > 0.75 for lean in _leans(heard, names, "side-right"))
    assert any(name.startswith("side-") for name in names) or not any(step.sides != "none" for step in plan.steps)


def _leans(heard: list[Heard], names: list[str], wanted: str) -> list[float]:
    return [one.lean for one, name in zip(heard, names, strict=True) if name == wanted]
