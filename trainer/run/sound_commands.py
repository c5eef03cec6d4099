"""Commands for a session's sound (volume, mute, voice), and a description of its state."""

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from trainer.cues.words import SOUND_BACK
from trainer.run.driver import Driver
from trainer.run.ports import Clock, SoundControl

STEP: Final = 10  # percent of volume
MUTED: Final = "MUTED"
NO_SOUND: Final = "NO SOUND"
SILENT: Final = "silent"  # as it was chosen
CONFIRMED_NS: Final = 2_000_000_000
NAMES: Final = {"voice": "Voice", "counting": "Counting", "beeps": "Beeps"}


class SoundCommands:
    """Changes what is heard of one session."""

    def __init__(self, driver: Driver, sound: SoundControl, clock: Clock, show: Callable[[], None]) -> None:
        """`show` is called after each command."""
        self._driver = driver
        self._sound = sound
        self._clock = clock
        self._show = show
        self._was_silent = False
        self._confirmed = ("", 0)  # what was changed last, and until when (ns) that is told

    @property
    def heard(self) -> bool:
        """Whether there is sound now."""
        return self._sound.state == "on"

    def words(self) -> str:
        """Describe the sound's state in a few words; "" while it starts."""
        if self._sound.muted:
            return MUTED
        if self._sound.state == "none":
            return NO_SOUND if self._sound.reason else SILENT
        settings = self._driver.settings
        off = [] if settings.beeps else ["no beeps"]
        if not settings.voice:
            off.append("no voice")
        elif not settings.counting:
            off.append("no counting")
        return ", ".join((f"sound {self._sound.volume}%", *off)) if self.heard else ""

    def confirmation(self, now_ns: int) -> str:
        """A confirmation of what a key has just changed; "" after two seconds."""
        text, until_ns = self._confirmed
        return text if now_ns < until_ns else ""

    def announce_return(self) -> None:
        """Announce that sound is back after it was lost, as soon as nothing else is being said."""
        told = not self._was_silent or (self.heard and self._driver.say(SOUND_BACK))
        self._was_silent = self._sound.state == "none" or not told

    def mute(self) -> None:
        """Toggle the sound."""
        self._sound.set_muted(not self._sound.muted)
        self._answer("Sound off" if self._sound.muted else "Sound on")

    def toggle(self, what: str) -> None:
        """Toggle `voice`, `counting` or `beeps`."""
        settings = self._driver.settings
        wanted = not getattr(settings, what)
        self._driver.use_settings(replace(settings, **{what: wanted}))
        self._answer(f"{NAMES[what]} {'on' if wanted else 'off'}")

    def louder(self) -> None:
        """Raise the volume by ten percent."""
        self._change_volume(STEP)

    def softer(self) -> None:
        """Lower the volume by ten percent."""
        self._change_volume(-STEP)

    def _change_volume(self, by: int) -> None:
        self._sound.set_volume(min(100, max(0, self._sound.volume + by)))
        self._answer(f"Volume {self._sound.volume}%")

    def _answer(self, confirmation: str) -> None:
        self._confirmed = confirmation, self._clock.now_ns() + CONFIRMED_NS
        self._driver.click()
        self._driver.tick()
        self._show()
