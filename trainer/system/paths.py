"""Where the bundled files are (in a checkout, an editable install and a wheel), and where the user's own are."""

import contextlib
import os
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).resolve().parent.parent
APP: Final = "trainer"


def _bundled(name: str) -> Path:
    """A bundled file or folder: inside the package in a wheel, beside it in a checkout."""
    inside = PACKAGE / "bundled" / name
    return inside if inside.exists() else PACKAGE.parent / name


def bundled_routines() -> Path:
    """The routine file that comes with the trainer."""
    return _bundled("routines.toml")


def bundled_sounds() -> Path:
    """The folder with the sounds of the cues (`cues`) and the clips of the voice (`voice`)."""
    return _bundled("sounds")


def log_file(name: str) -> Path:
    """A log file in the user's log folder (which need not exist yet)."""
    import platformdirs

    return Path(platformdirs.user_log_dir(APP, appauthor=False)) / name


def data_folder() -> Path:
    """The folder of what was done (which need not exist yet)."""
    import platformdirs

    return Path(platformdirs.user_data_dir(APP, appauthor=False))


def state_file(name: str) -> Path:
    """A file in which the trainer remembers something about its use (its folder need not exist yet)."""
    import platformdirs

    return Path(platformdirs.user_state_dir(APP, appauthor=False)) / name


def remote_folder() -> Path:
    """The folder in which running sessions listen to `trainer remote` (which need not exist yet).

    In the person's runtime folder where there is one: it is emptied when they log out.
    """
    if hasattr(os, "getuid"):
        runtime = os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}"
        with contextlib.suppress(OSError):
            if os.path.isabs(runtime) and os.stat(runtime).st_uid == os.getuid():
                return Path(runtime) / APP
    return state_file("remote")


def config_file(name: str) -> Path:
    """A file or folder in the user's config folder (which need not exist yet)."""
    import platformdirs

    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / name


def user_poses() -> Path:
    """The folder of the user's own pose files (which need not exist yet)."""
    return config_file("poses")


def own_sounds() -> Path:
    """The folder of the user's own sounds (which need not exist yet)."""
    return config_file("sounds")


def spoken_texts() -> Path:
    """The folder for texts that this computer's voice has spoken (which need not exist yet)."""
    import platformdirs

    return Path(platformdirs.user_cache_dir(APP, appauthor=False)) / "spoken"
