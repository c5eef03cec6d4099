"""How many of the trainer's own functions a press of space calls in a session, and how often the next is in another module.

Counted by `sys.setprofile` from the key's action until all is heard and recorded; what draws the screen afterwards is left out,
and so are comprehensions and lambdas, which are frames on some Pythons only. `CALLS=1` prints the calls in order. Clock and
sound are those of the tests: no time is measured.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator
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
FIRST, SHOWING = "SessionScreen.action_session", "SessionScreen.changed"  # between the two, it is heard and recorded

Calls = list[tuple[str, str]]  # module and name; the name is empty for the way back to a caller


def measure() -> Iterator[Row]:
    """A press that pauses, and the next, which goes on."""
    for what, trail in asyncio.run(_pressed()).items():
        calls = [one for one in trail if one[1]]
        if "CALLS" in os.environ:
            print(*(f"    {module} {name}" for module, name in calls), sep="\n")
        note = f"{len(calls)} calls; {_switches(trail)} with the ways back"
        yield Row(f"space {what}: module switches", str(_switches(calls)), GOAL, note)


def _switches(calls: Calls) -> int:
    return sum(before != after for (before, _), (after, _) in pairwise(calls))


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
                app.screen.tick()
            for what in ("pauses", "goes on"):
                clock.pass_s(2 / 8)
                app.screen.tick()
                clock.pass_s(1 / 16)
                trail: Calls = []
                sys.setprofile(_noting(trail))
                await pilot.press("space")
                sys.setprofile(None)
                names = [name for _, name in trail]
                begin = names.index(FIRST)
                found[what] = trail[begin : names.index(SHOWING, begin)]
        diary.close()
    return found


def _noting(trail: Calls):
    def note(frame: FrameType, event: str, _: object) -> None:
        to = frame if event == "call" else frame.f_back if event == "return" else None
        if to is None or not to.f_code.co_filename.startswith(TRAINER) or frame.f_code.co_name.startswith("<"):
            return
        name = getattr(to.f_code, "co_qualname", to.f_code.co_name) if event == "call" else ""
        trail.append((to.f_code.co_filename.removeprefix(TRAINER), name))

    return note
