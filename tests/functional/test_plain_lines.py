"""Plain lines stand where any widget would put them, in its colours."""

import pytest
from textual.app import App

from trainer.ui.widgets.plain_lines import PlainLines

SIZE = (12, 5)


class Three(PlainLines):
    def lines(self):
        return ("four", "five", "\u4e09\u56db")  # the letters of the last take two columns each


def looks(strip):
    return {(segment.style.color, segment.style.bgcolor, segment.style.bold) for segment in strip if segment.text.strip()}


class LinesApp(App[None]):
    def compose(self):
        yield Three()


@pytest.mark.parametrize("down", ["top", "middle", "bottom"])
@pytest.mark.parametrize("across", ["left", "center", "right"])
async def test_they_are_drawn_as_a_widget_draws_the_same_text(across, down):
    app = LinesApp()
    app.CSS = f"Three {{ content-align: {across} {down}; width: 12; height: 5; background: $primary; text-style: bold; }}"
    async with app.run_test(size=SIZE):
        lines = app.query_one(Three)
        for y in range(SIZE[1]):
            drawn, usual = lines.render_line(y), super(PlainLines, lines).render_line(y)
            assert drawn.cell_length == SIZE[0]
            assert drawn.text.rstrip() == usual.text.rstrip()
            assert looks(drawn) <= looks(usual)


async def test_what_is_too_wide_ends_in_an_ellipsis():
    app = LinesApp()
    app.CSS = "Three { width: 3; height: 3; }"
    async with app.run_test(size=SIZE):
        assert [app.query_one(Three).render_line(y).text for y in range(3)] == ["fo\u2026", "fi\u2026", "\u4e09\u2026"]
