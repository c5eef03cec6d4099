"""The app's side of the sound: schedules cues through the helper process, and knows volume, mute and whether there is sound."""

import sys
from pathlib import Path
from typing import Final

from trainer.audio.bell import Bell
from trainer.audio.protocol import Cancel, Play
from trainer.audio.supervisor import SoundState, Supervisor

DEFAULT_VOLUME: Final = 80
OWN: Final = ("bell", "silent")  # backends without a helper


class Player:
    """Plays cues by name at moments of `time.perf_counter`. May be opened and closed again and again."""

    def __init__(
        self,
        sounds: Path,
        *,
        said: Path | None = None,
        own: Path | None = None,
        backend: str = "auto",
        volume: int = DEFAULT_VOLUME,
        muted: bool = False,
        log: Path | None = None,
        bell: Bell | None = None,
    ) -> None:
        """`sounds` is the folder of cues and voice, `said` that of texts which this computer's voice has spoken, `own` that of
        the person's own sounds.

        `bell` is the sound of the backend "bell", and rings for cues while another has no sound.
        """
        self._sounds = sounds
        self._said = said
        self._own = own
        self._backend = backend
        self.muted = muted  # by the person
        self._log = log
        self._any_bell = bell
        self._bell = bell if backend != "silent" else None
        self.volume = volume  # 0 to 100
        self._wanted = False
        self._helper: Supervisor | None = None

    # ---- what can be asked

    @property
    def state(self) -> SoundState:
        """Whether there is sound now."""
        if self.muted:
            return "muted"
        if self._backend == "silent":
            return "none"
        if self._backend == "bell":
            return "on"
        return self._helper.state if self._helper else "starting"

    @property
    def answered(self) -> bool:
        """Whether the device has opened or failed; until then a slow one counts as none."""
        return self._backend in ("silent", "bell") or (self._helper is not None and self._helper.answered)

    @property
    def reason(self) -> str:
        """Why there is no sound, as a sentence; "" if there is, or if silence was chosen."""
        if self.state != "none" or self._backend == "silent":
            return ""
        instead = " The terminal's bell rings instead." if self._bell else ""
        return f"No sound: {self._helper.reason if self._helper else 'not started'}.{instead}"

    # ---- what can be done

    def open(self) -> None:
        """Start the helper process unless it runs; returns at once."""
        self._wanted = True
        if self._helper is None and not self.muted and self._backend not in OWN:
            self._helper = Supervisor(self._arguments(), self._log, self._gain)

    def close(self) -> None:
        """End the helper, gently and then by force; at most a second."""
        self._wanted = False
        self._drop_bells()
        helper, self._helper = self._helper, None
        if helper is not None:
            helper.end()

    def play(self, sound: str, at: float) -> None:
        """Play a sound at a moment."""
        if self._helper is not None and not self.muted:
            self._helper.send(Play(sound, at))
        if self._bell is not None and (self._backend == "bell" or self.state == "none") and self._gain:
            self._bell.play(sound, at)

    def cancel(self) -> None:
        """Cancel pending sounds, and stop playing ones."""
        if self._helper is not None:
            self._helper.send(Cancel())
        self._drop_bells()

    def set_muted(self, muted: bool) -> None:
        """Mute or unmute."""
        if muted:
            self.cancel()
        self.muted = muted
        self._adjust()
        if not muted and self._wanted:
            self.open()

    def set_volume(self, percent: int) -> None:
        """Set the volume, 0 to 100; while muted, it applies after unmuting."""
        self.volume = percent
        self._adjust()

    @property
    def _gain(self) -> int:
        """The volume that the helper is to play at, 0 to 100: zero while muted."""
        return 0 if self.muted else self.volume

    def _adjust(self) -> None:
        if self._helper is not None:
            self._helper.set_volume(self._gain)

    def use(self, backend: str) -> None:
        """Switch to another backend."""
        if backend == self._backend:
            return
        wanted = self._wanted
        self.close()
        self._backend = backend
        self._bell = self._any_bell if backend != "silent" else None
        if wanted:
            self.open()

    def _drop_bells(self) -> None:
        if self._bell is not None:
            self._bell.cancel()

    def _arguments(self) -> list[str]:
        # -P: what lies in the current folder must not take the place of our modules. The package's own folder is given
        # by path, so that a checkout works too.
        program = "import sys; sys.path.insert(0, sys.argv.pop(1)); from trainer.audio.helper_process import main; main()"
        package = str(Path(__file__).resolve().parents[2])
        said = ["--said", str(self._said)] if self._said else []
        own = ["--own", str(self._own)] if self._own else []
        sounds = ["--sounds", str(self._sounds), *said, *own]
        return [sys.executable, "-P", "-c", program, package, *sounds, "--backend", self._backend]
