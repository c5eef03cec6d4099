"""The figures by id: those that come with the trainer, and over them those of the user's own folder."""

import os
from functools import cache
from pathlib import Path
from typing import Final

from trainer.diagnostics.problem import MAX_BYTES, FileError, Problem, errors_as_problems, nearest
from trainer.pose.figure import Figure
from trainer.pose.posefile import read
from trainer.system import reading

STANDING: Final = "standing"
SUFFIX: Final = ".toml"
FOLDER: Final = Path(__file__).resolve().parent / "figures"


class UnknownPose(Exception):
    """There is no figure of that id; the message names the nearest."""


@cache
def bundled_ids() -> tuple[str, ...]:
    """The ids of all bundled figures."""
    return tuple(sorted(path.name.removesuffix(SUFFIX) for path in FOLDER.glob(f"*{SUFFIX}")))


@cache
def bundled(pose_id: str) -> Figure:
    """A bundled figure; raises UnknownPose."""
    if pose_id not in bundled_ids():
        raise UnknownPose(f"there is no figure '{pose_id}'")
    return from_file(FOLDER / f"{pose_id}{SUFFIX}")


def from_file(path: Path) -> Figure:
    """The figure that a file describes; its id is the file's name without `.toml`. Raises FileError with every problem."""
    try:
        content = reading.read(path, MAX_BYTES)
    except OSError as error:
        raise FileError([Problem(str(path), (), f"cannot be read: {reading.cause_of(error)}")]) from error
    try:
        with errors_as_problems(str(path)):
            return Figure(path.name.removesuffix(SUFFIX), read(content, str(path)))
    except FileError as error:
        from trainer.diagnostics.position import located

        raise FileError(located(error.problems, content)) from error.__cause__


class Poses:
    """Figures by id. A file `ID.toml` in the user's folder takes the place of the bundled figure of that id.

    Files are read when they are first asked for, and once.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._figures: dict[str, Figure] = {}
        self._broken: dict[str, FileError] = {}
        self.unread: list[Problem] = []  # what kept the folder from being read, when that was last tried

    def own_files(self) -> dict[str, Path]:
        """The user's files by id; none where there is no folder, or it cannot be read."""
        self.unread = []
        if self._folder is None:
            return {}
        try:
            names = sorted(os.listdir(self._folder))
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except OSError as error:
            self.unread = [Problem(str(self._folder), (), f"cannot be read: {reading.cause_of(error)}")]
            return {}
        shown = (name for name in names if name.endswith(SUFFIX) and not name.startswith("."))
        return {name.removesuffix(SUFFIX): self._folder / name for name in shown}

    def ids(self) -> tuple[str, ...]:
        """The ids of all figures."""
        return tuple(sorted({*bundled_ids(), *self.own_files()}))

    def path(self, pose_id: str) -> Path:
        """The file of an id; raises UnknownPose."""
        if own := self.own_files().get(pose_id):
            return own
        if pose_id in bundled_ids():
            return FOLDER / f"{pose_id}{SUFFIX}"
        known = self.ids()
        raise UnknownPose(f"there is no figure '{pose_id}': {nearest(pose_id, known) or 'there are ' + ', '.join(known)}")

    def find(self, pose_id: str) -> Figure:
        """The figure of an id. Raises UnknownPose, or FileError when the user's file has problems."""
        if pose_id in self._broken:
            raise self._broken[pose_id]
        if pose_id not in self._figures:
            path = self.path(pose_id)
            try:
                self._figures[pose_id] = bundled(pose_id) if path.parent == FOLDER else from_file(path)
            except FileError as error:
                self._broken[pose_id] = error
                raise
        return self._figures[pose_id]

    def problems(self) -> list[Problem]:
        """Every problem of the user's files, and of their folder."""
        own = self.own_files()
        found = [*self.unread]
        for pose_id in own:
            try:
                self.find(pose_id)
            except FileError as error:
                found += error.problems
        return found
