"""Suggestions that were put off are asked again after a week."""

from datetime import date, timedelta

import pytest

from trainer.settings.put_off import PutOff

TODAY = date(2026, 11, 28)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "put-off"


def later(days: int) -> date:
    return TODAY + timedelta(days=days)


def test_a_suggestion_is_put_off_for_seven_days_also_for_a_trainer_that_starts_anew(path):
    PutOff(path).put_off("relief", "more", TODAY)
    for found in (PutOff(path), PutOff(path)):
        assert [found.holds("relief", "more", later(days)) for days in (0, 6, 7)] == [True, True, False]


def test_another_direction_or_routine_is_asked_all_the_same(path):
    found = PutOff(path)
    found.put_off("relief", "more", TODAY)
    assert not found.holds("relief", "less", TODAY)
    assert not found.holds("desk", "more", TODAY)


def test_a_day_in_the_future_is_that_of_a_wrong_clock(path):
    PutOff(path).put_off("relief", "more", later(400))
    assert not PutOff(path).holds("relief", "more", TODAY)


def test_what_is_over_leaves_the_file(path):
    PutOff(path).put_off("relief", "more", TODAY)
    PutOff(path).put_off("desk", "less", later(8))
    assert path.read_text() == "desk less 2026-12-06\n"


@pytest.mark.parametrize("content", [b"\xff\xfe", b"relief more\n", b"relief more yesterday\n", b"\n\n", b"a b c d\n"])
def test_a_damaged_file_puts_nothing_off_and_is_replaced(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    assert not PutOff(path).holds("relief", "more", TODAY)
    PutOff(path).put_off("relief", "more", TODAY)
    assert PutOff(path).holds("relief", "more", TODAY)


def test_where_nothing_can_be_written_it_holds_until_the_trainer_ends(path):
    path.mkdir(parents=True)
    found = PutOff(path)
    found.put_off("relief", "more", TODAY)
    assert found.holds("relief", "more", TODAY)
    assert not PutOff(path).holds("relief", "more", TODAY)
