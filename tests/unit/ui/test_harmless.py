"""The net under the screens: no text steers the terminal, and a line keeps its columns."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.widgets import Static

from trainer.system.visible import HARMFUL
from trainer.ui.harmless import HARMLESS
from trainer.ui.terminal_app import TerminalApp

BLACK = Color(0, 0, 0)
HARM = "\x1b]52;c;aGk=\x07 \x9b31m \u202e \u2066 \x00 \x7f \ud800 \u2028"
TEXTS = st.lists(st.text(st.characters() | st.sampled_from([*HARM]), max_size=20), max_size=5)


@given(TEXTS)
def test_a_line_keeps_its_width_and_nothing_harmful(texts):
    before = [Segment(text) for text in texts]
    after = HARMLESS.apply(before, BLACK)
    assert not any(HARMFUL.search(segment.text) for segment in after)
    for old, new in zip(before, after, strict=True):
        assert cell_len(new.text) == cell_len(old.text)
        assert new.style == old.style


def test_what_is_harmless_is_handed_on_as_it_is():
    line = [Segment("Katze"), Segment(" \u2192 \U0001f408 \u00e9")]
    assert HARMLESS.apply(line, BLACK) is line


class Careless(TerminalApp):
    """An app that shows what it was given."""

    def compose(self):
        yield Static(HARM.replace("\ud800", ""), markup=False)

    def on_mount(self):
        self.notify(HARM, markup=False)


def printed(app: App[None]) -> str:
    return "".join(segment.text for strip in app.screen._compositor.render_strips() for segment in strip)


async def test_an_app_that_forgets_to_make_texts_visible_prints_nothing_harmful():
    app = Careless(str)
    async with app.run_test() as pilot:
        await pilot.pause()
        shown = printed(app)
        assert "52;c;aGk=" in shown
        assert not HARMFUL.search(shown)
        (message,) = app._notifications
        assert message.message.startswith("\u241b]52;c;aGk=\u2407")
