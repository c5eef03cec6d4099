"""Recognising keys in the input of all kinds of terminals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.keys import _character_to_key

from trainer.keymap.escape_sequences import SequenceSplitter
from trainer.keymap.key_press import KeyPress, bound_name, is_of_another_script, keys_in, of_character


def names(sent: str) -> list[str]:
    return [key.name for piece in SequenceSplitter().feed(sent, 0.0) for key in keys_in(piece)]


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        (" ", ["space"]),
        ("n.q", ["n", "full_stop", "q"]),
        ("\r\n\t\x7f\x08", ["enter", "enter", "tab", "backspace", "backspace"]),
        ("\x1b[C\x1b[D\x1bOA\x1bOB", ["right", "left", "up", "down"]),
        ("\x1b[5~\x1b[6~\x1b[7~", ["pageup", "pagedown", "home"]),
        ("\x1b[15~\x1b[[E", ["f5", "f5"]),
        ("\x1b[1;2A\x1bO2A\x1b[5C", ["shift+up", "shift+up", "ctrl+right"]),
        ("\x1b[3;5~\x1b[1;6D\x1b[Z", ["ctrl+delete", "ctrl+shift+left", "shift+tab"]),
        ("\x1b[a\x1bOd", ["shift+up", "ctrl+left"]),
        ("\x1bOp\x1bOk\x1bOm\x1bOn\x1bOM", ["0", "plus", "minus", "full_stop", "enter"]),
        ("\x03\x1c", ["ctrl+c", "ctrl+backslash"]),
        ("K9", ["K", "9"]),
        ("\x1b[27;5;115~", ["ctrl+s"]),
        ("\0", []),
    ],
)
def test_sequences_of_older_terminals_become_keys(sent, keys):
    assert names(sent) == keys


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ("\x1b[110;;110u", KeyPress("n", "n")),
        ("\x1b[32;;32u", KeyPress("space", " ")),
        ("\x1b[110:78;65;78u", KeyPress("N", "N")),
        ("\x1b[97:65;2u", KeyPress("A", "A")),
        ("\x1b[57409;129;46u", KeyPress("full_stop", ".")),
        ("\x1b[57413;129;43u", KeyPress("plus", "+")),
        ("\x1b[57412;129;45u", KeyPress("minus", "-")),
        ("\x1b[57410;129;47u", KeyPress("slash", "/")),
        ("\x1b[57406;129;55u", KeyPress("7", "7")),
        ("\x1b[57406;129u", KeyPress("7", "7")),
        ("\x1b[57414u", KeyPress("enter", "\r")),
        ("\x1b[57422u", KeyPress("pagedown")),
        ("\x1b[27u", KeyPress("escape", "\x1b")),
        ("\x1b[99;5u", KeyPress("ctrl+c")),
        ("\x1b[99;69u", KeyPress("ctrl+c")),
        ("\x1b[97;1:2u", KeyPress("a", "a")),
        ("\x1b[1089::99;5u", KeyPress("ctrl+c")),
        ("\x1b[1090::110;;1090u", KeyPress("т", "т", "n")),
        ("\x1b[97::113;5u", KeyPress("ctrl+a")),
        ("\x1b[97::113;;97u", KeyPress("a", "a")),
        ("\x1b[9;2u", KeyPress("shift+tab")),
    ],
)
def test_sequences_of_kittys_protocol_become_keys(sent, key):
    assert keys_in(sent) == [key]


@given(st.lists(st.integers(0, 10**12) | st.none(), max_size=9), st.text(":;", min_size=9), st.sampled_from("u~ABCDEFHPQRSZabcd"))
def test_no_numbers_crash_the_parser(numbers, between, final):
    fields = "".join(f"{'' if number is None else number}{sign}" for number, sign in zip(numbers, between, strict=False))
    for key in keys_in(f"\x1b[{fields}{final}"):
        assert key.name.isprintable()


@pytest.mark.parametrize("char", [chr(number) for number in range(0x20, 0x7F)] + ["ä", "ß"])
def test_keys_have_the_names_used_in_bindings(char):
    assert of_character(char).name == _character_to_key(char)


def test_a_capital_acts_as_the_small_letter_unless_it_is_bound_itself():
    assert bound_name("N", "", {"n"}) == "n"
    assert bound_name("K", "", {"k", "K"}) == "K"
    assert bound_name("N", "", {"q"}) == "N"


def test_a_letter_of_another_script_acts_as_the_latin_key_at_its_position():
    assert bound_name("т", "n", {"n"}) == "n"
    assert bound_name("Т", "n", {"n"}) == "n"
    assert bound_name("Л", "k", {"k", "K"}) == "K"
    assert bound_name("ю", ".", {"full_stop"}) == "full_stop"
    assert bound_name("т", "", {"n"}) == "т"


def test_accented_letters_do_not_count_as_another_script():
    assert [char for char in "nöæжλשa1.ª" if is_of_another_script(char)] == ["ж", "λ", "ש"]
