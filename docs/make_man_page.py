"""Writes docs/trainer.1, the manual page, from the commands: python docs/make_man_page.py."""

from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path
from typing import Final

import click

from trainer.commands import NAMES, cli
from trainer.run.safety import SAFETY

PAGE: Final = Path(__file__).with_name("trainer.1")
FILES: Final = (
    ("~/.config/trainer/settings.toml", "settings"),
    ("~/.config/trainer/routines.toml", "routines of your own"),
    ("~/.config/trainer/poses", "figures of your own"),
    ("~/.local/share/trainer/history.db", "what was done"),
)
EXIT_CODES: Final = (
    ("0", "done"),
    ("1", "a problem in a file of yours"),
    ("2", "wrong use: an unknown routine or option, a missing file"),
    ("129, 130, 143", "ended by hang-up, ctrl+c, termination"),
)
SEE_ALSO: Final = "README.md and the folder docs of the project: the routine file, what --json prints, the remote."


def page() -> str:
    """The text of docs/trainer.1."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield '.\\" Written by docs/make_man_page.py from the commands.'
    yield ".TH TRAINER 1"
    yield from (".SH NAME", "trainer \\- a hands-free exercise trainer for the upper back")
    yield from (".SH SYNOPSIS", ".B trainer", "[OPTIONS] [COMMAND] [ARGUMENTS]...")
    yield from (".SH DESCRIPTION", *_paragraphs(cli.help or ""))
    yield ".SH OPTIONS"
    context = click.Context(cli, info_name="trainer", **cli.context_settings)
    yield from _options(cli, context)
    yield ".SH COMMANDS"
    for name in NAMES:
        command = cli.get_command(context, name)
        assert command is not None
        yield from _command(command, name, context)
    yield ".SH EXIT STATUS"
    yield from _terms(EXIT_CODES)
    yield ".SH FILES"
    yield "On Linux, where the XDG variables do not say otherwise:"
    yield from _terms(FILES)
    yield from (".SH SAFETY", *_paragraphs(SAFETY.replace("\n", "\n\n")), ".SH SEE ALSO", _escaped(SEE_ALSO))


def _command(command: click.Command, name: str, above: click.Context) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=above)
    usage = " ".join(part for part in (context.command_path, *command.collect_usage_pieces(context)))
    yield f".SS {_escaped(usage)}"
    yield from _paragraphs(command.help or "")
    yield from _options(command, context)
    if command.epilog:
        yield ".PP"
        yield from _paragraphs(command.epilog)
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            if found is not None and not found.hidden:
                yield from _command(found, inner, context)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    records = (param.get_help_record(context) for param in command.get_params(context) if isinstance(param, click.Option))
    yield from _terms(record for record in records if record)


def _terms(pairs: "Iterator[tuple[str, str]] | tuple[tuple[str, str], ...]") -> Iterator[str]:
    for term, text in pairs:
        yield from (".TP", f".B {_escaped(term)}", _escaped(text))


def _paragraphs(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(cleandoc(text).split("\n\n")):
        if number:
            yield ".PP"
        lines = [_escaped(line) for line in paragraph.replace("\b\n", "").strip().splitlines()]
        yield from (".nf", *lines, ".fi") if paragraph.startswith("\b") else lines


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text[:1] in (".", "'") else text


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
