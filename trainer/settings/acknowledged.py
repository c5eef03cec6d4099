"""Whether the safety text was acknowledged, by starting a routine once."""

import contextlib

from trainer.system import paths


def acknowledged() -> bool:
    """Whether a routine was started before by this user."""
    try:
        return paths.state_file("safety-read").exists()
    except OSError:
        return False


def acknowledge() -> None:
    """Record it. If that fails, the banner is simply shown again."""
    with contextlib.suppress(OSError):
        mark = paths.state_file("safety-read")
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
