"""What `trainer doctor` finds in terminals and folders, and its advice."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from trainer.audio import packages
from trainer.doctor import folders, versions
from trainer.doctor.awake import awake
from trainer.doctor.terminal import colours, encoding, glyphs, size
from trainer.system.keep_awake import UNSUPPORTED, ScreenAwake


@pytest.mark.parametrize(
    ("found", "state", "words"),
    [
        (None, "note", "Terminal: none"),
        ((19, 4), "note", "without a figure"),
        ((59, 40), "note", "without a figure"),
        ((79, 24), "note", "but small"),
        ((80, 24), "ok", "80 columns, 24 rows"),
    ],
)
def test_a_small_terminal_gets_advice(found, state, words):
    finding = size(found)
    assert (finding.state, words in finding.found) == (state, True)
    assert bool(finding.advice) is (state != "ok")


@pytest.mark.parametrize(
    ("environ", "system", "state", "words"),
    [
        (
            {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
            "truecolor",
            "ok",
            "16 million (COLORTERM=truecolor, TERM=xterm-256color)",
        ),
        ({"TERM": "xterm-256color"}, "256", "note", "256 (TERM=xterm-256color)"),
        ({"TERM": "xterm"}, "standard", "note", "16 (TERM=xterm)"),
        ({"TERM": "dumb"}, None, "note", "none (TERM=dumb)"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "256", "ok", "off, as you chose"),
    ],
)
def test_colours_are_reported_with_their_source(environ, system, state, words):
    finding = colours(environ, system)
    assert (finding.state, words in finding.found) == (state, True)


def test_an_encoding_other_than_utf_8_gets_advice():
    assert encoding("UTF-8", "C.UTF-8", {}).state == "ok"
    assert encoding("utf8", "en_US.UTF-8", {}).state == "ok"
    finding = encoding("ascii", "C", {"LANG": "C"})
    assert (finding.state, "LANG=C" in finding.found, "UTF-8" in finding.advice) == ("note", True, True)


def test_every_kind_of_glyph_is_shown():
    assert all(sample in glyphs().found for sample in ("\u2588", "\u259e", "\u2585", "\u2192"))


def test_an_unwritable_folder_is_a_problem_if_it_is_important(tmp_path: Path, monkeypatch):
    fine = folders.folder("data", "History", tmp_path / "not" / "yet", "nothing is recorded", important=True)
    assert (fine.state, fine.details["exists"], fine.details["writable"]) == ("ok", False, True)
    assert not (tmp_path / "not").exists()
    (tmp_path / "file").write_text("")
    inside = folders.folder("data", "History", tmp_path / "file" / "trainer", "nothing is recorded", important=True)
    assert (inside.state, "nothing is recorded" in inside.found, "XDG_DATA_HOME" in inside.advice) == ("problem", True, True)
    assert folders.folder("log", "Logs", tmp_path / "file" / "trainer", "no trace").state == "note"
    monkeypatch.setattr(sys, "platform", "win32")
    advice = folders.folder("data", "History", tmp_path / "file" / "trainer", "nothing is recorded").advice
    assert ("Security" in advice, "XDG" in advice, "ls -ld" in advice) == (True, False, False)
    monkeypatch.setattr(folders, "_free", lambda _: 1_000_000)
    assert "only 0 MB are free" in folders.folder("data", "History", tmp_path, "").found


@pytest.mark.parametrize(
    ("variable", "state", "problem"), [("WAKEPY_FORCE_FAILURE", "note", UNSUPPORTED), ("WAKEPY_FAKE_SUCCESS", "ok", "")]
)
def test_the_screen_check_agrees_with_a_session(monkeypatch, variable, state, problem):
    monkeypatch.setenv(variable, "1")
    session = ScreenAwake()
    session.hold()
    assert session.wait_for_answer(8)
    finding = awake()
    assert (finding.state, session.problem) == (state, problem)
    assert bool(finding.advice) is bool(problem)
    session.close()


@pytest.mark.parametrize(
    ("python", "words"),
    [
        ((3, 14, 0), "miniaudio not installed, "),
        (
            (3, 15, 0),
            "miniaudio not installed (not ready-made for this Python and system; pw-play, paplay, aplay in its place), ",
        ),
    ],
)
def test_a_missing_library_is_told_with_whether_that_is_as_it_should_be(monkeypatch, python, words):
    monkeypatch.setattr(packages, "sys", SimpleNamespace(platform="linux", version_info=python))
    monkeypatch.setattr(packages.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(versions, "version", lambda library: None if "audio" in library else "1.0")
    found = versions.versions().found
    assert words in found
    assert "simpleaudio not installed (only if you want it), " in found
    assert "textual 1.0, " in found
