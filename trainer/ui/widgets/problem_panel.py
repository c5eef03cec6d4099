"""What is wrong with the person's own files, while everything else works."""

from collections.abc import Iterable
from typing import Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from trainer.problem import Problem

HEADING: Final = "Nothing of a file with a problem is used, until it is put right; everything else works."


class ProblemPanel(VerticalScroll, can_focus=False):
    """The problems, each with its line; hidden while there are none."""

    def __init__(self, problems: Iterable[Problem], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines = Static(id="problem-lines", markup=False)
        self.show(problems)

    def compose(self) -> ComposeResult:
        """A heading over the problems."""
        yield Static(HEADING, classes="heading", markup=False)
        yield self._lines

    def show(self, problems: Iterable[Problem]) -> None:
        """Show these problems in place of those before."""
        text = "\n".join(problem.report() for problem in problems)
        self._lines.update(text)
        self.display = bool(text)
