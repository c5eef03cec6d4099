"""How a command says that it cannot do what was asked: one exception, which `run` makes a sentence and an exit code of."""

from typing import IO, Any

import click


class CommandError(click.ClickException):
    """A problem in the person's content, or something that the system does not allow; its text is a sentence. Exit code 1.

    Wrong use is a `click.UsageError`: exit code 2.
    """

    exit_code = 1

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the sentence to `file`, without the "Error:" that click sets before it."""
        if file is not None:
            file.write(f"{self.message}\n")
