"""A person's plan_defaults in the plan, and the length of the get-ready."""

import pytest
from msgspec.structs import replace

from trainer.routine.compiler import compile_plan
from trainer.routine.library import EMPTY, PlanDefaults, merged
from trainer.routine.loader import parse
from trainer.routine.speech import number
from trainer.run.driver import Driver
from trainer.session.events import GetReadyTicked, Resumed, ResumeStarted
from trainer.session.session import Session
from trainer.session.states import Command, State

FILE = b"""version = 1
[exercise.a]
name = "A"
start = "Stand."
sides = "each"
reps = 1
movements = [{ to = "tall", seconds = 1, say = "Go" }]
[[routine]]
id = "r"
name = "R"
steps = [
  { exercise = "a" },
  { exercise = "a", first_side = "left" },
  { exercise = "a", prepare = 0 },
  { exercise = "a", prepare = 3600 },
]
"""


def prepares(plan_defaults: PlanDefaults) -> dict[int, tuple[int, str | None]]:
    library = replace(merged(EMPTY, parse(FILE, "f")), plan_defaults=plan_defaults)
    plan = compile_plan(library, library.routines["r"])
    return {phase.step: (phase.duration_ms, phase.side) for phase in plan.phases if phase.kind == "prepare"}


def test_the_side_of_the_settings_begins_where_the_routine_does_not_say():
    assert {step: side for step, (_, side) in prepares(PlanDefaults("right")).items()} == {1: "right", 2: "left", 4: "right"}


def test_every_prepare_that_there_is_gets_longer_up_to_an_hour():
    assert {step: ms for step, (ms, _) in prepares(PlanDefaults()).items()} == {1: 15_000, 2: 12_240, 4: 3_600_000}
    assert {step: ms for step, (ms, _) in prepares(PlanDefaults(prepare_extra=5)).items()} == {1: 20_000, 2: 17_240, 4: 3_600_000}


def test_the_habits_stay_when_a_file_is_merged():
    library = merged(replace(EMPTY, plan_defaults=PlanDefaults("right", 5)), parse(FILE, "f"))
    assert library.plan_defaults == PlanDefaults("right", 5)


@pytest.mark.parametrize(("seconds", "ticks"), [(1, []), (2, [1]), (3, [2, 1]), (4, [3, 2, 1]), (10, [3, 2, 1])])
def test_a_get_ready_takes_its_seconds_and_ticks_the_last_ones(plan_of, seconds, ticks):
    session = Session(plan_of("relief"), get_ready_ms=seconds * 1000)
    session.apply(Command.START)
    session.advance(20_000)
    place = session.position_ms
    session.apply(Command.PAUSE)
    session.advance(30_000)
    begun = session.apply(Command.RESUME)
    assert isinstance(begun[0], ResumeStarted)
    assert session.get_ready_ms == seconds * 1000
    events = session.advance(30_000 + seconds * 1000)
    ticked = [event for event in events if isinstance(event, GetReadyTicked)]
    assert [event.at_ms for event in ticked] == [30_000 + (seconds - tick) * 1000 for tick in ticks]
    assert [event.at_ms for event in events if isinstance(event, Resumed)] == [30_000 + seconds * 1000]
    assert (session.state, session.position_ms) == (State.RUNNING, place)


@pytest.mark.parametrize(("seconds", "speed"), [(1, 1), (2, 1), (3, 1), (8, 1), (3, 1.5)])
def test_each_of_the_last_three_seconds_of_a_get_ready_is_heard_and_said(plan_of, clock, sound, voice, seconds, speed):
    session = Session(plan_of("relief"), get_ready_ms=seconds * 1000)
    driver = Driver(session, clock, sound, voice=voice, speed=speed)
    driver.start()
    while session.phase.kind != "move":
        clock.pass_s(0.5)
        driver.tick()
    driver.do(Command.PAUSE)
    for _ in range(8):
        clock.pass_s(0.5)
        driver.tick()
    sound.played.clear()
    began = clock.now_ns() / 1e9
    driver.do(Command.RESUME)
    for _ in range(seconds * 2):
        clock.pass_s(0.5)
        driver.tick()
    heard = [(name, round((at - began) * speed, 3)) for name, at in sound.played if name in ("resumed", "countdown", "go")]
    ticks = [("countdown", seconds - left) for left in (3, 2, 1) if 0 < left < seconds]
    assert heard == [("resumed", 0), *ticks, ("go", seconds)]
    said = [(name, round(at - began, 3)) for name, at in sound.played if name in ("voice/three", "voice/two", "voice/one")]
    counted = [(left, (seconds - left) / speed) for left in (3, 2, 1) if left <= seconds]
    assert said == ([] if speed > 1 else [(f"voice/{number(left)}", round(at + 0.35, 3)) for left, at in counted])
