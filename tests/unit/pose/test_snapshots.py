"""Every key of every bundled figure in the three glyph modes, as it looked when somebody last looked.

After a change that is meant, look at the figures, and write the pictures anew: pytest --write-snapshots.
"""

from pathlib import Path

import pytest

from trainer.pose.cells import MODES
from trainer.pose.classes import DARK
from trainer.pose.library import bundled, bundled_ids
from trainer.pose.renderer import Renderer

FOLDER = Path(__file__).parents[2] / "data" / "figures"
SIZE = (50, 14)


def pictures(mode: str) -> str:
    parts = []
    for name in bundled_ids():
        figure = bundled(name)
        renderer = Renderer(mode, DARK)
        for key in figure.keys:
            rows = renderer.cells(figure, key, key, 1.0, *SIZE)
            lines = ["".join(glyph for glyph, _, _ in row).rstrip() for row in rows]
            tinted = sum(back is not None for row in rows for _, _, back in row)
            parts += [f"---- {name}: {key} ({tinted} cells tinted)", *lines]
    return "\n".join(parts) + "\n"


@pytest.mark.parametrize("mode", MODES)
def test_the_figures_look_as_they_did(mode, request):
    file = FOLDER / f"{mode}.txt"
    if request.config.getoption("--write-snapshots"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(pictures(mode), encoding="utf-8")
    assert pictures(mode) == file.read_text(encoding="utf-8")
