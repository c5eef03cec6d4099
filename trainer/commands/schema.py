"""`trainer schema`: print the JSON Schema of routine files, for editors that validate and complete TOML."""

import click

from trainer.system import streams


@click.command("schema")
def command() -> int:
    """Print the JSON Schema of routine files.

    Editors with TOML support (taplo, for instance) find it through the first line of a file: #:schema ./routines.schema.json
    """
    from trainer.routine.schema import text

    streams.echo(text(), end="")
    return 0
