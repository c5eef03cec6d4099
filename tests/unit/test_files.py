"""The bundled files are found in a checkout, an editable install and a wheel."""

import os

import pytest

from trainer.run.safety import SAFETY
from trainer.system import paths


def test_the_bundled_files_are_there():
    assert paths.bundled_routines().read_bytes().startswith(b"#")
    assert (paths.bundled_sounds() / "cues" / "rep.wav").is_file()


def test_they_are_where_this_kind_of_install_has_them():
    inside = paths.PACKAGE / "bundled"
    assert inside.exists() is (os.environ.get("EXPECTED_LAYOUT") == "wheel")
    assert paths.bundled_routines().parent == (inside if inside.exists() else paths.PACKAGE.parent)


@pytest.mark.parametrize("inside", [True, False])
def test_the_package_is_looked_into_first(tmp_path, monkeypatch, inside):
    package = tmp_path / "trainer"
    (package / "bundled").mkdir(parents=True)
    (tmp_path / "routines.toml").touch()
    if inside:
        (package / "bundled" / "routines.toml").touch()
    monkeypatch.setattr(paths, "PACKAGE", package)
    assert paths.bundled_routines() == (package / "bundled" if inside else tmp_path) / "routines.toml"


def test_the_safety_text_warns_of_what_needs_a_professional():
    for word in ("not medical advice", "stop when pain grows", "pregnancy", "fever", "numb legs", "bladder", "chest pain"):
        assert word in SAFETY
