"""The charts of the history: every day and week in its place, and nothing wider than its room."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.session.progress import Hurt
from trainer.ui.widgets.charts import heat_legend, heat_map, hurt_table, pain_legend, pain_plot, room_for, totals, week_bars

TODAY = date(2026, 11, 24)  # a Tuesday
MINUTE = 60_000
past_days = st.dictionaries(
    st.integers(0, 400).map(lambda ago: (TODAY - timedelta(days=ago)).isoformat()),
    st.tuples(st.integers(1, 9), st.integers(1, 90 * MINUTE)),
)


def lines(content):
    return content.plain.splitlines()


def test_the_shades_of_a_day_and_the_lines_of_the_plot_are_explained_as_far_as_there_is_room():
    whole = "minutes a day: \u00b7 0  \u2591 1+  \u2592 5+  \u2593 10+  \u2588 20+  < today"
    assert heat_legend(80) == heat_legend(len(whole)) == whole
    assert heat_legend(len(whole) - 1).startswith("minutes a day: \u00b7 0 \u2591 1+")
    assert heat_legend(32) == "\u00b7 0 \u2591 1+ \u2592 5+ \u2593 10+ \u2588 20+ min"
    lines_of_plot = "average: \u2500 before  \u2508 after"
    assert pain_legend(80) == f"\u25cf before  \u25cb after  \u25c9 both   {lines_of_plot}"
    assert pain_legend(53) == f"\u25cf before  \u25cb after   {lines_of_plot}"
    assert pain_legend(30) == "\u25cf before  \u25cb after"


def test_a_day_stands_in_its_week_and_weekday():
    drawn = lines(heat_map({"2026-11-24": (1, 25 * MINUTE), "2026-11-15": (1, 6 * MINUTE)}, TODAY, 80))
    assert len(drawn) == 8
    assert drawn[2].endswith("\u2588<")  # today, a Tuesday, marked by more than a style
    assert "".join(drawn).count("<") == 1
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
    drawn = lines(week_bars(days, TODAY, 40, 6))
    assert drawn[0].split() == ["60", "\u2524", "\u2588\u2588"]
    assert drawn[3].split() == ["0", "\u2524", "\u2588\u2588", "\u2588\u2588"]
    assert drawn[4].split() == ["1", "3"]


def test_pain_before_and_after_are_told_apart_without_colour():
    drawn = lines(pain_plot([("2026-11-20", 10, 0), ("2026-11-21", 4, 4), ("2026-11-22", None, 2)], 40, 14))
    assert drawn[0].split() == ["10", "\u2524\u25cf"]
    assert drawn[6][5:].strip("\u2500 ") == "\u25c9"
    assert drawn[10].split() == ["0", "\u2524\u25cb"]
    assert drawn[11].split() == ["20", "Nov", "2026", "22", "Nov", "2026"]
    assert "Nothing was told yet" in pain_plot([], 40, 6).plain


def test_each_number_of_pain_has_its_row_where_there_is_height_and_the_usual_lies_behind():
    felt = [("2026-11-20", 7, 3)] * 3
    high, low = lines(pain_plot(felt, 40, 14)), lines(pain_plot(felt, 40, 8))
    assert (len(high), len(low)) == (12, 7)
    assert "\u2500" in high[3], "10 - 7: the usual before"
    assert "\u2508" in high[7], "10 - 3: the usual after"
    assert [line[:5] for line in low[:6]] == ["9-10\u2524", "7-8 \u2524", "5-6 \u2524", "3-4 \u2524", "1-2 \u2524", "  0 \u2524"]
    assert "\u25cf" in low[1]
    assert "\u25cb" in low[3]


def test_where_there_is_twice_the_height_numbers_of_pain_lie_apart():
    drawn = lines(pain_plot([("2026-11-20", 7, 3)] * 30, 100, 24))
    assert len(drawn) == 22
    assert [line[:4].strip() for line in drawn[:5]] == ["10", "", "", "", "8"]
    assert "\u25cf" in drawn[6], "7 before"
    assert room_for(100) == 47


def test_pain_stands_by_exercise_and_side_in_its_week():
    mondays = [date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 23)]
    hurts = [
        Hurt("2026-11-10", "Bird dog", "left", 4),
        Hurt("2026-11-12", "Bird dog", "left", 6),
        Hurt("2026-11-17", "Bird dog", "right", None),
        Hurt("2026-11-24", "Bird dog", "left", 2),
    ]
    drawn = lines(hurt_table(hurts, mondays, 60))
    assert [line.split() for line in drawn[1:]] == [
        ["Bird", "dog", "L", "6", "\u00b7", "2"],
        ["Bird", "dog", "R", "\u00b7", "!", "\u00b7"],
    ]
    assert "No pain" in hurt_table([], mondays, 60).plain


@pytest.mark.parametrize(
    ("width", "name", "weeks"),
    [(90, "Side lunge with opposite-hand reach", 16), (76, "Side lunge", 16), (60, "Side lunge", 15), (40, "Side lunge", 8)],
)
def test_the_names_of_what_hurt_are_whole_or_short_and_not_cut(width, name, weeks):
    mondays = [date(2026, 8, 10) + timedelta(weeks=number) for number in range(16)]
    hurts = [Hurt("2026-11-24", "Side lunge with opposite-hand reach", "left", 4)]
    row = lines(hurt_table(hurts, mondays, width, {"Side lunge with opposite-hand reach": "Side lunge"}))[1]
    assert row.startswith(f"{name} ")
    assert len(row.removeprefix(name).split()) == 1 + weeks
    assert len(row) <= width


@pytest.mark.parametrize(
    ("days", "text"),
    [
        ({}, "4 weeks: 0 sessions, 0 min     in all: 0 sessions, 0 min"),
        (
            {"2026-11-24": (1, 5 * MINUTE), "2025-01-01": (2, MINUTE)},
            "4 weeks: 1 session, 5 min     in all: 3 sessions, 6 min",
        ),
    ],
)
def test_totals(days, text):
    assert totals(days, TODAY) == text
