"""Pictures as bytes: what is read back is what was drawn, and nothing but cells can be read."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import msgpack

from trainer.pose.cells import MODES
from trainer.pose.classes import DARK
from trainer.pose.library import Poses
from trainer.pose.picture_codec import decode, encode
from trainer.pose.renderer import Renderer
from trainer.ui.widgets.figure_moment import FigureMoment
from trainer.ui.widgets.figures import Figures

SIZE = (40, 12)
VIEW = ("down", "up", 0.5, 1.0, 0.0, True)
BLANK = (" ", None, None)


@pytest.mark.parametrize("mode", MODES)
def test_the_pictures_of_every_movement_of_every_routine_are_read_back_as_they_were_drawn(mode, library, plan_of):
    figures, renderer, drawn = Figures(Poses()), Renderer(mode, DARK), {}
    for routine in library.routines:
        for step in plan_of(routine).steps:
            for movement in step.movements:
                figure, first, last, _ = figures.shown(FigureMoment(step.pose, step.movements[-1].to, movement.to))
                for progress, facing in ((0.0, 1.0), (1 / 3, 1.0), (2 / 3, -1.0), (1.0, 0.4)):
                    view = (first, last, progress, facing, 0.5, not movement.hold)
                    drawn.setdefault(figure, {})[view] = renderer.cells(
                        figure, first, last, progress, *SIZE, facing=facing, breath=0.5, arrowed=not movement.hold
                    )
    assert len(drawn) >= 6
    for pictures in drawn.values():
        assert decode(encode(pictures), *SIZE) == pictures


def test_equal_rows_are_the_same_list_again():
    rows = [[BLANK] * 3, [("x", (1, 2, 3), None)] * 3]
    read = decode(encode({VIEW: rows, (*VIEW[:2], 1.0, *VIEW[3:]): [list(row) for row in rows]}), 3, 2)
    one, other = read.values()
    assert all(row is same for row, same in zip(one, other, strict=True))


colours = st.none() | st.tuples(*[st.integers(0, 255)] * 3)
any_cell = st.tuples(st.sampled_from("ab #@\u2580\u00e9"), colours, colours)
any_view = st.tuples(st.text(), st.text(), *[st.floats(allow_nan=False)] * 3, st.booleans())
any_picture = st.lists(st.lists(any_cell, min_size=4, max_size=4), min_size=3, max_size=3)


@given(st.dictionaries(any_view, any_picture, max_size=4))
def test_any_pictures_are_read_back(pictures):
    assert decode(encode(pictures), 4, 3) == pictures


def test_more_kinds_of_cells_than_characters_before_the_surrogates_are_read_back():
    row = [("x", (number >> 8, number & 255, 0), None) for number in range(300)]
    assert decode(encode({VIEW: [row]}), 300, 1) == {VIEW: [row]}


def made(cells=(BLANK,), rows=("\x00\x00",), places=(0,)) -> bytes:
    """A file of two columns and one row."""
    return msgpack.encode((cells, rows, {VIEW: places}))


def test_the_files_of_the_next_test_have_but_one_fault():
    assert decode(made(), 2, 1) == {VIEW: [[BLANK, BLANK]]}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x93\xdd\xff\xff\xff\xff",  # a list of four thousand million
        b"\x91" * 100_000,
        made()[:-1],
        made() + b"\x00",
        *[made(cells=((glyph, None, None),)) for glyph in ("\x1b", "\n", "\x9b", "\u202e", "\u0301", "\u6f22", "", "ab")],
        made(cells=((" ", (0, 0, 256), None),)),
        made(cells=((" ", None, (0, 0, -1)),)),
        made(cells=((" ", "\x1b[2J", None),)),
        made(rows=("\x00\x01",)),
        made(rows=("\x00",)),
        made(rows=("\x00\x00\x00",)),
        made(places=(1,)),
        made(places=(-1,)),
        made(places=()),
        made(places=(0, 0)),
    ],
)
def test_what_is_not_cells_of_that_size_is_refused(content):
    with pytest.raises(ValueError, match=r"pictures|size|glyph"):
        decode(content, 2, 1)


@given(st.binary(max_size=300))
def test_any_bytes_are_pictures_or_refused(content):
    with contextlib.suppress(ValueError):
        decode(content, 2, 1)


@given(st.data())
def test_a_changed_file_never_holds_a_character_that_steers_the_terminal(data):
    content = bytearray(encode({VIEW: [[("a", (1, 2, 3), None), ("b", None, (4, 5, 6))]]}))
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        pictures = decode(bytes(content), 2, 1)
    except ValueError:
        return
    glyphs = [glyph for rows in pictures.values() for row in rows for glyph, _, _ in row]
    assert all(glyph.isprintable() and len(glyph) == 1 for glyph in glyphs)
    assert all(len(row) == 2 for rows in pictures.values() for row in rows)
