"""The figure on the screen: mirrored, redrawn only where it changes, in the colours and the mode that are wanted."""

import re

import pytest
from msgspec.structs import replace
from textual.app import App
from textual.color import Color
from textual.geometry import Region, Size
from textual.strip import Strip

from trainer.pose.library import Poses
from trainer.pose.renderer import Renderer
from trainer.ui.theme.meanings import side_colours
from trainer.ui.widgets.figure import KEPT, STEPS, FigureView
from trainer.ui.widgets.figure_moment import FigureMoment
from trainer.ui.widgets.figures import Figures

REACHING = FigureMoment("bird-dog", "table", "reach", 0.5, "left", True)


class FigureApp(App[None]):
    def __init__(self, figures: Figures) -> None:
        super().__init__()
        self.view = FigureView(figures)

    def compose(self):
        yield self.view

    def rows(self) -> list[str]:
        return [self.view.render_line(y).text for y in range(self.view.size.height)]

    def colours(self) -> set[str]:
        segments = [segment for y in range(self.view.size.height) for segment in self.view.render_line(y)]
        return {str(segment.style.bgcolor) for segment in segments if segment.style and segment.style.bgcolor}


@pytest.fixture
def app():
    return FigureApp(Figures(Poses()))


@pytest.fixture
def sent(monkeypatch):
    """What figures send to the terminal: the runs of cells of each picture."""
    taken = []
    monkeypatch.setattr("trainer.ui.widgets.figure.Place.sent", lambda place, size, runs: taken.append(runs) or True)
    return taken


async def test_the_figure_of_the_other_side_is_the_mirror_image(session_app, follow):
    async with session_app.run_test(size=(80, 24)) as pilot:
        await follow(session_app, pilot, 16)
        figure = session_app.screen.query_one(FigureView)
        left = [figure.render_line(y).text for y in range(figure.size.height - 1)]
        assert figure.picture.facing == -1
        await follow(session_app, pilot, 10.7, step=0.6)
        assert figure.picture.facing == 1
        right = [figure.render_line(y).text for y in range(figure.size.height - 1)]
        shapes = [[char == " " for row in rows for char in row] for rows in (left, [row[::-1] for row in right])]
        assert sum(one == other for one, other in zip(*shapes, strict=True)) > 0.93 * len(shapes[0])


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
@pytest.mark.parametrize("side", ["left", "right"])
async def test_the_limbs_of_each_side_have_the_colour_of_its_word(app, theme, side):
    async with app.run_test(size=(60, 20)) as pilot:
        app.theme = theme
        app.view.show(FigureMoment("bird-dog", "reach", "reach", side=side))  # this side's arm, the other side's leg
        await pilot.pause()
        rows = [[(x, back) for x, (_, _, back) in enumerate(row) if back] for row in app.view._drawn.cells]
        ends = [row[0] for row in rows if row], [row[-1] for row in rows if row]
        leftmost, rightmost = min(ends[0])[1], max(ends[1])[1]
        arm, leg = (rightmost, leftmost) if side == "left" else (leftmost, rightmost)
        words = {
            name: Color.parse(colour).rgb
            for name, colour in side_colours(app.screen.styles.background, dark=theme == "textual-dark").items()
        }

        def warm(colour):
            return colour[0] > colour[2]

        assert warm(arm) == warm(words[f"side-{side}"])
        assert warm(leg) != warm(words[f"side-{side}"])


async def test_the_same_moment_again_draws_nothing(app, sent):
    async with app.run_test(size=(50, 14)) as pilot:
        app.view.show(REACHING)
        await pilot.pause()
        app.view.show(FigureMoment("bird-dog", "table", "reach", 0.5, "left", True))
        assert sent == []
        app.view.show(FigureMoment("bird-dog", "reach", "reach", 0.1, "left", True))
        app.view.show(FigureMoment("bird-dog", "reach", "reach", 0.9, "left", True))
        assert len(sent) == 1


async def test_the_next_rep_shows_the_pictures_of_this_one_without_making_them_again(app, monkeypatch):
    made = []
    cells = Renderer.cells
    monkeypatch.setattr(Renderer, "cells", lambda self, *picture, **how: made.append(picture) or cells(self, *picture, **how))
    async with app.run_test(size=(50, 14)) as pilot:
        reps = []
        for late in (0.0, 0.001, 0.003):  # no two reps are looked at at the very same moments
            rows = []
            for step in range(STEPS):
                app.view.show(FigureMoment("bird-dog", "table", "reach", step / STEPS + late, "left", True))
                await pilot.pause()
                rows.append(app.rows())
            reps.append((rows, len(made)))
        assert reps[0][0] != [reps[0][0][0]] * STEPS
        assert [rows for rows, _ in reps] == [reps[0][0]] * 3
        assert reps[2][1] == reps[0][1]
        app.view.start_anew()  # what has other colours, or another size, is made anew
        assert len(made) == reps[0][1] + 1


async def test_a_slower_rep_shows_the_same_pictures(app, monkeypatch):
    made = []
    cells = Renderer.cells
    monkeypatch.setattr(Renderer, "cells", lambda self, *picture, **how: made.append(picture) or cells(self, *picture, **how))
    async with app.run_test(size=(50, 14)) as pilot:
        for pictures in (40, 25, 16, 12):  # in a movement of 5 s, a guided one, one of 2 s, and one of 2 s over a slow line
            for number in range(pictures):
                app.view.show(FigureMoment("bird-dog", "table", "reach", number / pictures, "left", True))
            await pilot.pause()
    assert len(made) <= STEPS + 1


async def test_keys_and_texts_are_left_alone_while_the_figure_moves(session_app, follow, monkeypatch):
    async with session_app.run_test(size=(80, 24)) as pilot:
        await follow(session_app, pilot, 15.5)
        looked_at = []
        for widget in session_app.screen.query("KeyLine, TextLine, BigText, Instruction, StatusLine"):
            monkeypatch.setattr(widget, "render_lines", lambda crop, one=widget: looked_at.append(one) or [])
        figure = session_app.screen.query_one(FigureView)
        figure.draw(replace(figure.picture, progress=0.9))
        await pilot.pause()
        assert looked_at == []


async def test_a_look_between_a_new_size_and_the_word_of_it_shows_the_picture_at_that_size(app, monkeypatch):
    async with app.run_test(size=(50, 14)) as pilot:
        for share in (0.25, 0.5):
            app.view.show(FigureMoment("bird-dog", "table", "reach", share, "left", True))
        await pilot.pause()
        for width, height in ((72, 31), (20, 8)):
            monkeypatch.setattr(FigureView, "size", Size(width, height))
            rows = app.view.render_lines(Region(0, 0, width, height))
            assert [row.cell_length for row in rows] == [width] * height
            assert any(row.text.strip() for row in rows) or width < 50  # the corner of the larger picture may be empty
            for share in (0.75, 0.25, 0.5):  # one that was not shown before comes first
                app.view.show(FigureMoment("bird-dog", "table", "reach", share, "left", True))
                assert [len(row) for row in app.rows()] == [width] * height


async def test_long_movements_at_huge_sizes_keep_a_bounded_number_of_pictures(app):
    async with app.run_test(size=(240, 70)) as pilot:
        for step in range(STEPS + 1):
            app.view.show(FigureMoment("bird-dog", "table", "reach", step / STEPS, "left", True))
            await pilot.pause()
            assert len(app.view._kept) * 240 * 70 <= KEPT + 240 * 70


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark"])
async def test_its_rows_are_those_that_any_widget_would_show(app, theme):
    async with app.run_test(size=(50, 14)) as pilot:
        app.theme = theme
        app.view.show(REACHING)
        await pilot.pause()
        await pilot.pause()
        for crop in (Region(0, 0, 50, 14), Region(7, 3, 20, 5)):
            rows = app.view.render_lines(crop)
            app.view.refresh()
            for row, usual in zip(rows, super(FigureView, app.view).render_lines(crop), strict=True):
                assert (row.text, row.cell_length) == (usual.text, usual.cell_length)
                assert inked(row) == inked(usual)


def inked(row: Strip) -> list[tuple[str, object, object]]:
    """Each cell with the colours that are seen: of a blank only what is behind it."""
    return [
        (char, segment.style and char != " " and segment.style.color, segment.style and segment.style.bgcolor)
        for segment in row
        for char in segment.text
    ]


async def test_a_hold_that_is_not_long_draws_nothing(session_app, follow, sent):
    async with session_app.run_test(size=(80, 24)) as pilot:
        await follow(session_app, pilot, 20.6)
        figure = session_app.screen.query_one(FigureView)
        assert figure.picture.from_key == figure.picture.to_key == "lunge"
        before = len(sent)
        await follow(session_app, pilot, 1, step=0.125)
        assert 0 < before == len(sent)


async def test_only_runs_of_changed_cells_are_drawn_anew(app, sent):
    async with app.run_test(size=(50, 14)) as pilot:
        app.view.show(REACHING)
        await pilot.pause()
        app.view.show(FigureMoment("bird-dog", "table", "reach", 0.55, "left", True))
        (runs,) = sent
        assert 0 < sum(len(re.sub(r"\x1b\[[\d;]*m", "", text)) for _, _, text in runs) < 0.4 * 50 * 14


async def test_a_figure_that_is_resized_in_motion_is_whole_at_each_size(app):
    async with app.run_test(size=(50, 14)) as pilot:
        for step, size in enumerate([(24, 8), (120, 40), (1, 1), (3, 2), (240, 70), (50, 14), (80, 24)]):
            app.view.show(FigureMoment("bird-dog", "table", "reach", step / 10, "left", True))
            await pilot.resize_terminal(*size)
            while app.view.size != size:  # on a loaded machine the new size comes a little later
                await pilot.pause()
            rows = app.rows()
            assert [len(row) for row in rows] == [size[0]] * size[1]
            if size[0] >= 24:
                assert sum(row.strip(" _") != "" for row in rows) >= 3


async def test_a_theme_that_changes_changes_the_colours_at_once(app):
    async with app.run_test(size=(50, 14)) as pilot:
        app.view.show(REACHING)
        await pilot.pause()
        dark, behind = app.colours(), next(iter(app.view.render_line(0))).style.bgcolor
        app.theme = "textual-light"
        await pilot.pause()
        await pilot.pause()
        assert next(iter(app.view.render_line(0))).style.bgcolor != behind
        assert str(behind) in dark - app.colours()
        assert len(app.colours() - dark) > 5


@pytest.mark.parametrize(("theme", "glyphs"), [("textual-dark", "ascii"), ("ansi-dark", "plain")])
async def test_the_mode_is_chosen_by_what_the_terminal_can(app, theme, glyphs):
    async with app.run_test(size=(50, 14)):
        app.theme = theme
        assert app.view.mode == glyphs


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_with_sixteen_colours_each_class_has_one_of_them(monkeypatch, theme):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("COLORTERM")
    app = FigureApp(Figures(Poses()))
    async with app.run_test(size=(50, 14)) as pilot:
        app.theme = theme
        app.view.show(REACHING)
        await pilot.pause()
        tints = app.colours() - {str(app.view.rich_style.bgcolor)}
        assert 4 <= len(tints) <= 8
        levels = {"0", "85", "170", "255"}
        assert all(set(re.findall(r"=(\d+)", tint)) <= levels for tint in tints)


async def test_without_colour_it_is_plain(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = FigureApp(Figures(Poses()))
    async with app.run_test(size=(50, 14)) as pilot:
        app.view.show(REACHING)
        await pilot.pause()
        assert app.view.mode == "plain"
        assert not app.colours() - {str(app.view.rich_style.bgcolor)}


async def test_a_mode_that_was_chosen_stays(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = FigureApp(Figures(Poses(), "blocks"))
    async with app.run_test(size=(50, 14)) as pilot:
        app.view.show(REACHING)
        await pilot.pause()
        assert "\u2584" in "".join(app.rows())


@pytest.mark.parametrize(
    ("moment", "note"),
    [
        (FigureMoment("headstand"), "There is no figure 'headstand'"),
        (FigureMoment("bird-dog", "table", "fly", 0.5), "The figure 'bird-dog' has no key 'fly'"),
        (FigureMoment("broken"), "broken.toml has problems: 'trainer pose broken' names them"),
    ],
)
async def test_what_cannot_be_shown_is_said_above_the_figure_that_is(tmp_path, moment, note):
    (tmp_path / "broken.toml").write_text('name = "X"\nview = "top"\nstart = "a"\n[key.a]\nroot = [0, 50]\n')
    app = FigureApp(Figures(Poses(tmp_path)))
    async with app.run_test(size=(50, 14)) as pilot:
        app.view.show(moment)
        await pilot.pause()
        shown = "".join("".join(row.split()) for row in app.rows()[:6])
        assert note.replace(" ", "") in shown
        assert app.view.picture.figure.id == ("bird-dog" if moment.pose == "bird-dog" else "standing")
        app.view.show(FigureMoment("bird-dog"))
        assert "figure" not in "".join(app.rows())


async def test_in_place_of_a_broken_file_stands_the_bundled_figure_of_that_name(tmp_path):
    (tmp_path / "bird-dog.toml").write_text("view = 3")
    app = FigureApp(Figures(Poses(tmp_path)))
    async with app.run_test(size=(50, 14)):
        app.view.show(REACHING)
        assert (app.view.picture.figure.id, app.view.picture.to_key) == ("bird-dog", "reach")
        assert "bird-dog.toml has problems" in app.rows()[0]
