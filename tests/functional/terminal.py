"""A real pseudo-terminal with the trainer in it: what it prints, how it ends, and whether the terminal is given back."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ENTER_SCREEN = b"\x1b[?1049h"
LEAVE_SCREEN = b"\x1b[?1049l"
DEADLINE_S = 20
NOBODYS = {"XDG_CONFIG_HOME": "/nonexistent"}  # settings and poses of the person who runs the tests stay out


class Terminal:
    """The trainer running in a terminal of its own; `controlling`: one whose end is told by a signal, as of a window."""

    def __init__(
        self,
        *arguments: str,
        size: tuple[int, int] = (80, 24),
        program: Sequence[str] = (sys.executable, "-m", "trainer"),
        controlling: bool = False,
        **environment: str,
    ) -> None:
        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.before = termios.tcgetattr(self.slave)
        self.output = b""
        self.data = tempfile.TemporaryDirectory(prefix="trainer-test-")
        self.process = subprocess.Popen(
            [*program, *arguments],
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            start_new_session=True,
            preexec_fn=(lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0)) if controlling else None,  # noqa: PLW1509 - no threads here
            env={
                **os.environ,
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                **NOBODYS,
                "XDG_DATA_HOME": self.data.name,
                "XDG_CACHE_HOME": f"{self.data.name}/cache",
                **environment,
            },
        )

    def read(self, seconds: float) -> None:
        """Take in what is printed for some time, or until the trainer has ended and nothing is left."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            ready, _, _ = select.select([self.master], [], [], min(left, 0.05))
            if ready:
                self.output += os.read(self.master, 65536)
            elif self.process.poll() is not None:
                return

    def read_once(self) -> None:
        """Take in what is printed next, at most a twentieth of a second later."""
        ready, _, _ = select.select([self.master], [], [], 0.05)
        if ready:
            self.output += os.read(self.master, 65536)

    def wait_for(self, text: bytes) -> None:
        end = time.monotonic() + DEADLINE_S
        while text not in self.output:
            assert time.monotonic() < end, f"{text!r} never came, but {self.output[-2000:]!r}"
            assert self.process.poll() is None, self.output[-2000:]
            self.read(0.05)

    def wait_until_taken_again(self) -> None:
        """Until the trainer has let the terminal go after a stop, and taken it anew."""
        end = time.monotonic() + DEADLINE_S
        while self.output.count(ENTER_SCREEN) < 2:
            assert time.monotonic() < end, "the terminal was not taken again"
            self.read(0.05)

    def wait_until_it_answers(self) -> None:
        """Until our code runs in the process: before that, signals are answered by the interpreter."""
        end = time.monotonic() + DEADLINE_S
        while not self._catches(signal.SIGTERM):
            assert time.monotonic() < end
            time.sleep(0.001)

    def _catches(self, number: signal.Signals) -> bool:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        mask = next(line.split()[1] for line in status.splitlines() if line.startswith("SigCgt"))
        return bool(int(mask, 16) >> (number - 1) & 1)

    def press(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def exit_code(self) -> int:
        end = time.monotonic() + DEADLINE_S
        while self.process.poll() is None:
            assert time.monotonic() < end, "the trainer did not end"
            self.read(0.05)
        self.read(0.2)
        return self.process.returncode

    @property
    def given_back(self) -> bool:
        """Whether the terminal is as it was: the usual screen, the usual modes."""
        entered, left = self.output.rfind(ENTER_SCREEN), self.output.rfind(LEAVE_SCREEN)
        return left >= entered and termios.tcgetattr(self.slave) == self.before

    def vanish(self) -> None:
        """Take the terminal away, as when its window crashes."""
        os.close(self.master)
        os.close(self.slave)
        self.master = self.slave = -1

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.data.cleanup()
        if self.master >= 0:
            os.close(self.master)
            os.close(self.slave)


@contextmanager
def terminal(*arguments: str, **options) -> Iterator[Terminal]:
    """A terminal that is closed again."""
    opened = Terminal(*arguments, **options)
    try:
        yield opened
    finally:
        opened.close()
