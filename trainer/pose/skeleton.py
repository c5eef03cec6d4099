"""The skeleton: bones of fixed length, posed by angles; keys, and what lies between two of them."""

from typing import Final, Literal, TypeAlias

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from trainer.pose.geometry import Point, add, along, between, mixed, polar, shorter_turn, two_bones
from trainer.pose.posefile import LIMBS, HintEntry, KeyEntry, LimbEntry, LimbName

View: TypeAlias = Literal["side", "front"]

# Segment lengths in percent of stature (Drillis and Contini 1966; hands, feet and head a little larger, to be seen).
SPINE_PARTS: Final = 6
SPINE: Final = 31.0 / SPINE_PARTS
NECK: Final = 4.5
ARM: Final = (17.5, 15.0, 7.5)
LEG: Final = (24.5, 23.5, 11.0)
SHOULDER: Final = 10.8  # half the width between the shoulders, from the front
HIP: Final = 5.4
FAR: Final = (1.6, 0.9)  # far limbs stand a little off, as if seen from slightly in front and above

Angles: TypeAlias = tuple[float, float, float]


class Limb(Struct, frozen=True):
    """Three angles, three shortenings, and the planted end if there is one (then the first two angles follow from it)."""

    angles: Angles
    lengths: Angles
    plant: Point | None
    bend: int


class Key(Struct, frozen=True):
    """A whole posture. `root` is the pelvis; `pin` holds one joint of one limb (name, joint number) at a place instead."""

    spine: tuple[float, ...]
    neck: float
    head: float
    limbs: dict[LimbName, Limb]
    shoulder: float
    shoulder_width: float
    hip: float
    hip_width: float
    spine_len: float
    neck_len: float
    root: Point
    pin: tuple[LimbName, int, Point] | None
    roll: float
    hints: tuple[HintEntry, ...]


class Skeleton(Struct, frozen=True):
    """Where everything is: spine points from pelvis to neck, the neck's top, each limb's four joints, and the key's angles."""

    spine: tuple[Point, ...]
    neck_top: Point
    joints: dict[LimbName, tuple[Point, Point, Point, Point]]
    angles: dict[LimbName, Angles]
    key: Key


def bones(limb: LimbName) -> Angles:
    """The three bone lengths of a limb."""
    return ARM if limb.startswith("arm") else LEG


def key_from(entry: KeyEntry, base: KeyEntry, view: View) -> Key:
    """The posture that an entry of a pose file describes, its planted limbs solved to angles."""

    def pick(name: str, default: float) -> float:
        own, shared = getattr(entry, name), getattr(base, name)
        return float(own if own is not UNSET else shared if shared is not UNSET else default)

    spine = entry.spine if entry.spine is not UNSET else base.spine if base.spine is not UNSET else 90.0
    angles = tuple(map(float, spine)) if isinstance(spine, tuple) else (float(spine),) * SPINE_PARTS
    root = entry.root if entry.root is not UNSET else base.root if base.root is not UNSET else (0.0, 0.0)
    pinned = entry.pin if entry.pin is not UNSET else base.pin if base.pin is not UNSET else None
    if entry.root is not UNSET:
        pinned = entry.pin or None
    key = Key(
        spine=angles,
        neck=pick("neck", angles[-1]),
        head=pick("head", 0),
        limbs={name: _limb(getattr(entry, name), getattr(base, name), name) for name in LIMBS},
        shoulder=pick("shoulder", 0),
        shoulder_width=pick("shoulder_width", 1),
        hip=pick("hip", 0),
        hip_width=pick("hip_width", 1),
        spine_len=pick("spine_len", 1),
        neck_len=pick("neck_len", 1),
        root=root,
        pin=_pin(pinned) if pinned else None,
        roll=pick("roll", 0),
        hints=_hints(entry.hint if entry.hint is not UNSET else base.hint),
    )
    stood = skeleton(key, view)
    solved = {name: replace(limb, angles=stood.angles[name]) for name, limb in key.limbs.items()}
    return replace(key, limbs=solved, root=stood.spine[0])


def _hints(entry: HintEntry | tuple[HintEntry, ...] | UnsetType) -> tuple[HintEntry, ...]:
    if entry is UNSET:
        return ()
    return entry if isinstance(entry, tuple) else (entry,)


def _limb(own: Angles | LimbEntry | object, shared: Angles | LimbEntry | object, name: LimbName) -> Limb:
    entry = own if own is not UNSET else shared
    if isinstance(entry, tuple):
        entry = LimbEntry(ang=entry)
    if not isinstance(entry, LimbEntry):
        entry = LimbEntry(ang=(-90, -90, -90 if name.startswith("arm") else 0))
    plant = entry.plant if entry.plant is not UNSET else None
    return Limb(entry.ang, entry.len, plant, 1 if entry.bend == "ccw" else -1)


def _pin(pinned: dict[str, Point]) -> tuple[LimbName, int, Point]:
    """A pin's limb, the number of bones from its root to the pinned joint, and the place."""
    ((joint, place),) = pinned.items()
    kind, side = joint.split("_")
    limb = f"{'leg' if kind in ('knee', 'ankle') else 'arm'}_{side}"
    return next(name for name in LIMBS if name == limb), 1 if kind in ("knee", "elbow") else 2, place


def turned(key: Key, reference: Key) -> Key:
    """The same posture with every angle written as the shorter turn from the reference."""

    def three(angles: Angles, like: Angles) -> Angles:
        return (
            shorter_turn(angles[0], like[0]),
            shorter_turn(angles[1], like[1]),
            shorter_turn(angles[2], like[2]),
        )

    return replace(
        key,
        spine=tuple(map(shorter_turn, key.spine, reference.spine)),
        neck=shorter_turn(key.neck, reference.neck),
        head=shorter_turn(key.head, reference.head),
        limbs={name: replace(limb, angles=three(limb.angles, reference.limbs[name].angles)) for name, limb in key.limbs.items()},
    )


def blended(first: Key, second: Key, share: float) -> Key:
    """The posture `share` of the way between two keys (the second `turned` to the first)."""

    def mix(name: str) -> float:
        return mixed(getattr(first, name), getattr(second, name), share)

    def three(one: Angles, other: Angles) -> Angles:
        return mixed(one[0], other[0], share), mixed(one[1], other[1], share), mixed(one[2], other[2], share)

    limbs = {}
    for name, one in first.limbs.items():
        other = second.limbs[name]
        plant = between(one.plant, other.plant, share) if one.plant and other.plant else None
        limbs[name] = Limb(three(one.angles, other.angles), three(one.lengths, other.lengths), plant, one.bend)
    pin = None
    if first.pin and second.pin and first.pin[:2] == second.pin[:2]:
        pin = (*first.pin[:2], between(first.pin[2], second.pin[2], share))
    return Key(
        spine=tuple(mixed(one, other, share) for one, other in zip(first.spine, second.spine, strict=True)),
        neck=mix("neck"),
        head=mix("head"),
        limbs=limbs,
        shoulder=mix("shoulder"),
        shoulder_width=mix("shoulder_width"),
        hip=mix("hip"),
        hip_width=mix("hip_width"),
        spine_len=mix("spine_len"),
        neck_len=mix("neck_len"),
        root=between(first.root, second.root, share),
        pin=pin,
        roll=mix("roll"),
        hints=second.hints,
    )


def skeleton(key: Key, view: View) -> Skeleton:
    """Where the bones of a posture are. Planted limbs are solved anew, so that hands and feet stay where they are."""
    root = key.root
    if key.pin is not None:
        name, count, place = key.pin
        limb = key.limbs[name]
        joint = _attachment(key, (0.0, 0.0), (), name, view)
        for angle, bone, length in list(zip(limb.angles, bones(name), limb.lengths, strict=True))[:count]:
            joint = along(joint, angle, bone * length)
        root = (place[0] - joint[0], place[1] - joint[1])
    spine = [root]
    for angle in key.spine:
        spine.append(along(spine[-1], angle, SPINE * key.spine_len))
    joints: dict[LimbName, tuple[Point, Point, Point, Point]] = {}
    angles: dict[LimbName, Angles] = {}
    for name, limb in key.limbs.items():
        start = _attachment(key, root, spine, name, view)
        first, second, third = (bone * length for bone, length in zip(bones(name), limb.lengths, strict=True))
        upper, lower, end = limb.angles
        if limb.plant:
            upper, lower = two_bones(start, limb.plant, first, second, limb.bend)
        elbow = along(start, upper, first)
        wrist = along(elbow, lower, second)
        joints[name] = (start, elbow, wrist, along(wrist, end, third))
        angles[name] = (upper, lower, end)
    return Skeleton(tuple(spine), along(spine[-1], key.neck, NECK * key.neck_len), joints, angles, key)


def _attachment(key: Key, root: Point, spine: list[Point] | tuple[Point, ...], limb: LimbName, view: View) -> Point:
    """Where a limb joins the trunk."""
    near = limb.endswith("near")
    if limb.startswith("leg"):
        if view == "front":
            return along(root, key.hip, HIP * key.hip_width * (1 if near else -1))
        return root if near else add(root, FAR)
    if not spine:
        spine = [root]
        for angle in key.spine:
            spine = [*spine, along(spine[-1], angle, SPINE * key.spine_len)]
    if view == "front":
        middle = between(spine[-2], spine[-1], 0.35)
        return along(middle, key.shoulder, SHOULDER * key.shoulder_width * (1 if near else -1))
    # A little below the neck, pushed towards the chest as the shoulders come forward.
    joint = add(between(spine[-2], spine[-1], 0.3), polar(key.spine[-1] - 90, key.shoulder))
    return joint if near else add(joint, FAR)
