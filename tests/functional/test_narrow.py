"""A terminal that becomes too small for anything, as one does that is tiled or being dragged: nothing ends by that."""

import pytest

from trainer.history.diary import Diary
from trainer.keymap.commands import REGISTRY
from trainer.settings.file import SettingsFile
from trainer.userfiles.own_files import OwnFiles

SIZES = [(8, 24), (6, 24), (4, 24), (1, 24), (3, 2), (80, 24)]


@pytest.fixture
def app(make_app, tmp_path, monkeypatch):
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    file = SettingsFile(tmp_path / "settings.toml", REGISTRY)
    return make_app(
        settings=file.settings, settings_file=file, source=OwnFiles((), file), diary=Diary(tmp_path), acknowledged=True
    )


@pytest.mark.parametrize(
    "keys",
    [
        ("ctrl+p", "b"),
        ("n", "a"),
        ("e", "right", "enter"),
        ("e", "d", "q"),
        ("question_mark",),
        ("h", "n"),
        ("s", "end", "enter", "enter"),
        ("enter", "ctrl+p"),
    ],
    ids=" ".join,
)
async def test_no_width_ends_the_trainer(app, keys):
    async with app.run_test(size=(80, 24)) as pilot:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        for size in SIZES:
            await pilot.resize_terminal(*size)
        await pilot.pause()
