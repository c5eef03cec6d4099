"""The user's `settings.toml`: changed one value at a time, comments and order kept, written whole or not at all."""

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from msgspec import ValidationError, convert, to_builtins
from msgspec.structs import replace

from trainer.diagnostics.problem import MAX_BYTES, Problem
from trainer.settings.keys import Known, flat, shown
from trainer.settings.settings import Settings, parsed, read

HEAD: Final = "# Settings of the trainer. 'trainer settings' says what each may be; s in the trainer changes them.\n"
KEYS: Final = "keys"
HOLDS: Final = "What you changed holds until the trainer ends. "  # begins what says why it could not be saved


class SettingsFile:
    """The settings of a person. What cannot be written holds until the trainer ends."""

    def __init__(self, path: Path, known: Known) -> None:
        self.path = path
        self._known = known
        self._seen = b""
        with contextlib.suppress(OSError):
            self._seen = self._content()
        self.settings, self.problems = read(path, known)

    def follow(self) -> None:
        """Read the file anew, if somebody else has written it: what could not be saved is kept else."""
        try:
            content = self._content()
        except OSError:
            return
        if content != self._seen:
            self._seen = content
            self.settings, self.problems = parsed(content, str(self.path), self._known)

    @property
    def given(self) -> Mapping[str, Any]:
        """What stands in the file, whether or not it is right; empty where it cannot be read."""
        import tomllib  # noqa: PLC0415 - asked for only where settings are shown

        try:
            return tomllib.loads(self._content().decode("utf-8-sig"))
        except (OSError, ValueError, RecursionError):
            return {}

    def lines(self) -> Mapping[str, int]:
        """In which line of the file each of its values stands, the keys of a command by "keys." and its id."""
        from trainer.diagnostics.position import located  # noqa: PLC0415 - only to print them

        given = self.given
        table = given.get(KEYS)
        names = [*given, *(f"{KEYS}.{one}" for one, _ in flat(table))] if isinstance(table, dict) else [*given]
        try:
            found = located([Problem("", name, "") for name in names], self._content())
        except OSError:
            return {}
        return {one.key: one.line for one in found if one.line}

    def put(self, name: str, value: object) -> str:
        """Set a value, None: as usual. Returns why it could not be saved, "" when it was. Raises ValueError for a wrong value."""
        wanted = getattr(Settings(), name) if value is None else value
        try:
            convert({name: wanted}, Settings)
        except ValidationError as error:
            raise ValueError(str(error)) from error
        self.settings = replace(self.settings, **{name: wanted})
        return self._save((name,), value)

    def put_keys(self, command: str, keys: tuple[str, ...] | None) -> str:
        """Set the keys of a command, None: the usual ones. Returns why they could not be saved, "" when they were."""
        own = {name: given for name, given in self.settings.keys.items() if name != command}
        if keys is not None and keys != self._known.keys[command]:
            own[command] = keys
        self.settings = replace(self.settings, keys=own)
        return self._save((KEYS, command), None if command not in own else [shown(key) for key in own[command]])

    def _save(self, path: tuple[str, ...], value: object) -> str:
        from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415 - only when something is saved

        from trainer.system.atomic import write  # noqa: PLC0415

        kept = f"{HOLDS}{self.path}"
        try:
            content = self._content() if self.path.exists() else HEAD.encode()
            text = with_value(content.decode("utf-8-sig"), path, value)
            write(self.path, text)
        except OSError as error:
            return f"{kept} cannot be written: {error.strerror}."
        except (UnicodeDecodeError, TOMLKitError):
            return f"{kept} has problems: put them right first."
        self._seen = text.encode()
        self.problems = parsed(self._seen, str(self.path), self._known)[1]
        return ""

    def _content(self) -> bytes:
        if self.path.exists() and not self.path.is_file():  # a pipe would keep the reader waiting
            raise OSError(22, "it is not a file", str(self.path))
        with self.path.open("rb") as file:
            return file.read(MAX_BYTES + 1)


def with_value(text: str, path: tuple[str, ...], value: object) -> str:
    """The text of a settings file with a value at a path, None: without one. Raises tomlkit.exceptions.TOMLKitError."""
    import tomlkit  # noqa: PLC0415 - only when something is saved

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
