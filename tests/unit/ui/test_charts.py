"""The charts of the history: every day and week in its place, and nothing wider than its room."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.ui.history.charts import heat_legend, heat_map, pain_plot, totals, week_bars

TODAY = date(2026, 11, 24)  # a Tuesday
MINUTE = 60_000
past_days = st.dictionaries(
    st.integers(0, 400).map(lambda ago: (TODAY - timedelta(days=ago)).isoformat()),
    st.tuples(st.integers(1, 9), st.integers(1, 90 * MINUTE)),
)


def lines(content):
    return content.plain.splitlines()


def test_a_day_stands_in_its_week_and_weekday():
    drawn = lines(heat_map({"2026-11-24": (1, 25 * MINUTE), "2026-11-15": (1, 6 * MINUTE)}, TODAY, 80))
    assert len(drawn) == 8
    assert drawn[2].endswith("\u2588<")  # today, a Tuesday, marked by more than a style
    assert "".join(drawn).count("<") == 1
    assert heat_legend().endswith("< today")
    assert drawn[7][-1] == "\u00b7"  # last Sunday: nothing
    assert drawn[7][-2] == "\u2592"  # the Sunday before
    assert len(drawn[1]) - len(drawn[3]) == 1, "tomorrow has not come yet"
    assert "Nov" in drawn[0]
    assert "".join(drawn[1:]).count("\u00b7") == 53 * 7 - 5 - 2 - drawn[1:].count("") - 0


@given(past_days, st.integers(10, 200))
def test_charts_keep_to_their_room(days, width):
    pains = [(day, count, None) for day, (count, _) in sorted(days.items())]
    for chart in (heat_map(days, TODAY, width), week_bars(days, TODAY, width, 5)):
        assert all(len(line) <= max(width, 60) for line in lines(chart))
    assert all(len(line) <= width for line in lines(pain_plot(pains, width, 6))[1:-1] if pains)


def test_a_week_has_its_minutes_and_sessions():
    days = {"2026-11-23": (2, 30 * MINUTE), "2026-11-24": (1, 30 * MINUTE), "2026-11-16": (1, 15 * MINUTE)}
    drawn = lines(week_bars(days, TODAY, 40, 4))
    assert drawn[1].split() == ["60", "\u2588\u2588"]
    assert drawn[4].split() == ["\u2588\u2588", "\u2588\u2588"]
    assert drawn[5].split() == ["1", "3"]


def test_pain_before_and_after_are_told_apart_without_colour():
    drawn = lines(pain_plot([("2026-11-20", 10, 0), ("2026-11-21", 4, 4), ("2026-11-22", None, 2)], 40, 6))
    assert drawn[1].split() == ["10", "o"]
    assert drawn[6].split() == ["0", "x"]
    assert "*" in "".join(drawn[1:7])
    assert drawn[7].strip() == "20 Nov 2026 to 22 Nov 2026"
    assert "Nothing was noted yet" in pain_plot([], 40, 6).plain


@pytest.mark.parametrize(
    ("days", "text"),
    [
        ({}, "Last 4 weeks: 0 sessions, 0 min.   In all: 0 sessions, 0 min."),
        (
            {"2026-11-24": (1, 5 * MINUTE), "2025-01-01": (2, MINUTE)},
            "Last 4 weeks: 1 session, 5 min.   In all: 3 sessions, 6 min.",
        ),
    ],
)
def test_totals(days, text):
    assert totals(days, TODAY) == text
