"""How many of the trainer's own functions a press of space calls in a session, and how often the next is in another module.

Counted by `sys.setprofile`, first until the press is heard and recorded, then until it is shown; `CALLS=1` prints the calls in
order. Clock and sound are those of the tests: no time is measured.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from types import FrameType

from bench.row import Row

from tests.conftest import FakeClock, FakeSound
from trainer.audio import clips
from trainer.history.diary import Diary
from trainer.routine.compiler import compile_plan
from trainer.system import paths
from trainer.ui.app import TrainerApp
from trainer.userfiles.loading import load

TRAINER = paths.__file__.removesuffix("system/paths.py")
INTO_IT_S = 30
GOAL = "40"
SHOWING = "SessionScreen.changed"  # the first call that is about the picture alone

Calls = list[tuple[str, str]]  # module and name


def measure() -> Iterator[Row]:
    """A press that pauses, and the next, which goes on."""
    for what, calls in asyncio.run(_pressed()).items():
        shows = [name for _, name in calls].index(SHOWING)
        for until, part in (("heard, recorded", calls[:shows]), ("shown", calls[shows:])):
            switches = sum(before[0] != after[0] for before, after in pairwise(part))
            yield Row(f"space {what}, module switches: {until}", str(switches), GOAL, f"{len(part)} calls")
            if "CALLS" in os.environ:
                print(*(f"    {module} {name}" for module, name in part), sep="\n")


async def _pressed() -> dict[str, Calls]:
    library, clock, sound = load(()).library, FakeClock(), FakeSound()
    voice = clips.voice(paths.bundled_sounds())
    plan = compile_plan(library, library.routines["warm-up"])
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        diary = Diary(Path(folder))
        app = TrainerApp(library, clock, sound, first=plan, acknowledged=True, diary=diary, voice=lambda: voice)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            for _ in range(8 * INTO_IT_S):
                clock.pass_s(1 / 8)
                app.screen.look()
            for what in ("pauses", "goes on"):
                clock.pass_s(2 / 8)
                app.screen.look()
                clock.pass_s(1 / 16)
                found[what] = _calls_of(app.screen.action_session)
        diary.close()
    return found


def _calls_of(action: Callable[[str], None]) -> Calls:
    calls: Calls = []

    def note(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(TRAINER):
            calls.append((code.co_filename.removeprefix(TRAINER), getattr(code, "co_qualname", code.co_name)))

    sys.setprofile(note)
    try:
        action("pause_or_resume")
    finally:
        sys.setprofile(None)
    return calls
