"""Times in words: parts that add up."""

from hypothesis import given
from hypothesis import strategies as st

from trainer.routine.wording import clock, whole_seconds


def test_the_clocks_of_parts_add_up_to_that_of_the_whole():
    parts = [89_400, 92_300, 96_700]
    assert clock(sum(parts)) == "4:39"
    assert [clock(part) for part in parts] == ["1:30", "1:33", "1:37"], "which is 4:40"
    assert [clock(part) for part in whole_seconds(parts)] == ["1:30", "1:32", "1:37"]


@given(st.lists(st.integers(0, 4_000_000), max_size=12))
def test_no_part_changes_by_a_second_or_more(parts):
    rounded = whole_seconds(parts)
    assert sum(rounded) == -(-sum(parts) // 1000) * 1000
    assert all(abs(one - part) < 1000 for one, part in zip(rounded, parts, strict=True))
