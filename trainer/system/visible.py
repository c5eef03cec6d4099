"""Making text from files and databases harmless: what would steer a terminal or turn the reading direction is shown. Pure."""

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
    """The text with a visible character in the place of each harmful one, so that columns stay: an escape becomes U+241B.

    `lines`: line feeds and tabs are kept.
    """
    if text.isprintable():
        return text
    return re.sub(HARMFUL_IN_LINES if lines else HARMFUL, _picture, text)


def _picture(found: "re.Match[str]") -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(CONTROL_PICTURES + code)
    return DELETE_PICTURE if code == 0x7F else REPLACEMENT
