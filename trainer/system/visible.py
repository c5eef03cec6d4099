"""Make untrusted text harmless: replace characters that control the terminal or the text direction. Pure."""

import re
from typing import Final

CONTROL_PICTURES: Final = 0x2400  # U+2400 to U+241F show U+0000 to U+001F
DELETE_PICTURE: Final = "\u2421"
REPLACEMENT: Final = "\ufffd"
DIRECTIONS: Final = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# C0 and C1 controls, line and paragraph separators, direction characters, lone surrogates. Compiled for the first text that may
# hold one: nearly all are printable, and the trainer starts sooner.
HARMFUL: Final = rf"[\x00-\x1f\x7f-\x9f\u2028\u2029{DIRECTIONS}\ud800-\udfff]"
HARMFUL_IN_LINES: Final = rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{DIRECTIONS}\ud800-\udfff]"


def visible(text: str, *, lines: bool = False) -> str:
    """Replace each harmful character by one visible character, so that columns keep their width.

    `lines`: keep line feeds and tabs.
    """
    if text.isprintable():
        return text
    return re.sub(HARMFUL_IN_LINES if lines else HARMFUL, _picture, text)


def _picture(found: "re.Match[str]") -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(CONTROL_PICTURES + code)
    return DELETE_PICTURE if code == 0x7F else REPLACEMENT
