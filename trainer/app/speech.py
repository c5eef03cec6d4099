"""The voice for a library of routines: the recordings, and what this computer's own voice speaks of a person's own texts."""

import queue
import threading
from collections.abc import Callable, Iterable

from trainer.audio.clips import voice
from trainer.audio.spoken import Spoken
from trainer.cues.table import sentences
from trainer.cues.voice import Voice
from trainer.routine.compiler import compile_plan
from trainer.routine.model import EFFORTS
from trainer.routine.plan import Plan
from trainer.system import paths
from trainer.userfiles.loading import Loaded


def present_voice() -> Voice:
    """What can be said now."""
    return voice(paths.bundled_sounds(), Spoken(paths.spoken_texts()).clips())


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
