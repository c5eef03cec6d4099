"""Whether the safety text was acknowledged: by starting a routine once."""

import contextlib

from trainer.system import paths


def acknowledged() -> bool:
    """Whether a routine was started before on this account."""
    try:
        return paths.state_file("safety-read").exists()
    except OSError:
        return False


def acknowledge() -> None:
    """Remember it. Where nothing can be written the banner simply stays: nothing is lost by reading it again."""
    with contextlib.suppress(OSError):
        mark = paths.state_file("safety-read")
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
