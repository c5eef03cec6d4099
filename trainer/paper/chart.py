"""How the back felt before and after each session, drawn as an SVG chart that a black-and-white print keeps apart."""

from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from trainer.paper.html import element

WORST: Final = 10
STEP: Final = 10  # units between two sessions
HIGH: Final = 90
MARGIN: Final = 16
DOT: Final = 2.5
TEXT: Final = "8"
WIDEST: Final = 60  # sessions, the latest ones


def back_chart(felt: Sequence[tuple[str, int | None, int | None]]) -> Element:
    """The latest sessions from left to right: a ring for before, a filled dot for after, 0 at the bottom, 10 on top."""
    shown = felt[-WIDEST:]
    width, height = 2 * MARGIN + STEP * WIDEST // 2 * (2 if len(shown) > WIDEST // 2 else 1), HIGH + 2 * MARGIN
    legend = f"{shown[0][0]} to {shown[-1][0]}: rings before, dots after"
    return element(
        "svg",
        element("title", f"How the back felt, {legend}"),
        *_scale(width),
        *(mark for place, (_, *told) in enumerate(shown) for mark in _session(MARGIN + STEP * (place + 0.5), told)),
        element("text", legend, x=str(MARGIN), y=str(height - 3), font_size=TEXT),
        viewBox=f"0 0 {width} {height}",
        role="img",
        class_="chart",
    )


def _scale(width: int) -> Iterator[Element]:
    for value in (0, WORST // 2, WORST):
        y = str(_y(value))
        yield element("line", x1=str(MARGIN), x2=str(width - MARGIN), y1=y, y2=y, stroke="#999", stroke_width="0.5")
        yield element("text", str(value), x="2", y=str(_y(value) + 3), font_size=TEXT)


def _session(x: float, told: Sequence[int | None]) -> Iterator[Element]:
    """Before and after of a session, as far as they were told, joined by a line."""
    dots = [(_y(value), fill) for value, fill in zip(told, ("#fff", "#000"), strict=True) if value is not None]
    yield element("line", x1=f"{x:g}", x2=f"{x:g}", y1=str(dots[0][0]), y2=str(dots[-1][0]), stroke="#000")
    for y, fill in dots:
        yield element("circle", cx=f"{x:g}", cy=str(y), r=str(DOT), fill=fill, stroke="#000")


def _y(value: int) -> int:
    return MARGIN + round(HIGH * (WORST - value) / WORST)
