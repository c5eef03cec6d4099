"""The user's routine and pose files while the app runs: what has changed, saving into them, and an edit that a crash cut off."""

import contextlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import click

from trainer.commands.loading import Loaded, load, settings_file
from trainer.diagnostics.problem import FileError, Problem
from trainer.pose.library import Poses
from trainer.routine.loader import parse
from trainer.routine.model import Routine
from trainer.settings.file import SettingsFile
from trainer.system import paths
from trainer.ui.routine_source import Found, SaveError

DRAFT: Final = "edited-routine.toml"


class OwnFiles:
    """`routines.toml` and the poses of the config folder, and the files given on the command line."""

    def __init__(
        self,
        given: Iterable[Path],
        settings: SettingsFile | None = None,
        on_loaded: Callable[[Loaded], None] = lambda _: None,
        *,
        no_guided: bool = False,
    ) -> None:
        """`settings` are read anew when their file has changed. `on_loaded` hears of what the files hold whenever they have.

        `no_guided`: see `load`.
        """
        self._given = tuple(given)
        self._no_guided = no_guided
        self._settings = settings or settings_file()
        self._own = paths.config_file("routines.toml")
        self._draft = paths.state_file(DRAFT)
        self._on_loaded = on_loaded
        self._stamps = self._now()

    def look(self, *, anew: bool = False) -> Found | None:
        """What the files hold; None when nothing has changed since the last look."""
        stamps = self._now()
        if stamps == self._stamps and not anew:
            return None
        self._stamps = stamps
        self._settings.follow()
        poses = Poses(paths.user_poses())
        try:
            loaded = load(self._given, self._settings, no_guided=self._no_guided)
            problems = loaded.problems
        except click.UsageError as error:  # a given file is gone
            loaded = load((), self._settings, no_guided=self._no_guided)
            problems = (*loaded.problems, Problem(", ".join(map(str, self._given)), "", error.message))
        self._on_loaded(loaded)
        return Found(loaded.library, (*problems, *poses.problems()), poses)

    def is_own(self, routine: str) -> bool:
        """Whether the routine of an id stands in the user's own file."""
        if not self._own.is_file():
            return False
        try:
            return any(one.id == routine for one in parse(self._own.read_bytes(), "").routines.values())
        except (OSError, FileError):
            return False

    @property
    def where(self) -> str:
        """The user's own file, with "~" for the home folder."""
        home = Path.home()
        return f"~/{self._own.relative_to(home)}" if self._own.is_relative_to(home) else str(self._own)

    def save(self, routine: Routine) -> None:
        """Put a routine into the user's own file; raises SaveError, also where the file has a problem and may hold anything."""
        from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415 - only when something is saved

        from trainer.own_routines import add  # noqa: PLC0415

        refusal = f"{self._own} has problems: put them right first, what you changed stays here"
        try:
            if any(problem.file == str(self._own) for problem in load((), self._settings).problems):
                raise SaveError(refusal)
            add(self._own, {}, {routine.id: routine})
        except OSError as error:
            raise SaveError(f"{error.filename or self._own} cannot be written: {error.strerror}") from error
        except (UnicodeDecodeError, TOMLKitError) as error:
            raise SaveError(refusal) from error

    def keep(self, routine: Routine | None) -> None:
        """Remember a routine that is being edited; where nothing can be written, it is done without."""
        from trainer.routine.writer import new_text  # noqa: PLC0415
        from trainer.system.atomic import write  # noqa: PLC0415

        with contextlib.suppress(OSError):
            if routine is None or not routine.steps:
                self._draft.unlink(missing_ok=True)
            else:
                write(self._draft, new_text({}, [routine]))

    def kept(self) -> Routine | None:
        """The routine that was being edited when the trainer ended without asking."""
        try:
            found = parse(self._draft.read_bytes(), DRAFT)
        except (OSError, FileError):
            return None
        return next(iter(found.routines.values()), None) if not found.problems else None

    def _now(self) -> frozenset[tuple[str, int, int]]:
        """What changes when one of the files is saved, added or taken away."""
        found = [self._own, self._settings.path, *self._given]
        with contextlib.suppress(OSError):
            found += paths.user_poses().glob("*.toml")
        stamps = set()
        for path in found:
            with contextlib.suppress(OSError):
                status = path.stat()
                stamps.add((str(path), status.st_mtime_ns, status.st_size))
        return frozenset(stamps)
