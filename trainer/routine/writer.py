"""Exercises and routines -> the text of a routine file; a file that is there keeps its comments and its order.

A text that is no TOML raises tomlkit.exceptions.TOMLKitError everywhere here.
"""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any, Final

import tomlkit
from msgspec import UNSET, Struct
from msgspec.structs import fields
from tomlkit.items import Array

from trainer.routine.model import Exercise, Routine

HEAD: Final = "#:schema ./routines.schema.json\n"
LONG: Final = ("tips", "movements", "steps")  # lists with a line for each entry, at the end of their table, in this order


def new_text(exercises: Mapping[str, Exercise], routines: Iterable[Routine], comments: Iterable[str] = ()) -> str:
    """Write a new file with these exercises and routines, without default values."""
    notes = "".join(f"# {comment}".rstrip() + "\n" for comment in comments)
    text = with_exercises(f"{HEAD}{notes}\nversion = 1\n", exercises)
    for routine in routines:
        text = with_routine(text, routine)
    return text


def with_exercises(text: str, exercises: Mapping[str, Exercise]) -> str:
    """Put exercises into a routine file's text, replacing those with the same id."""
    document = tomlkit.parse(text)
    new = ""
    for name, exercise in exercises.items():
        present = document.get("exercise", {}).get(name)
        if present is None:
            new += f"\n[exercise.{name}]\n{_lines(exercise)}"
        else:
            _update(present, exercise)
    return _joined(tomlkit.dumps(document), new)


def with_routine(text: str, routine: Routine) -> str:
    """Put a routine into a routine file's text, replacing the one with the same id."""
    document = tomlkit.parse(text)
    present = document.get("routine", [])
    namesake = next((table for table in present if table.get("id") == routine.id), None)
    if namesake is not None:
        _update(namesake, routine)
    elif isinstance(present, Array):  # routine = [{ ... }]: no [[routine]] may follow it
        present.append(tomlkit.value(_inline(routine)))
    else:
        return _joined(tomlkit.dumps(document), f"\n[[routine]]\n{_lines(routine)}")
    return tomlkit.dumps(document)


def _joined(text: str, new: str) -> str:
    return f"{text.rstrip()}\n{new}" if new else text


def _given(model: Struct) -> dict[str, Any]:
    """The fields that differ from their defaults, long lists last."""
    found = {
        field.name: value
        for field in fields(model)
        if (value := getattr(model, field.name)) is not UNSET and value != field.default
    }
    return dict(sorted(found.items(), key=lambda item: LONG.index(item[0]) if item[0] in LONG else -1))


def _lines(model: Struct) -> str:
    """A table's lines."""
    return "".join(f"{key} = {_text(value, long=key in LONG)}\n" for key, value in _given(model).items())


def _inline(model: Struct) -> str:
    """A table in one line."""
    return "{ " + ", ".join(f"{key} = {_text(value)}" for key, value in _given(model).items()) + " }"


def _text(value: Any, *, long: bool = False) -> str:
    if isinstance(value, Struct):
        return _inline(value)
    if isinstance(value, tuple):
        inner = [_text(one) for one in value]
        return "[\n" + "".join(f"  {one},\n" for one in inner) + "]" if long else f"[{', '.join(inner)}]"
    text: str = tomlkit.item(_plain(value)).as_string()
    return text


def _plain(value: Any) -> Any:
    """A value as TOML has it when it is read."""
    if isinstance(value, Struct):
        return {key: _plain(inner) for key, inner in _given(value).items()}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _update(table: Any, model: Struct) -> None:
    """Update a table to a model's values, leaving equal values untouched."""
    given = _given(model)
    for field in fields(model):
        key, value = field.name, getattr(model, field.name)
        if key not in table:
            if key in given:
                table[key] = tomlkit.value(_text(value, long=key in LONG))
        elif value is UNSET:
            del table[key]
        elif _unwrapped(table[key]) != _plain(value):
            _change(table, key, value)


def _change(container: Any, key: Any, value: Any) -> None:
    """Put a value in the place of another one, or of those parts of it that differ."""
    present = container[key]
    if isinstance(value, Struct) and isinstance(present, dict):
        _update(present, value)
    elif isinstance(value, tuple) and isinstance(present, Array):
        _update_list(present, value)
    else:
        container[key] = tomlkit.value(_text(value, long=key in LONG))


def _update_list(present: Array, wanted: tuple[Any, ...]) -> None:
    """Change, add and remove entries where the two lists differ; the rest keeps its lines and comments."""
    before, after = [repr(_unwrapped(one)) for one in present], [repr(_plain(one)) for one in wanted]
    differences = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for kind, first, last, begin, end in reversed(differences):
        if kind == "equal":
            continue
        common = min(last - first, end - begin)
        for offset in range(common):
            _change(present, first + offset, wanted[begin + offset])
        for place in reversed(range(first + common, last)):
            del present[place]
        for offset in range(common, end - begin):
            present.insert(first + offset, tomlkit.value(_text(wanted[begin + offset])))


def _unwrapped(present: Any) -> Any:
    return present.unwrap() if hasattr(present, "unwrap") else present
