"""Whether the screen can be kept on while a session runs."""

from importlib import metadata

from trainer.doctor.finding import Finding


def awake() -> Finding:
    """What would keep the screen on here."""
    try:
        version = metadata.version("wakepy")
    except metadata.PackageNotFoundError:
        advice = "pip install wakepy, or let the computer's settings keep the screen on for as long as a routine takes."
        return Finding(
            "awake", "note", "Screen: wakepy is not installed, so it may go dark in a session.", advice, {"wakepy": None}
        )
    return Finding("awake", "ok", f"Screen: stays on while a session runs (wakepy {version}).", "", {"wakepy": version})
