"""What the history says of a trend."""

from datetime import date, timedelta

import pytest

from trainer.session.progress import Progress, Week
from trainer.ui.history.words import trend

MONDAY = date(2026, 8, 3)


@pytest.mark.parametrize(
    ("befores", "words"),
    [
        ([6.0, 5.0, 6.0, 5.0, 9.0, 3.0, 3.0, 2.0, 2.0], "before 5.5 \u2192 2.5 since Aug"),
        ([6.0, 6.0, 2.0, 9.0], "before 6.0 \u2192 5.5 since Aug"),  # one bad week is no trend
        ([None, 6.0, None, 2.0], "before 6.0 \u2192 2.0 since Aug"),
        ([6.0, None], ""),
        ([], ""),
    ],
)
def test_some_weeks_at_both_ends_make_the_trend(befores, words):
    weeks = [Week(MONDAY + timedelta(weeks=number), {}, 0, before, None) for number, before in enumerate(befores)]
    assert trend(Progress(weeks, 0, (), (), (), (), (), 0, 0, 0)) == words
