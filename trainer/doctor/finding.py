"""The result of a check: state, sentence, advice."""

from typing import Literal, TypeAlias

from msgspec import Struct

State: TypeAlias = Literal["ok", "note", "problem"]
Details: TypeAlias = dict[str, str | int | bool | None]


class Finding(Struct, frozen=True):
    """The result of one check. `note`: something works less well than it could; `problem`: it does not work.

    `name` and the keys of `details` (facts for programs) are stable.
    """

    name: str
    state: State
    found: str
    advice: str = ""
    details: Details = {}
