"""The user's routine and pose files while the app runs: what has changed, saving into them, and an edit that a crash cut off."""

import contextlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from trainer.diagnostics.problem import MAX_BYTES, FileError, guarded
from trainer.pose.library import Poses
from trainer.routine.loader import parse
from trainer.settings.file import SettingsFile
from trainer.system import paths
from trainer.system.reading import Stamp, read, read_if_there, reason, stamp_of
from trainer.userfiles.loading import Accepted, Loaded, accepted, bundled_library, load, own_routines, settings_file
from trainer.userfiles.sounds import sound_files, sound_problems
from trainer.userfiles.source import Changed, Found, SaveError

if TYPE_CHECKING:
    from trainer.routine.editing import Draft

DRAFT: Final = "edited-routine.toml"


class OwnFiles:
    """`routines.toml`, the poses and the sounds of the config folder, and the files given on the command line."""

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
        self._own = own_routines()
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
        loaded = load(self._given, self._settings, following=True, no_guided=self._no_guided)
        self._on_loaded(loaded)
        return Found(loaded.library, (*loaded.problems, *poses.problems(), *sound_problems(paths.own_sounds())), poses)

    def is_own(self, routine: str) -> bool:
        """Whether the routine of an id stands in the user's own file."""
        try:
            content = read_if_there(self._own, MAX_BYTES)
            with guarded(str(self._own)):
                return content is not None and any(one.id == routine for one in parse(content, "").routines.values())
        except (OSError, FileError):
            return False

    @property
    def where(self) -> str:
        """The user's own file, with "~" for the home folder."""
        home = Path.home()
        return f"~/{self._own.relative_to(home)}" if self._own.is_relative_to(home) else str(self._own)

    def save(self, draft: "Draft", *, over: bool = False) -> "Draft":
        """Put the routine of a draft into the user's own file; returns the draft as it stands there.

        One that is new gets an id that is free. Raises Changed where the file has another routine by now than the draft was
        made of (`over`: it is overwritten), SaveError also where the file has a problem and may hold anything.
        """
        from trainer.userfiles.routine_file import change, with_added

        bundled = bundled_library()
        file = str(self._own)
        done = draft

        def edit(text: str, found: Accepted | None) -> str:
            nonlocal done
            present = {routine.id: routine for routine in found.added.routines.values()} if found else {}
            done = draft.beside(present.__contains__)
            if draft.saved is not None and present.get(draft.routine.id) != draft.saved and not over:
                raise Changed
            return with_added(text, {}, [done.routine], file)

        try:
            change(self._own, lambda content: accepted(bundled, content, file), edit)
        except OSError as error:
            raise SaveError(f"{error.filename or self._own} cannot be written: {reason(error)}") from error
        except FileError as error:
            raise SaveError(f"{self._own} has problems: put them right first, what you changed stays here") from error
        return done.kept()

    def keep(self, draft: "Draft | None") -> None:
        """Remember a draft; where nothing can be written, it is done without.

        The file has the routine as it is now and, behind it, as it was saved.
        """
        from trainer.routine.writer import new_text
        from trainer.system.atomic import write

        with contextlib.suppress(OSError):
            if draft is None or not draft.routine.steps:
                self._draft.unlink(missing_ok=True)
            else:
                other = "saved" if draft.routine.id != "saved" else "was-saved"  # two of one id have no room in a file
                saved = [replace(draft.saved, id=other)] if draft.saved else []
                write(self._draft, new_text({}, [draft.routine, *saved]))

    def kept(self) -> "Draft | None":
        """The draft that was there when the trainer ended without asking."""
        try:
            content = read(self._draft, MAX_BYTES)
            with guarded(DRAFT):
                found = parse(content, DRAFT)
        except (OSError, FileError):
            return None
        if found.problems or not found.routines:
            return None
        from trainer.routine.editing import Draft

        routine, *saved = found.routines.values()
        return Draft(routine, replace(saved[0], id=routine.id) if saved else None)

    def _now(self) -> frozenset[tuple[str, Stamp | None]]:
        """What changes when one of the files is saved, added or taken away."""
        found = [
            self._own,
            self._settings.path,
            *self._given,
            paths.user_poses(),
            *Poses(paths.user_poses()).own_files().values(),
            *sound_files(paths.own_sounds()),
        ]
        return frozenset((str(path), stamp_of(path)) for path in found)
