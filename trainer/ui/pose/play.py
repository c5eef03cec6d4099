"""Which keys of a figure are shown when, while it plays alone: each key for a moment, then the way to the next. Pure."""

from typing import Final

KEY_MS: Final = 1_000  # how long a key stands still
WAY_MS: Final = 2_000  # how long the way to the next one takes
SLOWEST: Final = 0.25
FASTEST: Final = 4.0


class PosePlay:
    """The place in the endless round of a figure's keys. Times are milliseconds of a clock that only runs forward."""

    def __init__(self, keys: tuple[str, ...], now_ms: float) -> None:
        self.keys = keys
        self.speed = 1.0
        self.playing = True
        self._place = 0.0
        self._now_ms = now_ms

    def at(self, now_ms: float) -> tuple[str, str, float]:
        """The key it comes from, the key it goes to (the same one while it stands still), and how far it is, 0 to 1."""
        if self.playing:
            self._place = (self._place + (now_ms - self._now_ms) * self.speed) % (len(self.keys) * (KEY_MS + WAY_MS))
        self._now_ms = now_ms
        number, passed = divmod(self._place, KEY_MS + WAY_MS)
        here, there = self.keys[int(number)], self.keys[(int(number) + 1) % len(self.keys)]
        return (here, there, (passed - KEY_MS) / WAY_MS) if passed > KEY_MS else (here, here, 1.0)

    def pause(self, now_ms: float) -> None:
        """Pause or resume."""
        self.at(now_ms)
        self.playing = not self.playing

    def step(self, by: int, now_ms: float) -> None:
        """Stand still at the next key (+1) or, from a key, the one before (-1); from between two keys, -1 is the last one."""
        _, _, progress = self.at(now_ms)
        number = int(self._place // (KEY_MS + WAY_MS))
        self.go(number + (by if by > 0 or progress >= 1 else 0), now_ms)

    def go(self, number: int, now_ms: float) -> None:
        """Stand still at a key by its number, from 0."""
        self.at(now_ms)
        self.playing = False
        self._place = float(number % len(self.keys) * (KEY_MS + WAY_MS))

    def change_speed(self, factor: float, now_ms: float) -> None:
        """Multiply the speed by a factor, within bounds."""
        self.at(now_ms)
        self.speed = min(FASTEST, max(SLOWEST, self.speed * factor))

    def replace_keys(self, keys: tuple[str, ...]) -> None:
        """Use the keys of a changed figure, keeping the place if possible."""
        self.keys = keys
        self._place %= len(keys) * (KEY_MS + WAY_MS)
