"""The figures that come with the trainer, read when they are first asked for."""

from functools import cache
from importlib import resources

from trainer.pose.figure import Figure
from trainer.pose.posefile import read

STANDING = "standing"
_FOLDER = resources.files("trainer.pose") / "figures"


class UnknownPose(Exception):
    """There is no bundled figure of that name."""


@cache
def bundled_ids() -> tuple[str, ...]:
    """The names of all bundled figures."""
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in _FOLDER.iterdir() if entry.name.endswith(".toml")))


@cache
def bundled(pose_id: str) -> Figure:
    """A bundled figure; raises UnknownPose."""
    if pose_id not in bundled_ids():
        raise UnknownPose(f"there is no figure '{pose_id}'")
    return Figure(pose_id, read((_FOLDER / f"{pose_id}.toml").read_bytes(), f"{pose_id}.toml"))
