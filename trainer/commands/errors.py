"""The exception by which a command reports failure: `run` turns it into a sentence and an exit code."""

from typing import IO, Any

import click


class CommandError(click.ClickException):
    """A problem in the person's content, or a refusal by the system; the message is a sentence. Exit code 1.

    Usage errors are `click.UsageError`: exit code 2.
    """

    exit_code = 1

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the message to `file`, without click's "Error:" prefix."""
        if file is not None:
            file.write(f"{self.message}\n")
