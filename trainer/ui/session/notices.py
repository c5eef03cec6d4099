"""A queue of notices, shown one after the other, each for its time. Pure."""


class Notices:
    """A queue of notices. What is waiting already, or told just now, is not told twice."""

    def __init__(self) -> None:
        self._waiting: list[tuple[str, float]] = []
        self._told = ""
        self._until_s = 0.0

    def tell(self, text: str, seconds: float) -> None:
        """Queue a text, to be shown for some seconds."""
        if text != self._told and all(text != waiting for waiting, _ in self._waiting):
            self._waiting.append((text, seconds))

    def current(self, now_s: float) -> str:
        """The notice to show now; "" if there is none."""
        if now_s >= self._until_s:
            self._told = ""
            if self._waiting:
                self._told, lasts = self._waiting.pop(0)
                self._until_s = now_s + lasts
        return self._told
