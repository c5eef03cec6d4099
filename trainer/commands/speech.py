"""The voice for a library of routines: the recordings, and what this computer's own voice speaks of a person's own texts."""

import threading
from collections.abc import Iterable

from trainer.audio.clips import voice
from trainer.audio.spoken import Spoken
from trainer.commands.loading import Loaded
from trainer.cues.table import sentences
from trainer.cues.voice import Voice
from trainer.routine.compiler import compile_plan
from trainer.routine.model import EFFORTS
from trainer.routine.plan import Plan
from trainer.system import paths


def present_voice() -> Voice:
    """What can be said now."""
    return voice(paths.bundled_sounds(), Spoken(paths.spoken_texts()).clips())


def speak_missing(plans: Iterable[Plan]) -> None:
    """Let every sentence of plans that cannot be said yet be spoken and kept. It takes its time."""
    known = present_voice()
    missing = {text for plan in plans for text in sentences(plan) if known.clips_for(text) is None}
    Spoken(paths.spoken_texts()).speak(sorted(missing))


def speak_own_ahead(loaded: Loaded) -> None:
    """Speak, on a thread of its own, what a person's own routines say: it is there when they are started."""
    if loaded.own:
        library = loaded.library
        plans = (compile_plan(library, library.routines[routine], effort) for routine in loaded.own for effort in EFFORTS)
        threading.Thread(target=speak_missing, args=(plans,), name="speech", daemon=True).start()
