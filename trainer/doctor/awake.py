"""Check whether the screen can be kept on."""

from typing import Final

from trainer.doctor.finding import Finding, State
from trainer.doctor.versions import version
from trainer.system.keep_awake import ScreenAwake

TIMEOUT_S: Final = 3.0
SETTINGS: Final = "set the computer to keep the screen on for as long as a routine takes"


def awake() -> Finding:
    """Check whether the screen can be kept on, by trying it briefly."""
    if (found := version("wakepy")) is None:
        advice = f"pip install wakepy, or {SETTINGS}."
        return _finding("note", "wakepy is not installed, so it may go dark in a session.", advice, None, held=False)
    screen = ScreenAwake()
    screen.hold()
    answered = screen.wait_for_answer(TIMEOUT_S)
    held = answered and not screen.problem
    screen.close()
    if held:
        return _finding("ok", f"stays on while a session runs (wakepy {found}).", "", found, held=True)
    why = "this system offers no way to keep it on" if answered else "the system does not answer"
    return _finding("note", f"may go dark in a session: {why} (wakepy {found}).", f"{SETTINGS}.", found, held=False)


def _finding(state: State, words: str, advice: str, wakepy: str | None, *, held: bool) -> Finding:
    return Finding("awake", state, f"Screen: {words}", advice, {"wakepy": wakepy, "held": held})
