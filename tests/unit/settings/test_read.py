"""Each setting acts somewhere: its field is read outside the model that declares it."""

import ast
from pathlib import Path

import trainer
from trainer.settings.settings import Settings

ROOT = Path(trainer.__file__).parent


def test_each_setting_is_read():
    read = {
        node.attr
        for path in ROOT.rglob("*.py")
        if path != ROOT / "settings" / "settings.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
    }
    assert set(Settings.__struct_fields__) - read == set()
