"""Play sounds outside a session, such as the sound test, and close the device after a while."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from textual.timer import Timer

from trainer.run.ports import Clock, SoundControl

if TYPE_CHECKING:
    from textual.app import App

POLL_S: Final = 0.1
PATIENCE_NS: Final = 2_000_000_000  # for a device that is slow to open; what is played before is lost
HEARD_S: Final = 5.0  # what was played last is heard to its end


class SoundSamples:
    """Owns the sound while no session has it. One timer closes it; every new sample or session stops the timer."""

    def __init__(self, app: "App[None]", clock: Clock, sound: SoundControl) -> None:
        self._app = app
        self._clock = clock
        self._sound = sound
        self._timer: Timer | None = None
        self._began_ns = 0
        self._wanted: tuple[tuple[str, float], ...] = ()
        self._then: Callable[[], None] = lambda: None

    @property
    def reason(self) -> str:
        """Why nothing can be heard, as a sentence; "" where it can."""
        return self._sound.reason

    def play(self, sounds: Iterable[tuple[str, float]], then: Callable[[], None] = lambda: None) -> None:
        """Play sounds, each so many seconds after the device is open; `then` is called when it is, or is waited for no longer."""
        self._stop()
        self._wanted, self._then = tuple(sounds), then
        self._began_ns = self._clock.now_ns()
        self._sound.open()
        self._timer = self._app.set_interval(POLL_S, self.poll)
        self.poll()

    def poll(self) -> None:
        """Play the pending samples if the device has opened."""
        now_ns = self._clock.now_ns()
        if not self._wanted or (self._sound.state == "starting" and now_ns - self._began_ns < PATIENCE_NS):
            return
        wanted, then = self._wanted, self._then
        self.close_later(HEARD_S)
        for name, after in wanted:
            self._sound.play(name, now_ns / 1e9 + after)
        then()

    def close_later(self, seconds: float) -> None:
        """Close the device after a while."""
        self._stop()
        self._timer = self._app.set_timer(seconds, self._sound.close)

    def leave(self) -> None:
        """Hand the sound over to a session."""
        self._stop()

    def _stop(self) -> None:
        self._wanted = ()
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
