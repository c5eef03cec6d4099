"""Cues: each at its exact moment, and a voice that never talks over itself."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.any_plan import plans
from trainer.cues.script import TICK_MS, script
from trainer.cues.sounding import SAME_MOMENT_MS, sounding
from trainer.cues.table import SOUNDS, cue_of, sound_of
from trainer.routine.compiler import compile_plan
from trainer.routine.library import Library, PlanDefaults
from trainer.routine.model import EFFORTS, Exercise, Movement, Routine, Step
from trainer.routine.pace import estimate_ms
from trainer.routine.speech import announcement, listed, lowered, number
from trainer.session.session import Session
from trainer.session.states import Command

NEXT = "Next: e. Exercise two out of two."


def cues_of(made: Exercise, *steps: Step, lengths=None):
    routine = Routine("r", "R", steps or (Step("e"),))
    library = Library({"e": made}, {"r": routine}, {"r": "r.toml"}, plan_defaults=PlanDefaults(guided=False))
    return script(compile_plan(library, library.routines["r"]), lengths or estimated)


def estimated(text: str) -> int:
    """How long a text takes to say, in milliseconds, about."""
    return 80 * len(text) + 250


def times(cues, kind: str) -> list[int]:
    return [cue.at_ms for cue in cues if cue.kind == kind]


@given(plans())
def test_every_cue_has_its_moment_inside_its_phase(plan):
    for cue in script(plan, estimated):
        if cue.phase is None:
            assert (cue.kind, cue.at_ms) == ("finished", plan.duration_ms)
        else:
            phase = plan.phases[cue.phase]
            assert phase.start_ms <= cue.at_ms < phase.end_ms


@given(plans(), st.integers(20, 120))
def test_no_two_voices_overlap_and_none_buries_the_countdown(plan, per_char):
    cues = script(plan, lambda text: per_char * len(text) + 250)
    spoken = sorted((cue.voice_at_ms, cue.voice_at_ms + per_char * len(cue.text) + 250) for cue in cues if cue.text is not None)
    assert all(first[1] <= second[0] for first, second in pairwise(spoken))
    ticks = times(cues, "countdown")
    assert not any(begin < tick + TICK_MS and tick < end for begin, end in spoken for tick in ticks)


def counted_down(plan, phase) -> list[tuple[int, int]]:
    """What ends with a phase and is counted down before, by its beginning and its end."""
    start, end, after = phase.start_ms, phase.end_ms, plan.after(phase)
    if phase.kind != "move":
        long = phase.kind != "changeover" or phase.duration_ms >= 5_000
        return [(start, end)] if long and after is not None and after.kind == "move" else []
    if phase.self_paced:
        return []
    first, last = plan.stretch(phase)
    timed = plan.step_of(phase).timed
    of_run = [(first.start_ms, end)] if timed and phase == last else []
    apart = not timed or end + 3_000 <= last.end_ms
    return of_run + ([(start, end)] if phase.hold and phase.duration_ms >= 10_000 and apart else [])


@given(plans(self_paced=st.booleans()))
def test_pauses_before_work_long_holds_and_timed_work_end_with_three_two_one_and_the_pauses_with_go(plan):
    cues = script(plan, estimated)
    spans = [span for phase in plan.phases for span in counted_down(plan, phase)]
    ticks = [end - left for start, end in spans for left in (3_000, 2_000, 1_000) if end - left > start]
    assert times(cues, "countdown") == sorted(ticks)
    after_pauses = {phase.end_ms for phase in plan.phases if phase.kind != "move" and counted_down(plan, phase)}
    runs = {phase.start_ms for phase in plan.phases if plan.step_of(phase).timed and plan.opens_stretch(phase)}
    at_once = {phase.start_ms for phase in plan.phases[:1] if phase.kind == "move"}
    assert times(cues, "go") == sorted(after_pauses | runs | at_once)


def test_a_long_hold_in_timed_work_is_counted_down_unless_the_work_ends_soon_after_it():
    made = Exercise("E", "Lie.", (Movement("a", 3, "Go"), Movement("a", 12, "Hold"), Movement("b", 2, "Back")), seconds=34)
    assert times(cues_of(made), "countdown")[3:] == [27_000, 28_000, 29_000, 46_000, 47_000, 48_000]


@given(plans())
def test_what_a_session_yields_is_what_the_script_says(plan):
    session = Session(plan)
    events = session.apply(Command.START) + session.advance(plan.duration_ms)
    live = [(event.at_ms, cue.kind) for event in events if (cue := cue_of(event))]
    assert live == [(cue.at_ms, cue.kind) for cue in script(plan, estimated)]


@given(plans(), st.sampled_from([0.5, 1.0, 3.0, 10.0]))
def test_what_is_heard_is_never_closer_than_a_moment(plan, speed):
    heard = sounding(script(plan, estimated), speed)
    kinds = {kind for _, kind in heard}
    assert "finished" in kinds or plan.duration_ms < SAME_MOMENT_MS * speed
    assert set(heard.values()) <= set(SOUNDS)
    at = [moment for moment, _ in heard]
    assert len(set(at)) == len(at)


@pytest.mark.parametrize("effort", EFFORTS)
@pytest.mark.parametrize("routine", ["warm-up", "relief", "full", "desk"])
def test_each_bundled_rep_side_and_exercise_is_told(plan_of, routine, effort):
    plan = plan_of(routine, effort)
    cues = script(plan, estimated)
    reps = [phase for phase in plan.phases if plan.opens_rep(phase)]
    assert sorted(times(cues, "rep") + times(cues, "last-rep")) == [phase.start_ms for phase in reps]
    switches = [phase.start_ms for phase in plan.phases if phase.kind == "changeover"]
    assert set(switches) <= set(times(cues, "side"))
    assert all(cue.text for cue in cues if cue.kind in ("prepare", "side", "rep", "last-rep", "rest", "finished"))


def test_the_first_side_is_told_about_four_seconds_before_the_work_and_its_words_end_before_the_ticks():
    made = Exercise("E", "Stand.", (Movement("a", 2, "Go"),), reps=2, sides="alternating")
    cues = [cue for cue in cues_of(made, lengths=estimate_ms) if cue.kind == "side"]
    assert [(cue.at_ms, cue.text) for cue in cues] == [(10_750, "Left side"), (17_000, "Right side")]
    assert cues[0].voice_at_ms + estimate_ms("Left side") <= 12_000


def test_a_short_prepare_tells_the_side_after_its_first_second():
    made = Exercise("E", "Stand.", (Movement("a", 2, "Go"),), reps=1, sides="each", prepare=4, changeover=1)
    cues = cues_of(made, Step("e"), Step("e"))
    begin = times(cues, "prepare")[1]
    assert begin + 1000 in times(cues, "side")


def test_a_prepare_and_a_rest_between_sets_end_with_three_two_one_go_but_a_rest_before_a_prepare_does_not():
    made = Exercise("E", "Stand.", (Movement("a", 2, "Go"),), reps=1, prepare=10)
    cues = cues_of(made, Step("e", sets=2, rest_between_sets=15, rest=20), Step("e"))
    # prepare 0-15, rep 15-17, rest 17-32, rep 32-34, rest 34-54, prepare 54-64, rep 64-66
    assert times(cues, "countdown") == [12_000, 13_000, 14_000, 29_000, 30_000, 31_000, 61_000, 62_000, 63_000]
    assert times(cues, "go") == [15_000, 32_000, 64_000]
    assert times(cues, "rest") == [17_000, 34_000]
    assert times(cues, "prepare") == [0, 54_000]
    assert times(cues, "finished") == [66_000]


def test_a_long_hold_has_a_halfway_and_a_countdown():
    made = Exercise("E", "Stand.", (Movement("a", 2, "Go"), Movement("a", 20, "Hold"), Movement("b", 2, "Back")), reps=1)
    cues = cues_of(made)
    assert times(cues, "halfway") == [27_000]
    assert times(cues, "countdown")[3:] == [34_000, 35_000, 36_000]


def test_a_timed_step_has_no_reps_but_go_halfway_and_countdown():
    made = Exercise("E", "Lie.", (Movement("a", 3, "Up"), Movement("b", 3, "Down")), seconds=30)
    cues = cues_of(made)
    assert times(cues, "rep") == times(cues, "last-rep") == []
    assert times(cues, "go") == [15_000]
    assert times(cues, "halfway") == [30_000]
    assert times(cues, "countdown")[3:] == [42_000, 43_000, 44_000]
    assert times(cues, "movement") == list(range(18_000, 45_000, 3_000))


def test_the_second_side_of_a_timed_step_begins_with_a_go():
    made = Exercise("E", "Lie.", (Movement("a", 3, "Up"), Movement("b", 3, "Down")), seconds=6, sides="each")
    assert times(cues_of(made), "go") == [15_000, 26_000]


def test_without_a_changeover_the_new_side_is_told_with_the_rep():
    made = Exercise("E", "Stand.", (Movement("a", 2, "Go"),), reps=2, sides="alternating", changeover=0)
    cues = [cue for cue in cues_of(made) if cue.at_ms == 17_000]
    assert [(cue.kind, cue.side) for cue in cues] == [("side", "right"), ("last-rep", "right")]


def test_cues_of_one_instant_come_as_side_go_rep_movement_and_sound_as_the_first():
    cues = cues_of(Exercise("E", "Stand.", (Movement("a", 2, "Go"),), reps=2))
    assert [cue.kind for cue in cues if cue.at_ms == 15_000] == ["go", "rep"]
    heard = sounding(cues)
    assert heard[15_000, "go"] == "go"
    assert (15_000, "rep") not in heard


def test_the_voice_opens_with_routine_minutes_and_first_exercise(plan_of, voice):
    first = script(plan_of("relief"), estimated)[0]
    assert first.text.startswith(
        "Upper-back spasm relief. Four minutes. You need a mat."
        " First: cat stretch. Four reps. Hands and knees, back flat like a table."
    )
    later = [cue.text for cue in script(plan_of("relief"), voice.length_ms) if cue.kind == "prepare"][1]
    assert later.startswith("Next: neck flexion and extension. Exercise two out of three. Five reps. Stand ")


@pytest.mark.parametrize(
    ("start", "tips", "texts"),
    [
        ("Stand.", ("Slowly.", "Softly."), (f"{NEXT} One rep. Stand. Slowly.", f"{NEXT} One rep. Stand.")),
        ("Stand", ("Slowly.",), (f"{NEXT} One rep. Stand. Slowly.", f"{NEXT} One rep. Stand")),
        ("Stand.", (), (f"{NEXT} One rep. Stand.", f"{NEXT} Stand.")),
    ],
)
def test_the_first_tip_ends_an_announcement_and_is_the_first_to_be_left_out(start, tips, texts):
    made = Exercise("E", start, (Movement("a", 2, "Go"),), reps=1, tips=tips)
    routine = Routine("r", "R", (Step("e"), Step("e")))
    plan = compile_plan(Library({"e": made}, {"r": routine}, {"r": "r.toml"}), routine)
    assert announcement(plan, plan.phases[plan.steps[1].first_phase])[:2] == texts


@pytest.mark.parametrize(
    ("dose", "sides", "sets", "told"),
    [
        ({"reps": 10}, "alternating", 1, "Ten reps, changing sides."),
        ({"reps": 6}, "each", 1, "Six reps on each side."),
        ({"reps": 1}, "none", 1, "One rep."),
        ({"reps": 3}, "none", 2, "Two sets: three reps."),
        ({"seconds": 60}, "none", 1, "One minute."),
        ({"seconds": 90}, "none", 1, "One minute thirty seconds."),
        ({"seconds": 20}, "each", 3, "Three sets: twenty seconds on each side."),
    ],
)
def test_an_announcement_tells_how_much_is_coming_in_words_that_the_voice_has(voice, dose, sides, sets, told):
    made = Exercise("E", "Stand.", (Movement("a", 2, "Go"),), sides=sides, **dose)
    routine = Routine("r", "R", (Step("e", sets=sets), Step("e", sets=sets)))
    plan = compile_plan(Library({"e": made}, {"r": routine}, {"r": "r.toml"}), routine)
    first, second = (announcement(plan, plan.phases[step.first_phase])[0] for step in plan.steps)
    assert first.endswith(f". First: e. {told} Stand.")
    assert second == f"{NEXT} {told} Stand."
    assert voice.length_ms(told) <= estimate_ms(told)


@pytest.mark.parametrize("effort", EFFORTS)
@pytest.mark.parametrize("routine", ["warm-up", "relief", "full", "desk"])
def test_the_voice_carries_each_bundled_routine(plan_of, voice, routine, effort):
    plan = plan_of(routine, effort)
    cues = script(plan, voice.length_ms)
    spoken = [(cue.voice_at_ms, cue.voice_at_ms + voice.length_ms(cue.text)) for cue in cues if cue.text]
    assert all(first[1] <= second[0] for first, second in pairwise(sorted(spoken)))
    ticks = times(cues, "countdown")
    assert not any(begin < tick + TICK_MS and tick < end for begin, end in spoken for tick in ticks)
    assert all(cue.text for cue in cues if cue.kind in ("prepare", "side", "rep", "last-rep", "rest", "finished", "halfway"))
    for cue in cues:
        if cue.kind == "prepare":
            assert plan.step_of(plan.phases[cue.phase]).start in cue.text
        if cue.kind == "side":
            assert cue.text == f"{cue.side.capitalize()} side"
    first_reps = [cue for cue in cues if cue.kind == "movement" and (plan.phases[cue.phase].rep or 9) <= 2]
    assert all(cue.text for cue in first_reps)


def test_without_counting_the_first_reps_are_still_explained(plan_of, voice):
    plan = plan_of("relief")
    cues = script(plan, voice.length_ms, counting=False)
    texts = [cue.text for cue in cues if cue.kind in ("rep", "last-rep")]
    assert texts[0] == plan.steps[0].movements[0].say
    assert texts[2] == "Bring your back up", "from the third rep on the word alone"
    assert not any(cue.text and cue.text.startswith(("One", "Number", "Last one")) for cue in cues)


def test_from_the_third_rep_on_each_movement_is_told_by_its_word_also_the_one_that_opens_the_rep(plan_of, voice):
    cues = script(plan_of("relief"), voice.length_ms)
    reps = [cue.text for cue in cues if cue.kind in ("rep", "last-rep")]
    assert reps[2:4] == ["Number three. Bring your back up", "Last one. Bring your back up"]


def test_a_count_is_as_short_as_the_time_for_it_and_its_word(voice):
    def opening(seconds: float) -> str | None:
        made = Exercise("E", "Stand.", (Movement("a", seconds, "Reach far", short="reach"), Movement("b", 2, "Down")), reps=4)
        return [cue.text for cue in cues_of(made, lengths=voice.length_ms) if cue.kind == "rep"][2]

    assert [opening(seconds) for seconds in (2.1, 1.8, 1.2, 0.8)] == [
        "Number three. Reach out",
        "Three. Reach out",
        "Number three",
        "Three",
    ]


def test_what_cannot_be_said_is_left_out_and_the_rest_is_said(voice):
    made = Exercise("Xyzzy", "Plugh.", (Movement("a", 2, "Frobnicate"), Movement("b", 2, "Hold still")), reps=3)
    cues = cues_of(made, Step("e"), Step("e"), lengths=voice.length_ms)
    texts = {kind: [cue.text for cue in cues if cue.kind == kind][:2] for kind in ("prepare", "rep", "movement")}
    assert texts["prepare"] == [
        "One minute. First. Exercise one out of two. Three reps.",
        "Next. Exercise two out of two. Three reps.",
    ]
    assert texts["rep"] == ["One", "Number two"]
    assert texts["movement"] == ["Hold still", "Hold still"]


def test_the_voice_counts_and_says_the_last_one(unguided_plan_of):
    texts = [
        cue.text
        for cue in script(unguided_plan_of("relief"), estimated)
        if cue.kind in ("rep", "last-rep") and cue.at_ms < 70_000
    ]
    assert [text.split(".")[0] for text in texts] == ["One", "Number two", "Number three", "Last one"]


def test_a_movement_is_told_in_full_twice_and_then_in_a_word():
    made = Exercise("E", "Stand.", (Movement("a", 2, "Go"), Movement("b", 4, "Sink slowly down", short="sink")), reps=4)
    texts = [cue.text for cue in cues_of(made) if cue.kind == "movement"]
    assert texts == ["Sink slowly down"] * 2 + ["Let it sink down"] * 2


@pytest.mark.parametrize(
    ("value", "words"), [(0, "zero"), (13, "thirteen"), (20, "twenty"), (42, "forty-two"), (105, "one hundred and five")]
)
def test_numbers_in_words(value, words):
    assert number(value) == words


def test_things_are_listed_with_articles_and_names_keep_their_abbreviations():
    assert listed(("mat", "foam roller", "chair")) == "a mat, a foam roller and a chair"
    assert lowered("Bird dog") == "bird dog"
    assert lowered("YTW raise") == "YTW raise"


def test_left_and_right_have_sounds_of_their_own():
    assert sound_of("side", "left") != sound_of("side", "right")


def test_a_word_that_is_not_understood_alone_is_said_in_two():
    made = Exercise("E", "Stand.", (Movement("a", 2, "Go"), Movement("b", 4, "Stay", short="hold")), reps=4)
    assert [cue.text for cue in cues_of(made) if cue.kind == "movement"] == ["Stay"] * 2 + ["Hold still"] * 2
