"""The bundled files are found in a checkout, an editable install and a wheel."""

import os

import pytest

from trainer import files
from trainer.safety import SAFETY


def test_the_bundled_files_are_there():
    assert files.bundled_routines().read_bytes().startswith(b"#")
    assert (files.bundled_sounds() / "cues" / "rep.wav").is_file()


def test_they_are_where_this_kind_of_install_has_them():
    inside = files.PACKAGE / "bundled"
    assert inside.exists() is (os.environ.get("EXPECTED_LAYOUT") == "wheel")
    assert files.bundled_routines().parent == (inside if inside.exists() else files.PACKAGE.parent)


@pytest.mark.parametrize("inside", [True, False])
def test_the_package_is_looked_into_first(tmp_path, monkeypatch, inside):
    package = tmp_path / "trainer"
    (package / "bundled").mkdir(parents=True)
    (tmp_path / "routines.toml").touch()
    if inside:
        (package / "bundled" / "routines.toml").touch()
    monkeypatch.setattr(files, "PACKAGE", package)
    assert files.bundled_routines() == (package / "bundled" if inside else tmp_path) / "routines.toml"


def test_the_safety_text_warns_of_what_needs_a_professional():
    for word in ("not medical advice", "Stop when something hurts", "numbness", "chest pain"):
        assert word in SAFETY
