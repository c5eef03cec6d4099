"""`trainer doctor --sound`, recorded: every sound in the order in which it is named, then the voice."""

import subprocess
import sys

from trainer.commands.doctor import MEANINGS
from trainer.system import paths


def test_doctor_plays_every_sound_by_name(rig):
    recording = rig.record()
    command = [sys.executable, "-m", "trainer", "doctor", "--sound"]
    result = subprocess.run(command, env=rig.env(), capture_output=True, text=True, check=False, timeout=60)
    heard = recording.stop().heard(quiet_ms=250)
    assert (result.returncode, result.stderr) == (0, "")
    told = [line.strip() for line in result.stdout.splitlines() if line.startswith("  ")]
    names = {meaning: name for name, meaning in MEANINGS.items()}
    assert [one.name(paths.bundled_sounds() / "cues") for one in heard[: len(MEANINGS)]] == [names[line] for line in told[:-1]]
    assert told[-1] == 'the voice: "Well done"'
    assert len(heard) == len(told)
