"""The user's folders and files: can they be written, is there room, and are settings, routines and history right."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from trainer.diagnostics.problem import Problem
from trainer.doctor.finding import Finding
from trainer.history.diary import Diary, Unreadable
from trainer.history.file import Damaged
from trainer.system import paths
from trainer.system.command_line import typed

LITTLE: Final = 20 * 1024 * 1024  # bytes of free space
MEGABYTE: Final = 1024 * 1024


def folders() -> Iterator[Finding]:
    """Each folder of the user."""
    yield folder("config", "Settings, routines, poses, sounds", paths.config_file(""), "settings and routines cannot be saved")
    yield folder("data", "History", paths.data_folder(), "nothing of what you do is recorded", important=True)
    yield folder("state", "Notes of its own", paths.state_file(""), "the trainer forgets what you have seen")
    yield folder("log", "Logs", paths.log_file(""), "faults leave no trace")
    yield folder("cache", "Spoken texts", paths.spoken_texts(), "the voice knows only what comes with the trainer")


def folder(name: str, title: str, path: Path, lost: str, *, important: bool = False) -> Finding:
    """Whether a folder can be written and has room; it is not made. `lost`: what it means when it cannot."""
    there = path
    while not there.exists() and there != there.parent:
        there = there.parent
    writable = _writable(there)
    free = _free(there)
    details: dict[str, str | int | bool | None] = {
        "path": str(path),
        "exists": path.is_dir(),
        "writable": writable,
        "free_bytes": free,
    }
    words = f"{title}: {path}"
    if not writable:
        advice = f"make {there} a folder that you may write to"
        if sys.platform == "win32":
            advice += " (its properties say who may, under Security)."
        else:
            advice += f" ({typed('ls', '-ld', str(there))}), or set XDG_{_variable(name)} to one."
        return Finding(
            f"folder-{name}", "problem" if important else "note", f"{words} cannot be written: {lost}.", advice, details
        )
    if free is not None and free < LITTLE:
        advice = "make room on this disk."
        return Finding(f"folder-{name}", "note", f"{words}: only {free // MEGABYTE} MB are free.", advice, details)
    room = f", {free // MEGABYTE} MB free" if free is not None else ""
    return Finding(f"folder-{name}", "ok", f"{words}{'' if path.is_dir() else ' (not made yet)'}{room}", "", details)


def _variable(name: str) -> str:
    return {"config": "CONFIG_HOME", "data": "DATA_HOME", "cache": "CACHE_HOME"}.get(name, "STATE_HOME")


def _writable(there: Path) -> bool:
    """Whether something can be written into a folder: tried, for what rights say is not the whole truth."""
    try:
        with tempfile.TemporaryFile(dir=there):
            return True
    except OSError:
        return False


def _free(there: Path) -> int | None:
    try:
        return shutil.disk_usage(there).free
    except OSError:
        return None


def settings(problems: list[Problem]) -> Finding:
    """Whether the settings file is right; `problems` as it was read."""
    path = paths.config_file("settings.toml")
    details: dict[str, str | int | bool | None] = {"path": str(path), "problems": len(problems)}
    if problems:
        found = "\n".join(["Settings: the usual ones, for the file has problems:", *(problem.report() for problem in problems)])
        return Finding("settings", "problem", found, f"mend {path}, or take it away.", details)
    words = str(path) if path.exists() else "the usual ones, there is no file of yours"
    return Finding("settings", "ok", f"Settings: {words}.", "", details)


def routines(problems: tuple[Problem, ...], count: int) -> Finding:
    """Whether the user's routines are right; `problems` and the number of routines as they were read."""
    path = paths.config_file("routines.toml")
    details: dict[str, str | int | bool | None] = {"path": str(path), "problems": len(problems), "routines": count}
    if problems:
        found = f"Routines: {count}, without yours: {path} has {len(problems)} problem{'s' if len(problems) > 1 else ''}."
        return Finding("routines", "problem", found, f"{typed('trainer', 'check', str(path))} says what is wrong.", details)
    yours = "" if path.exists() else ", none of yours yet"
    return Finding("routines", "ok", f"Routines: {count}{yours}.", "", details)


def history() -> Finding:
    """Whether what was done can be read. Nothing is written, and nothing mended."""
    try:
        count = Diary(paths.data_folder()).count()
    except Unreadable as error:
        advice = "'trainer restore' brings a backup back; a newer trainer reads what a newer one wrote."
        if isinstance(error.__cause__, Damaged):
            advice = "'trainer history' saves what can be read into a new file, keeps the damaged one, and says where."
        return Finding("history", "problem", f"{error}.", advice, {"sessions": None})
    return Finding("history", "ok", f"History: {count} session{'' if count == 1 else 's'}.", "", {"sessions": count})
