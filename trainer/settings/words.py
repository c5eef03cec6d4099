"""What each setting is, in words for a person, and what a number may be: read from the fields of the model."""

from collections.abc import Mapping
from typing import Any, Final, get_type_hints

from msgspec import Meta

from trainer.settings.about import About
from trainer.settings.settings import Settings


def _annotations(kind: type) -> Mapping[str, Any]:
    """What each field that has an annotation of a type is annotated with."""
    hints = get_type_hints(Settings, include_extras=True)
    return {name: one for name, hint in hints.items() for one in getattr(hint, "__metadata__", ()) if isinstance(one, kind)}


ABOUT: Final[Mapping[str, About]] = _annotations(About)
BOUNDS: Final[Mapping[str, tuple[int, int]]] = {name: (meta.ge, meta.le) for name, meta in _annotations(Meta).items()}
GROUP_BEGINS: Final = {"effort": "Training", "voice": "Sound", "theme": "Screen"}


def _groups() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in ABOUT:
        group = GROUP_BEGINS.get(name) or list(found)[-1]
        found[group] = (*found.get(group, ()), name)
    return found


GROUPS: Final = _groups()  # the settings of each group, in the order in which they are shown


def in_short(name: str) -> str:
    """What a setting is in a few words, with the bounds of a number."""
    bounds = f"{BOUNDS[name][0]} to {BOUNDS[name][1]}" if name in BOUNDS else ""
    return ", ".join(filter(None, (ABOUT[name].short, bounds)))
