"""A panel with the problems of the person's own files."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from trainer.diagnostics.problem import Problem
from trainer.system.cells import wrap
from trainer.system.command_line import typed
from trainer.system.paths import with_tilde
from trainer.system.visible import visible
from trainer.ui.theme.sizes import TINY

HEADING: Final = "A file with a problem is not used until it is put right; all else works."
SHARE: Final = 0.3  # of the screen's rows, at most
MIN_ROWS: Final = 2  # rows, on a tiny screen


class ProblemPanel(VerticalScroll, can_focus=False):
    """The problems, each with its line, as fully as there is room; hidden while there are none."""

    def __init__(self, problems: Iterable[Problem], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines = Static(id="problem-lines", markup=False)
        self._problems: tuple[Problem, ...] = ()
        self.show(problems)

    def compose(self) -> ComposeResult:
        """The problems with their heading."""
        yield self._lines

    def show(self, problems: Iterable[Problem]) -> None:
        """Show these problems in place of those before."""
        self._problems = tuple(problems)
        self.fit()

    def fit(self) -> None:
        """Say as much as the terminal has room for."""
        width, height = self.app.size
        rows = MIN_ROWS if height < TINY else int(height * SHARE)
        lines = (Content.styled(line, "bold" if line == HEADING else "") for line in fitted(self._problems, width - 2, rows))
        self._lines.update(Content("\n").join(lines))
        self.display = bool(self._problems)


def fitted(problems: Sequence[Problem], width: int, rows: int) -> list[str]:
    """The problems in lines: in full where all fit; else briefly, as many as fit, and how to see all. Pure.

    The first problem is told in any case: before the heading, and before how to see the others.
    """
    if len(problems) <= rows:
        full = [HEADING, "", *(line for problem in problems for line in problem.report().split("\n"))]
        if sum(rows_of(line, width) for line in full) <= rows:
            return full
    brief = [problem.brief() for problem in problems[: max(1, rows)]]  # each takes a row at least
    more = [f"{all_shown_by(problems[0].file)} shows all"] if problems else []
    for heading in ([HEADING], []):
        for count in range(len(brief), 0, -1):
            lines = [*heading, *brief[:count], *(more if count < len(problems) else [])]
            if sum(rows_of(line, width) for line in lines) <= rows:
                return lines
    return brief[:1]


def rows_of(line: str, width: int) -> int:
    """How many rows a line takes."""
    return max(1, len(wrap(line, max(1, width), drop_whitespace=False)))


def all_shown_by(file: str) -> str:
    """The command that shows every problem of a file."""
    path = Path(file)
    if path.name == "settings.toml":
        return "trainer settings"
    if path.parent.name == "poses":
        return visible(f"trainer pose {path.stem}")
    command, shown = typed("trainer", "check", file), with_tilde(path)
    if shown.startswith("~/") and command.endswith(f" {file}"):  # it needs no quotes: the shell puts it together again
        return f"trainer check {shown}"
    return visible(command)
