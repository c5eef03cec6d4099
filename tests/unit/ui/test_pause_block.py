"""The block that says why a session stands still: the word is largest, the keys are large where they fit, nothing is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.keymap.commands import SESSION, key_for
from trainer.run.frontend import ControllerView
from trainer.session.states import State
from trainer.ui.session.pause_block import block_lines, packed
from trainer.ui.session.standing_still import standstill
from trainer.ui.widgets.big import QUARTERS, side_by_side, table

BLOCKS = set(QUARTERS.values())
HURTS = (
    *("How strong? 0 to 9, t: 10.", "\u2192: skip this exercise.", "l: lower effort from here."),
    *("Space: carry on, after a countdown.", "q: stay paused.", "Enter: stop here; you can carry on later."),
)
NO_DEVICE = "No sound: no sound device. The terminal's bell rings instead."
TOLD = {
    "paused": {},
    "silent": {"silence": NO_DEVICE},
    "stop": {"asking": True},
    "pain": {"pain": HURTS},
    "rated": {"pain": HURTS[1:], "pain_rating": 4},
}


def still(name):
    return standstill(ControllerView(State.PAUSED, **TOLD[name]), lambda action: key_for(action, SESSION, {}))


def stripped(lines):
    return [line.strip() for line in lines if line.strip()]


def ways_drawn(name, columns, rows) -> tuple[int, int]:
    """How many of the ways on are drawn large, and how many rows each has."""
    shown = stripped(block_lines(still(name), columns, rows))
    for count in range(len(still(name).ways), 0, -1):
        for high in range(rows, 0, -1):
            drawn = table(tuple((way.key, way.what) for way in still(name).ways[:count]), columns, high)
            wanted = stripped(line for way in drawn for line in way)
            if wanted and any(shown[at : at + len(wanted)] == wanted for at in range(len(shown))):
                return count, len(drawn[-1])
    return 0, 0


@pytest.mark.parametrize("name", TOLD)
@pytest.mark.parametrize(("columns", "rows"), [(76, 18), (96, 24), (116, 34), (196, 54)])
def test_the_word_is_largest_and_at_least_three_keys_are_large(name, columns, rows):
    lines = block_lines(still(name), columns, rows)
    assert len(lines) == rows
    count, high = ways_drawn(name, columns, rows)
    assert count >= min(3, len(still(name).ways))
    assert high >= 3
    word = stripped(side_by_side((still(name).word,), columns, high * 3 // 2))
    first = next(number for number, line in enumerate(lines) if line.strip())
    assert all(line.strip() for line in lines[first : first + len(word)]), "as high as half more than a key, at least"


def test_with_much_room_all_keys_are_large():
    assert ways_drawn("pain", 196, 54)[0] == ways_drawn("pain", 98, 24)[0] == 5


@given(name=st.sampled_from(sorted(TOLD)), columns=st.integers(42, 220), rows=st.integers(8, 70))
def test_every_sentence_stands_there_whole_and_nothing_is_too_wide(name, columns, rows):
    lines = block_lines(still(name), columns, rows)
    assert len(lines) <= max(rows, len(still(name).lines))
    assert all(len(line) <= columns for line in lines)
    left = still(name).sentences(ways_drawn(name, columns, rows)[0])
    told = " ".join(stripped(lines))
    assert all(sentence in told for sentence in left)


def test_what_the_large_keys_say_is_not_said_again():
    shown = "\n".join(stripped(block_lines(still("paused"), 76, 18)))
    assert "carry on" not in shown
    assert "carry on" not in "\n".join(block_lines(still("silent"), 58, 15))
    hurts = "\n".join(block_lines(still("pain"), 76, 18))
    assert "t: 10. \u00b7 \u2192: skip this exercise. \u00b7 l: lower effort from here." in hurts, "what has no room to be large"
    asked = "\n".join(stripped(block_lines(still("stop"), 76, 18)))
    assert "You can carry on later. \u00b7 q: stay paused." in asked
    assert "Enter: stop" not in asked
    assert "Enter: stop" in "\n".join(block_lines(still("stop"), 42, 8))
    assert stripped(block_lines(still("pain"), 100, 24))[-3:] == ["t: 10.", "q: stay paused.", "You can carry on later."]
    assert stripped(block_lines(still("rated"), 100, 24))[-2:] == ["q: stay paused.", "You can carry on later."]


def test_sentences_share_a_row_only_where_rows_are_few_and_are_never_torn():
    assert packed(("One two.", "Three.", "Four five six."), 18, 18) == ["One two. \u00b7 Three.", "Four five six."]
    assert packed(("One two.", "Three."), 18, 30) == ["One two.", "Three."]


def test_without_keys_the_word_stands_alone():
    alone = standstill(ControllerView(State.PAUSED), lambda action: "")
    assert set("".join(block_lines(alone, 76, 18))) <= BLOCKS
