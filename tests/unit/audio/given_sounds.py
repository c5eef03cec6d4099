"""Sounds given by their samples, in place of files."""

from array import array

from trainer.audio.lanes import scaled


class Sounds(dict[str, "array[int]"]):
    """What a mixer plays in a test."""

    def get(self, name: str, gain: float) -> "array[int] | None":
        return scaled(self[name], gain) if name in self else None
