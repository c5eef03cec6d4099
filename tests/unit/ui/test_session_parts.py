"""The parts of the session screen that are pure: segments of the timeline, dots, beginnings of a text, the queue of notices."""

from hypothesis import given
from hypothesis import strategies as st

from trainer.ui.session.instruction import beginnings
from trainer.ui.session.notices import Notices
from trainer.ui.session.side_and_count import dots
from trainer.ui.session.timeline import label, widths


@given(lengths=st.lists(st.integers(200, 3_600_000), min_size=1, max_size=200), columns=st.integers(0, 300))
def test_the_segments_fill_the_line_and_each_has_room_for_its_number(lengths, columns):
    cells = widths(lengths, columns)
    if cells:
        assert sum(cells) + len(cells) - 1 == columns
        assert all(cell >= len(str(number)) + 2 for number, cell in enumerate(cells, 1))
    else:
        assert columns < sum(len(str(number)) + 3 for number in range(1, len(lengths) + 1)) - 1


def test_longer_steps_have_longer_segments():
    assert widths([60_000, 120_000], 40)[0] < widths([60_000, 120_000], 40)[1]


def test_a_segment_names_its_exercise_where_there_is_room():
    assert label(2, "Bird dog", 14) == " 2 Bird dog "
    assert label(2, "Bird dog", 13) == " 2 "


def test_each_rep_has_a_dot_that_says_whether_it_is_done():
    assert dots(3, 5, 9) == "\u25cf \u25cf \u25d0 \u25cb \u25cb"
    assert dots(3, 5, 8) == "\u25cf\u25cf\u25d0\u25cb\u25cb"
    assert dots(3, 5, 4) == ""


def test_a_long_text_begins_at_its_marks_the_longest_way_first():
    text = "Roller under your back, feet flat. Hands up"
    assert list(beginnings(text)) == ["Roller under your back, feet flat", "Roller under your back"]


def test_notices_are_told_one_after_the_other_each_for_its_time():
    notices = Notices()
    assert notices.current(0) == ""
    notices.tell("one", 5)
    notices.tell("two", 2)
    notices.tell("one", 5)
    assert [notices.current(at) for at in (1, 3, 5.9, 6, 7.9, 8, 20)] == ["one", "one", "one", "two", "two", "", ""]


def test_what_is_being_told_is_not_told_again():
    notices = Notices()
    notices.tell("one", 5)
    assert notices.current(0) == "one"
    notices.tell("one", 5)
    assert notices.current(6) == ""
