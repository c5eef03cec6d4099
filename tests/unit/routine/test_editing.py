"""Editing a routine: every sequence of changes leaves what can be saved, and undo leads back through all of them."""

from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace

from trainer.routine.compiler import compile_plan
from trainer.routine.editing import LABELS, RANGES, Draft, Refused, draft_of, fields_of, free_id
from trainer.routine.library import EMPTY, merged, step_problem
from trainer.routine.loader import parse
from trainer.routine.model import RepsByEffort, Routine, SecondsByEffort, Step
from trainer.routine.writer import new_text, with_routine
from trainer.ui.editor.words import field_rows

NOTHING = Draft(Routine("mine", "Mine", ()), None)


@pytest.fixture
def draft(library):
    return Draft(library.routines["relief"], library.routines["relief"])


def steps(draft):
    return [step.exercise for step in draft.routine.steps]


def test_a_routine_is_made_step_by_step(library):
    draft = NOTHING.added("cat-stretch", 0).added("bird-dog", 1).added("foam-roll", 0)
    assert steps(draft) == ["foam-roll", "cat-stretch", "bird-dog"]
    assert steps(draft.moved(0, 1)) == ["cat-stretch", "foam-roll", "bird-dog"]
    assert steps(draft.removed(1)) == ["foam-roll", "bird-dog"]
    assert draft.renamed("  At   the desk ").routine.name == "At the desk"


def test_what_there_is_to_lose(draft, library):
    assert not NOTHING.unsaved
    copy = draft_of(draft.routine, library, None, lambda name: False)
    assert copy.unsaved
    assert not copy.has_changes
    assert copy.renamed("Another").has_changes
    assert not copy.renamed("Another").undo().has_changes
    assert NOTHING.added("cat-stretch", 0).unsaved
    assert not draft.unsaved
    assert draft.removed(0).unsaved
    assert not draft.removed(0).as_saved().unsaved
    assert not draft.removed(0).undo().unsaved


def test_a_dose_begins_at_the_exercises_own_and_goes_back_to_it(library, draft):
    more = draft.stepped(library, 0, "reps", 1)
    assert more.routine.steps[0].reps == RepsByEffort(3, 5, 5)
    assert more.with_value(library, 0, "reps", UNSET).routine.steps[0].reps is UNSET


def test_alternating_reps_change_by_two(library):
    draft = NOTHING.added("bird-dog", 0).stepped(library, 0, "reps", 1)
    assert draft.routine.steps[0].reps == RepsByEffort(10, 12, 12)


def test_odd_values_go_to_the_next_notch(library, draft):
    odd = draft.with_value(library, 0, "rest", 7)
    assert odd.stepped(library, 0, "rest", 1).routine.steps[0].rest == 10
    assert odd.stepped(library, 0, "rest", -1).routine.steps[0].rest == 5


@pytest.mark.parametrize(
    ("field", "value"), [(field, value) for field, (low, high, _) in RANGES.items() for value in (low, high)]
)
def test_numbers_stop_at_their_ends(library, field, value):
    draft = NOTHING.added("foam-roll" if field == "seconds" else "cat-stretch", 0).with_value(library, 0, field, value)
    with pytest.raises(Refused, match=LABELS[field]):
        draft.stepped(library, 0, field, 1 if value == RANGES[field][1] else -1)
    for outside in (RANGES[field][1] + 1, -1):
        with pytest.raises(Refused, match=LABELS[field]):
            draft.with_value(library, 0, field, outside)


def test_what_does_not_fit_is_refused_with_the_reason(library):
    draft = NOTHING.added("bird-dog", 0)
    with pytest.raises(Refused, match="cannot be timed"):
        draft.with_value(library, 0, "seconds", 30)
    with pytest.raises(Refused, match="first step"):
        draft.moved(0, -1)
    with pytest.raises(Refused, match="nothing to undo"):
        NOTHING.undo()
    with pytest.raises(Refused, match="nothing to do again"):
        NOTHING.redo()
    for name in ("", " ", "x" * 81, "a\x1bb"):
        with pytest.raises(Refused, match="A name has"):
            draft.renamed(name)


def test_a_routine_has_an_end():
    draft = NOTHING
    for _ in range(200):
        draft = draft.added("cat-stretch", 0)
    with pytest.raises(Refused, match="at most 200 steps"):
        draft.added("cat-stretch", 0)


@pytest.mark.parametrize(
    ("name", "found"),
    [("My mornings", "my-mornings"), ("Übung 3!", "bung-3"), ("", "routine"), ("relief", "relief-2"), ("x" * 90, "x" * 56)],
)
def test_an_id_is_made_of_a_name(name, found):
    assert free_id(name, {"relief"}) == found


CHANGES = st.lists(
    st.tuples(st.sampled_from(["add", "remove", "move", "turn", "undo", "redo"]), st.integers(0, 99), st.integers(0, 99))
)


@given(CHANGES)
@settings(max_examples=100, deadline=None)
def test_any_changes_leave_what_compiles_saves_and_loads(library, changes):
    exercises = sorted(library.exercises)
    draft, past = NOTHING, [NOTHING.routine]
    for kind, one, other in changes:
        place = one % max(1, len(draft.routine.steps))
        try:
            if kind == "add":
                draft = draft.added(exercises[other % len(exercises)], place)
            elif kind == "undo":
                draft = draft.undo()
            elif kind == "redo":
                draft = draft.redo()
            elif draft.routine.steps:
                step = draft.routine.steps[place]
                fields = fields_of(step, library.exercises[step.exercise])
                if kind == "remove":
                    draft = draft.removed(place)
                elif kind == "move":
                    draft = draft.moved(place, 1 if other % 2 else -1)
                else:
                    draft = draft.stepped(library, place, fields[other % len(fields)], 1 if other % 3 else -1)
        except Refused as reason:
            assert str(reason)
        past.append(draft.routine)
    if draft.routine.steps:
        assert compile_plan(library, draft.routine).duration_ms > 0
        text = new_text(library.exercises, [draft.routine])
        assert merged(EMPTY, parse(text.encode(), "my.toml")).routines["mine"] == draft.routine
    while draft.before:
        draft = draft.undo()
    assert draft.routine == NOTHING.routine


def test_doses_by_effort_stay_until_they_are_changed(library):
    draft = NOTHING.added("cat-stretch", 0).with_value(library, 0, "reps", UNSET)
    assert isinstance(library.exercises["cat-stretch"].reps, RepsByEffort)
    assert draft.routine.steps[0].reps is UNSET


def test_a_prepare_that_nobody_gave_is_shown_as_what_it_is_and_changed_from_ten_seconds_on(library):
    exercise = replace(library.exercises["cat-stretch"], prepare=UNSET)
    library = replace(library, exercises={**library.exercises, "cat-stretch": exercise})
    draft = NOTHING.added("cat-stretch", 0)
    (row,) = field_rows(draft.routine.steps[0], exercise, "prepare")
    assert row.plain.endswith("  by its words")
    assert draft.stepped(library, 0, "prepare", 1).routine.steps[0].prepare == 15


# ---- less is less, more is more, and nothing else changes

DOSES = {
    "reps": st.one_of(
        st.integers(1, 200),
        st.lists(st.integers(1, 200), min_size=3, max_size=3).map(lambda three: by_effort(RepsByEffort, three)),
    ),
    "seconds": st.one_of(
        st.floats(0.2, 3600),
        st.lists(st.floats(0.2, 3600), min_size=3, max_size=3).map(lambda three: by_effort(SecondsByEffort, three)),
    ),
    "sets": st.integers(1, 20),
    "rest": st.floats(0, 3600),
    "rest_between_sets": st.floats(0, 3600),
    "prepare": st.one_of(st.just(UNSET), st.floats(0, 3600)),
    "tempo": st.floats(0.25, 4),
}


def by_effort(kind, three):
    return kind(*sorted(three))


def each(dose):
    return (dose.low, dose.usual, dose.high) if isinstance(dose, RepsByEffort | SecondsByEffort) else (dose,) * 3


@st.composite
def routines(draw, library):
    """A routine of one's own with a step of any values that a file may hold, and a field of it that has a number."""
    timed = draw(st.booleans())
    exercise = draw(st.sampled_from([name for name, one in library.exercises.items() if (one.seconds is not UNSET) == timed]))
    dose = "seconds" if timed else "reps"
    given = {name: draw(DOSES[name]) for name in (dose, "sets", "rest", "rest_between_sets", "prepare", "tempo")}
    if draw(st.booleans()):
        del given[dose]
    step = Step(exercise, **given)
    assume(not step_problem(step, library.exercises))
    routine = Routine("mine", "Mine", (Step("cat-stretch"), step))
    return routine, draw(st.sampled_from([name for name in fields_of(step, library.exercises[exercise]) if name in RANGES]))


@given(st.data(), st.sampled_from([-1, 1]))
@settings(max_examples=400)
def test_less_is_never_more_and_what_is_not_touched_stays(library, data, way):
    routine, field = data.draw(routines(library))
    draft = Draft(routine, routine)
    step = routine.steps[1]
    exercise = library.exercises[step.exercise]
    present = getattr(exercise if getattr(step, field) is UNSET else step, field)
    try:
        after = draft.stepped(library, 1, field, way)
    except Refused as reason:
        assert str(reason)
        return
    changed = after.routine.steps[1]
    low, usual, high = (now - before for before, now in zip(each(present), each(getattr(changed, field)), strict=True))
    assert usual * way > 0
    assert low * way >= 0
    assert high * way >= 0
    assert low == 0 or each(getattr(changed, field))[0] == each(getattr(changed, field))[1], "it gives way only where it must"
    assert high == 0 or each(getattr(changed, field))[2] == each(getattr(changed, field))[1]
    assert replace(changed, **{field: getattr(step, field)}) == step
    assert after.routine.steps[0] == routine.steps[0]
    text = new_text({}, [routine])
    assert with_routine(text, after.undo().routine) == text
    assert parse(with_routine(text, after.routine).encode(), "").routines[0] == after.routine


@pytest.mark.parametrize(("seconds", "way", "found"), [(5, -1, 4), (2, -1, 1), (2, 1, 3), (4, 1, 5), (5, 1, 10), (7, -1, 5)])
def test_a_few_seconds_go_one_by_one(library, seconds, way, found):
    draft = NOTHING.added("foam-roll", 0).with_value(library, 0, "seconds", seconds)
    if isinstance(library.exercises["foam-roll"].seconds, SecondsByEffort):
        draft = Draft(replace(draft.routine, steps=(replace(draft.routine.steps[0], seconds=float(seconds)),)), None)
    assert draft.stepped(library, 0, "seconds", way).routine.steps[0].seconds == found


def test_of_a_dose_by_effort_the_one_that_is_shown_changes_and_the_others_give_way_where_they_must(library):
    draft = NOTHING.added("bird-dog", 0)
    assert library.exercises["bird-dog"].reps == RepsByEffort(10, 10, 12)
    assert draft.with_value(library, 0, "reps", 11).routine.steps[0].reps == RepsByEffort(10, 11, 12)
    assert draft.with_value(library, 0, "reps", 20).routine.steps[0].reps == RepsByEffort(10, 20, 20)
    assert draft.with_value(library, 0, "reps", 4).routine.steps[0].reps == RepsByEffort(4, 4, 12)


def test_half_a_rep_is_refused_not_cut(library):
    with pytest.raises(Refused, match="Reps: a whole number, 1 to 200"):
        NOTHING.added("bird-dog", 0).with_value(library, 0, "reps", 8.7)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("per_day", "3", 3),
        ("per_week", " 50 ", 50),
        ("until", "2027-01-31", date(2027, 1, 31)),
        ("note", "Slowly   at first", "Slowly at first"),
        ("note", "12", "12"),
        ("by", "Dr. Weiss", "Dr. Weiss"),
        ("per_day", "", UNSET),
    ],
)
def test_the_prescription_is_typed_kept_in_the_file_and_taken_away(draft, key, text, value):
    changed = draft.prescribed(key, text)
    assert getattr(changed.routine, key) == value
    assert list(parse(new_text({}, [changed.routine]).encode(), "").routines.values()) == [changed.routine]
    assert getattr(changed.prescribed(key, "  ").routine, key) is UNSET
    assert changed.undo().routine == draft.routine


@pytest.mark.parametrize(
    ("key", "text", "message"),
    [
        ("per_day", "25", "Expected a whole number of at most 24"),
        ("per_day", "0", "Expected a whole number of at least 1"),
        ("per_week", "often", "Expected a whole number, found text"),
        ("per_week", "9" * 5000, "Expected a whole number, found text"),
        ("until", "31.1.2027", "Type a day like 2027-01-31"),
        ("until", "2027-02-30", "Type a day like 2027-01-31"),
        ("note", "x" * 401, "Expected text of at most 400 characters"),
        ("by", "x" * 81, "Expected text of at most 80 characters"),
        ("note", "a\u202eb", "Type characters that can be shown"),
    ],
)
def test_a_prescription_that_cannot_be_is_refused_in_words(draft, key, text, message):
    with pytest.raises(Refused, match=f"^{message}$"):
        draft.prescribed(key, text)
