"""Which scheduler this computer has, and how a notification is shown on it."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from trainer.reminders.schedulers import Launchd, Scheduler, Systemd, TaskScheduler
from trainer.system.command_line import no_window

PATIENCE_S: Final = 20
AGAIN_S: Final = 0.4  # until what failed is tried again, then twice as long
BALLOON: Final = (
    "Add-Type -AssemblyName System.Windows.Forms; $n = New-Object System.Windows.Forms.NotifyIcon; "
    "$n.Icon = [System.Drawing.SystemIcons]::Information; $n.Visible = $true; "
    "$n.ShowBalloonTip(10000, $env:TRAINER_TITLE, $env:TRAINER_TEXT, 'Info'); Start-Sleep 10; $n.Dispose()"
)


def python() -> str:
    """The Python that shows a reminder: on Windows the one beside ours that opens no console, where it is there."""
    if sys.platform == "win32" and (without_console := Path(sys.executable).with_name("pythonw.exe")).is_file():
        return str(without_console)
    return sys.executable


def scheduler(data: Path) -> Scheduler | None:
    """The scheduler of this computer, None where there is none that answers. `data`: the trainer's own folder."""
    if sys.platform == "darwin":
        return Launchd(Path.home(), os.getuid())
    if sys.platform == "win32":
        return TaskScheduler(data)
    if run(("systemctl", "--user", "show-environment")):
        return None
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return Systemd(config, Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"))


def run_until_done(command: tuple[str, ...], tries: int) -> str:
    """Run a command so many times at most until it goes well; returns what it said the last time, "" when it did."""
    for again in range(tries - 1):
        if not run(command):
            return ""
        time.sleep(AGAIN_S * 2**again)
    return run(command)


def run(command: tuple[str, ...]) -> str:
    """Run a command; returns "" when that went well, else what it said."""
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="replace",  # not every program writes as the locale says
            timeout=PATIENCE_S,
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
    """What is missing here to show a notification, as a sentence; "" when nothing is."""
    if sys.platform in ("darwin", "win32") or shutil.which("notify-send"):
        return ""
    return "notify-send is not installed: without it no notification can be shown (the package is often called libnotify-bin)."


def notify(title: str, text: str) -> str:
    """Show a notification on the desktop; returns why that cannot be, "" when it is done."""
    if sys.platform == "darwin":
        script = ("on run argv", "display notification (item 2 of argv) with title (item 1 of argv)", "end run")
        return run(("osascript", *(part for line in script for part in ("-e", line)), title, text))
    if sys.platform == "win32":
        os.environ.update(TRAINER_TITLE=title, TRAINER_TEXT=text)
        return run(("powershell", "-NoProfile", "-Command", BALLOON))
    return run(("notify-send", "--app-name=trainer", "--", title, text))
