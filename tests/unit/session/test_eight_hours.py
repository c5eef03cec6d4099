"""Sessions one after the other, as if the trainer stayed open: memory stays flat. HOURS: for how long."""

import gc
import os
import tracemalloc

from trainer.pose.classes import DARK
from trainer.pose.library import Poses
from trainer.pose.renderer import Renderer
from trainer.run.driver import Driver
from trainer.session.record import Record
from trainer.session.session import Session
from trainer.session.states import Command
from trainer.ui.session.view import SessionReader
from trainer.ui.widgets.figures import Figures

HOURS = float(os.environ.get("HOURS", "0.12"))
LOOK_S = 0.5
PAUSE_S = 60
MORE_BYTES = 25_000  # with a picture every eight seconds


class Silent:
    """A sound that stores nothing."""

    state = "on"

    def play(self, sound, at):
        pass

    def cancel(self):
        pass


def one_session(plan, clock, voice, renderer, figures):
    """One session to its end, ticked as by a screen, with a pause and a step back."""
    session, record = Session(plan), Record(plan)
    driver = Driver(session, clock, Silent(), voice=voice, listeners=[record])
    driver.start()
    looks = 0
    while not session.ended:
        clock.pass_s(LOOK_S)
        driver.tick()
        looks += 1
        moment = SessionReader(session).view().figure
        figure, first, last, _ = figures.shown(moment)
        if looks % 16 == 0:
            renderer.cells(figure, first, last, moment.progress, 40, 14)
        if looks == 60:
            driver.do(Command.PAUSE)
        if looks == 60 + PAUSE_S / LOOK_S:
            driver.do(Command.RESUME)
        if looks == 400:
            driver.do(Command.RESTART_STEP)
    assert record.outcome == "finished"


def test_memory_is_flat_over_a_day_of_sessions(plan_of, clock, voice):
    plan, renderer, figures = plan_of("relief"), Renderer("ascii", DARK), Figures(Poses())
    parts = (plan, clock, voice, renderer, figures)
    one_session(*parts)
    one_session(*parts)  # what is kept for speed is known by now
    tracemalloc.start()
    try:
        one_session(*parts)
        gc.collect()
        before, _ = tracemalloc.get_traced_memory()
        end = clock.now_ns() + HOURS * 3600 * 1e9
        while clock.now_ns() < end:
            one_session(*parts)
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < MORE_BYTES
