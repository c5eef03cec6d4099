"""`trainer settings`: show every setting and its source, and change one."""

import json
import os
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, get_args

import click
from msgspec import ValidationError, convert

from trainer.commands import completing
from trainer.commands.errors import CommandError
from trainer.diagnostics.mending import in_words
from trainer.diagnostics.problem import nearest
from trainer.keymap.commands import REGISTRY, SCREENS
from trainer.keymap.key_names import key_in_file
from trainer.keymap.own_keys import checked
from trainer.routine.model import EFFORTS as LEVELS
from trainer.settings import words
from trainer.settings.file import KEYS, UNSAVED_PREFIX, SettingsFile
from trainer.settings.own_efforts import TABLE as EFFORTS
from trainer.settings.settings import SPELLING, Settings
from trainer.system import paths, streams
from trainer.system.reading import exists
from trainer.system.visible import visible
from trainer.userfiles.loading import load, settings_file, show_problems

ABOUT: Final = {name: words.in_short(name) for name in words.ABOUT if name not in (KEYS, EFFORTS)}
NOT_IN_FILE: Final = "usual"  # in JSON, where a value came from: not from the file


@click.group("settings", invoke_without_command=True, subcommand_metavar="[COMMAND] [ARGS]...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--path", is_flag=True, help="Print only the path of the file, whether or not it exists.")
@click.option("--commands", is_flag=True, help="List every command whose keys can be changed, with its keys.")
@click.pass_context
def command(ctx: click.Context, as_json: bool, path: bool, commands: bool) -> int:
    """Show every setting, its value and its source. 'trainer settings set volume 60' changes one.

    Keys are in the table [keys]: "session.next" = ["right", "n"]. Efforts of single routines are in the table [efforts]:
    relief = "low". docs/settings.md of the project explains every setting and lists all commands that can have other keys.
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
@click.argument("name", shell_complete=completing.settings)
@click.argument("value", nargs=-1, required=True, shell_complete=completing.values)
def put(name: str, value: tuple[str, ...]) -> int:
    """Change a setting: 'set volume 60', 'set theme light', 'set session.next n right', 'set efforts.relief low'."""
    file = settings_file()
    routine = _routine_in(name)
    if name in REGISTRY.keys:
        return _saved(file, name, _put_keys(file, name, value))
    _check_name(name)
    if len(value) > 1:
        raise click.UsageError(f"'{name}' takes one value.")
    if routine:
        return _saved(file, name, _put_effort(file, routine, value[0]))
    try:
        wanted = _value(name, value[0])
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    return _saved(file, name, file.set(name, wanted))


@command.command("reset")
@click.argument("name", shell_complete=completing.settings)
def reset(name: str) -> int:
    """Give a setting its default again: 'reset volume', 'reset session.next', 'reset efforts.relief'."""
    file = settings_file()
    if name in REGISTRY.keys:
        return _saved(file, name, file.set_keys(name, None))
    _check_name(name)
    if routine := _routine_in(name):
        return _saved(file, name, file.put_effort(routine, None))
    return _saved(file, name, file.set(name, None))


def _check_name(name: str) -> None:
    """Raise click.UsageError if there is no such setting."""
    if name not in ABOUT and not _routine_in(name):
        hint = (
            nearest(name, (*ABOUT, *REGISTRY.keys))
            or f"the settings are {', '.join(ABOUT)}, and the commands of 'settings --commands'"
        )
        raise click.UsageError(f"There is no setting '{visible(name)}': {hint}")


def _routine_in(name: str) -> str:
    """The routine in a name like `efforts.relief`; "" in other names."""
    table, _, routine = name.partition(".")
    return routine if table == EFFORTS else ""


def _put_effort(file: SettingsFile, routine: str, text: str) -> str:
    """Set the effort of a routine; raises click.UsageError if there is no such routine or effort."""
    routines = load((), file).library.routines
    if routine not in routines and routine not in file.settings.efforts:
        hint = nearest(routine, routines) or f"there are {', '.join(routines)}"
        raise click.UsageError(f"There is no routine '{visible(routine)}': {hint}")
    effort = next((one for one in LEVELS if one == text), None)
    if effort is None:
        hint = nearest(text, LEVELS) or f"one of {', '.join(LEVELS)}"
        raise click.UsageError(f"{EFFORTS}.{routine}: unknown value '{visible(text)}' ({hint})")
    return file.put_effort(routine, effort)


def _value(name: str, text: str) -> object:
    """Parse the value of a setting; raises ValueError with a message for the person."""
    default = getattr(Settings(), name)
    wanted: object = text
    if isinstance(default, bool):
        wanted = {"on": True, "true": True, "yes": True, "off": False, "false": False, "no": False}.get(text.lower(), text)
    elif isinstance(default, int) and re.fullmatch(r"[+-]?\d{1,18}", text):
        wanted = int(text)
    try:
        return getattr(convert({name: wanted}, Settings), name)
    except ValidationError as error:
        if isinstance(default, bool):
            raise ValueError(f"{name}: expected on or off, found '{visible(text)}'") from error
        message = in_words(str(error))[1]
        known = get_args(SPELLING.values.get(name))
        hint = f" ({nearest(text, known) or 'one of ' + ', '.join(known)})" if known else ""
        raise ValueError(f"{name}: {message}{hint}") from error


def _put_keys(file: SettingsFile, name: str, value: tuple[str, ...]) -> str:
    table = {**file.settings.keys, name: list(value)}
    keys, problems = checked(
        {one: list(map(key_in_file, given)) if one != name else given for one, given in table.items()}, REGISTRY, ""
    )
    if problems:
        hint = f" ({problems[0].hint})" if problems[0].hint else ""
        raise click.UsageError(f"{name}: {problems[0].message}{hint}")
    return file.set_keys(name, keys.get(name))


def _saved(file: SettingsFile, name: str, problem: str) -> int:
    if problem:
        raise CommandError(f"{name} was not changed: {problem.removeprefix(UNSAVED_PREFIX)}")
    streams.echo(f"{name} is now {_value_in_words(file, name)}.")
    show_problems(file.problems)
    return 0


def _value_in_words(file: SettingsFile, name: str) -> str:
    if routine := _routine_in(name):
        return file.settings.effort_of(routine)
    return _keys_of(file, name) if name in REGISTRY.keys else _shown(getattr(file.settings, name))


def _keys_of(file: SettingsFile, name: str) -> str:
    return " ".join(map(key_in_file, file.settings.keys.get(name, REGISTRY.keys[name]))) or "no key"


def _shown(value: object) -> str:
    return ("on" if value else "off") if isinstance(value, bool) else str(value)


def _sources(file: SettingsFile) -> Iterator[tuple[str, object, int | None]]:
    """Yield each setting with its value and the line in the file it came from."""
    lines = file.lines()
    wrong = {problem.path[0] for problem in file.problems if problem.path}
    for name in ABOUT:
        yield name, getattr(file.settings, name), lines.get(name) if name not in wrong else None


def _lines(file: SettingsFile) -> Iterator[str]:
    where = file.path if exists(file.path) else f"{file.path} (not created yet)"
    yield f"Settings: {where}"
    yield ""
    for name, value, line in _sources(file):
        source = f"line {line}" if line else "default"
        yield f"{name:<17} {_shown(value):<10} {source:<9} {ABOUT[name]}{_choices(name)}"
    lines = file.lines()
    if efforts := file.settings.efforts:
        yield ""
        yield "Routines with an effort of their own:"
        routines = load((), file).library.routines
        for routine, effort in efforts.items():
            unknown = "" if routine in routines else f"  not loaded now{_nearest(routine, routines)}"
            yield f"{routine:<28} {effort:<20} line {lines.get(f'{EFFORTS}.{routine}', '?')}{unknown}"
    yield ""
    yield "Keys: the default ones." if not file.settings.keys else "Keys that are not the default ones:"
    for name in file.settings.keys:
        yield f"{name:<28} {_keys_of(file, name):<20} line {lines.get(name, '?')}"
    if os.environ.get("NO_COLOR"):
        yield "NO_COLOR is set: no theme is used, and figures are plain if figure is auto."


def _nearest(routine: str, routines: Iterable[str]) -> str:
    hint = nearest(routine, routines)
    return f": {hint}" if hint else ""


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
                "source": "file" if line else NOT_IN_FILE,
                "line": line,
            }
            for name, value, line in _sources(file)
        ],
        "efforts": [
            {"routine": routine, "effort": effort, "line": lines.get(f"{EFFORTS}.{routine}")}
            for routine, effort in file.settings.efforts.items()
        ],
        "keys": [
            {
                "command": name,
                "keys": list(file.settings.keys.get(name, default)),
                "source": "file" if name in file.settings.keys else NOT_IN_FILE,
                "line": lines.get(name) if name in file.settings.keys else None,
            }
            for name, default in REGISTRY.keys.items()
        ],
        "no_color": bool(os.environ.get("NO_COLOR")),
    }
