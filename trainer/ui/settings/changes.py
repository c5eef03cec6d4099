"""Changes of the settings: they act at once, and are saved at once where that is possible."""

from collections.abc import Callable
from typing import Final

from trainer.settings.file import SettingsFile
from trainer.settings.settings import Settings

TOLD_S: Final = 10


class SettingsChanges:
    """Changes the settings of a file. `apply` makes them act; why one could not be saved is said once."""

    def __init__(self, file: SettingsFile, apply: Callable[[Settings], None], notify: Callable[..., None]) -> None:
        self._file = file
        self._apply = apply
        self._notify = notify
        self._told = ""

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        return self._file.settings

    def put(self, name: str, value: object) -> None:
        """Change a setting; None: its default."""
        self._made(self._file.put(name, value))

    def put_keys(self, command: str, keys: tuple[str, ...] | None) -> None:
        """Change the keys of a command; None: the default ones."""
        self._made(self._file.put_keys(command, keys))

    def follow_file(self) -> bool:
        """Take what another program has written into the file, and say whether there was something."""
        before = self._file.settings
        self._file.follow()
        if self._file.settings == before:
            return False
        self._apply(self._file.settings)
        return True

    def _made(self, problem: str) -> None:
        if problem and problem != self._told:
            self._notify(problem, markup=False, severity="warning", timeout=TOLD_S)
        self._told = problem
        self._apply(self._file.settings)
