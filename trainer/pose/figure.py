"""A figure: the keys of a pose file as postures, and the posture at any moment between two of them."""

from trainer.pose.geometry import smootherstep
from trainer.pose.posefile import PoseFile, PropEntry
from trainer.pose.skeleton import Key, Skeleton, View, blended, key_from, skeleton, turned


class Figure:
    """A pose file's figure, which computes skeletons. Keys and pairs of keys are prepared once."""

    def __init__(self, name: str, pose: PoseFile) -> None:
        self.id = name
        self.file = pose
        self.name = pose.name
        self.view: View = pose.view
        self.side = pose.side or None
        self.start = pose.start
        self.active = frozenset(pose.active)
        self.hidden = frozenset(pose.hide)
        self.clasped = pose.clasped
        self.props: tuple[PropEntry, ...] = pose.props
        self.crop = pose.crop or None
        self.floor = pose.floor
        self.keys: dict[str, Key] = {key: key_from(entry, pose.base, pose.view) for key, entry in pose.key.items()}
        self._pairs: dict[tuple[str, str], Key] = {}

    def posture(self, from_key: str, to_key: str, progress: float) -> Key:
        """The posture after `progress` (0 to 1, linear in time) of the movement between two keys; raises KeyError."""
        first, last = self.keys[from_key], self.keys[to_key]
        share = smootherstep(progress)
        if share <= 0 or from_key == to_key:
            return first
        if share >= 1:
            return last
        pair = self._pairs.get((from_key, to_key))
        if pair is None:
            pair = self._pairs[from_key, to_key] = turned(last, first)
        return blended(first, pair, share)

    def skeleton_at(self, from_key: str, to_key: str, progress: float) -> Skeleton:
        """The skeleton after `progress` of the movement between two keys; raises KeyError for unknown keys."""
        return skeleton(self.posture(from_key, to_key, progress), self.view)
