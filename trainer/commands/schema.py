"""`trainer schema`: the JSON Schema of routine files, for editors that check and complete as one types."""

import click

from trainer.system import streams


@click.command("schema")
def command() -> int:
    """Print the JSON Schema of routine files.

    An editor that knows TOML (by taplo, for instance) takes it from the first line of a file: #:schema ./routines.schema.json
    """
    from trainer.routine.schema import text

    streams.echo(text(), end="")
    return 0
