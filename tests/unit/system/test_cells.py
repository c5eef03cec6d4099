"""Texts are broken, cut and placed by the columns they take in a terminal."""

import textwrap

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from trainer.system.cells import cells, centred, padded, shortened, wrap

TEXTS = st.text("ab -\u732b\u306e\u3073\uff21e\u0301\u00e9", max_size=40)
NAME = "\u732b\u306e\u4f38\u3073"  # four letters of two columns each


@given(TEXTS)
def test_columns_are_counted_as_the_screens_count_them(text):
    assert cells(text) == cell_len(text)


@given(TEXTS, st.integers(2, 20))
@example("\u0301\u0301\u306e\u306e", 2)  # as many columns as letters, yet not one each
def test_no_line_is_wider_than_the_columns_and_no_letter_is_lost(text, columns):
    lines = wrap(text, columns)
    assert all(cells(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text("abc -,.", max_size=60), st.integers(1, 20))
def test_letters_of_one_column_are_broken_as_ever(text, columns):
    assert wrap(text, columns) == textwrap.wrap(text, columns)


def test_wide_letters_are_broken_by_their_columns():
    assert wrap(NAME, 5) == [NAME[:2], NAME[2:]]
    assert wrap(f"go {NAME}", 6, whole_words=True) == ["go", NAME]
    assert wrap(NAME, 1) == list(NAME)


def test_wide_letters_are_placed_by_their_columns():
    assert padded(NAME, 10) == f"{NAME}  "
    assert centred(NAME, 12) == f"  {NAME}"
    assert shortened(NAME, 8) == NAME
    assert shortened(NAME, 7) == f"{NAME[:3]}\u2026"
    assert shortened(NAME, 6) == f"{NAME[:2]}\u2026"
