"""Pictures of one figure at one size as bytes, and back. What is read may come from anywhere: it is checked to be cells alone."""

from collections.abc import Mapping
from typing import Annotated, Final, TypeAlias

from msgspec import Meta, MsgspecError, Struct, msgpack

from trainer.pose.cells import Cell
from trainer.system.cells import cells

View: TypeAlias = tuple[str, str, float, float, float, bool]  # from key, to key, progress, facing, breath, whether with arrows
Rows: TypeAlias = list[list[Cell]]
Part: TypeAlias = Annotated[int, Meta(ge=0, le=255)]
Colour: TypeAlias = tuple[Part, Part, Part] | None


class Pictures(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Each cell and each row once. A character of a row is a cell by its number, so that most rows take a byte for each cell."""

    cells: tuple[tuple[str, Colour, Colour], ...]
    rows: tuple[str, ...]
    views: dict[View, tuple[Annotated[int, Meta(ge=0)], ...]]


DECODER: Final = msgpack.Decoder(Pictures)


def encode(pictures: Mapping[View, Rows]) -> bytes:
    """Pictures as bytes; raises ValueError for more kinds of cells than there are characters."""
    numbers: dict[Cell, str] = {}
    rows: dict[str, int] = {}
    known: dict[int, int] = {}  # rows by their identity: many are the same list in several pictures

    def number(row: list[Cell]) -> int:
        if id(row) not in known:
            text = "".join([numbers.get(cell) or numbers.setdefault(cell, chr(len(numbers))) for cell in row])
            known[id(row)] = rows.setdefault(text, len(rows))
        return known[id(row)]

    views = {view: tuple(map(number, picture)) for view, picture in pictures.items()}
    return msgpack.encode(Pictures(tuple(numbers), tuple(rows), views))


def decode(content: bytes, columns: int, rows: int) -> dict[View, Rows]:
    """Pictures of a size from bytes, equal rows as the same list; raises ValueError for anything else than `encode` makes."""
    try:
        found = DECODER.decode(content)
        if not all(glyph.isprintable() and len(glyph) == cells(glyph) == 1 for glyph, _, _ in found.cells):
            raise ValueError("a glyph is not one printable character")
        by_character = {chr(place): cell for place, cell in enumerate(found.cells)}
        lines = [[by_character[character] for character in row] for row in found.rows]
        pictures = {view: [lines[place] for place in places] for view, places in found.views.items()}
    except (MsgspecError, LookupError, RecursionError, MemoryError) as error:
        raise ValueError("they are no pictures") from error
    if any(len(line) != columns for line in lines) or any(len(picture) != rows for picture in pictures.values()):
        raise ValueError("they have another size")
    return pictures
