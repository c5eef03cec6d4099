"""The voice for a library of routines: the recordings, and what this computer's own voice speaks of a person's own texts."""

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
    """Let every sentence of plans that cannot be said yet be spoken and kept, the first one first, while `go_on` says so.

    It takes its time.
    """
    known = present_voice()
    missing = dict.fromkeys(text for plan in plans for text in sentences(plan) if known.clips_for(text) is None)
    Spoken(paths.spoken_texts()).speak(missing, go_on)


class SpeechAhead:
    """Speaks, on a thread of its own, what a person's own routines say: it is there when they are started.

    There is one such thread at a time, and what is asked for last comes first.
    """

    def __init__(self) -> None:
        self._wanted: queue.SimpleQueue[Loaded] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def speak(self, loaded: Loaded) -> None:
        """Speak what cannot be said yet of the person's own routines; returns at once."""
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
