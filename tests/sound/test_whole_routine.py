"""The trainer itself in a terminal, recorded: a beep for each rep and each side change, at the plan's times."""

import time
from statistics import median

from tests.functional.terminal import terminal
from tests.sound.rig import Heard
from trainer import files
from trainer.cues.script import script
from trainer.cues.sounding import sounding

SECONDS = 120  # of the warm-up: all side lunges, a rest, and the first bird dogs
QUIET_MS = 90


def test_the_recording_holds_the_cues_of_the_plan_at_its_times(rig, plan_of):
    routine = "warm-up"
    recording = rig.record()
    with terminal("start", routine, "--no-voice", **rig.env()) as opened:
        opened.wait_for(b"pause")
        opened.read(SECONDS)
        opened.press(b"\x03")
        assert opened.exit_code() == 130
    time.sleep(0.2)
    heard = recording.stop().heard(QUIET_MS)
    plan = plan_of(routine)
    planned = [(at / 1000, name) for (at, _), name in sounding(script(plan, lambda _: None)).items() if at / 1000 < SECONDS - 2]
    cues = files.bundled_sounds() / "cues"
    names = [one.name(cues) for one in heard]
    assert names[: len(planned)] == [name for _, name in planned]
    begin = median(one.at - at for one, (at, _) in zip(heard, planned, strict=False))
    off = [abs(one.at - begin - at) for one, (at, _) in zip(heard, planned, strict=False)]
    assert max(off) < 0.100
    assert median(off) < 0.005
    print(f"{len(planned)} cues: median {median(off) * 1000:.2f} ms, worst {max(off) * 1000:.2f} ms off the plan")
    leans = {name: _leans(heard, names, name) for name in ("side-left", "side-right")}
    assert max(leans["side-left"]) < 0.2
    assert min(leans["side-right"]) > 0.8


def _leans(heard: list[Heard], names: list[str], wanted: str) -> list[float]:
    return [one.lean for one, name in zip(heard, names, strict=True) if name == wanted]
