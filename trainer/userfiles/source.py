"""Where routines come from and go to, as the screens need it; the files themselves are behind it."""

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from trainer.diagnostics.problem import Problem
from trainer.pose.library import Poses
from trainer.routine.library import Library

if TYPE_CHECKING:
    from trainer.routine.editing import Draft


class Found(Struct, frozen=True):
    """What the files hold now, as far as it can be used, and what is wrong with the rest."""

    library: Library
    problems: tuple[Problem, ...]
    poses: Poses


class SaveError(Exception):
    """A routine could not be saved; the message says why and what to do."""


class Changed(Exception):
    """The file has another routine by now than the one that a draft was made of, or none."""


class RoutineSource(Protocol):
    """The routine files of a person."""

    def look(self, *, anew: bool = False) -> Found | None:
        """What the files hold; None when nothing has changed since the last look (`anew`: even then)."""

    def is_own(self, routine: str) -> bool:
        """Whether the routine of an id stands in the file that `save` writes."""

    @property
    def where(self) -> str:
        """The file that `save` writes, as a person reads it."""

    def save(self, draft: "Draft", *, over: bool = False) -> "Draft":
        """Put a draft's routine into the person's own file; the draft as it is there. Raises SaveError.

        Raises Changed where its routine was changed there meanwhile, unless that may be overwritten (`over`).
        """

    def keep(self, draft: "Draft | None") -> None:
        """Remember a draft, for after a crash; None: there is none."""

    def kept(self) -> "Draft | None":
        """The draft that was being edited when the trainer ended without asking."""
