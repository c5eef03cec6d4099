"""A line of the table of benchmarks."""

from typing import NamedTuple


class Row(NamedTuple):
    what: str
    figure: str
    goal: str
    note: str = ""
    anchor: str = ""
