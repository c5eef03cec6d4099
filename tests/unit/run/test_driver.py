"""The driver: cues exactly scheduled ahead of time, and pauses when nobody could have followed."""

from itertools import pairwise

import pytest
from msgspec.structs import replace

from trainer.cues.script import script
from trainer.cues.sounding import sounding
from trainer.cues.voice import Voice, words_of
from trainer.cues.words import SOUND_BACK
from trainer.run.driver import GAP_REASON, START_AHEAD_NS, Driver
from trainer.session.events import Paused
from trainer.session.record import Record
from trainer.session.session import Session
from trainer.session.states import Command, State
from trainer.settings.settings import Settings


class Notes:
    def __init__(self) -> None:
        self.events = []

    def on_session_event(self, event) -> None:
        self.events.append(event)


def driving(plan, clock, sound, speed=1.0, **options):
    notes = Notes()
    driver = Driver(Session(plan), clock, sound, speed=speed, listeners=[notes], **options)
    assert driver.do(Command.START)
    return driver, notes


def run(driver, clock, seconds, step=0.11):
    for _ in range(round(seconds / step)):
        clock.pass_s(step)
        driver.tick()


@pytest.mark.parametrize("speed", [1.0, 10.0])
@pytest.mark.parametrize("step", [0.02, 0.13, 0.4])
def test_every_cue_is_scheduled_once_at_its_exact_time(plan_of, clock, sound, speed, step):
    plan = plan_of("relief")
    begin = clock.now_ns() / 1e9
    driver, _ = driving(plan, clock, sound, speed)
    run(driver, clock, plan.duration_ms / 1000 / speed + 1, step)
    wanted = [(name, at / 1000 / speed) for (at, _), name in sounding(script(plan, lambda _: None), speed).items()]
    assert [name for name, _ in sound.played] == [name for name, _ in wanted]
    for (_, played), (_, planned) in zip(sound.played, wanted, strict=True):
        assert played - begin == pytest.approx(planned, abs=1e-6)


def test_even_the_first_cue_is_scheduled_ahead(plan_of, clock, sound):
    driver = Driver(Session(plan_of("relief")), clock, sound)
    clock.pass_s(3)
    began = clock.now_ns()
    driver.start()
    assert sound.played == [("prepare", pytest.approx((began + START_AHEAD_NS) / 1e9))]
    run(driver, clock, 10, 0.1)
    assert driver.session.state is State.RUNNING
    assert driver.session.position_ms == 10_000 - START_AHEAD_NS // 1_000_000


def test_cues_are_scheduled_ahead(plan_of, clock, sound):
    driver, _ = driving(plan_of("relief"), clock, sound)
    sound.played.clear()
    clock.pass_s(1)
    for _ in range(200):
        clock.pass_s(0.1)
        before = len(sound.played)
        driver.tick()
        for _, at in sound.played[before:]:
            assert at > clock.now_ns() / 1e9


def test_a_pause_cancels_pending_cues_and_sounds_at_once(unguided_plan_of, clock, sound):
    driver, notes = driving(unguided_plan_of("relief"), clock, sound)
    run(driver, clock, 11.8)
    sound.played.clear()
    cancelled = sound.cancelled
    assert driver.do(Command.PAUSE)
    assert sound.cancelled == cancelled + 1
    assert sound.played == [("paused", pytest.approx(clock.now_ns() / 1e9, abs=0.002))]
    assert isinstance(notes.events[-1], Paused)
    run(driver, clock, 59)
    assert len(sound.played) == 1


def test_only_resuming_within_a_movement_ends_with_go(unguided_plan_of, clock, sound):
    for at, last in ((16.0, "go"), (5.0, "countdown")):
        driver, _ = driving(unguided_plan_of("relief"), clock, sound)
        run(driver, clock, at, 0.05)
        driver.do(Command.PAUSE)
        sound.played.clear()
        driver.do(Command.RESUME)
        run(driver, clock, 3.1, 0.05)
        assert sound.played[-1][0] == last


def test_resuming_counts_down_and_then_plays_the_rest_of_the_plan_in_time(unguided_plan_of, clock, sound):
    driver, _ = driving(unguided_plan_of("relief"), clock, sound)
    run(driver, clock, 11.55, 0.05)
    driver.do(Command.PAUSE)
    place = driver.session.position_ms
    run(driver, clock, 30)
    sound.played.clear()
    resumed = clock.now_ns() / 1e9
    driver.do(Command.RESUME)
    run(driver, clock, 5, 0.05)
    wanted = [("resumed", 0), ("countdown", 1), ("countdown", 2), ("countdown", 3 + (12_000 - place) / 1000)]
    for (name, at), (expected, after) in zip(sound.played, wanted, strict=False):
        assert name == expected
        assert at - resumed == pytest.approx(after, abs=0.002)


def test_an_illegal_command_does_nothing_and_makes_no_sound(plan_of, clock, sound):
    driver, notes = driving(plan_of("relief"), clock, sound)
    run(driver, clock, 20)
    played, seen = len(sound.played), len(notes.events)
    assert not driver.do(Command.RESUME)
    assert (len(sound.played), len(notes.events)) == (played, seen)


def test_a_command_without_its_own_cue_is_acknowledged_by_a_click(plan_of, clock, sound):
    driver, _ = driving(plan_of("relief"), clock, sound)
    run(driver, clock, 5)
    sound.played.clear()
    assert driver.do(Command.ADD_TIME)
    assert sound.played[0][0] == "key"


def test_a_longer_rest_shifts_the_following_cues(unguided_plan_of, clock, sound):
    driver, _ = driving(unguided_plan_of("relief"), clock, sound)
    begin = clock.now_ns() / 1e9
    run(driver, clock, 11.88)
    driver.do(Command.ADD_TIME)
    sound.played.clear()
    run(driver, clock, 15)
    assert sound.played[0] == ("countdown", pytest.approx(begin + 22, abs=1e-6))


def test_a_stopped_process_is_paused_at_its_last_position(plan_of, clock, sound):
    driver, notes = driving(plan_of("relief"), clock, sound)
    run(driver, clock, 22)
    place = driver.session.position_ms
    clock.pass_s(5)
    driver.tick()
    assert driver.session.state is State.PAUSED
    assert driver.session.position_ms == place
    assert notes.events[-1].because == GAP_REASON


def test_a_sleeping_computer_is_paused_at_its_last_position(plan_of, clock, sound):
    driver, _ = driving(plan_of("relief"), clock, sound)
    run(driver, clock, 22)
    place = driver.session.position_ms
    clock.sleep_s(600)
    clock.pass_s(0.1)
    driver.tick()
    assert driver.session.state is State.PAUSED
    assert driver.session.position_ms == place


def test_small_clock_corrections_and_slow_ticks_do_not_pause(plan_of, clock, sound):
    driver, _ = driving(plan_of("relief"), clock, sound)
    for slept in (1.5, -40, 1.9):
        clock.sleep_s(slept)
        clock.pass_s(0.05)
        driver.tick()
    clock.pass_s(1.9)
    driver.tick()
    assert driver.session.state is State.RUNNING
    assert driver.session.position_ms == 2050


def test_the_gap_is_measured_in_real_seconds_at_any_speed(plan_of, clock, sound):
    driver, _ = driving(plan_of("full"), clock, sound, speed=10.0)
    clock.pass_s(1.9)
    driver.tick()
    assert driver.session.state is State.RUNNING
    assert driver.session.position_ms == 19_000


def test_the_next_tick_is_due_at_the_next_event(unguided_plan_of, clock, sound):
    driver, _ = driving(unguided_plan_of("relief"), clock, sound)
    run(driver, clock, 11.9, 0.1)
    assert driver.seconds_to_next(0.125) == pytest.approx(0.1, abs=0.002)
    run(driver, clock, 0.2, 0.1)
    assert driver.seconds_to_next(0.125) == 0.125


def test_many_ticks_do_not_drift(plan_of, clock, sound):
    driver, _ = driving(plan_of("full"), clock, sound)
    for _ in range(20_000):
        clock.ns += 16_666_667
        driver.tick()
    assert driver.session.position_ms == 20_000 * 16_666_667 // 1_000_000


def test_the_record_says_what_was_done_and_what_was_skipped(unguided_plan_of, clock, sound):
    plan = unguided_plan_of("warm-up")
    record = Record(plan)
    driver = Driver(Session(plan), clock, sound, listeners=[record])
    driver.do(Command.START)
    run(driver, clock, 36, 0.1)
    driver.do(Command.PAUSE)
    clock.pass_s(1)
    driver.tick()
    driver.do(Command.NEXT_STEP)
    driver.do(Command.RESUME)
    run(driver, clock, 3.5, 0.1)
    driver.do(Command.NEXT_STEP)
    run(driver, clock, 100, 0.1)
    rows = {(row.name, row.side): (row.reps_done, row.reps_planned, row.outcome) for row in record.steps}
    assert rows["Side lunge with opposite-hand reach", "left"] == (1, 4, "skipped")
    assert rows["Side lunge with opposite-hand reach", "right"] == (1, 4, "skipped")
    assert rows["Bird dog", "left"] == (0, 5, "skipped")
    assert rows["Foam rolling, middle and upper back", None] == (None, None, "done")
    assert record.steps[-1].active_ms == 60_000
    assert record.outcome == "finished"
    assert record.active_ms == pytest.approx(36_000 + 500 + 80_000, abs=300)


def test_repeating_a_step_never_lowers_the_record(plan_of, clock, sound):
    plan = plan_of("relief")
    record = Record(plan)
    driver = Driver(Session(plan), clock, sound, listeners=[record])
    driver.do(Command.START)
    run(driver, clock, next(phase.start_ms for phase in plan.phases if phase.kind == "rest") / 1000 + 5, 0.1)
    assert record.steps[0].outcome == "done"
    driver.do(Command.RESTART_STEP)
    run(driver, clock, 5, 0.1)
    driver.do(Command.NEXT_STEP)
    assert (record.steps[0].reps_done, record.steps[0].outcome) == (4, "done")


# ---- the voice


def spoken(sound) -> list[tuple[str, float]]:
    return [(name.removeprefix("voice/"), at) for name, at in sound.played if name.startswith("voice/")]


@pytest.mark.parametrize("speed", [1.0, 1.5])
def test_the_voice_says_the_script_clip_by_clip_without_ever_overlapping(plan_of, clock, sound, voice, speed):
    plan = plan_of("relief")
    begin = clock.now_ns() / 1e9
    driver, _ = driving(plan, clock, sound, speed, voice=voice)
    run(driver, clock, plan.duration_ms / 1000 / speed + 2)
    cues = script(plan, lambda text: voice.length_ms(text) and voice.length_ms(text) * speed)
    wanted = [clip.name for cue in cues if cue.text for clip in voice.clips_for(cue.text)]
    assert [f"voice/{name}" for name, _ in spoken(sound)] == wanted
    lengths = {clip.name: clip.length_ms / 1000 for cue in cues if cue.text for clip in voice.clips_for(cue.text)}
    for (name, at), (_, after) in pairwise(spoken(sound)):
        assert at + lengths[f"voice/{name}"] <= after + 1e-6
    first = next(cue for cue in cues if cue.text)
    assert spoken(sound)[0][1] - begin == pytest.approx(first.voice_at_ms / 1000 / speed, abs=1e-6)


def test_beyond_one_and_a_half_times_the_speed_there_is_no_voice(plan_of, clock, sound, voice):
    driver, _ = driving(plan_of("relief"), clock, sound, 2.0, voice=voice)
    run(driver, clock, 60)
    assert spoken(sound) == []


def test_nothing_is_scheduled_long_before_its_time(plan_of, clock, sound, voice):
    driver, _ = driving(plan_of("relief"), clock, sound, voice=voice)
    for _ in range(400):
        before = len(sound.played)
        clock.pass_s(0.1)
        driver.tick()
        assert all(at <= clock.now_ns() / 1e9 + 1.0 for _, at in sound.played[before:])


def test_a_pause_cancels_the_rest_of_a_sentence(plan_of, clock, sound, voice):
    driver, _ = driving(plan_of("relief"), clock, sound, voice=voice)
    run(driver, clock, 2.2)
    sound.played.clear()
    driver.do(Command.PAUSE)
    run(driver, clock, 20)
    assert [name for name, _ in spoken(sound)] == ["waiting-for-you"]


def test_resuming_is_announced_and_a_long_pause_gets_a_soft_reminder(plan_of, clock, sound, voice):
    driver, _ = driving(plan_of("relief"), clock, sound, voice=voice)
    run(driver, clock, 20)
    driver.do(Command.PAUSE)
    sound.played.clear()
    run(driver, clock, 190)
    assert [name for name, _ in sound.played if name == "reminder"] == ["reminder"] * 3
    driver.do(Command.RESUME)
    run(driver, clock, 3)
    assert [name for name, _ in spoken(sound)][-3:] == ["three", "two", "one"]


def test_the_voice_can_be_turned_off_and_on_while_the_beeps_go_on(plan_of, clock, sound, voice):
    driver, _ = driving(plan_of("relief"), clock, sound, voice=voice)
    run(driver, clock, 16)
    driver.use_settings(Settings(voice=False))
    sound.played.clear()
    run(driver, clock, 40)
    assert spoken(sound) == []
    assert "rep" in [name for name, _ in sound.played]
    driver.use_settings(Settings(beeps=False))
    sound.played.clear()
    run(driver, clock, 20)
    assert spoken(sound)
    assert {name for name, _ in sound.played} == {f"voice/{name}" for name, _ in spoken(sound)}


def test_words_outside_the_plan_never_interrupt_the_voice(plan_of, clock, sound, voice):
    plan = plan_of("relief")
    began = clock.now_ns() / 1e9
    driver, _ = driving(plan, clock, sound, voice=voice)
    run(driver, clock, 2)
    assert not driver.say(SOUND_BACK)
    assert "sound-is-working" not in [name for name, _ in spoken(sound)]
    ticks_s = plan.phases[0].end_ms / 1000 - 3
    run(driver, clock, ticks_s - 1.25 - 2)
    assert driver.say(SOUND_BACK)
    ((_, at),) = [one for one in spoken(sound) if one[0] == "sound-is-working"]
    assert at - began + voice.length_ms(SOUND_BACK) / 1000 < ticks_s
    run(driver, clock, 1.5)
    assert not driver.say(SOUND_BACK)  # over the countdown


MORE, LESS = Command.ADD_TIME, Command.TAKE_TIME


def said_from(phase, clock, sound, voice, plan, into_s: float, command: Command, until_s: float) -> str:
    """What the voice says from a command on until a moment, both counted from the start of a phase."""
    driver, _ = driving(plan, clock, sound, voice=voice)
    run(driver, clock, (START_AHEAD_NS / 1e6 + phase.start_ms) / 1000 + into_s, 0.01)
    sound.played.clear()
    assert driver.do(command)
    run(driver, clock, until_s - into_s, 0.01)
    now = clock.now_ns() / 1e9
    return " ".join(name for name, at in spoken(sound) if at < now)


@pytest.mark.parametrize(
    ("into_s", "command", "said"),
    [
        (0.2, MORE, "time-to-rest twenty-five-seconds next bird-dog"),
        (0.2, LESS, "time-to-rest five-seconds next bird-dog"),
        (0.7, MORE, "time-to-rest twenty-five-seconds next bird-dog"),  # in "Rest"
        (2.0, MORE, "twenty-five-seconds next bird-dog"),  # in "Fifteen seconds"
        (3.3, MORE, "next bird-dog"),  # in "Next"
        (3.3, LESS, ""),  # no time is left for it, and the next announcement says so again
        (3.3, Command.PAUSE, "waiting-for-you"),
        (4.9, MORE, ""),
        (4.9, LESS, ""),
    ],
)
def test_a_changed_rest_is_told_with_its_new_length_and_never_with_the_old_one(
    plan_of, clock, sound, voice, into_s, command, said
):
    plan = plan_of("warm-up", "low")
    rest = next(phase for phase in plan.phases if phase.kind == "rest")
    assert said_from(rest, clock, sound, voice, plan, into_s, command, 5.1) == said


@pytest.mark.parametrize(
    ("into_s", "command", "said"),
    [
        (0.2, MORE, "next bird-dog exercise-two-out-of-three ten-reps-changing-sides hands-and-knees-back-flat-like-a-table"),
        (3.0, MORE, "exercise-two-out-of-three ten-reps-changing-sides hands-and-knees-back-flat-like-a-table"),
        (5.0, MORE, "ten-reps-changing-sides hands-and-knees-back-flat-like-a-table"),
        (7.0, MORE, "hands-and-knees-back-flat-like-a-table"),
    ],
)
def test_how_to_begin_is_told_to_the_end_where_the_time_for_it_is_changed(plan_of, clock, sound, voice, into_s, command, said):
    plan = plan_of("warm-up", "low")
    prepare = plan.phases[plan.steps[1].first_phase]
    tip = " lift-no-higher-than-your-hips-and-keep-your-hips-level"
    assert said_from(prepare, clock, sound, voice, plan, into_s, command, 13) == said + tip


def at_their_own_pace(plan_of, clock, sound, **options) -> Driver:
    plan = plan_of("relief")
    driver, _ = driving(
        replace(plan, phases=tuple(replace(one, self_paced=one.kind == "move") for one in plan.phases)), clock, sound, **options
    )
    run(driver, clock, plan.phases[1].start_ms / 1000 + 1)
    assert driver.session.state is State.WAITING
    return driver


def test_a_waiting_self_paced_rep_gets_soft_reminders(plan_of, clock, sound):
    driver = at_their_own_pace(plan_of, clock, sound)
    sound.played.clear()
    began = driver.session.now_ms - driver.session.waited_ms
    run(driver, clock, 85)
    told = [
        at - (clock.now_ns() / 1e9 - (driver.session.now_ms - began) / 1000) for name, at in sound.played if name == "reminder"
    ]
    assert told == [pytest.approx(20, abs=0.5), pytest.approx(50, abs=0.5), pytest.approx(80, abs=0.5)]
    sound.played.clear()
    driver.do(Command.DONE)
    run(driver, clock, 19)
    assert "reminder" not in [name for name, _ in sound.played]


def test_a_self_paced_rep_gives_the_voice_its_whole_length(plan_of, clock, sound, voice):
    driver = at_their_own_pace(plan_of, clock, sound, voice=voice)
    run(driver, clock, 14)
    said = [name for name, _ in spoken(sound)]
    assert said[-5:] == ["-".join(words_of(movement.say)) for movement in driver.session.plan.steps[0].movements]


def test_there_are_no_reminders_after_pain(plan_of, clock, sound):
    driver, _ = driving(plan_of("relief"), clock, sound)
    run(driver, clock, 20)
    driver.do(Command.PAIN)
    driver.do(Command.NEXT_STEP)
    run(driver, clock, 200)
    assert "reminder" not in [name for name, _ in sound.played]
    driver.do(Command.RESUME)
    run(driver, clock, 5)
    driver.do(Command.PAUSE)
    run(driver, clock, 70)
    assert "reminder" in [name for name, _ in sound.played]


def test_a_slow_start_still_schedules_the_first_cue_ahead(plan_of, clock, sound):
    class Slow(Voice):
        def length_ms(self, text):
            clock.pass_s(0.5)
            return super().length_ms(text)

    driver = Driver(Session(plan_of("relief")), clock, sound, voice=Slow({}))
    driver.start()
    assert sound.played[0][1] > clock.now_ns() / 1e9
