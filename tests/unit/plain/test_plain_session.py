"""Plain mode: every cue at its time, every key as on the screen, every problem reported once."""

import re
from functools import partial
from unittest.mock import Mock

import pytest
from msgspec.structs import replace

from trainer.cues.script import script
from trainer.keymap.commands import SESSION
from trainer.keymap.key_press import ANOTHER_SCRIPT
from trainer.plain.session import PlainSession
from trainer.routine.compiler import compile_plan
from trainer.routine.model import Routine, Step
from trainer.run.controller import SessionController
from trainer.run.driver import GAP_REASON, START_AHEAD_NS
from trainer.run.keep_awake import KeepAwake
from trainer.session.states import State
from trainer.settings.settings import Settings

LINES = {
    "prepare": r"(First|Next): .+, .+\. .+",
    "side": r"(Left|Right) side",
    "countdown": r"[321]",
    "go": r"Go(: .+)?",
    "rep": r"Rep \d+ of \d+(: .+)?(, \d+ seconds)?",
    "last-rep": r"Rep (\d+) of \1(, last one)?(: .+)?(, \d+ seconds)?",
    "movement": r"[A-Z].*",
    "halfway": "Halfway",
    "rest": r"Rest, [\d.]+ seconds?\. Next: .+\. .+",
    "finished": "Finished",
}
SOONEST_MS = 1


@pytest.fixture
def make(clock, sound):
    def session(plan, **options):
        lines = []
        shown = {"commands": SESSION}
        shown.update({name: options.pop(name) for name in ("commands", "keep_awake") if name in options})
        make_controller = partial(SessionController, plan=plan, clock=clock, sound=sound, **options)
        made = PlainSession(make_controller, lambda line: lines.append((clock.now_ns(), line)), **shown)
        made.lines = lines
        made.text = lambda: [line for _, line in lines]
        return made

    return session


@pytest.fixture
def follow(clock):
    def passing(session, seconds):
        end = clock.now_ns() + round(seconds * 1e9)
        while clock.now_ns() < end and not session.controller.ended:
            session.controller.tick()
            clock.ns = min(end, clock.ns + round(session.seconds_to_next() * 1e9) + 1)
        session.controller.tick()

    return passing


@pytest.mark.parametrize(("routine", "speed"), [("warm-up", 1), ("relief", 1), ("full", 1), ("desk", 1), ("warm-up", 20)])
def test_every_cue_is_a_line_at_its_time(make, follow, plan_of, clock, routine, speed):
    plan = plan_of(routine)
    session = make(plan, speed=speed)
    began_ns = clock.now_ns() + START_AHEAD_NS
    follow(session, plan.duration_ms / 1000 / speed + 1)
    cues = script(plan, lambda text: None)
    assert session.controller.ended
    assert len(session.lines) == len(cues)
    for (at_ns, line), cue in zip(session.lines, cues, strict=True):
        assert re.fullmatch(LINES[cue.kind], line), (cue, line)
        late_ms = (at_ns - began_ns) / 1e6 - cue.at_ms / speed
        early_ms = START_AHEAD_NS / 1e6 if cue.at_ms == 0 else 0.001  # the first is told as soon as it is certain
        assert -early_ms <= late_ms <= SOONEST_MS + 0.001, (cue, line, late_ms)
        if cue.kind == "side":
            assert line == f"{cue.side.capitalize()} side"


def test_the_lines_say_the_most_important_word_first(make, follow, plan_of):
    session = make(plan_of("full"))
    follow(session, 3600)
    text = session.text()
    assert text[0] == (
        "First: Side lunge with opposite-hand reach, 8 reps, changing sides. Stand with your feet wide apart. "
        "Our advice: Point your bent knee the same way as your toes."
    )
    assert "Rep 1 of 8: reach your right hand down to your left foot. Breathe out" in text
    assert "Rep 3 of 8: reach for your foot" in text
    assert "Rep 8 of 8, last one: reach for your foot" in text
    assert "Hold where your upper back pulls, and breathe, 20 seconds" in text
    assert any(line.startswith("Go: bend both knees") for line in text)
    assert text[-1] == "Finished"


def test_a_rest_tells_what_comes_next_and_its_start_position(make, follow, plan_of, library):
    steps = (Step("cat-stretch", sets=2, rest_between_sets=20, rest=15), Step("rhomboid-stretch", prepare=0))
    session = make(compile_plan(library, Routine("own", "Own", steps)))
    follow(session, 3600)
    assert [line for line in session.text() if line.startswith("Rest")] == [
        "Rest, 20 seconds. Next: set 2 of 2. Hands and knees, back flat like a table.",
        "Rest, 15 seconds. Next: Rhomboid stretch. Stand or sit, arms out in front, hands clasped at chest height.",
    ]


def test_keys_work_as_on_the_screen(make, follow, plan_of):
    session = make(plan_of("relief"))
    follow(session, 20)
    del session.lines[:]
    session.press("space")
    assert session.text() == ["Paused", "Space: carry on. q: stop here."]
    session.press("n")
    assert session.text()[2:] == ["Skipped: Cat stretch", "Neck flexion and extension, step 2 of 3"]
    session.press("plus")
    assert session.text()[4:] == ["10 seconds more"]
    follow(session, 1)
    session.press("b")
    follow(session, 3.1)
    assert session.text()[5:] == [
        *("Resume in 3", "2", "1", "Going on"),
        "Next: Neck flexion and extension, 5 reps. Stand or sit tall, shoulders loose. "
        "Our advice: Move slowly, never press; don't let the head drop back.",
    ]
    session.press("left")
    session.press("m")
    session.press("m")
    session.press("down")
    session.press("v")
    assert session.text()[-5:] == [
        "First: Cat stretch, 4 reps. Hands and knees, back flat like a table. "
        "Our advice: Gently and slowly: hands under shoulders, knees under hips.",
        *("Muted", "Sound 80%", "Sound 70%", "Sound 70%, no voice"),
    ]


def test_the_countdown_after_a_pause_is_announced_with_its_length(make, follow, plan_of):
    plan = plan_of("relief")
    session = make(plan, settings=Settings(resume_countdown=10))
    follow(session, 5)
    session.press("space")
    follow(session, 1)
    session.press("space")
    assert session.text()[-1] == "Resume in 10"
    follow(session, 10)
    assert session.text()[-1] == "Going on"
    follow(session, plan.phases[1].start_ms / 1000 - 3)
    session.press("space")
    follow(session, 1)
    session.press("space")
    follow(session, 10)
    assert "Go" in session.text()[-2:]


def test_a_held_space_bar_keeps_the_session_paused(make, follow, plan_of):
    session = make(plan_of("relief"))
    follow(session, 20)
    session.press("space")
    follow(session, 0.5)
    for _ in range(100):
        session.press("space")
        follow(session, 0.033)
    assert session.controller.driver.session.state is State.PAUSED
    follow(session, 1)
    session.press("space")
    assert session.controller.driver.session.state is State.RESUMING


def test_q_asks_and_enter_leaves(make, follow, plan_of):
    session = make(plan_of("relief"))
    follow(session, 5)
    session.press("q")
    assert session.text()[-2:] == [
        "Paused",
        "Stop here? Enter: stop here; you can carry on later. q: stay paused. Space: carry on, after a countdown.",
    ]
    session.press("escape")
    assert session.controller.driver.session.state is State.PAUSED
    assert session.text()[-1] == "Paused. Space: carry on. q: stop here."
    session.press("q")
    session.press("enter")
    assert session.controller.ended
    assert session.controller.record.outcome == "stopped"
    assert session.text()[-1].startswith("Stop here?"), "the summary says that it was stopped"


def test_an_impossible_command_is_refused_with_a_line(make, follow, plan_of):
    session = make(plan_of("relief"))
    follow(session, 25)
    session.press("plus")
    assert session.text()[-1] == "Not now"


def test_pain_offers_options(make, follow, plan_of, tmp_path):
    session = make(plan_of("relief"), low_effort_plan=plan_of("relief", "low"))
    follow(session, 20)
    session.press("x")
    assert session.text()[-2] == "Paused: it hurts"
    assert "\u2192: skip this exercise.   l: lower effort from here.   Space: carry on, after a countdown." in session.text()[-1]
    assert session.text()[-1].endswith("   q: stay paused.   Enter: stop here; you can carry on later.")
    session.press("l")
    assert session.text()[-1] == "Low effort from here on."
    assert session.controller.driver.session.plan.duration_ms < plan_of("relief").duration_ms


def test_the_question_mark_pauses_and_writes_the_keys(make, follow, plan_of):
    session = make(plan_of("relief"))
    follow(session, 5)
    session.press("question_mark")
    assert session.controller.driver.session.state is State.PAUSED
    assert "F5, h: pause at any moment" in session.text()
    assert all(any(line.endswith(command.in_list) for line in session.text()) for command in SESSION)


@pytest.mark.parametrize("command", SESSION, ids=lambda command: command.id)
def test_every_command_of_the_screen_is_answered(make, follow, plan_of, command, sound):
    session = make(plan_of("relief"), low_effort_plan=plan_of("relief", "low"), diary=Mock(problem=""))
    follow(session, 20)
    session.press("x")
    del session.lines[:], sound.played[:]
    session.press(command.keys[0])
    assert session.lines or sound.played


def test_custom_keys_are_used(make, follow, plan_of):
    session = make(plan_of("relief"), commands=[command for command in SESSION if command.action == "mute"])
    follow(session, 5)
    session.press("space")
    session.press("m")
    assert session.text()[1:] == ["Muted"]
    assert session.short_keys() == ""


def test_a_gap_pauses_if_somebody_can_resume(make, follow, clock, plan_of):
    session = make(plan_of("relief"))
    follow(session, 5)
    clock.pass_s(60)
    session.controller.tick()
    assert session.text()[-2] == f"Paused: t{GAP_REASON[1:]}"
    follow(session, 60)
    assert session.controller.driver.session.state is State.PAUSED


def test_a_gap_resumes_by_itself_if_nobody_can(make, follow, clock, plan_of):
    session = make(plan_of("relief"), commands=(), attended=False)
    follow(session, 5)
    clock.pass_s(60)
    session.controller.tick()
    assert session.text()[-2:] == ["It goes on by itself.", "Resume in 3"]
    follow(session, 4)
    assert session.controller.driver.session.state is State.RUNNING


def test_losing_and_regaining_sound_are_each_reported_once(make, follow, sound, plan_of):
    sound.state, sound.reason = "none", "No sound: no sound device."
    session = make(plan_of("relief"))
    follow(session, 5)
    assert session.text().count("No sound: no sound device.") == 1
    sound.reason = "No sound: simpleaudio is not installed: pip install it."
    follow(session, 5)
    assert session.text().count(sound.reason) == 1, "the reason may become known later"
    sound.state, sound.reason = "on", ""
    follow(session, 1)
    assert session.text()[-1] == "Sound 80%"


@pytest.fixture
def self_paced(library):
    routine = Routine("own", "Own", (Step("cat-stretch", reps=2, pace="self"),))
    return compile_plan(library, routine)


def test_a_self_paced_rep_waits_for_a_key(make, follow, self_paced):
    session = make(self_paced)
    follow(session, 200)
    assert session.controller.driver.session.state is State.WAITING
    assert session.text()[-1] == "At your own pace: Space when it is done"
    session.press("space")
    assert session.text()[-1].startswith("Rep 2 of 2, last one")
    follow(session, 1)
    session.press("b")
    assert session.controller.ended


def test_an_unattended_self_paced_rep_takes_its_planned_time(make, follow, self_paced):
    session = make(self_paced, commands=(), attended=False)
    follow(session, self_paced.duration_ms / 1000 + 1)
    assert session.controller.ended
    assert session.controller.record.steps[0].reps_done == 2


def test_the_final_question_shows_custom_keys(make, plan_of):
    assert make(plan_of("relief")).feeling_question() == "How does your back feel? 0, no pain, to 9, t for 10. Enter skips."
    own = [replace(one, keys=("w",)) if one.action == "feels(10)" else one for one in SESSION]
    assert "9, w for 10." in make(plan_of("relief"), commands=own).feeling_question()
    assert make(plan_of("relief"), commands=()).feeling_question() == "How does your back feel? Enter skips."


class Unwritten:
    """A diary that cannot write."""

    problem = "Not recorded: disk full."

    def begin(self, *_, **__):
        return None


def test_a_recording_failure_is_reported_once(make, follow, plan_of):
    session = make(plan_of("relief"), diary=Unwritten())
    follow(session, 20)
    assert session.text().count("Not recorded: disk full.") == 1
    assert not session.resumable


class DarkScreen:
    problem = "The screen may go dark."

    def hold(self) -> None:
        pass

    release = hold


def test_a_screen_that_may_turn_off_is_reported_once(make, follow, clock, plan_of):
    session = make(plan_of("relief"), keep_awake=KeepAwake(DarkScreen(), clock))
    follow(session, 20)
    assert session.text().count("The screen may go dark.") == 1


def test_capitals_and_other_layouts_act_if_the_key_is_known(make, follow, plan_of):
    session = make(plan_of("relief"))
    follow(session, 5)
    session.press("N")
    assert session.controller.driver.session.phase.step == 2
    session.press("т", "n")
    assert session.controller.driver.session.phase.step == 3
    assert ANOTHER_SCRIPT not in session.text()
    session.press("т")
    session.press("щ")
    session.press("ö")
    assert session.text().count(ANOTHER_SCRIPT) == 1
