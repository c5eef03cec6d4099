"""Report the installed versions."""

import platform
from importlib import metadata
from typing import Final

from trainer import __version__
from trainer.audio.packages import miniaudio_is_ready_made, program_names
from trainer.doctor.finding import Finding

LIBRARIES: Final = ("textual", "rich", "msgspec", "pyfiglet", "miniaudio", "simpleaudio", "simpleaudio-patched", "wakepy")


def versions() -> Finding:
    """Report the versions of the trainer, Python, the system and relevant libraries."""
    found = {name: version(name) for name in LIBRARIES}
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    libraries = ", ".join(_told(*one) for one in found.items())
    words = f"trainer {__version__}, Python {platform.python_version()}, {system}\nLibraries: {libraries}"
    return Finding(
        "versions", "ok", words, "", {"trainer": __version__, "python": platform.python_version(), "system": system, **found}
    )


def _told(library: str, number: str | None) -> str:
    """A library with its version, or that it is missing, and whether that is as it should be."""
    if number:
        return f"{library} {number}"
    if library.startswith("simpleaudio"):
        return f"{library} not installed (only if you want it)"
    if library == "miniaudio" and not miniaudio_is_ready_made():
        players = ", ".join(program_names())
        return (
            f"{library} not installed (not ready-made for this Python and system; {players or 'the terminal bell'} in its place)"
        )
    return f"{library} not installed"


def version(library: str) -> str | None:
    """The version of a library, None if it is not installed."""
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None
