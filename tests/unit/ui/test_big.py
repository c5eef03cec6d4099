"""What is drawn large: as large as there is room for, never cut, and in letters that cannot be taken for others."""

from itertools import combinations
from string import ascii_uppercase, digits, printable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.ui.widgets.big import FONTS, QUARTERS, balanced, drawn, fitted, sentence, side_by_side

BLOCKS = set(QUARTERS.values())
SAY = ["Reach your right arm forward, left leg back", "Round your shoulders, push both hands forward", "Let go and come up tall"]


@given(text=st.text("ABC 123?:,", min_size=1, max_size=30), columns=st.integers(0, 200), rows=st.integers(0, 60))
def test_what_is_drawn_fits_its_space_and_is_made_of_blocks(text, columns, rows):
    lines = side_by_side((text,), columns, rows)
    assert len(lines) <= rows
    assert all(len(line) <= columns for line in lines)
    assert set("".join(lines)) <= BLOCKS


@pytest.mark.parametrize("font", FONTS)
def test_no_two_letters_of_a_font_look_alike(font):
    glyphs = {char: drawn(char, font) for char in ascii_uppercase + digits}
    assert {f"{one}{other}" for one, other in combinations(glyphs, 2) if glyphs[one] == glyphs[other]} <= {"O0", "S5", "I1"}


def test_the_sizes_of_the_fonts_are_theirs():
    assert {font: (len(drawn("H", font)[0]), len(drawn("H", font))) for font in FONTS} == FONTS


def test_an_n_has_its_slanted_stroke():
    for font in FONTS:
        rows = drawn("N", font)
        inner = {row[1:-1] for row in rows}
        assert len(inner) > 2, f"{font}: {rows}"


@pytest.mark.parametrize("say", SAY)
@pytest.mark.parametrize(("columns", "rows"), [(98, 6), (118, 11), (198, 16)])
def test_a_whole_instruction_is_drawn_in_two_lines_of_three_rows_at_least(say, columns, rows):
    lines = sentence(say, columns, rows)
    assert 3 <= len(lines) <= rows
    assert all(len(line) <= columns for line in lines)


def test_a_sentence_too_long_for_any_font_is_not_drawn():
    assert sentence("word " * 60, 98, 6) == ()


def test_a_number_keeps_its_size_when_it_loses_a_digit():
    assert len(fitted("9", 20, 9, "00")) == len(fitted("10", 20, 9, "00"))


def test_what_no_font_has_stands_as_text():
    assert fitted("растяжка", 30, 9) == ("растяжка",)
    assert fitted("a\u0301e", 30, 9) == fitted("ae", 30, 9), "accents are left out"


@given(words=st.lists(st.text("abc", min_size=1, max_size=9), min_size=1, max_size=12), count=st.integers(1, 3))
def test_a_sentence_is_broken_between_words_into_no_more_lines_than_wanted(words, count):
    lines = balanced(" ".join(words), count)
    assert 1 <= len(lines) <= count
    assert " ".join(lines).split() == words


def test_every_printable_character_can_be_drawn():
    assert all(drawn(char, font) for char in printable.strip() for font in FONTS)
