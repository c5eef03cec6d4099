"""Writes docs/settings.md from the model of the settings and the table of commands: python docs/make_settings.py."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, get_args

from trainer.keymap.commands import REGISTRY, SCREENS, free_keys
from trainer.keymap.key_names import key_in_file
from trainer.settings.file import KEYS
from trainer.settings.own_efforts import TABLE as EFFORTS
from trainer.settings.settings import SPELLING, Settings
from trainer.settings.words import ABOUT, BOUNDS, GROUPS

PAGE: Final = Path(__file__).with_name("settings.md")
TABLES: Final = (EFFORTS, KEYS)

HEAD: Final = """# Settings

Every setting can be changed in the app (`s` on the first screen), by `trainer settings set NAME VALUE`, or in `settings.toml` in
the folder of your configuration (`trainer settings --path` names it). `trainer settings` shows each with its value and where that
came from, `trainer settings reset NAME` gives it its default again. A value that cannot be used is named with its line, and its
default is taken; the others hold. The app follows when the file is saved.

```toml
volume = 60
theme = "light"

[efforts]
relief = "low"

[keys]
"session.next" = ["right", "n"]
```
"""
EFFORTS_HEAD: Final = """
## `[efforts]`: the effort of single routines

{text}
Each key is the id of a routine (`trainer list` shows them), each value one of {values}:
`trainer settings set efforts.relief low`.
"""
KEYS_HEAD: Final = """
## `[keys]`: other keys

Each key is one of the commands below, each value a list of keys: `trainer settings set session.next n right`. An empty list takes
all keys from a command. `trainer settings --commands` prints the commands with the keys that they have now; in the app, the
settings have a page where keys are pressed, not typed.
"""


def page() -> str:
    """The text of docs/settings.md."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield from HEAD.splitlines()
    for title, names in GROUPS.items():
        plain = [name for name in names if name not in TABLES]
        if plain:
            yield from ("", f"## {title}", "", "| setting | value | default | |", "|---|---|---|---|")
            yield from map(_row, plain)
    yield from EFFORTS_HEAD.format(text=ABOUT[EFFORTS].text, values=_choices("effort")).splitlines()
    yield from KEYS_HEAD.splitlines()
    for title, commands in SCREENS.items():
        changeable = [one for one in commands if one.id not in REGISTRY.fixed]
        if changeable:
            yield from ("", f"### {title}", "", "| command | default keys | |", "|---|---|---|")
            for one in changeable:
                yield f"| `{one.id}` | {_keys(one.keys)} | {_cell(one.help)} |"
            if title != "Everywhere":
                yield from ("", f"Letters and digits that are free there: {_keys(free_keys(commands[0].id, {}))}.")


def _keys(keys: Iterable[str]) -> str:
    return " ".join(f"`{key_in_file(key)}`" for key in keys)


def _row(name: str) -> str:
    return f"| `{name}` | {_values(name)} | {_literal(getattr(Settings(), name))} | {_cell(ABOUT[name].text)} |"


def _values(name: str) -> str:
    if name in BOUNDS:
        least, most = BOUNDS[name]
        return f"{least} to {most}{ABOUT[name].unit}"
    return _choices(name) or "`true`, `false`"


def _choices(name: str) -> str:
    return ", ".join(map(_literal, get_args(SPELLING.values.get(name))))


def _literal(value: object) -> str:
    """A value as it stands in the file."""
    if isinstance(value, str):
        return f'`"{value}"`'
    return f"`{str(value).lower()}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
