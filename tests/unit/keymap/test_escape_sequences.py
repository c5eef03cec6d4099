"""What a terminal sends by itself never becomes a key, however it is split."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.terminal_replies import REPLIES
from trainer.keymap.escape_sequences import ESCAPE, ESCAPE_S, MAX_PASTE, SEQUENCE_S, SequenceSplitter
from trainer.keymap.key_press import keys_in

GAPS_S = (0.01, 0.05, 0.1, 0.15, 0.2)
SEQUENCES = {
    "\x1b[6~": "pagedown",
    "\x1b[C": "right",
    "\x1bOA": "up",
    "\x1b[15~": "f5",
    "\x1b[1;2A": "shift+up",
    "\x1b[57409;129;46u": "full_stop",
    "\x1b[[E": "f5",
}


class Input:
    """Chunks of input over time, and the keys they contain."""

    def __init__(self) -> None:
        self.splitter = SequenceSplitter()
        self.now_s = 0.0
        self.keys: list[str] = []

    def send(self, text: str) -> None:
        self._take(self.splitter.feed(text, self.now_s))

    def wait(self, seconds: float) -> None:
        end = self.now_s + seconds
        while (due := self.splitter.due_s) is not None and due <= end:
            self._take(self.splitter.overdue(due))
        self.now_s = end

    def _take(self, pieces: list[str]) -> None:
        self.keys += [key.name for piece in pieces for key in keys_in(piece)]


def ways_to_send(text: str):
    """Whole; split in two at every position, with and without delay; character by character."""
    yield [text], 0.0
    for gap in GAPS_S:
        for at in range(1, len(text)):
            yield [text[:at], text[at:]], gap
        yield list(text), gap


@pytest.mark.parametrize("reply", REPLIES)
def test_a_terminal_reply_is_no_key_and_does_not_delay_the_next_key(reply):
    for parts, gap in ways_to_send(REPLIES[reply]):
        terminal = Input()
        for part in parts:
            terminal.send(part)
            terminal.wait(gap)
        terminal.send("n")
        assert terminal.keys == ["n"], (parts, gap)


@pytest.mark.parametrize("sequence", SEQUENCES)
def test_a_key_that_arrives_in_pieces_is_recognised(sequence):
    for parts, gap in ways_to_send(sequence):
        terminal = Input()
        for part in parts:
            terminal.send(part)
            terminal.wait(gap)
        assert terminal.keys == [SEQUENCES[sequence]], (parts, gap)


@given(
    st.lists(st.sampled_from([*REPLIES.values(), *SEQUENCES, "n", " ", "7", "\r", "ж"]), max_size=12),
    st.lists(st.tuples(st.integers(1, 30), st.sampled_from(GAPS_S)), min_size=1),
)
def test_only_typed_input_becomes_keys(sent, cuts):
    """In any mixture and split; mouse events and pastes are no keys here either."""
    wanted = Input()
    for one in sent:
        if one not in REPLIES.values():
            wanted.send(one)
    terminal = Input()
    text, number = "".join(sent), 0
    while text:
        length, gap = cuts[number % len(cuts)]
        terminal.send(text[:length])
        terminal.wait(gap)
        text, number = text[length:], number + 1
    assert terminal.keys == wanted.keys


@given(st.text(), st.integers(1, 9))
def test_no_input_stops_further_keys(text, length):
    terminal = Input()
    for at in range(0, len(text), length):
        terminal.send(text[at : at + length])
    terminal.wait(5)
    terminal.send("n")
    assert terminal.keys[-1] == "n"


def test_escape_is_reported_when_nothing_follows():
    terminal = Input()
    terminal.send("\x1b")
    terminal.wait(0.2)
    assert terminal.keys == []
    terminal.wait(ESCAPE_S - 0.2)
    assert terminal.keys == ["escape"]


@pytest.mark.parametrize("reply", [reply for reply in REPLIES.values() if reply.startswith(ESCAPE)])
def test_a_very_late_reply_produces_only_its_escape(reply):
    terminal = Input()
    terminal.send(reply[0])
    terminal.wait(0.5)
    terminal.send(reply[1:])
    terminal.wait(SEQUENCE_S)
    assert terminal.keys == ["escape"]


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        ("\x1bq", ["alt+q"]),
        ("\x1b\x1b[A", ["up"]),
        ("\x1b]q", ["q"]),
        ("\x1bPn", ["n"]),
        ("\x1b[\x03", ["ctrl+c"]),
        ("\x1b]11;rgb\x03", ["ctrl+c"]),
        ("\x1b]11;rgb\x1b[A", ["up"]),
        ("\x1b[12\x1b[A", ["up"]),
        ("\x1b[" + "1" * 400 + "~n", ["n"]),
    ],
)
def test_input_that_is_no_sequence_was_typed(sent, keys):
    terminal = Input()
    terminal.send(sent)
    assert terminal.keys == keys


def test_a_letter_some_time_after_escape_is_a_separate_key():
    terminal = Input()
    terminal.send("\x1b")
    terminal.wait(0.1)
    terminal.send("n")
    assert terminal.keys == ["escape", "n"]


def test_an_ordinary_key_is_not_delayed():
    splitter = SequenceSplitter()
    assert splitter.feed("n", 0.0) == ["n"]
    assert splitter.feed("\x1b[6~", 0.0) == ["\x1b[6~"]
    assert splitter.due_s is None


def test_an_incomplete_sequence_is_dropped_and_blocks_no_keys():
    terminal = Input()
    terminal.send("\x1b]11;rgb:14")
    terminal.wait(SEQUENCE_S)
    terminal.send("n")
    assert terminal.keys == ["n"]


def test_an_unterminated_paste_is_delivered_and_blocks_no_keys():
    splitter = SequenceSplitter()
    assert splitter.feed("\x1b[200~a note", 0.0) == []
    assert splitter.overdue(SEQUENCE_S) == ["\x1b[200~a note"]
    assert splitter.feed("n", SEQUENCE_S) == ["n"]


def test_a_long_paste_is_truncated():
    splitter = SequenceSplitter()
    parts = ["\x1b[200~", *["word " * 800] * 100, "\x1b[201~n"]
    paste, key = [piece for part in parts for piece in splitter.feed(part, 0.0)]
    assert (len(paste), key) == (MAX_PASTE, "n")
