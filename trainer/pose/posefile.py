"""The models of a pose file, and its parser. One file describes one figure by a few named keys."""

import math
from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType, ValidationError, convert
from msgspec.structs import fields

from trainer.diagnostics.mending import Spelling, converted
from trainer.diagnostics.problem import FileError, KeyPath, Problem, nearest
from trainer.diagnostics.tables import parse_toml, unprintable

LimbName: TypeAlias = Literal["arm_near", "arm_far", "leg_near", "leg_far"]
Part: TypeAlias = Literal["arm_near", "arm_far", "leg_near", "leg_far", "spine", "upper_back", "neck", "head"]
Three: TypeAlias = tuple[float, float, float]
Two: TypeAlias = tuple[float, float]
LIMBS: Final[tuple[LimbName, ...]] = ("arm_near", "arm_far", "leg_near", "leg_far")
PINNABLE: Final = ("knee_near", "knee_far", "ankle_near", "ankle_far", "elbow_near", "elbow_far", "wrist_near", "wrist_far")
FARTHEST: Final = 3600  # no angle and no place is beyond this
MAX_KEYS: Final = 40


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
    hint: HintEntry | tuple[HintEntry, ...] | UnsetType = UNSET


class PropEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """A thing beside the figure: a `roller` (x, r) that a key's `roll` moves, or a `box` (x0, x1, y0, y1)."""

    kind: Literal["roller", "box"]
    x: float = 0
    r: float = 0
    box: tuple[float, float, float, float] = (0, 0, 0, 0)


class PoseFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole pose file.

    `side`: which side the drawing shows unmirrored. `crop` (x0, x1, y0, y1) is a close-up; without it all is seen.
    `active` parts move or are stretched: limbs in the colour of their side, the rest in one of its own. `hide` are not drawn,
    `clasped` hands hold each other.
    """

    name: str
    view: Literal["side", "front"]
    start: str
    key: Annotated[dict[str, KeyEntry], Meta(min_length=1)]
    base: KeyEntry = KeyEntry()
    side: Literal["left", "right"] | UnsetType = UNSET
    active: tuple[Part, ...] = ()
    hide: tuple[LimbName, ...] = ()
    clasped: bool = False
    props: tuple[PropEntry, ...] = ()
    crop: tuple[float, float, float, float] | UnsetType = UNSET
    floor: bool = True


def read(content: bytes, file: str) -> PoseFile:
    """Read a pose file's bytes; `file` is its name for messages. Raises FileError with every problem that was found."""
    tables = parse_toml(content, file, "pose file")
    problems = [Problem(file, path, message) for path, message in unprintable(tables)]
    problems += [Problem(file, path, message) for path, message in _numbers(tables)]
    pose = None
    try:
        pose = convert(tables, PoseFile)
    except ValidationError:
        problems += _invalid(tables, file)
    if pose is not None:
        problems += [Problem(file, *found) for found in _impossible(pose)]
    if problems or pose is None:
        raise FileError(problems)
    return pose


SPELLING: Final = Spelling(
    inner={**dict.fromkeys((*LIMBS, "pin"), LimbEntry), "hint": HintEntry, "props": PropEntry},
    values={
        "view": Literal["side", "front"],
        "side": Literal["left", "right"],
        "bend": Literal["cw", "ccw"],
        "kind": Literal["roller", "box"],
        "active": Part,
        "hide": LimbName,
    },
    samples={"name": "x", "view": "side", "start": "x", "key": {"x": {}}, "kind": "box"},
)


def _numbers(value: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Every number that is not finite or far out of range, as (path, message)."""
    if isinstance(value, float | int) and not abs(value) <= FARTHEST:
        yield path, "expected a number" if math.isnan(value) else f"expected a number between -{FARTHEST} and {FARTHEST}"
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _numbers(inner, (*path, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _numbers(inner, (*path, index))


def _invalid(tables: dict[str, Any], file: str) -> list[Problem]:
    """Type errors of a file, one table at a time, so that each table reports its own problem."""
    problems: list[Problem] = []
    known = {field.encode_name for field in fields(PoseFile)}
    problems += [Problem(file, (name,), "unknown key", nearest(name, known)) for name in tables if name not in known]
    head = {name: value for name, value in tables.items() if name in known}
    if isinstance(keys := head.get("key"), dict):
        for name, table in keys.items():
            converted(table, KeyEntry, ("key", name), file, problems, SPELLING)
        head["key"] = {name: {} for name in keys}
    if isinstance(head.get("base"), dict):
        converted(head.pop("base"), KeyEntry, ("base",), file, problems, SPELLING)
    if isinstance(props := head.get("props"), list):
        for index, table in enumerate(props):
            converted(table, PropEntry, ("props", index), file, problems, SPELLING)
        del head["props"]
    converted(head, PoseFile, (), file, problems, SPELLING)
    return problems


def _impossible(pose: PoseFile) -> Iterator[tuple[KeyPath, str, str]]:
    """Errors that no type can express, as (path, message, hint)."""
    if pose.start not in pose.key:
        yield (
            ("start",),
            f"there is no key '{pose.start}'",
            nearest(pose.start, pose.key) or f"the keys are {', '.join(pose.key)}",
        )
    if len(pose.key) > MAX_KEYS:
        yield ("key",), f"expected at most {MAX_KEYS} keys", ""
    entries: list[tuple[KeyPath, KeyEntry]] = [(("base",), pose.base), *((("key", name), key) for name, key in pose.key.items())]
    for path, key in entries:
        if key.pin is not UNSET and (len(key.pin) != 1 or next(iter(key.pin)) not in PINNABLE):
            wrong = next((joint for joint in key.pin if joint not in PINNABLE), "")
            hint = nearest(wrong, PINNABLE) or f"one of {', '.join(PINNABLE)}"
            yield (*path, "pin"), "expected one joint that stays in its place", hint
        for limb in LIMBS:
            entry = getattr(key, limb)
            if isinstance(entry, LimbEntry) and not all(0 < factor <= 3 for factor in entry.len):
                yield (*path, limb, "len"), "expected lengths above 0 and up to 3", ""
        hints = key.hint if isinstance(key.hint, tuple) else (key.hint,)
        if any(one is not UNSET and (one.line is UNSET) == (one.arc is UNSET) for one in hints):
            yield (*path, "hint"), "expected one of line and arc", ""
        if path != ("base",) and (key.pin or pose.base.pin or UNSET) is UNSET and key.root is UNSET and pose.base.root is UNSET:
            yield path, "expected root or pin: where the figure is", ""
    for index, prop in enumerate(pose.props):
        if prop.kind == "roller" and not prop.r > 0:
            yield ("props", index, "r"), "expected the radius of the roller", ""
        if prop.kind == "box" and not _spread(prop.box):
            yield ("props", index, "box"), "expected x0, x1, y0, y1 with x0 < x1 and y0 < y1", ""
    if pose.crop and not _spread(pose.crop):
        yield ("crop",), "expected x0, x1, y0, y1 with x0 < x1 and y0 < y1", ""


def _spread(box: tuple[float, float, float, float]) -> bool:
    return box[0] < box[1] and box[2] < box[3]
