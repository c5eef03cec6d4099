"""Untrusted text reaches a terminal visible and harmless."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.system.visible import DIRECTIONS, visible

EVERYTHING = "".join(map(chr, range(0x110000)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Bird dog", "Bird dog"),
        ("Rücken\xa0und Übung 背 \U0001f9d8\u200d\u2640\ufe0f", "Rücken\xa0und Übung 背 \U0001f9d8\u200d\u2640\ufe0f"),
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("\x9b2J", "\ufffd2J"),
        ("\x7f\r\n\t", "␡␍␊␉"),
        ("safe\u202egnp.exe", "safe\ufffdgnp.exe"),
        ("\ud800", "\ufffd"),
        ("\u2028", "\ufffd"),
    ],
)
def test_control_and_direction_characters_are_made_visible(text, shown):
    assert visible(text) == shown


def test_line_breaks_can_be_kept():
    assert visible("a\tb\nc\rd\x1b", lines=True) == "a\tb\nc␍d␛"


def test_no_harmful_character_survives():
    for char in visible(EVERYTHING):
        assert unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp")
        assert char not in DIRECTIONS


@given(st.text())
def test_the_width_and_all_visible_characters_are_kept(text):
    once = visible(text)
    assert len(once) == len(text)
    assert visible(once) == once
    assert all(after == before for after, before in zip(once, text, strict=True) if before.isprintable())
