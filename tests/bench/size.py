"""What the trainer takes on a disk beside Textual and what Textual needs, as it is installed here."""

from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

from bench.row import Row
from packaging.requirements import Requirement

from trainer.system import paths

MEGABYTE = 1_000_000


def measure() -> Iterator[Row]:
    """Counts the files without compiled bytecode."""
    beside = _needed("upper-back-trainer") - _needed("textual") - {"upper-back-trainer"}
    sizes = {name: _size(distribution(name)) for name in sorted(beside)}
    own = [path for path in paths.PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    bundled = paths.bundled_sounds()
    own += [path for name in ("cues", "voice") for path in (bundled / name).rglob("*") if path.is_file() and path not in own]
    trainer = sum(path.stat().st_size for path in own)
    parts = ", ".join(
        f"{name} {size / MEGABYTE:.1f}" for name, size in sorted(sizes.items(), key=lambda one: -one[1]) if size > MEGABYTE / 10
    )
    total = trainer + sum(sizes.values())
    note = f"trainer {trainer / MEGABYTE:.1f}, dependencies {sum(sizes.values()) / MEGABYTE:.1f}: {parts}"
    yield Row("installed size beyond Textual", f"{total / MEGABYTE:.1f} MB", "30 MB", note)


def _needed(name: str) -> set[str]:
    """A package and all it needs, without extras."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one in found:
            continue
        found.add(one)
        for text in distribution(one).requires or ():
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name.lower().replace("_", "-"))
    return found


def _size(package: Distribution) -> int:
    paths = [Path(str(package.locate_file(file))) for file in package.files or () if file.suffix != ".pyc"]
    return sum(path.stat().st_size for path in paths if path.is_file())
