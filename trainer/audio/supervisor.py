"""Run the sound's helper process: start it, send commands, read its reports, restart it when it dies.

Nothing here waits: commands go through a short queue to a thread that writes them; a full queue drops them.
"""

import contextlib
import queue
import subprocess
import threading
import time
from pathlib import Path
from typing import IO, Final, Literal, TypeAlias

from trainer.audio.protocol import Alive, Command, State, Volume, line, report_from
from trainer.system.crash_log import opened

SoundState: TypeAlias = Literal["starting", "on", "muted", "none"]

QUEUE: Final = 256
FIRST_WAIT_S: Final = 0.3  # before a helper that died is started anew
MAX_WAIT_S: Final = 5.0
PROVEN_S: Final = 10.0  # a helper that lived so long did not die of starting
SILENT_S: Final = 3.0  # without a word from the helper it is taken for hanging
DOUBTFUL_S: Final = 1.0  # for a helper to be heard again after the whole computer was stopped
WATCH_S: Final = 0.25
OPENING_S: Final = 2.0  # so long a device may take to open before it is said that there is no sound (it is waited for)
CLOSING_S: Final = 1.0
# On Windows: no console of its own, and before what else is busy (it works for 0.3 % of the time).
WINDOWS_FLAGS: Final = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "HIGH_PRIORITY_CLASS", 0)


class Supervisor:
    """Keeps a helper process running until `end`, restarting it when it dies."""

    def __init__(self, arguments: list[str], log: Path | None, volume: int) -> None:
        self._arguments = arguments
        self._log = log
        self._volume = volume
        self.reason = ""
        self.answered = False  # whether a helper has said if there is sound, or could not
        self.state: SoundState = "starting"
        self._commands: queue.Queue[Command | None] = queue.Queue(QUEUE)
        self._process: subprocess.Popen[str] | None = None
        self._heard = self._began = time.monotonic()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._keep_running, name="sound", daemon=True)
        self._thread.start()
        threading.Thread(target=self._watch, name="sound watchdog", daemon=True).start()

    def send(self, command: Command | None) -> None:
        """Queue a command, or None to end what writes them; a full queue drops it."""
        with contextlib.suppress(queue.Full):
            self._commands.put_nowait(command)

    def set_volume(self, percent: int) -> None:
        """Set the volume of the helper, and of those that are started after it."""
        self._volume = percent
        self.send(Volume(percent))

    def end(self) -> None:
        """End the process and leave nothing behind."""
        self._ending.set()
        process = self._process
        if process is None:
            return
        self.send(None)
        try:
            process.wait(CLOSING_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(CLOSING_S)
        self._thread.join(CLOSING_S)

    def _watch(self) -> None:
        """Give up waiting for a device that does not open, and kill a helper that hangs, so that it is restarted."""
        doubted: float | None = None
        while not self._ending.wait(WATCH_S):
            now = time.monotonic()
            if self.state == "starting" and now - self._began > OPENING_S:
                self._lose("the sound system does not answer")
            if self.state != "on" or now - self._heard <= SILENT_S:
                doubted = None
            elif doubted is None:
                doubted = now
            elif now - doubted > DOUBTFUL_S and self._process is not None:
                self._lose("the sound helper hung")
                self._process.kill()

    def _lose(self, reason: str) -> None:
        self.state, self.reason = "none", reason

    def _keep_running(self) -> None:
        wait = FIRST_WAIT_S
        while not self._ending.is_set():
            started = time.monotonic()
            self._run_once()
            if self._ending.is_set():
                return
            if time.monotonic() - started > PROVEN_S:
                wait = FIRST_WAIT_S
            self._ending.wait(wait)
            wait = min(MAX_WAIT_S, wait * 2)

    def _run_once(self) -> None:
        """Start a process and listen to it until it ends."""
        try:
            with self._open_log() or contextlib.nullcontext() as log:
                process = subprocess.Popen(
                    self._arguments,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log if log is not None else subprocess.DEVNULL,
                    text=True,
                    encoding="utf-8",
                    errors="replace",
                    # Its own session: a terminal's signals do not reach it, and Linux shares the processor out by session,
                    # so that what else runs in this terminal takes nothing from the sound.
                    start_new_session=True,
                    creationflags=WINDOWS_FLAGS,
                )
        except OSError as error:
            self._lose(f"the sound helper could not be started ({error.strerror or error})")
            self.answered = True
            return
        self._process = process
        if self._ending.is_set():  # ended while it was being started
            process.kill()
        self._drop_stale_commands()
        writer = threading.Thread(target=self._write, args=(process,), name="sound commands", daemon=True)
        writer.start()
        assert process.stdout is not None
        for text in process.stdout:
            self._heard = time.monotonic()
            match report_from(text):
                case State("on"):
                    self.state, self.reason, self.answered = "on", "", True
                case State("none", detail):
                    self._lose(detail)
                    self.answered = True
                case Alive() | None:
                    pass
        if not self._ending.is_set():
            self._lose("the sound helper stopped")
            self.answered = True
        process.stdout.close()
        self.send(None)  # wakes the writer
        process.wait()
        writer.join(CLOSING_S)

    def _drop_stale_commands(self) -> None:
        """Drop cues that were queued for a helper that is gone, so that they are not played late."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._commands.get_nowait()
        self.send(Volume(self._volume))

    def _write(self, process: subprocess.Popen[str]) -> None:
        """Write queued commands to the process until None comes or it is gone.

        The volume is a state: one that a full queue dropped is written as soon as the queue is empty.
        """
        pipe: IO[str] | None = process.stdin
        assert pipe is not None
        told: Command | None = None
        try:
            while (command := self._commands.get()) is not None:
                if command != told:
                    pipe.write(line(command))
                if isinstance(command, Volume):
                    told = command
                if self._commands.empty() and told != (wanted := Volume(self._volume)):
                    pipe.write(line(wanted))
                    told = wanted
                pipe.flush()
        except (OSError, ValueError):
            pass
        finally:
            with contextlib.suppress(OSError):
                pipe.close()

    def _open_log(self) -> IO[bytes] | None:
        """Open the log for what libraries print, truncated when long; None if nothing can be written."""
        if self._log is None:
            return None
        try:
            return opened(self._log)
        except OSError:
            return None
