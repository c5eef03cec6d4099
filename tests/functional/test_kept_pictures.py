"""Pictures of figures are drawn once, and shown again in later sessions as they were drawn."""

from pathlib import Path

import pytest
from rich.segment import Segment

from tests.functional.test_figure_view import FigureApp
from trainer.pose.library import Poses
from trainer.pose.renderer import Renderer
from trainer.ui.widgets.figure import KEPT, STEPS
from trainer.ui.widgets.figure_moment import FigureMoment, moment_of
from trainer.ui.widgets.figures import Figures
from trainer.userfiles import picture_cache

FRAME_MS = 125


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """What is read or written is waited for, however busy the computer is."""
    monkeypatch.setattr(picture_cache, "PATIENCE_S", 30.0)


@pytest.fixture
def drawn(monkeypatch):
    """How often a picture was drawn."""
    count = []
    draw = Renderer.cells
    monkeypatch.setattr(Renderer, "cells", lambda *given, **more: count.append(given) or draw(*given, **more))
    return count


@pytest.fixture
def session(plan_of, drawn):
    """Shows a figure as a session does: the rows of each picture, and how many of all pictures were drawn."""

    async def seen(routine: str, folder: Path | None) -> tuple[list[list[list[Segment]]], int]:
        plan, rows = plan_of(routine), []
        drawn.clear()
        figures = Figures(Poses(), "ascii", folder)
        app = FigureApp(figures)
        async with app.run_test(size=(40, 12)):
            for phase in plan.phases:
                for place in range(phase.start_ms, phase.start_ms + phase.duration_ms, FRAME_MS):
                    app.view.show(moment_of(plan, plan.steps[phase.step - 1], phase, place, still=False))
                    figures.close()  # until what was kept of a figure has been read
                    rows.append([list(app.view.render_line(y)) for y in range(12)])
        figures.close()
        return rows, len(drawn)

    return seen


async def test_with_what_an_earlier_session_kept_only_the_first_picture_of_each_figure_is_drawn(session, tmp_path):
    usual, often = await session("warm-up", None)
    first, as_often = await session("warm-up", tmp_path)
    later, seldom = await session("warm-up", tmp_path)
    assert usual == first == later
    assert often == as_often
    assert often > 100
    assert seldom <= 3  # exercises, each with a figure of its own


async def test_where_memory_for_a_whole_rep_is_lacking_the_next_rep_finds_the_pictures_of_this_one(drawn, tmp_path):
    figures = Figures(Poses(), "ascii", tmp_path)
    app = FigureApp(figures)
    often = []
    async with app.run_test(size=(200, 60)):
        for _ in range(3):
            drawn.clear()
            for key, to in (("table", "reach"), ("reach", "table")):
                for step in range(STEPS):
                    app.view.show(FigureMoment("bird-dog", key, to, step / STEPS, "left", True))
                    figures.close()
            often.append(len(drawn))
    assert often[0] == 2 * STEPS > KEPT / (200 * 60)
    assert often[2] == 0


async def test_without_a_folder_to_write_to_a_session_is_as_any_other(session, tmp_path, capfd):
    (tmp_path / "cache").write_text("a file")
    usual, _ = await session("desk", None)
    shown, _ = await session("desk", tmp_path / "cache" / "pictures")
    assert shown == usual
    assert capfd.readouterr() == ("", "")


async def test_another_theme_shows_no_picture_in_the_colours_of_the_one_before(plan_of, tmp_path):
    figures, plan = Figures(Poses(), "ascii", tmp_path), plan_of("warm-up")
    phase = next(phase for phase in plan.phases if phase.kind == "move")
    colours = []
    for _ in range(2):
        app = FigureApp(figures)
        async with app.run_test(size=(40, 12)) as pilot:
            for theme in ("textual-dark", "textual-light"):
                app.theme = theme
                await pilot.pause()
                for place in range(phase.start_ms, phase.start_ms + phase.duration_ms, 50):
                    app.view.show(moment_of(plan, plan.steps[phase.step - 1], phase, place, still=False))
                    figures.close()
                colours.append({segment.style.bgcolor for y in range(12) for segment in app.view.render_line(y)})
        figures.close()
    assert colours[0] == colours[2]
    assert colours[1] == colours[3]
    assert colours[0] != colours[1]
