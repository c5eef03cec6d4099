"""Report the installed versions."""

import platform
from importlib import metadata
from typing import Final

from trainer import __version__
from trainer.doctor.finding import Finding

LIBRARIES: Final = ("textual", "rich", "msgspec", "pyfiglet", "miniaudio", "simpleaudio", "simpleaudio-patched", "wakepy")


def versions() -> Finding:
    """Report the versions of the trainer, Python, the system and relevant libraries."""
    found = {name: version(name) for name in LIBRARIES}
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    words = f"trainer {__version__}, Python {platform.python_version()}, {system}\nLibraries: " + ", ".join(
        f"{name} {number or 'not installed'}" for name, number in found.items()
    )
    return Finding(
        "versions", "ok", words, "", {"trainer": __version__, "python": platform.python_version(), "system": system, **found}
    )


def version(library: str) -> str | None:
    """The version of a library, None if it is not installed."""
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None
