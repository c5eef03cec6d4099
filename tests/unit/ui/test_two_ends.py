"""Rows with two ends: what gives way where both have no room."""

import pytest
from textual.content import Content
from textual.style import Style
from textual.visual import RenderOptions

from trainer.ui.widgets.two_ends import TwoEnds


@pytest.mark.parametrize(
    ("left", "right", "whole", "drawn"),
    [
        ("Foam rolling, middle and upper", "mat, foam roller", True, "Foam rolling, middle and upper      "),
        ("Foam rolling, middle and upper", "mat, foam roller", False, "Foam rolling, midd\u2026 mat, foam roller"),
        ("Go on with the session that was cut off", "r", True, "Go on with the session that was c\u2026 r"),
        ("Bird dog", "mat", True, "Bird dog                         mat"),
    ],
)
def test_a_name_is_not_cut_for_much_that_stands_at_the_right(left, right, whole, drawn):
    row = TwoEnds([(Content(left), Content(right))], whole=len(left) if whole else 0)
    (strip,) = row.render_strips(36, None, Style(), RenderOptions(lambda name: Style(), {}))
    assert strip.text == drawn
