"""Guided reps and prepares: as slow as their words, so that the voice says every one of them."""

import json
from collections import defaultdict

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace

from tests.unit.any_plan import libraries, plans
from trainer.cues.script import script
from trainer.cues.table import SPEAKERS, texts_of
from trainer.routine.adjusting import adjusted
from trainer.routine.compiler import compile_plan, low_effort_plan
from trainer.routine.easing import at_lower_effort
from trainer.routine.library import Library, PlanDefaults
from trainer.routine.model import EFFORTS, Exercise, Movement, Routine, Step, for_effort
from trainer.routine.pace import BETWEEN_MS, COUNTDOWN_MS, MOVEMENT_DELAY_MS, SIDE_MS, VOICE_DELAY_MS, estimate_ms, sentences
from trainer.routine.plan import Plan
from trainer.routine.speech import ONES, announcement
from trainer.session.record import Record
from trainer.session.resumption import place_after, resumption
from trainer.session.session import Session
from trainer.session.states import Command
from trainer.system import paths
from trainer.ui.widgets.figure_moment import moment_of, step_moment

ON, OFF = st.just(True), st.just(False)
BUNDLED = [(routine, effort) for routine in ("warm-up", "relief", "full", "desk") for effort in EFFORTS]
LONG = "Reach your arm forward and your other leg back until both are level"


def compiled(made: Exercise, *steps: Step, **plan_defaults) -> Plan:
    routine = Routine("r", "R", steps or (Step("e"),))
    library = Library({"e": made}, {"r": routine}, {"r": "r.toml"}, plan_defaults=PlanDefaults(**plan_defaults))
    return compile_plan(library, routine)


def durations(plan: Plan, kind: str) -> list[int]:
    return [phase.duration_ms for phase in plan.phases if phase.kind == kind]


def texts_at(plan: Plan, lengths) -> dict[int, str]:
    """What is said of a movement, by the index of its phase."""
    kinds = ("go", "rep", "last-rep", "movement")
    return {cue.phase: cue.text for cue in script(plan, lengths) if cue.kind in kinds and cue.text}


# ---- which reps are guided, and how long they last


@given(plans(self_paced=st.booleans(), guided=ON))
def test_the_first_rep_or_pass_on_each_side_of_a_steps_first_set_is_guided(plan):
    for step in plan.steps:
        passes = defaultdict(list)
        for phase in plan.phases:
            if phase.step == step.number and phase.kind == "move":
                number = phase.rep or (phase.index - plan.stretch(phase)[0].index) // len(step.movements) + 1
                passes[phase.set, phase.side, number].append(phase.guided)
        first_numbers = {}
        for (number, side, rep), marks in passes.items():
            first_numbers.setdefault((number, side), rep)
            guided = number == 1 and rep == first_numbers[number, side]
            assert set(marks) == {guided}


@given(plans(self_paced=st.booleans(), guided=ON))
def test_a_guided_movement_lasts_at_least_as_long_as_its_words(plan):
    for phase in plan.phases:
        if not phase.guided:
            continue
        movement = plan.step_of(phase).movements[phase.movement - 1]
        delay = VOICE_DELAY_MS if phase.movement == 1 else MOVEMENT_DELAY_MS
        is_cut = plan.step_of(phase).timed and plan.stretch(phase)[1] == phase
        assert is_cut or phase.duration_ms >= max(movement.duration_ms, delay + estimate_ms(phase.text))


@given(libraries(self_paced=st.booleans(), guided=OFF))
def test_without_guided_reps_every_phase_lasts_as_long_as_the_routine_says(library):
    routine = library.routines["any"]
    for effort in EFFORTS:
        plan = compile_plan(library, routine, effort)
        guided = compile_plan(replace(library, plan_defaults=PlanDefaults()), routine, effort)
        assert not any(phase.guided for phase in plan.phases)
        for phase in plan.phases:
            step = plan.step_of(phase)
            if phase.kind == "prepare" and library.exercises[step.exercise].prepare is not UNSET:
                given_ms = round(library.exercises[step.exercise].prepare * 1000)
                assert phase.duration_ms == (max(given_ms, 15_000) if step.number == 1 else given_ms)
            if phase.kind == "move" and not (step.timed and plan.stretch(phase)[1] == phase):
                assert phase.duration_ms == step.movements[phase.movement - 1].duration_ms
        for step in plan.steps:
            if not step.timed:
                kept = [
                    [(one.kind, one.set, one.side, one.rep, one.movement) for one in each.phases if one.step == step.number]
                    for each in (plan, guided)
                ]
                assert kept[0] == kept[1]


def test_a_hold_is_longer_only_where_its_words_need_it():
    made = Exercise("E", "Stand.", (Movement("a", 2, LONG), Movement("a", 2, "Hold"), Movement("a", 2, LONG)), reps=2)
    first, last = (delay + estimate_ms(LONG) for delay in (VOICE_DELAY_MS, MOVEMENT_DELAY_MS))
    assert durations(compiled(made), "move") == [first, 2000, last, 2000, 2000, 2000]


def test_the_words_of_a_long_hold_end_before_its_countdown():
    made = Exercise("E", "Stand.", (Movement("a", 2, "Go"), Movement("a", 10, "Breathe " * 17)), reps=1)
    plan = compiled(made)
    assert durations(plan, "move")[1] == MOVEMENT_DELAY_MS + estimate_ms("Breathe " * 17) + COUNTDOWN_MS
    assert texts_at(plan, estimate_ms)[2] == "Breathe " * 17


# ---- what is said


@given(plans(self_paced=st.booleans(), guided=ON))
def test_the_voice_says_every_movement_of_a_guided_rep_in_full(plan):
    said = texts_at(plan, estimate_ms)
    sides = [(cue.at_ms, plan.phases[cue.phase].step) for cue in script(plan, estimate_ms) if cue.kind == "side"]
    for phase in plan.phases:
        # Timed work of a moment may be over before its side is said; the word then runs into a step without a prepare.
        runs_on = any(step < phase.step and phase.start_ms - at < SIDE_MS for at, step in sides if at <= phase.start_ms)
        rest = plan.before(phase)
        if not phase.guided or plan.step_of(phase).timed or (runs_on and rest is not None and rest.kind != "rest"):
            continue
        if phase.self_paced:
            whole = ". ".join(one.text.rstrip(". ") for one in plan.phases if one.guided and _same_rep(one, phase))
            assert said.get(phase.index) == (whole if phase.movement == 1 else None)
        else:
            assert said.get(phase.index) == phase.text


def _same_rep(one, other) -> bool:
    return (one.step, one.set, one.side, one.rep) == (other.step, other.set, other.side, other.rep)


@given(plans(guided=ON))
def test_the_first_pass_of_timed_work_is_said_as_far_as_it_fits(plan):
    said = texts_at(plan, estimate_ms)
    for phase in plan.phases:
        if phase.guided and plan.step_of(phase).timed:
            delay = VOICE_DELAY_MS if phase.movement == 1 else MOVEMENT_DELAY_MS
            over = phase.start_ms + delay + estimate_ms(phase.text)
            before = plan.before(phase)
            told_late = phase.movement == 1 and before is not None and (before.kind == "move" or before.duration_ms < 4000)
            if over <= min(phase.end_ms, plan.stretch(phase)[1].end_ms - COUNTDOWN_MS) and not told_late:
                assert said.get(phase.index) == phase.text


@pytest.mark.parametrize(("routine", "effort"), BUNDLED)
def test_guided_reps_have_neither_numbers_nor_breath(plan_of, voice, routine, effort):
    plan = plan_of(routine, effort)
    for place, text in texts_at(plan, voice.length_ms).items():
        if plan.phases[place].guided:
            first = text.split(".")[0].casefold()
            assert "breathe " not in text.casefold()
            assert first not in ONES
            assert first != "last one"


def test_after_a_guided_rep_the_second_is_told_in_full_with_its_number_and_then_a_word_is_enough():
    reach = Movement("a", 5, "Reach up high", short="reach", breath="out")
    made = Exercise("E", "Stand.", (reach, Movement("b", 4, "Sink slowly", short="sink", breath="in")), reps=4)
    plan = compiled(made)
    said = texts_at(plan, estimate_ms)
    opening = [said[phase.index] for phase in plan.phases if plan.opens_rep(phase)]
    sinking = [said[phase.index] for phase in plan.phases if phase.movement == 2]
    assert opening[0] == "Reach up high"
    assert "Number two. Reach up high. Breathe out" in opening[1]
    assert opening[2:] == ["Number three. Reach out", "Last one. Reach out"]
    assert sinking == ["Sink slowly", "Sink slowly. Breathe in", "Let it sink down", "Let it sink down"]


def test_the_first_movement_of_timed_work_is_said_with_its_go(plan_of, voice):
    made = Exercise("E", "Lie.", (Movement("a", 3, "Hold still"), Movement("b", 3, "Let go")), seconds=12)
    for guided in (True, False):
        plan = compiled(made, Step("e", sets=2), guided=guided)
        go = [(cue.text, cue.voice_at_ms - cue.at_ms) for cue in script(plan, voice.length_ms) if cue.kind == "go"]
        assert go == [("Hold still", VOICE_DELAY_MS)] * 2


def test_a_side_that_is_told_with_the_rep_is_told_first_and_leaves_the_words_their_time():
    made = Exercise("E", "Stand.", (Movement("a", 1, "Reach"),), reps=2, sides="alternating", changeover=0)
    plan = compiled(made)
    cues = [cue for cue in script(plan, estimate_ms) if cue.phase == 2 and cue.text]
    assert [cue.text for cue in cues] == ["Right side", "Reach"]
    assert cues[1].voice_at_ms == cues[0].voice_at_ms + estimate_ms("Right side")


# ---- how long words take


def test_no_recording_is_longer_than_the_estimate():
    manifest = json.loads((paths.bundled_sounds() / "voice" / "manifest.json").read_text(encoding="utf-8"))
    clips = manifest["clips"].values()
    assert clips
    assert not [clip["text"] for clip in clips if clip["milliseconds"] > estimate_ms(clip["text"])]


@pytest.mark.parametrize(("routine", "effort"), BUNDLED)
def test_no_text_of_the_bundled_routines_takes_longer_than_the_estimate(plan_of, voice, routine, effort):
    plan = plan_of(routine, effort)
    for phase in plan.phases:
        for cue in SPEAKERS:
            for text in texts_of(plan, cue.kind, phase, phase.side):
                length = voice.length_ms(text)
                assert length is not None, f"no clip says {text!r}: run `python sounds/make_voice.py`"
                assert length <= estimate_ms(text)


def test_every_sentence_of_a_text_takes_its_time_and_the_pause_between_them():
    assert estimate_ms("Hold") == 400 + 60 * 4
    assert estimate_ms("Sink. Hold") == 400 + 60 * 5 + BETWEEN_MS + 400 + 60 * 4
    assert sentences("Next: bird dog. Hold") == ["Next:", "bird dog.", "Hold"]


# ---- prepares


@given(plans(guided=ON))
def test_a_guided_prepare_has_time_for_its_announcement_and_the_side(plan):
    for cue in script(plan, estimate_ms):
        phase = plan.phases[cue.phase] if cue.phase is not None else None
        if phase is not None and phase.kind == "prepare":
            assert phase.duration_ms >= (15_000 if phase.index == 0 else 1000)
            if cue.kind == "prepare":
                assert cue.text == announcement(plan, phase)[0]
            elif cue.kind == "side":
                assert cue.text in ("Left side", "Right side")


@pytest.mark.parametrize(
    ("prepare", "guided", "lasts"),
    [
        (UNSET, True, "words"),
        (UNSET, False, "words"),
        (4, True, "words"),
        (4, False, 4_000),
        (60, True, 60_000),
        (0, True, None),
        (0, False, None),
    ],
)
def test_a_prepare_lasts_as_long_as_what_is_said_in_it(prepare, guided, lasts):
    made = Exercise("E", "Stand. " + LONG * 2, (Movement("a", 2, "Go"),), reps=1, prepare=prepare)
    plan = compiled(made, Step("e"), Step("e"), guided=guided)
    second = [phase for phase in plan.phases if phase.kind == "prepare" and phase.step == 2]
    if lasts == "words":
        lasts = 700 + estimate_ms(announcement(plan, second[0])[0]) + COUNTDOWN_MS
    assert [phase.duration_ms for phase in second] == ([lasts] if lasts else [])


@pytest.mark.parametrize("guided", [True, False])
def test_a_prepare_that_is_not_given_lasts_ten_seconds_at_least(guided):
    made = Exercise("E", "Stand.", (Movement("a", 2, "Go"),), reps=1)
    assert durations(compiled(made, Step("e"), Step("e"), guided=guided), "prepare") == [15_000, 10_000]


def test_more_time_to_prepare_is_added_to_what_the_words_take():
    made = Exercise("E", "Stand. " + LONG * 3, (Movement("a", 2, "Go"),), reps=1)
    without, more = (durations(compiled(made, Step("e"), Step("e"), prepare_extra=extra), "prepare") for extra in (0, 5))
    assert [after - before for before, after in zip(without, more, strict=True)] == [5_000, 5_000]


def test_the_minutes_that_are_told_are_those_before_prepares_are_longer(plan_of, unguided_plan_of):
    made = Exercise("E", "Stand. " + LONG * 5, (Movement("a", 37.2, "Go"),), reps=1)
    plan = compiled(made, Step("e", sets=1, prepare=36), Step("e", prepare=0))
    assert plan.minutes == 2
    assert "Two minutes." in announcement(plan, plan.phases[0])[0]


# ---- countdown and go before each side


@pytest.mark.parametrize(("changeover", "counted"), [(4.9, False), (5, True), (8, True)])
@pytest.mark.parametrize("dose", [{"reps": 1}, {"seconds": 9}])
def test_a_changeover_of_five_seconds_and_more_is_counted_down_and_ends_with_go(changeover, counted, dose):
    made = Exercise("E", "Stand.", (Movement("a", 9, "Reach"),), sides="each", changeover=changeover, **dose)
    plan = compiled(made)
    change = next(phase for phase in plan.phases if phase.kind == "changeover")
    cues = script(plan, estimate_ms)
    ticks = [change.end_ms - cue.at_ms for cue in cues if cue.kind == "countdown" and cue.phase == change.index]
    went = [cue.phase for cue in cues if cue.kind == "go" and cue.at_ms == change.end_ms]
    assert ticks == ([3000, 2000, 1000] if counted else [])
    assert went == ([change.index + 1] if counted or "seconds" in dose else [])
    assert [cue.at_ms for cue in cues if cue.kind == "side" and cue.side == "right"] == [change.start_ms]


# ---- it stays so


@given(libraries(guided=ON), st.sampled_from(EFFORTS), st.integers(0, 200), st.booleans())
def test_more_and_less_time_keep_the_guided_pass_and_the_exact_total(library, effort, pick, more):
    plan = compile_plan(library, library.routines["any"], effort)
    runs = [phase for phase in plan.phases if plan.step_of(phase).timed and plan.opens_stretch(phase)]
    assume(runs)
    first = runs[pick % len(runs)]
    length = plan.stretch(first)[1].end_ms - first.start_ms
    other = adjusted(plan, first, first.start_ms, 10_000 if more else -10_000)
    assume(other is not None)
    begun = other.phases[first.index]
    last = other.stretch(begun)[1]
    assert last.end_ms - begun.start_ms == (length + 10_000 if more else max(length - 10_000, 1_000))
    before = plan.phases[first.index : plan.stretch(first)[1].index]
    after = other.phases[first.index : last.index]
    assert begun.guided == first.guided
    for one, same in zip(before, after, strict=False):
        assert (one.movement, one.start_ms, one.duration_ms, one.guided) == (
            same.movement,
            same.start_ms,
            same.duration_ms,
            same.guided,
        )


@pytest.mark.parametrize("guided", [True, False])
def test_less_of_a_routine_is_as_guided_as_it_was(library, guided):
    library = replace(library, plan_defaults=PlanDefaults(guided=guided))
    plan = compile_plan(library, library.routines["full"], "high")
    less = at_lower_effort(plan, low_effort_plan(library, plan), plan.phases[1])
    assert {phase.step for phase in less.phases if phase.guided} == ({1, 2, 3, 4, 5, 6} if guided else set())


@pytest.mark.parametrize("guided", [True, False])
def test_a_session_that_was_cut_off_goes_on_as_guided_as_it_was(library, guided):
    library = replace(library, plan_defaults=PlanDefaults(guided=guided))
    plan = compile_plan(library, library.routines["warm-up"])
    rolling = next(phase for phase in plan.phases if phase.step == 3 and phase.kind == "move")
    record, session, place = Record(plan), Session(plan), None
    for event in [*session.apply(Command.START), *session.advance(rolling.start_ms + 20_000)]:
        record.on_session_event(event)
        place = place_after(event, place, plan)
    longer = replace(place, left_ms=place.left_ms + 10_000)  # as after a `+`
    found = resumption(plan, longer, record.steps, 0)
    assert found is not None
    assert [phase.guided for phase in found.plan.phases[: rolling.index + 4]] == [
        phase.guided for phase in plan.phases[: rolling.index + 4]
    ]
    assert found.plan.phases[rolling.index].guided is guided
    assert found.plan.duration_ms == plan.duration_ms + 10_000


@pytest.mark.parametrize("guided", [True, False])
@pytest.mark.parametrize("effort", EFFORTS)
def test_timed_work_is_as_long_as_its_dose(library, guided, effort):
    plan = compile_plan(replace(library, plan_defaults=PlanDefaults(guided=guided)), library.routines["warm-up"], effort)
    rolled = [phase for phase in plan.phases if phase.step == 3 and phase.kind == "move"]
    assert sum(phase.duration_ms for phase in rolled) == for_effort(library.exercises["foam-roll"].seconds, effort) * 1000


# ---- what is seen


def test_the_figure_goes_at_the_pace_of_the_words():
    made = Exercise("E", "Stand.", (Movement("a", 2, LONG), Movement("b", 2, "Back")), reps=2, pose="p")
    plan = compiled(made)
    reach = plan.phases[1]
    middle = moment_of(plan, plan.steps[0], reach, reach.start_ms + reach.duration_ms // 2, still=False)
    assert middle.progress == pytest.approx(0.5)
    later = plan.phases[3]
    assert moment_of(plan, plan.steps[0], later, later.start_ms + 1000, still=False).progress == pytest.approx(0.5)


def test_a_guided_rep_at_ones_own_pace_is_shown_at_the_pace_of_its_words(clock):
    made = Exercise("E", "Stand.", (Movement("a", 2, LONG), Movement("b", 2, "Back")), reps=2, pose="p")
    session = Session(compiled(made, Step("e", pace="self")))
    session.apply(Command.START)
    session.advance(15_000 + 2_300)
    moment = step_moment(session.plan.steps[0], session.phase, session.waited_ms, still=False)
    assert (moment.to_key, moment.progress) == ("a", pytest.approx(2300 / (BETWEEN_MS + estimate_ms(LONG + "."))))
