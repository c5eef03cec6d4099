"""What a terminal sends, and which key that is."""

import pytest
from textual.keys import _character_to_key

from trainer.plain.keyboard import windows_key
from trainer.plain.keys import Decoder, key_of


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        (" ", ["space"]),
        ("n.q", ["n", "full_stop", "q"]),
        ("\r", ["enter"]),
        ("\x1b[C\x1b[D\x1bOA\x1bOB", ["right", "left", "up", "down"]),
        ("\x1b[5~\x1b[6~", ["pageup", "pagedown"]),
        ("\x1b[15~\x1b[[E", ["f5", "f5"]),
        ("\x1b[1;2A", ["shift+up"]),
        ("\x1b[3;5~", ["ctrl+delete"]),
        ("\x1b[200~x\x1b[201~", ["x"]),
        ("\x1b[?1;2c", []),
        ("\x1bq", ["escape", "q"]),
        ("\x03", ["ctrl+c"]),
        ("K9", ["K", "9"]),
        ("\x1b[" + "1" * 40, [*(["escape", "left_square_bracket"]), *["1"] * 40]),
    ],
)
def test_what_is_sent_is_told_as_keys(sent, keys):
    assert Decoder().feed(sent) == keys


def test_a_sequence_may_come_in_pieces():
    decoder = Decoder()
    assert [decoder.feed(char) for char in "\x1b[6~n"] == [[], [], [], ["pagedown"], ["n"]]


def test_escape_alone_is_known_when_nothing_follows():
    decoder = Decoder()
    assert decoder.feed("\x1b") == []
    assert decoder.waits
    assert decoder.rest() == ["escape"]
    assert not decoder.waits


@pytest.mark.parametrize("char", [chr(number) for number in range(0x20, 0x7F)] + ["ä", "ß"])
def test_keys_have_the_names_by_which_the_screens_bind_them(char):
    assert key_of(char) == _character_to_key(char)


class Console:
    """A Windows console in which characters wait; it would wait for ever for one that does not come."""

    def __init__(self, chars):
        self._chars = list(chars)

    def kbhit(self):
        return bool(self._chars)

    def getwch(self):
        return self._chars.pop(0)


@pytest.mark.parametrize(
    ("chars", "keys"),
    [
        ("\xe0H", ["up"]),
        ("\x00?", ["f5"]),
        ("n\xe0M", ["n", "right"]),
        ("\xe0", ["\xe0"]),
        ("n\xe9", ["n", "\xe9"]),
    ],
)
def test_on_windows_a_letter_that_begins_like_an_arrow_key_is_a_letter(chars, keys):
    console = Console(chars)
    told = []
    while console.kbhit():
        told.append(windows_key(console))
    assert told == keys
