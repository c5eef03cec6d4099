"""The session on terminals too small for the whole screen: big letters where they fit, then text, or a single line. Pure."""

from typing import Final

from trainer.system.cells import wrap
from trainer.ui.session.standing_still import Standstill
from trainer.ui.session.view import SessionView
from trainer.ui.widgets.big import side_by_side

LINE: Final = (20, 5)  # columns and rows below which there is room for one line
TEXT_ROWS: Final = 5  # that belong to the text before anything is drawn big
LETTER_ROWS: Final = 5  # of the smallest letters
MORE: Final = "\u2026"


def small_screen(
    view: SessionView,
    still: Standstill | None,
    notes: tuple[str, ...],
    breath: str,
    columns: int,
    rows: int,
    *,
    waiting: bool = False,
) -> str:
    """The screen as lines that fit, what matters most first.

    `notes`: what is wrong, as "NO SOUND"; `breath`: how to breathe, or what is asked; `waiting`: for the key that it names.
    """
    if columns < LINE[0] or rows < LINE[1]:
        return _line(view, still, notes, columns)
    text_rows = max(TEXT_ROWS, len(still.lines) + 1) if still is not None else TEXT_ROWS
    big = _big(view, still, columns, rows - text_rows)
    lines = [*big, *([""] if big and rows - len(big) > text_rows else [])]
    for text in _texts(view, still, notes, breath, columns, waiting=waiting):
        room = rows - len(lines)
        wrapped = wrap(text, columns)
        if len(wrapped) > room and text is view.words.instruction and room:
            wrapped = [*wrapped[: room - 1], wrapped[room - 1][: columns - 1] + MORE]
        if len(wrapped) <= room:
            lines += wrapped
    return "\n".join(lines)


def _texts(
    view: SessionView, still: Standstill | None, notes: tuple[str, ...], breath: str, columns: int, *, waiting: bool
) -> tuple[str, ...]:
    words = view.words
    place = (f"{words.place} {words.name}", view.to_go, words.next_up)
    if still is not None:
        return (still.word, *still.lines, view.count.plain, *notes, *place)
    first = view.count.plain.upper()
    if view.count.ready:
        first = f"GET READY {view.count.seconds}"
    elif len(first) > columns:
        first = f"{_short(view)} {_unit(view)}"
    what = (breath, words.instruction) if waiting else (words.instruction, breath)
    return (first, *notes, *what, *place)


def _big(view: SessionView, still: Standstill | None, columns: int, rows: int) -> tuple[str, ...]:
    """As much of side, rep and seconds as can be drawn: two rows of letters, one, or only the seconds; or nothing."""
    if still is not None:
        return side_by_side((still.word,), columns, rows)
    words = view.words
    word = (view.count.word, "RIGHT" if words.side else "")
    seconds = (view.count.seconds, view.count.seconds_room)
    rep = (str(words.rep), "0" * max(2, len(str(words.reps))))
    numbers = (rep, seconds) if words.rep and not view.count.ready else (seconds,)
    half = (rows - 1) // 2
    if half >= LETTER_ROWS:
        upper, lower = _block((word,), columns, half), _block(numbers, columns, half)
        if upper and lower:
            return (*upper, "", *lower)
    for parts in ((word, *numbers), (word, seconds), numbers, (seconds,)):
        if block := _block(parts, columns, rows):
            return block
    return ()


def _block(parts: tuple[tuple[str, str], ...], columns: int, rows: int) -> tuple[str, ...]:
    texts, rooms = zip(*parts, strict=True)
    return side_by_side(texts, columns, rows, rooms)


def _line(view: SessionView, still: Standstill | None, notes: tuple[str, ...], columns: int) -> str:
    """The longest way to say it that fits one line."""
    ways: tuple[str, ...]
    if still is not None:
        ways = (" ".join((still.word, *still.lines)), f"{still.word} {still.lines[-1]}", still.word)
    elif view.count.ready:
        ways = (f"GET READY {view.count.seconds}", f"READY {view.count.seconds}")
    else:
        short = _short(view)
        ways = (
            " ".join((view.count.plain.upper(), *notes, view.words.instruction)),
            " ".join((view.count.plain.upper(), *notes)),
            f"{short} {_unit(view)}",
            short,
            f"{view.count.word} {view.count.seconds}",
            f"{view.count.word[:1]} {view.count.seconds}",
        )
    last = still.word if still else view.count.seconds
    return next((way for way in ways if len(way) <= columns), last[: max(0, columns)])


def _unit(view: SessionView) -> str:
    return "min" if view.count.seconds_label.startswith("minutes") else "s"


def _short(view: SessionView) -> str:
    """Side, rep and seconds as short as they are clear: "LEFT 1/8 2"."""
    words = view.words
    return " ".join(filter(None, (view.count.word, f"{words.rep}/{words.reps}" if words.rep else "", view.count.seconds)))
