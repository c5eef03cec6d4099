"""`trainer doctor --sound`, recorded: every sound in the order in which it is named, then the voice."""

import subprocess
import sys

from trainer.cues.table import SOUNDS
from trainer.system import paths


def test_doctor_plays_every_sound_by_name(rig):
    recording = rig.record()
    command = [sys.executable, "-m", "trainer", "doctor", "--sound"]
    result = subprocess.run(command, env=rig.env(), capture_output=True, text=True, check=False, timeout=60)
    heard = recording.stop().heard(quiet_ms=250)
    assert (result.returncode, result.stderr) == (0, "")
    told = [line.strip() for line in result.stdout.splitlines() if line.startswith("  ") and not line.startswith("   ")]
    names = {sound.meaning: name for name, sound in SOUNDS.items()}
    assert [one.name(paths.bundled_sounds() / "cues") for one in heard[: len(SOUNDS)]] == [names[line] for line in told[:-1]]
    assert told[-1] == 'the voice: "Well done"'
    assert len(heard) == len(told)
