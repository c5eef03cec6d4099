"""The player of a person's sound, with the files it plays from."""

from collections.abc import Callable

from trainer.audio.bell import Bell
from trainer.audio.player import Player
from trainer.settings.settings import Settings
from trainer.system import paths


def make_player(settings: Settings, *, muted: bool, ring: Callable[[], None] | None) -> Player:
    """A player as the settings say. `ring` rings the terminal's bell, None where there is none."""
    return Player(
        paths.bundled_sounds(),
        said=paths.spoken_texts(),
        own=paths.own_sounds(),
        backend=settings.audio,
        volume=settings.volume,
        muted=muted,
        log=paths.log_file("sound.log"),
        bell=Bell(ring) if ring else None,
    )
