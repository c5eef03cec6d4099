"""A private PulseAudio with a null sink, and a recording of what reaches it: what is heard, when, and on which side.

Needs pulseaudio, pactl and parec (Debian: pulseaudio pulseaudio-utils libasound2-plugins). Nothing outside its own
temporary folder is touched. A recorder must be attached while something plays: without one the null sink runs in 2 s blocks.
"""

import math
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import wave
from array import array
from itertools import pairwise
from pathlib import Path

RATE = 48_000
READY_S = 10.0
TOOLS = ("pulseaudio", "pactl", "parec")
QUIET = 260  # samples below this are silence (-42 dBFS)


class Rig:
    """The sound server. `with Rig() as rig:`"""

    def __init__(self) -> None:
        for tool in TOOLS:
            assert shutil.which(tool), f"{tool} is missing: these tests need a sound server"
        self.folder = Path(tempfile.mkdtemp(prefix="sound-rig-"))
        self.socket = self.folder / "native"
        self._process: subprocess.Popen[bytes] | None = None
        (self.folder / "asound.conf").write_text(
            "</usr/share/alsa/alsa.conf>\n"
            f'pcm.!default {{ type pulse server "unix:{self.socket}" }}\n'
            f'ctl.!default {{ type pulse server "unix:{self.socket}" }}\n'
        )

    def env(self) -> dict[str, str]:
        """The environment in which programs play to this server."""
        own = dict(os.environ)
        for name in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "PULSE_SINK"):
            own.pop(name, None)
        folder = str(self.folder)
        return {
            **own,
            "HOME": folder,
            "XDG_RUNTIME_DIR": folder,
            "XDG_STATE_HOME": folder,
            "PULSE_RUNTIME_PATH": folder,
            "PULSE_CONFIG_PATH": folder,
            "PULSE_STATE_PATH": folder,
            "PULSE_SERVER": f"unix:{self.socket}",
            "ALSA_CONFIG_PATH": f"{folder}/asound.conf",
        }

    def start(self) -> None:
        """Start the server (again)."""
        with (self.folder / "daemon.log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disallow-exit"),
                    *("--log-target=stderr", "--high-priority=yes", "--realtime=yes"),  # where allowed, as on a desktop
                    f"--load=module-null-sink sink_name=mat rate={RATE} channels=2",
                    f"--load=module-native-protocol-unix auth-anonymous=1 socket={self.socket}",
                ],
                env=self.env(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + READY_S
        while subprocess.run(["pactl", "info"], env=self.env(), capture_output=True, check=False).returncode:
            assert time.monotonic() < end, (self.folder / "daemon.log").read_text()
            time.sleep(0.02)

    def remove_sink(self) -> None:
        """The device is unplugged; the server goes on without any."""
        subprocess.run(["pactl", "unload-module", "module-null-sink"], env=self.env(), check=True)

    def add_sink(self, name: str = "mat") -> None:
        """A device is plugged in."""
        arguments = [f"sink_name={name}", f"rate={RATE}", "channels=2"]
        subprocess.run(
            ["pactl", "load-module", "module-null-sink", *arguments], env=self.env(), check=True, stdout=subprocess.DEVNULL
        )

    def choose(self, name: str) -> None:
        """The person makes another device the usual one."""
        subprocess.run(["pactl", "set-default-sink", name], env=self.env(), check=True)

    def kill(self) -> None:
        """The server dies."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self.socket.unlink(missing_ok=True)
            self._process = None

    def hold(self) -> None:
        """The server answers nobody any more."""
        self._signal(signal.SIGSTOP)

    def release(self) -> None:
        """The server answers again."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    def __enter__(self) -> "Rig":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def record(self, name: str = "mat") -> "Recording":
        """Begin to record what a device plays."""
        return Recording(self, name)


class Heard:
    """One stretch of sound in a recording: when it began (seconds on perf_counter), and its samples of both channels."""

    def __init__(self, at: float, left: "array[int]", right: "array[int]") -> None:
        self.at = at
        self.left = left
        self.right = right
        self.lean = _energy(right) / (_energy(left) + _energy(right) + 1e-9)  # 0 left, 1 right
        self.both = array("i", [a + b for a, b in zip(left, right, strict=True)])

    def name(self, cues: Path) -> str:
        """Which cue this is: the one whose beginning it is most like."""
        return max(_clips(cues), key=lambda one: _likeness(self, one[1]))[0]


class Recording:
    """A recording of the sink; every chunk's arrival is noted, so that a sample has a moment on perf_counter."""

    def __init__(self, rig: Rig, name: str) -> None:
        self._samples = array("h")
        self._arrivals: list[tuple[int, float]] = []
        self._process = subprocess.Popen(
            ["parec", "-d", f"{name}.monitor", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=2", "--latency-msec=5"],
            env=rig.env(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        end = time.monotonic() + READY_S
        while not self._arrivals:
            assert time.monotonic() < end, "nothing can be recorded"
            time.sleep(0.01)

    def _read(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        rest = b""
        while chunk := os.read(pipe.fileno(), 65536):
            now = time.perf_counter()
            chunk = rest + chunk
            whole = len(chunk) // 4 * 4
            rest = chunk[whole:]
            self._samples.frombytes(chunk[:whole])
            self._arrivals.append((len(self._samples) // 2, now))

    def stop(self) -> "Recording":
        """End the recording."""
        self._process.terminate()
        self._process.wait()
        self._thread.join()
        if self._process.stdout:
            self._process.stdout.close()
        return self

    def begin(self) -> float:
        """The moment of the first sample: no chunk can arrive before its last sample was played."""
        return min(now - frames / RATE for frames, now in self._arrivals[5:])

    def left(self) -> "array[int]":
        """The samples of the left channel."""
        return self._samples[::2]

    def heard(self, quiet_ms: int = 40) -> list[Heard]:
        """Every stretch of sound, parted by at least `quiet_ms` of silence."""
        left, right = self._samples[::2], self._samples[1::2]
        loud = [place for place, (a, b) in enumerate(zip(left, right, strict=True)) if abs(a) > QUIET or abs(b) > QUIET]
        gap = RATE * quiet_ms // 1000
        starts = loud[:1] + [after for before, after in pairwise(loud) if after - before > gap]
        ends = [before for before, after in pairwise(loud) if after - before > gap] + loud[-1:]
        begin = self.begin()
        return [
            Heard(begin + first / RATE, left[first : last + 1], right[first : last + 1])
            for first, last in zip(starts, ends, strict=True)
        ]


def _energy(samples: "array[int]") -> float:
    return float(sum(value * value for value in samples))


_loaded: dict[Path, list[tuple[str, Heard]]] = {}


def _clips(cues: Path) -> list[tuple[str, Heard]]:
    if cues not in _loaded:
        clips = []
        for path in sorted(cues.glob("*.wav")):
            with wave.open(str(path)) as file:
                samples = array("h", file.readframes(file.getnframes()))
            left, right = samples[::2], samples[1::2]
            first = next(place for place, both in enumerate(zip(left, right, strict=True)) if max(map(abs, both)) > QUIET)
            clips.append((path.stem, Heard(0.0, left[first:], right[first:])))
        _loaded[cues] = clips
    return _loaded[cues]


def _likeness(heard: Heard, clip: Heard) -> float:
    """The correlation (0 to 1) of a sound with a clip, the begin of both laid on each other to within 3 ms."""
    length = max(len(heard.both), len(clip.both))

    def channel(of: Heard) -> list[int]:
        return [*of.both, *([0] * (length - len(of.both)))]

    one, other = channel(heard), channel(clip)
    scale = math.sqrt(_energy(heard.both) * _energy(clip.both)) + 1e-9
    best = 0.0
    for shift in range(-144, 145, 3):
        pairs = zip(one[max(0, shift) :: 3], other[max(0, -shift) :: 3], strict=False)
        best = max(best, 3 * sum(a * b for a, b in pairs) / scale)
    return best
