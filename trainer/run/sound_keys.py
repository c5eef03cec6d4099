"""What a screen with a session does about its sound: volume, mute and voice by key, and a word when sound comes back."""

from abc import abstractmethod
from typing import Final

from msgspec.structs import replace

from trainer.cues.words import SOUND_BACK
from trainer.run.driver import Driver
from trainer.run.ports import SoundControl

STEP: Final = 10  # percent of volume
MUTED: Final = "MUTED"


class SoundKeys:
    """A part of a screen that has a `driver` and a `sound`."""

    driver: Driver
    sound: SoundControl
    _was_silent = False

    @abstractmethod
    def look(self) -> None:
        """Show what is."""

    @property
    def heard(self) -> bool:
        """Whether there is sound now."""
        return self.sound.state == "on"

    def sound_words(self) -> str:
        """The state of the sound, as it stands in the corner."""
        if self.sound.muted:
            return MUTED
        if self.sound.state == "none":
            return "NO SOUND"
        hearing = self.driver.hearing
        off = [] if hearing.beeps else ["no beeps"]
        if not hearing.voice:
            off.append("no voice")
        elif not hearing.counting:
            off.append("no counting")
        return ", ".join((f"sound {self.sound.volume}%", *off)) if self.sound.state == "on" else ""

    def tell_sound(self) -> None:
        """Say so when the sound has come back."""
        if self._was_silent and self.heard:
            self.driver.say(SOUND_BACK)
        self._was_silent = self.sound.state == "none"

    def action_mute(self) -> None:
        """Sound off or on."""
        self.sound.set_muted(not self.sound.muted)
        self.driver.click()
        self.look()

    def action_hearing(self, what: str) -> None:
        """Turn one of `voice`, `counting` and `beeps` off or on."""
        hearing = self.driver.hearing
        self.driver.hear(replace(hearing, **{what: not getattr(hearing, what)}))
        self.driver.click()
        self.look()

    def action_louder(self) -> None:
        """A tenth louder."""
        self._change_volume(STEP)

    def action_softer(self) -> None:
        """A tenth softer."""
        self._change_volume(-STEP)

    def _change_volume(self, by: int) -> None:
        self.sound.set_volume(min(100, max(0, self.sound.volume + by)))
        self.driver.click()
        self.look()
