"""What a check found: a state, a sentence, and what to do."""

from typing import Literal, TypeAlias

from msgspec import Struct

State: TypeAlias = Literal["ok", "note", "problem"]


class Finding(Struct, frozen=True):
    """One check. `name` never changes; `note` is what works less well than it could, `problem` what does not work.

    `details` are facts for programs, by names that never change.
    """

    name: str
    state: State
    found: str
    advice: str = ""
    details: dict[str, str | int | bool | None] = {}
