"""Read and edit `settings.toml`: one value at a time, preserving comments and order, written atomically."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

from msgspec import ValidationError, convert, to_builtins
from msgspec.structs import replace

from trainer.diagnostics.problem import MAX_BYTES, FileError, KeyPath, Problem, errors_as_problems
from trainer.diagnostics.tables import parse_toml
from trainer.keymap.key_names import key_in_file
from trainer.keymap.own_keys import CommandRegistry, command_at, flattened
from trainer.routine.model import Effort
from trainer.settings.own_efforts import TABLE as EFFORTS
from trainer.settings.settings import Settings, parsed
from trainer.system.reading import cause_of, read_if_exists

HEAD: Final = "# Settings of the trainer. 'trainer settings' explains each; press s in the trainer to change them.\n"
KEYS: Final = "keys"
UNSAVED_PREFIX: Final = "Your change applies until the trainer ends. "  # prefix of every reason why it was not saved
Change: TypeAlias = Callable[[Settings], Settings]


class SettingsFile:
    """The settings in the file, overlaid with changes that could not be saved."""

    def __init__(self, path: Path, registry: CommandRegistry) -> None:
        self.path = path
        self.settings = Settings()
        self.problems: list[Problem] = []
        self._registry = registry
        self._last_content: bytes | None = None
        self._unsaved: dict[tuple[str, ...], Change] = {}
        try:
            self._adopt(self._content())
        except OSError as error:
            self.problems = [Problem(str(path), (), f"cannot be read: {cause_of(error)}")]

    def reload_if_changed(self) -> None:
        """Reload the file if another process changed it; what it says overrides unsaved changes."""
        try:
            content = self._content()
        except OSError:
            return
        if content != self._last_content:
            self._unsaved.clear()
            self._adopt(content)

    def lines(self) -> Mapping[str, int]:
        """The line in the file of each setting, of each command's keys by its id, of each routine's effort by `efforts.desk`."""
        from trainer.diagnostics.position import located

        try:
            content = self._content() or b""
            raw = parse_toml(content, str(self.path), "settings file")
        except (OSError, FileError):
            return {}
        table = raw.get(KEYS)
        paths = [(name,) for name in raw if name in Settings.__struct_fields__]
        commands = [path for path, _ in flattened(table, (KEYS,))] if isinstance(table, dict) else []
        efforts = [(EFFORTS, routine) for routine in self.settings.efforts]
        found = located([Problem("", path, "") for path in (*paths, *efforts, *commands)], content)
        return {_name_at(one.path): one.line for one in found if one.line}

    def set(self, name: str, value: object) -> str:
        """Set a value, None: its default. Says why it could not be saved, "" when it was. Raises ValueError for a wrong value."""
        wanted = getattr(Settings(), name) if value is None else value
        try:
            convert({name: wanted}, Settings)
        except ValidationError as error:
            raise ValueError(str(error)) from error
        return self._save((name,), value, lambda settings: replace(settings, **{name: wanted}))

    def set_keys(self, command: str, keys: tuple[str, ...] | None) -> str:
        """Set the keys of a command, None: the default ones. Returns why they could not be saved, "" when they were."""
        own = None if keys == self._registry.keys[command] else keys
        in_file = None if own is None else [key_in_file(key) for key in own]
        return self._save((KEYS, command), in_file, _entry_changed(KEYS, command, own))

    def put_effort(self, routine: str, effort: Effort | None) -> str:
        """Set the effort of a routine, None: as all others. Returns why it could not be saved, "" when it was."""
        return self._save((EFFORTS, routine), effort, _entry_changed(EFFORTS, routine, effort))

    def _save(self, path: tuple[str, ...], value: object, change: Change) -> str:
        """Change one value in the current file and adopt the file's settings; if that fails, apply only this change in memory."""
        from trainer.system import atomic

        def edited(content: bytes | None) -> str:
            content = HEAD.encode() if content is None else content
            with errors_as_problems(str(self.path)):
                parse_toml(content, str(self.path), "settings file")
                return with_value(content.decode("utf-8-sig"), path, value)

        try:
            text = atomic.change(self.path, MAX_BYTES, edited)
        except (OSError, FileError) as error:
            self._unsaved[path] = change
            self.settings = change(self.settings)
            why = f"cannot be written: {cause_of(error)}" if isinstance(error, OSError) else "has problems: fix them first"
            return f"{UNSAVED_PREFIX}{self.path} {why}."
        self._unsaved.pop(path, None)
        self._adopt(text.encode())
        return ""

    def _adopt(self, content: bytes | None) -> None:
        self._last_content = content
        self.settings, self.problems = (Settings(), []) if content is None else parsed(content, str(self.path), self._registry)
        for change in self._unsaved.values():
            self.settings = change(self.settings)

    def _content(self) -> bytes | None:
        return read_if_exists(self.path, MAX_BYTES)


def _entry_changed(table: str, name: str, value: object) -> Change:
    """The change of one entry of a table of the settings, None: without it."""

    def change(settings: Settings) -> Settings:
        others = {one: given for one, given in getattr(settings, table).items() if one != name}
        return replace(settings, **{table: others if value is None else {**others, name: value}})

    return change


def _name_at(path: KeyPath) -> str:
    """The name of what stands at a path: a setting, a command, or `efforts.relief`."""
    return ".".join(map(str, path)) if path[0] == EFFORTS else command_at(path) or str(path[0])


def with_value(text: str, path: tuple[str, ...], value: object) -> str:
    """Set a value in the text of a settings file, or remove it for None. Raises tomlkit.exceptions.TOMLKitError."""
    import tomlkit

    document = tomlkit.parse(text)
    table: Any = document
    *above, name = path
    for part in above:
        if not isinstance(table.get(part), dict):
            if value is None:
                return text
            table[part] = tomlkit.table()
        table = table[part]
    if name not in table and "." in name and isinstance(table.get(name.partition(".")[0]), dict):
        first, _, rest = name.partition(".")  # written without quotes: session.next = "n"
        if rest in table[first] or value is None:
            table, name = table[first], rest
    if value is not None:
        table[name] = to_builtins(value)
    elif name in table:
        del table[name]
    return tomlkit.dumps(document)
