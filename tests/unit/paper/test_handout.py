"""The handout: everything that the paper must say, and nothing that could leave it."""

import re
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace

from trainer.paper.boxes import BOX
from trainer.paper.handout import Handout, page
from trainer.pose.library import Poses
from trainer.routine.compiler import compile_plan
from trainer.routine.library import EMPTY, PlanDefaults, merged
from trainer.routine.loader import parse
from trainer.routine.model import EFFORTS
from trainer.run.safety import SAFETY

VOID = {"meta"}
FILE = """
version = 1
[exercise.e]
name = "{name}"
start = "Stand."
reps = 3
movements = [{{ to = "x", seconds = 1, say = "Move" }}]
[[routine]]
id = "r"
name = "{name}"
{more}
steps = [{steps}]
"""


class Outline(HTMLParser):
    """The tags of a page, each closed where it must be; its texts; its attributes."""

    def __init__(self, source):
        super().__init__()
        self.open, self.tags, self.texts, self.attributes = [], [], [], []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.texts.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())


@pytest.fixture
def printed(library):
    def printing(routine, effort="usual", chosen=library, **options):
        unguided = replace(chosen, plan_defaults=PlanDefaults(guided=False))
        plan = compile_plan(unguided, unguided.routines[routine], effort)
        return page(Handout(unguided, plan, Poses(), **options))

    return printing


def own(name="Mine", more="", steps='{ exercise = "e" }'):
    return merged(EMPTY, parse(FILE.format(name=name, more=more, steps=steps).encode(), "mine.toml"))


@pytest.mark.parametrize("effort", EFFORTS)
@pytest.mark.parametrize("routine", ["warm-up", "relief", "full", "desk"])
def test_every_exercise_is_told_whole(printed, library, routine, effort):
    text = Outline(printed(routine, effort)).text
    for step in library.routines[routine].steps:
        exercise = library.exercises[step.exercise]
        for words in (exercise.name, exercise.feel, exercise.benefit, *exercise.tips, exercise.avoid, exercise.source):
            assert words in text
        for movement in exercise.movements:
            assert movement.say.replace("{side}", "left").replace("{other}", "right") in text
    assert " ".join(SAFETY.split()) in text
    assert "{" not in text


def test_it_has_a_picture_of_the_start_and_of_each_position(printed, library):
    svgs = Outline(printed("relief")).tags.count("svg")
    moving = [movement.to for step in library.routines["relief"].steps for movement in library.exercises[step.exercise].movements]
    positions = sum(1 for place, key in enumerate(moving) if place == 0 or key != moving[place - 1])
    assert svgs == positions + len(library.routines["relief"].steps)


def test_it_needs_nothing_from_elsewhere_and_runs_nothing(printed):
    source = printed("full")
    outline = Outline(source)
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(outline.tags)
    assert not {"src", "href", "style"} & {name for name, _ in outline.attributes}
    assert not re.search(r"https?:|url\(|@import", source)


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "</style><b>", "&amp; <!--", "שלום עולם"])
def test_texts_are_texts_whatever_they_hold(printed, name):
    source = printed("r", chosen=own(name), reader=name)
    outline = Outline(source)
    assert not {"script", "b>"} & set(outline.tags)
    assert outline.text.count(name) >= 3
    assert ("dir", "auto") in outline.attributes


@pytest.mark.parametrize(("more", "weeks", "count"), [("", 4, 28), ("per_day = 2", 3, 42), ("per_week = 3", 4, 12)])
def test_there_is_a_box_for_each_time(printed, more, weeks, count):
    assert printed("r", chosen=own(more=more), weeks=weeks).count(BOX) == count


def test_the_prescription_stands_at_its_head(printed):
    more = 'per_week = 3\nuntil = 2027-01-31\nnote = "Stay below pain."\nby = "Dr. Hand"'
    text = Outline(printed("r", chosen=own(more=more), reader="Kim")).text
    assert "For: Kim From: Dr. Hand How often: three times a week Until: 2027-01-31" in text
    assert "Mind: Stay below pain." in text


def test_a_routine_without_pictures_and_one_of_200_steps_are_printed(printed):
    library = own(steps=", ".join(['{ exercise = "e" }'] * 200))
    outline = Outline(printed("r", chosen=library))
    assert outline.tags.count("svg") == 0
    assert "200. Mine" in outline.text


def test_sides_are_told_and_the_picture_shows_the_first_one(printed, library):
    source = printed("warm-up")
    assert "One rep is steps 1 to 3 on one side; the next rep is on the other side." in source
    changed = replace(
        library.routines["warm-up"], steps=tuple(replace(s, first_side="right") for s in library.routines["warm-up"].steps)
    )
    other = replace(library, routines={"warm-up": changed})
    assert "Reach your left hand down to your right foot" in Outline(printed("warm-up", chosen=other)).text
    assert printed("warm-up", chosen=other).partition("<main>")[2] != source.partition("<main>")[2]


def test_it_tells_first_when_to_stop_and_what_stopping_means(printed):
    text = Outline(printed("relief")).text
    assert text.index("leave out that exercise.") < text.index("How to read the steps.") < text.index("1. Cat stretch")


def test_it_tells_what_a_rep_is_how_long_to_rest_and_how_to_breathe(printed):
    text = Outline(printed("relief")).text
    assert "One rep is steps 1 to 3. Then rest 15 s before the next exercise." in text
    assert "One rep is steps 1 and 2. Good for" in text  # nothing to rest for after the last exercise
    assert "Hold still (2 s, breathe freely)" in text
    assert "Back to flat, like a table (2 s, breathe freely)" in text


def test_sets_and_timed_exercises_are_told_in_words_of_their_own(printed):
    text = Outline(printed("r", chosen=own(steps='{ exercise = "e", sets = 2, rest = 5, rest_between_sets = 20 }'))).text
    assert "One rep is step 1. Rest 20 s between the sets." in text
    assert "Do round after round for 60 seconds." in Outline(printed("warm-up")).text


def test_an_exercise_that_says_nothing_of_breath_is_not_given_any(printed):
    assert "Move (1 s)" in Outline(printed("r", chosen=own())).text


def test_what_is_needed_for_some_exercises_only_is_told_with_their_numbers(printed):
    assert "mat (exercise 1)" in Outline(printed("relief")).text
    assert "You need: chair Safety" in Outline(printed("desk")).text
    assert "mat (exercises 1, 2, 3, 4), foam roller (exercise 3)" in Outline(printed("full")).text


def test_the_usual_amount_is_not_named_and_a_box_stands_for_all_exercises(printed):
    text = Outline(printed("relief")).text
    assert "usual" not in text
    assert "Tick one box each time you have done all the exercises" in text
