"""The safety text: shown as a banner until the first start, in Help, and in the README."""

from typing import Final

SAFETY: Final = (
    "This is general information, not medical advice. Stop when something hurts. See a professional for pain that is severe, "
    "follows an injury, does not get better, or comes with numbness, weakness, fever, or chest pain."
)

SHORT: Final = "Not medical advice. Stop when something hurts. ? says more."  # where there is no room for all of it
