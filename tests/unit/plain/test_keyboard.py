"""Keys of a Windows console."""

import pytest

from trainer.plain.keyboard import windows_key


class Console:
    """A Windows console with queued characters; reading more than those would block."""

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
    assert [key.name for key in told if key] == keys
