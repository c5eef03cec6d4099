"""Watch and edit the user's routine and pose files while the app runs, and recover an edit after a crash."""

import contextlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from trainer.diagnostics.problem import MAX_BYTES, FileError, errors_as_problems
from trainer.pose.library import Poses
from trainer.routine.loader import parse
from trainer.settings.file import SettingsFile
from trainer.system import paths
from trainer.system.reading import Stamp, cause_of, read, read_if_exists, stamp_of
from trainer.userfiles.loading import Accepted, Loaded, load, own_routines_path, settings_file
from trainer.userfiles.sounds import sound_files, sound_problems
from trainer.userfiles.source import SaveConflict, SaveError, Snapshot

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
        """`settings` is reloaded when its file changes. `on_loaded` gets the content whenever files were loaded.

        `no_guided`: see `load`.
        """
        self._extra_files = tuple(given)
        self._no_guided = no_guided
        self._settings = settings or settings_file()
        self._own = own_routines_path()
        self._draft_path = paths.state_file(DRAFT)
        self._on_loaded = on_loaded
        self._last_fingerprint = self._fingerprint()

    def poll(self, *, anew: bool = False) -> Snapshot | None:
        """What the files hold; None when nothing has changed since they were read last."""
        stamps = self._fingerprint()
        if stamps == self._last_fingerprint and not anew:
            return None
        self._last_fingerprint = stamps
        self._settings.reload_if_changed()
        poses = Poses(paths.user_poses())
        loaded = load(self._extra_files, self._settings, following=True, no_guided=self._no_guided)
        self._on_loaded(loaded)
        return Snapshot(loaded.library, (*loaded.problems, *poses.problems(), *sound_problems(paths.own_sounds())), poses)

    def is_own(self, routine: str) -> bool:
        """Whether the user's own file contains a routine."""
        try:
            content = read_if_exists(self._own, MAX_BYTES)
            with errors_as_problems(str(self._own)):
                return content is not None and any(one.id == routine for one in parse(content, "").routines.values())
        except (OSError, FileError):
            return False

    @property
    def display_path(self) -> str:
        """The user's own file, with "~" for the home folder."""
        return paths.with_tilde(self._own)

    def save(self, draft: "Draft", *, overwrite: bool = False) -> "Draft":
        """Save a draft's routine to the user's own file, and return the saved draft; a new routine gets a free id.

        Raises SaveConflict if the routine in the file is not the one that the draft started from (unless `overwrite`), SaveError
        if the file cannot be written or has problems.
        """
        from trainer.userfiles.routine_file import change, with_added

        done = draft

        def edit(text: str, found: Accepted | None) -> str:
            nonlocal done
            present = {routine.id: routine for routine in found.added.routines.values()} if found else {}
            done = draft.beside(present.__contains__)
            if draft.saved is not None and present.get(draft.routine.id) != draft.saved and not overwrite:
                raise SaveConflict
            return with_added(text, {}, [done.routine], str(self._own))

        try:
            change(self._own, edit)
        except OSError as error:
            raise SaveError(f"{error.filename or self._own} cannot be written: {cause_of(error)}") from error
        except FileError as error:
            raise SaveError(f"{self._own} has problems: fix them first; your changes are kept here") from error
        return done.as_saved()

    def keep_draft(self, draft: "Draft | None") -> None:
        """Save the draft for crash recovery, or delete it for None; failures are ignored.

        The file contains the edited routine, then the saved version it started from.
        """
        from trainer.routine.writer import new_text
        from trainer.system.atomic import write

        with contextlib.suppress(OSError):
            if draft is None or not draft.routine.steps:
                self._draft_path.unlink(missing_ok=True)
            else:
                other = "saved" if draft.routine.id != "saved" else "was-saved"  # a file cannot contain two routines with one id
                saved = [replace(draft.saved, id=other)] if draft.saved else []
                write(self._draft_path, new_text({}, [draft.routine, *saved]))

    def recovered_draft(self) -> "Draft | None":
        """The draft left behind when the trainer was killed."""
        try:
            content = read(self._draft_path, MAX_BYTES)
            with errors_as_problems(DRAFT):
                found = parse(content, DRAFT)
        except (OSError, FileError):
            return None
        if found.problems or not found.routines:
            return None
        from trainer.routine.editing import Draft

        routine, *saved = found.routines.values()
        return Draft(routine, replace(saved[0], id=routine.id) if saved else None)

    def _fingerprint(self) -> frozenset[tuple[str, Stamp | None]]:
        """A fingerprint of all watched files: changes when one is modified, added or removed."""
        found = [
            self._own,
            self._settings.path,
            *self._extra_files,
            paths.user_poses(),
            *Poses(paths.user_poses()).own_files().values(),
            *sound_files(paths.own_sounds()),
        ]
        return frozenset((str(path), stamp_of(path)) for path in found)
