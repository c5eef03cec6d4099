"""The Python packages that play sound: how each is installed, and where that takes no compiler."""

import platform
import sys
from collections.abc import Mapping
from typing import Final

from trainer.system.command_line import typed

# What plays a WAV file on each system without any package, the best first.
PROGRAMS: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "linux": (("pw-play",), ("paplay",), ("aplay", "-q")),
    "darwin": (("afplay",),),
}
EXTRA: Final = "upper-back-trainer[simpleaudio]"

MINIAUDIO_BEFORE: Final = (3, 15)  # the Python for which miniaudio has no wheels yet


def program_names() -> tuple[str, ...]:
    """The names of the system's player programs."""
    return ("winsound",) if sys.platform == "win32" else tuple(command[0] for command in PROGRAMS.get(sys.platform, ()))


def miniaudio_is_ready_made() -> bool:
    """Whether there is a wheel of miniaudio for this computer: the marker of the dependency in pyproject.toml."""
    known = sys.platform == "darwin" or (sys.platform, platform.machine()) in {("linux", "x86_64"), ("win32", "AMD64")}
    return known and sys.version_info < MINIAUDIO_BEFORE


def how_to_install(name: str) -> str:
    """Advice on installing a missing package; `name` is its backend's."""
    if name == "simpleaudio":
        needs = " (it needs a C compiler and the ALSA headers)" if sys.platform == "linux" else ""
        return f"{typed('pip', 'install', EXTRA)}{needs}"
    if miniaudio_is_ready_made():
        return typed("pip", "install", name)
    others = ", ".join(program_names())
    return f"it needs a C compiler here{f', --audio player does without ({others})' if others else ''}"
