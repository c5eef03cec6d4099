"""The user's `settings.toml`: changed one value at a time, comments and order kept, written whole or not at all."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

from msgspec import ValidationError, convert, to_builtins
from msgspec.structs import replace

from trainer.diagnostics.problem import MAX_BYTES, FileError, Problem, guarded
from trainer.keymap.key_names import shown
from trainer.keymap.own_keys import CommandRegistry, command_at, flat
from trainer.settings.settings import Settings, parsed
from trainer.system.reading import read_if_there, reason

HEAD: Final = "# Settings of the trainer. 'trainer settings' says what each may be; s in the trainer changes them.\n"
KEYS: Final = "keys"
HOLDS: Final = "What you changed holds until the trainer ends. "  # begins what says why it could not be saved
Change: TypeAlias = Callable[[Settings], Settings]


class SettingsFile:
    """The settings of a person: those of the file, and over them what could not be written, until the trainer ends."""

    def __init__(self, path: Path, known: CommandRegistry) -> None:
        self.path = path
        self.settings = Settings()
        self.problems: list[Problem] = []
        self._known = known
        self._seen: bytes | None = None
        self._unsaved: dict[tuple[str, ...], Change] = {}
        try:
            self._take(self._content())
        except OSError as error:
            self.problems = [Problem(str(path), (), f"cannot be read: {reason(error)}")]

    def follow(self) -> None:
        """Read the file anew, if somebody else has written it: then what it says holds, and else what could not be saved."""
        try:
            content = self._content()
        except OSError:
            return
        if content != self._seen:
            self._unsaved.clear()
            self._take(content)

    @property
    def given(self) -> Mapping[str, Any]:
        """What stands in the file, whether or not it is right; empty where it cannot be read."""
        from trainer.diagnostics.tables import tables_of

        try:
            return tables_of(self._content() or b"", str(self.path), "settings file")
        except (OSError, FileError):
            return {}

    def lines(self) -> Mapping[str, int]:
        """In which line of the file each setting stands, and the keys of each command by its id."""
        from trainer.diagnostics.position import located

        given = self.given
        table = given.get(KEYS)
        paths = [(name,) for name in given if name in Settings.__struct_fields__]
        commands = [path for path, _ in flat(table, (KEYS,))] if isinstance(table, dict) else []
        try:
            found = located([Problem("", path, "") for path in (*paths, *commands)], self._content() or b"")
        except OSError:
            return {}
        return {command_at(one.path) or str(one.path[0]): one.line for one in found if one.line}

    def put(self, name: str, value: object) -> str:
        """Set a value, None: as usual. Returns why it could not be saved, "" when it was. Raises ValueError for a wrong value."""
        wanted = getattr(Settings(), name) if value is None else value
        try:
            convert({name: wanted}, Settings)
        except ValidationError as error:
            raise ValueError(str(error)) from error
        return self._save((name,), value, lambda settings: replace(settings, **{name: wanted}))

    def put_keys(self, command: str, keys: tuple[str, ...] | None) -> str:
        """Set the keys of a command, None: the usual ones. Returns why they could not be saved, "" when they were."""
        own = None if keys == self._known.keys[command] else keys

        def change(settings: Settings) -> Settings:
            others = {name: given for name, given in settings.keys.items() if name != command}
            return replace(settings, keys=others if own is None else {**others, command: own})

        return self._save((KEYS, command), None if own is None else [shown(key) for key in own], change)

    def _save(self, path: tuple[str, ...], value: object, change: Change) -> str:
        """Change one value of the file as it is now; then all that it says holds, and else this change alone."""
        from trainer.diagnostics.tables import tables_of
        from trainer.system import atomic

        def edited(content: bytes | None) -> str:
            content = HEAD.encode() if content is None else content
            with guarded(str(self.path)):
                tables_of(content, str(self.path), "settings file")
                return with_value(content.decode("utf-8-sig"), path, value)

        try:
            text = atomic.change(self.path, MAX_BYTES, edited)
        except (OSError, FileError) as error:
            self._unsaved[path] = change
            self.settings = change(self.settings)
            why = f"cannot be written: {reason(error)}" if isinstance(error, OSError) else "has problems: put them right first"
            return f"{HOLDS}{self.path} {why}."
        self._unsaved.pop(path, None)
        self._take(text.encode())
        return ""

    def _take(self, content: bytes | None) -> None:
        self._seen = content
        self.settings, self.problems = (Settings(), []) if content is None else parsed(content, str(self.path), self._known)
        for change in self._unsaved.values():
            self.settings = change(self.settings)

    def _content(self) -> bytes | None:
        return read_if_there(self.path, MAX_BYTES)


def with_value(text: str, path: tuple[str, ...], value: object) -> str:
    """The text of a settings file with a value at a path, None: without one. Raises tomlkit.exceptions.TOMLKitError."""
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
