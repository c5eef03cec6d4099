"""`trainer settings`: every value and where it came from, and changing one."""

import json
import os
import re
from collections.abc import Iterator
from typing import Any, Final, get_args

import click
from msgspec import ValidationError, convert

from trainer.commands.errors import CommandError
from trainer.diagnostics.mending import in_words
from trainer.diagnostics.problem import nearest
from trainer.keymap.commands import REGISTRY, SCREENS
from trainer.keymap.key_names import shown
from trainer.keymap.own_keys import checked
from trainer.settings import words
from trainer.settings.file import HOLDS, KEYS, SettingsFile
from trainer.settings.settings import SPELLING, Settings
from trainer.system import paths, streams
from trainer.system.reading import is_there
from trainer.system.visible import visible
from trainer.userfiles.loading import settings_file, show_problems

ABOUT: Final = {name: one.short for name, one in words.ABOUT.items() if name != KEYS}
USUAL: Final = "usual"  # where a value came from: not from the file


@click.group("settings", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--path", is_flag=True, help="Print where the file is (or would be), and nothing else.")
@click.option("--commands", is_flag=True, help="Print every command whose keys can be changed, with its keys.")
@click.pass_context
def command(ctx: click.Context, as_json: bool, path: bool, commands: bool) -> int:
    """Show every setting, its value, and where that came from. 'trainer settings set volume 60' changes one.

    Keys stand in the table [keys]: "session.next" = ["right", "n"].
    """
    if ctx.invoked_subcommand is not None:
        return 0
    if path:
        streams.echo(str(paths.config_file("settings.toml")))
        return 0
    file = settings_file()
    if as_json:
        streams.echo(json.dumps(_document(file), indent=2))
    else:
        for line in _command_lines(file) if commands else _lines(file):
            streams.echo(line)
    show_problems(file.problems)
    return 1 if file.problems else 0


@command.command("set")
@click.argument("name")
@click.argument("value", nargs=-1, required=True)
def put(name: str, value: tuple[str, ...]) -> int:
    """Change a setting: 'set volume 60', 'set theme light', 'set session.next n right'."""
    file = settings_file()
    if name in REGISTRY.keys:
        return _saved(file, name, _put_keys(file, name, value))
    _known(name)
    if len(value) > 1:
        raise click.UsageError(f"'{name}' has one value.")
    try:
        wanted = _value(name, value[0])
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    return _saved(file, name, file.put(name, wanted))


@command.command("reset")
@click.argument("name")
def reset(name: str) -> int:
    """Make a setting as usual again: 'reset volume', 'reset session.next'."""
    file = settings_file()
    if name in REGISTRY.keys:
        return _saved(file, name, file.put_keys(name, None))
    _known(name)
    return _saved(file, name, file.put(name, None))


def _known(name: str) -> None:
    """Raises click.UsageError where there is no such setting."""
    if name not in ABOUT:
        hint = (
            nearest(name, (*ABOUT, *REGISTRY.keys)) or f"there are {', '.join(ABOUT)}, and the commands of 'settings --commands'"
        )
        raise click.UsageError(f"There is no setting '{visible(name)}': {hint}")


def _value(name: str, text: str) -> object:
    """What a text means for a setting; raises ValueError with words for the person."""
    usual = getattr(Settings(), name)
    wanted: object = text
    if isinstance(usual, bool):
        wanted = {"on": True, "true": True, "yes": True, "off": False, "false": False, "no": False}.get(text.lower(), text)
    elif isinstance(usual, int) and re.fullmatch(r"[+-]?\d{1,18}", text):
        wanted = int(text)
    try:
        return getattr(convert({name: wanted}, Settings), name)
    except ValidationError as error:
        if isinstance(usual, bool):
            raise ValueError(f"{name}: expected on or off, found '{visible(text)}'") from error
        message = in_words(str(error))[1]
        known = get_args(SPELLING.values.get(name))
        hint = f" ({nearest(text, known) or 'one of ' + ', '.join(known)})" if known else ""
        raise ValueError(f"{name}: {message}{hint}") from error


def _put_keys(file: SettingsFile, name: str, value: tuple[str, ...]) -> str:
    table = {**file.settings.keys, name: list(value)}
    keys, problems = checked(
        {one: list(map(shown, given)) if one != name else given for one, given in table.items()}, REGISTRY, ""
    )
    if problems:
        hint = f" ({problems[0].hint})" if problems[0].hint else ""
        raise click.UsageError(f"{name}: {problems[0].message}{hint}")
    return file.put_keys(name, keys.get(name))


def _saved(file: SettingsFile, name: str, problem: str) -> int:
    if problem:
        raise CommandError(f"{name} is not changed: {problem.removeprefix(HOLDS)}")
    value = _keys_of(file, name) if name in REGISTRY.keys else _shown(getattr(file.settings, name))
    streams.echo(f"{name} is now {value}.")
    show_problems(file.problems)
    return 0


def _keys_of(file: SettingsFile, name: str) -> str:
    return " ".join(map(shown, file.settings.keys.get(name, REGISTRY.keys[name]))) or "no key"


def _shown(value: object) -> str:
    return ("on" if value else "off") if isinstance(value, bool) else str(value)


def _sources(file: SettingsFile) -> Iterator[tuple[str, object, int | None]]:
    """Each setting, its value, and the line of the file that it came from."""
    lines = file.lines()
    wrong = {problem.path[0] for problem in file.problems if problem.path}
    for name in ABOUT:
        yield name, getattr(file.settings, name), lines.get(name) if name not in wrong else None


def _lines(file: SettingsFile) -> Iterator[str]:
    where = file.path if is_there(file.path) else f"{file.path} (not there yet)"
    yield f"Settings: {where}"
    yield ""
    for name, value, line in _sources(file):
        source = f"line {line}" if line else USUAL
        yield f"{name:<17} {_shown(value):<10} {source:<9} {ABOUT[name]}{_choices(name)}"
    lines = file.lines()
    yield ""
    yield "Keys: as usual." if not file.settings.keys else "Keys that are not as usual:"
    for name in file.settings.keys:
        yield f"{name:<28} {_keys_of(file, name):<20} line {lines.get(name, '?')}"
    if os.environ.get("NO_COLOR"):
        yield "NO_COLOR is set: no theme is used, and figures are drawn plain where figure is auto."


def _choices(name: str) -> str:
    known = get_args(SPELLING.values.get(name))
    return f": {', '.join(known)}" if known else ""


def _command_lines(file: SettingsFile) -> Iterator[str]:
    for title, commands in SCREENS.items():
        yield title
        for one in commands:
            if one.id not in REGISTRY.fixed:
                yield f"  {one.id:<20} {_keys_of(file, one.id):<28} {one.help}"


def _document(file: SettingsFile) -> dict[str, Any]:
    lines = file.lines()
    return {
        "file": str(file.path),
        "settings": [
            {
                "name": name,
                "value": value,
                "usual": getattr(Settings(), name),
                "source": "file" if line else USUAL,
                "line": line,
            }
            for name, value, line in _sources(file)
        ],
        "keys": [
            {
                "command": name,
                "keys": list(file.settings.keys.get(name, usual)),
                "source": "file" if name in file.settings.keys else USUAL,
                "line": lines.get(name) if name in file.settings.keys else None,
            }
            for name, usual in REGISTRY.keys.items()
        ],
        "no_color": bool(os.environ.get("NO_COLOR")),
    }
