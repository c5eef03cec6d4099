"""The pose file: what may stand in it, and its reading. One file describes one figure by a few named keys."""

import tomllib
from typing import Annotated, Final, Literal, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType, ValidationError, convert

LimbName: TypeAlias = Literal["arm_near", "arm_far", "leg_near", "leg_far"]
Part: TypeAlias = Literal["arm_near", "arm_far", "leg_near", "leg_far", "spine", "neck", "head"]
Three: TypeAlias = tuple[float, float, float]
Two: TypeAlias = tuple[float, float]
LIMBS: Final[tuple[LimbName, ...]] = ("arm_near", "arm_far", "leg_near", "leg_far")


class PoseError(Exception):
    """A pose file cannot be used; the message is one sentence with file and key."""


class LimbEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """A limb: three absolute angles, or a `plant` where hand or foot stays; `len` shortens the bones (seen from the front)."""

    ang: Three = (0, 0, 0)
    len: Three = (1, 1, 1)
    plant: Two | UnsetType = UNSET
    bend: Literal["cw", "ccw"] = "ccw"


class HintEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """An arrow for the movement into a key: a line x0, y0, x1, y1, or an arc x, y, radius, first angle, last angle."""

    line: tuple[float, float, float, float] | UnsetType = UNSET
    arc: tuple[float, float, float, float, float] | UnsetType = UNSET


class KeyEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """One key of a pose; what is missing comes from `base`.

    `root` is the pelvis, or `pin` nails one joint to a place. `spine` is six angles from pelvis to neck (or one for all).
    `shoulder`, `hip`: tilt of the line in front views; `shoulder` in side views: how far the shoulders come forward.
    """

    spine: float | tuple[float, float, float, float, float, float] | UnsetType = UNSET
    neck: float | UnsetType = UNSET
    head: float | UnsetType = UNSET
    arm_near: Three | LimbEntry | UnsetType = UNSET
    arm_far: Three | LimbEntry | UnsetType = UNSET
    leg_near: Three | LimbEntry | UnsetType = UNSET
    leg_far: Three | LimbEntry | UnsetType = UNSET
    shoulder: float | UnsetType = UNSET
    shoulder_width: float | UnsetType = UNSET
    hip: float | UnsetType = UNSET
    hip_width: float | UnsetType = UNSET
    spine_len: float | UnsetType = UNSET
    neck_len: float | UnsetType = UNSET
    root: Two | UnsetType = UNSET
    pin: dict[str, Two] | UnsetType = UNSET
    roll: float | UnsetType = UNSET
    hint: HintEntry | UnsetType = UNSET


class PropEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """A thing beside the figure: a `roller` (x, r) that a key's `roll` moves, or a `box` (x0, x1, y0, y1)."""

    kind: Literal["roller", "box"]
    x: float = 0
    r: float = 0
    box: tuple[float, float, float, float] = (0, 0, 0, 0)


class PoseFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole pose file.

    `side`: which side the drawing shows unmirrored. `crop` (x0, x1, y0, y1) is a close-up; without it all is seen.
    `active` parts are in the accent colour, `hide` are not drawn.
    """

    name: str
    view: Literal["side", "front"]
    start: str
    key: Annotated[dict[str, KeyEntry], Meta(min_length=1)]
    base: KeyEntry = KeyEntry()
    side: Literal["left", "right"] | UnsetType = UNSET
    active: tuple[Part, ...] = ()
    hide: tuple[LimbName, ...] = ()
    props: tuple[PropEntry, ...] = ()
    crop: tuple[float, float, float, float] | UnsetType = UNSET
    floor: bool = True


def read(content: bytes, file: str) -> PoseFile:
    """Read a pose file's bytes; raises PoseError with file, key and what was expected."""
    try:
        pose = convert(tomllib.loads(content.decode("utf-8")), PoseFile)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PoseError(f"{file}: is not valid TOML: {error}") from error
    except ValidationError as error:
        message, _, path = str(error).partition(" - at `$.")
        raise PoseError(f"{file}: {path.rstrip('`') or 'file'}: {message[:1].lower()}{message[1:]}") from error
    if pose.start not in pose.key:
        raise PoseError(f"{file}: start: there is no key '{pose.start}', only {', '.join(pose.key)}")
    for name, key in pose.key.items():
        pinned = key.pin or pose.base.pin
        if not pinned and key.root is UNSET and pose.base.root is UNSET:
            raise PoseError(f"{file}: key.{name}: expected root or pin")
        if pinned and (len(pinned) != 1 or next(iter(pinned)) not in PINNABLE):
            raise PoseError(f"{file}: key.{name}.pin: expected one of {', '.join(PINNABLE)}")
    return pose


PINNABLE: Final = ("knee_near", "knee_far", "ankle_near", "ankle_far", "elbow_near", "elbow_far", "wrist_near", "wrist_far")
