"""The interface through which the screens load and save routines."""

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from trainer.diagnostics.problem import Problem
from trainer.pose.library import Poses
from trainer.routine.library import Library

if TYPE_CHECKING:
    from trainer.routine.editing import Draft


class Snapshot(Struct, frozen=True):
    """The usable content of the files now, and the problems in the rest."""

    library: Library
    problems: tuple[Problem, ...]
    poses: Poses


class SaveError(Exception):
    """A routine could not be saved; the message says why and what to do."""


class SaveConflict(Exception):
    """The routine in the file is no longer the one that the draft started from."""


class RoutineSource(Protocol):
    """The routine files of a person."""

    def poll(self, *, anew: bool = False) -> Snapshot | None:
        """What the files hold; None when nothing has changed since they were read last (`anew`: even then)."""

    def is_own(self, routine: str) -> bool:
        """Whether the file that `save` writes contains a routine."""

    @property
    def display_path(self) -> str:
        """The path that `save` writes, for display."""

    def save(self, draft: "Draft", *, overwrite: bool = False) -> "Draft":
        """Save a draft's routine to the person's own file, and return the saved draft. Raises SaveError.

        Raises SaveConflict if the routine was modified there meanwhile, unless `overwrite`.
        """

    def keep_draft(self, draft: "Draft | None") -> None:
        """Save a draft for crash recovery, or delete it for None."""

    def recovered_draft(self) -> "Draft | None":
        """The draft left behind when the trainer was killed."""
