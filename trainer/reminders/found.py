"""Detect this computer's scheduler, and show notifications."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from trainer.reminders.schedulers import Launchd, Scheduler, Systemd, TaskScheduler
from trainer.system import paths
from trainer.system.command_line import no_window

TIMEOUT_S: Final = 20
RETRY_DELAY_S: Final = 0.4  # delay before the first retry, then doubled
BALLOON: Final = (
    "Add-Type -AssemblyName System.Windows.Forms; $n = New-Object System.Windows.Forms.NotifyIcon; "
    "$n.Icon = [System.Drawing.SystemIcons]::Information; $n.Visible = $true; "
    "$n.ShowBalloonTip(10000, $env:TRAINER_TITLE, $env:TRAINER_TEXT, 'Info'); Start-Sleep 10; $n.Dispose()"
)


def python() -> str:
    """The Python to run reminders with: pythonw on Windows, if present, to avoid a console window."""
    if sys.platform == "win32" and (without_console := Path(sys.executable).with_name("pythonw.exe")).is_file():
        return str(without_console)
    return sys.executable


def scheduler(data: Path) -> Scheduler | None:
    """This computer's scheduler, None if none responds. `data`: the trainer's data folder."""
    if sys.platform == "darwin":
        return Launchd(paths.home(), os.getuid())
    if sys.platform == "win32":
        return TaskScheduler(data)
    if run(("systemctl", "--user", "show-environment")):
        return None
    config = Path(os.environ.get("XDG_CONFIG_HOME") or paths.home() / ".config")
    return Systemd(config, Path(os.environ.get("XDG_DATA_HOME") or paths.home() / ".local" / "share"))


def run_with_retries(command: tuple[str, ...], tries: int) -> str:
    """Run a command up to `tries` times until it succeeds; returns the last error, or ""."""
    for attempt in range(tries - 1):
        if not run(command):
            return ""
        time.sleep(RETRY_DELAY_S * 2**attempt)
    return run(command)


def run(command: tuple[str, ...]) -> str:
    """Run a command; returns "" on success, otherwise its output."""
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="replace",  # not every program follows the locale
            timeout=TIMEOUT_S,
            check=False,
            stdin=subprocess.DEVNULL,
            creationflags=no_window(),
        )
    except FileNotFoundError:
        return f"{command[0]} is not installed."
    except (OSError, subprocess.SubprocessError) as error:
        return str(error)
    return (done.stderr or done.stdout or "it failed").strip() if done.returncode else ""


def notifier_missing() -> str:
    """What is missing to show notifications, as a sentence; "" if nothing is."""
    if sys.platform in ("darwin", "win32") or shutil.which("notify-send"):
        return ""
    return "notify-send is not installed, so no notification can be shown (its package is often called libnotify-bin)."


def notify(title: str, text: str) -> str:
    """Show a desktop notification; returns why that failed, "" if it did not."""
    if sys.platform == "darwin":
        script = ("on run argv", "display notification (item 2 of argv) with title (item 1 of argv)", "end run")
        return run(("osascript", *(part for line in script for part in ("-e", line)), title, text))
    if sys.platform == "win32":
        os.environ.update(TRAINER_TITLE=title, TRAINER_TEXT=text)
        return run(("powershell", "-NoProfile", "-Command", BALLOON))
    return run(("notify-send", "--app-name=trainer", "--", title, text))
