"""What a field of the settings says of itself beside its type: the words for a person, the step and unit of a number."""

from msgspec import Struct


class About(Struct, frozen=True):
    """A setting in words: its name on the screen, what it is in a few words, and in a sentence or two.

    `step`: by how much a key changes a number. `unit`: what stands behind it.
    """

    label: str
    short: str
    text: str
    step: int = 1
    unit: str = ""
