"""Check the user's folders and files: writable, enough space, and valid settings, routines and history."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from trainer.diagnostics.problem import Problem
from trainer.doctor.finding import Details, Finding
from trainer.history.diary import Diary, HistoryUnavailable
from trainer.history.file import Damaged
from trainer.routine.wording import plural
from trainer.system import paths
from trainer.system.command_line import typed

LOW_SPACE: Final = 20 * 1024 * 1024  # bytes of free space
MEGABYTE: Final = 1024 * 1024


def folders() -> Iterator[Finding]:
    """Each folder of the user."""
    yield folder("config", "Settings, routines, poses, sounds", paths.config_file(""), "settings and routines cannot be saved")
    yield folder("data", "History", paths.data_folder(), "nothing of what you do is recorded", important=True)
    yield folder("state", "Notes of its own", paths.state_file(""), "the trainer forgets what you have seen")
    yield folder("log", "Logs", paths.log_file(""), "faults leave no trace")
    consequence = "the voice knows only what comes with the trainer, and figures are drawn anew each time"
    yield folder("cache", "Spoken texts, pictures of figures", paths.cache_folder(), consequence)


def folder(name: str, title: str, path: Path, consequence: str, *, important: bool = False) -> Finding:
    """Check whether a folder is writable and has space, without creating it. `consequence`: the consequence if it is not."""
    nearest = path
    while not nearest.exists() and nearest != nearest.parent:
        nearest = nearest.parent
    writable = _writable(nearest)
    free = _free(nearest)
    details: Details = {
        "path": str(path),
        "exists": path.is_dir(),
        "writable": writable,
        "free_bytes": free,
    }
    words = f"{title}: {path}"
    if not writable:
        advice = f"make {nearest} writable"
        if sys.platform == "win32":
            advice += " (in its properties, under Security)."
        else:
            advice += f" ({typed('ls', '-ld', str(nearest))}), or set XDG_{_variable(name)} to one."
        return Finding(
            f"folder-{name}", "problem" if important else "note", f"{words} cannot be written: {consequence}.", advice, details
        )
    if free is not None and free < LOW_SPACE:
        advice = "free some space on this disk."
        return Finding(f"folder-{name}", "note", f"{words}: only {free // MEGABYTE} MB are free.", advice, details)
    room = f", {free // MEGABYTE} MB free" if free is not None else ""
    return Finding(f"folder-{name}", "ok", f"{words}{'' if path.is_dir() else ' (not created yet)'}{room}", "", details)


def _variable(name: str) -> str:
    return {"config": "CONFIG_HOME", "data": "DATA_HOME", "cache": "CACHE_HOME"}.get(name, "STATE_HOME")


def _writable(nearest: Path) -> bool:
    """Whether a folder is writable; tried, because permissions don't tell everything."""
    try:
        with tempfile.TemporaryFile(dir=nearest):
            return True
    except OSError:
        return False


def _free(nearest: Path) -> int | None:
    try:
        return shutil.disk_usage(nearest).free
    except OSError:
        return None


def settings(problems: list[Problem]) -> Finding:
    """Report the settings file's problems."""
    path = paths.config_file("settings.toml")
    details: Details = {"path": str(path), "problems": len(problems)}
    if problems:
        found = "\n".join(["Settings: the defaults, because the file has problems:", *(problem.report() for problem in problems)])
        return Finding("settings", "problem", found, f"fix {path}, or delete it.", details)
    words = str(path) if path.exists() else "the defaults, you have no settings file"
    return Finding("settings", "ok", f"Settings: {words}.", "", details)


def routines(problems: tuple[Problem, ...], count: int) -> Finding:
    """Report the routine files' problems and the number of routines."""
    path = paths.config_file("routines.toml")
    details: Details = {"path": str(path), "problems": len(problems), "routines": count}
    if problems:
        found = f"Routines: {count}, without your own: {path} has {plural(len(problems), 'problem')}."
        return Finding("routines", "problem", found, f"{typed('trainer', 'check', str(path))} says what is wrong.", details)
    yours = "" if path.exists() else ", none of your own yet"
    return Finding("routines", "ok", f"Routines: {count}{yours}.", "", details)


def history() -> Finding:
    """Check whether the history is readable, without writing or repairing anything."""
    try:
        count = Diary(paths.data_folder()).count()
    except HistoryUnavailable as error:
        advice = "'trainer restore' restores a backup; a history written by a newer trainer needs that version."
        if isinstance(error.__cause__, Damaged):
            advice = "'trainer history' saves what is readable to a new file, and keeps the damaged one."
        return Finding("history", "problem", f"{error}.", advice, {"sessions": None})
    return Finding("history", "ok", f"History: {plural(count, 'session')}.", "", {"sessions": count})
