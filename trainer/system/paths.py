"""Locate the bundled files (checkout, editable install or wheel) and the user's own."""

import contextlib
import errno
import os
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).resolve().parent.parent
APP: Final = "trainer"


def _bundled(name: str) -> Path:
    """A bundled file or folder: inside the package in a wheel, beside it in a checkout."""
    inside = PACKAGE / "bundled" / name
    return inside if inside.exists() else PACKAGE.parent / name


def home() -> Path:
    """The user's home folder; raises OSError for a user without one."""
    path = Path(os.path.expanduser("~"))
    if not path.is_absolute():
        raise _no_home()
    return path


def _no_home() -> OSError:
    return OSError(errno.ENOENT, "this user has no home folder; set HOME to a folder of yours", "~")


def with_tilde(path: Path) -> str:
    """A path as it is shown: with "~" for the home folder, where there is one."""
    with contextlib.suppress(OSError, ValueError):  # ValueError: it is elsewhere
        return str("~" / path.relative_to(home()))
    return str(path)


def bundled_routines() -> Path:
    """The bundled routine file."""
    return _bundled("routines.toml")


def bundled_sounds() -> Path:
    """The folder of the cue sounds (`cues`) and voice clips (`voice`)."""
    return _bundled("sounds")


def _own(kind: str) -> Path:
    """The user's folder for "config", "data", "state", "cache" or "log"; raises OSError for a user without a home folder."""
    from platformdirs import PlatformDirs

    with contextlib.suppress(RuntimeError):  # no home folder; older versions return one of that name
        path = Path(getattr(PlatformDirs(APP, appauthor=False), f"user_{kind}_path"))
        if path.parts[0] != "~":
            return path
    raise _no_home()


def log_file(name: str) -> Path:
    """A log file; its folder may not exist yet."""
    return _own("log") / name


def data_folder() -> Path:
    """The folder of the history; it may not exist yet."""
    return _own("data")


def state_file(name: str) -> Path:
    """A file of remembered state; its folder may not exist yet."""
    return _own("state") / name


def remote_folder() -> Path:
    """The folder of the sockets for `trainer remote`; it may not exist yet.

    The user's runtime folder if there is one: it is emptied at logout.
    """
    if hasattr(os, "getuid"):
        runtime = os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}"
        with contextlib.suppress(OSError):
            if os.path.isabs(runtime) and os.stat(runtime).st_uid == os.getuid():
                return Path(runtime) / APP
    return state_file("remote")


def config_file(name: str) -> Path:
    """A file or folder in the user's configuration; its folder may not exist yet."""
    return _own("config") / name


def user_poses() -> Path:
    """The folder of the user's own pose files; it may not exist yet."""
    return config_file("poses")


def own_sounds() -> Path:
    """The folder of the user's own sounds (which need not exist yet)."""
    return config_file("sounds")


def cache_folder(name: str = "") -> Path:
    """The folder of what can be made anew, or one of its folders; it may not exist yet."""
    return _own("cache") / name


def spoken_texts() -> Path:
    """The cache of texts spoken by this computer's own voice; it may not exist yet."""
    return cache_folder("spoken")


def kept_pictures() -> Path:
    """The cache of pictures of figures; it may not exist yet."""
    return cache_folder("pictures")
