"""The voice for a library: recorded clips, and texts spoken by this computer's own voice."""

import contextlib
import queue
import subprocess
import threading
from collections.abc import Callable, Iterable

from trainer.audio.clips import voice
from trainer.audio.gym import command, missing
from trainer.audio.spoken import Spoken
from trainer.cues.table import sentences
from trainer.cues.voice import Voice
from trainer.routine.compiler import compile_plan
from trainer.routine.model import EFFORTS
from trainer.routine.plan import Plan
from trainer.settings.settings import VoiceSound
from trainer.system import paths
from trainer.system.command_line import no_window
from trainer.userfiles.loading import Loaded


def present_voice(sound: VoiceSound = "natural") -> Voice:
    """What can be said now, and how it sounds; clips for a loud place that are missing are made meanwhile."""
    sounds, said = paths.bundled_sounds(), paths.spoken_texts()
    gym = sound == "gym"
    if gym and missing(sounds, said):
        make_gym_clips()
        gym = False
    return voice(sounds, Spoken(said).clips(), gym=gym)


_making: list[subprocess.Popen[bytes]] = []


def make_gym_clips(*, wait: bool = False) -> None:
    """Make the clips for a loud place that are missing, in a process of its own; at most one runs. `wait`: until all are made."""
    if not _making or _making[-1].poll() is not None:
        with contextlib.suppress(OSError):
            _making[:] = [
                subprocess.Popen(
                    command(paths.bundled_sounds(), paths.spoken_texts()),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    creationflags=no_window(),
                )
            ]
    if wait and _making:
        _making[-1].wait()


def speak_missing(plans: Iterable[Plan], go_on: Callable[[], bool] = lambda: True) -> None:
    """Synthesise and cache every sentence of the plans that has no clip yet, in order, while `go_on()` is true.

    This is slow.
    """
    known = present_voice()
    missing = dict.fromkeys(text for plan in plans for text in sentences(plan) if known.clips_for(text) is None)
    Spoken(paths.spoken_texts()).speak(missing, go_on)


class SpeechAhead:
    """Synthesises texts of the person's own routines on a background thread, before they are needed.

    The latest request takes precedence.
    """

    def __init__(self) -> None:
        self._wanted: queue.SimpleQueue[Loaded] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def speak(self, loaded: Loaded) -> None:
        """Queue the texts of the person's own routines; returns immediately."""
        if not loaded.own:
            return
        self._wanted.put(loaded)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="speech", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while True:
            loaded = self._wanted.get()
            library = loaded.library
            plans = (compile_plan(library, library.routines[routine], effort) for routine in loaded.own for effort in EFFORTS)
            speak_missing(plans, self._wanted.empty)
