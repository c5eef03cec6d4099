"""How the back feels after a session, 0 to 10."""

from collections.abc import Callable

from textual.reactive import var
from textual.widgets import Static


class PainScale(Static):
    """Asks how the back feels by the keys that answer; once it is `noted`, says how that is changed."""

    noted: var[int | None] = var(None, init=False)

    def __init__(self, key_of: Callable[[str], str]) -> None:
        """`key_of`: the key of an action of the screen."""
        self._key_of = key_of
        super().__init__(self._question(), id="feels", markup=False)

    def watch_noted(self, noted: int) -> None:
        """Say what was noted."""
        done = self._key_of("close")
        self.update(f"Noted: {noted} of 10. Another key changes it{f', {done} is done' if done else ''}.")

    def _question(self) -> str:
        none, strong, worst, done = map(self._key_of, ("feels(0)", "feels(9)", "feels(10)", "close"))
        strengths = f" {none} (no pain) to {strong}, {worst} for 10" if none and strong and worst else ""
        return f"How does your back feel?{strengths}{f'; {done} skips' if done else ''}."
