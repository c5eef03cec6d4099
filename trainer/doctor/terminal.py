"""The terminal: its size, its colours, its encoding, and glyphs to be judged by eye."""

import locale
import os
import sys
from collections.abc import Iterator, Mapping
from typing import Final

from trainer.doctor.finding import Finding

TEXT_ONLY: Final = (60, 16)  # columns and rows below which there is no figure
USUAL: Final = (80, 24)
COLOURS: Final = {"truecolor": "16 million", "256": "256", "standard": "16", "windows": "16"}
SAMPLES: Final = (
    ("full blocks", "\u2588\u2588\u2588\u2588"),
    ("halves", "\u2580\u2580\u2584\u2584\u258c\u2590"),
    ("quadrants", "\u2596\u2597\u2598\u259d\u259a\u259e\u2599\u259b\u259c\u259f"),
    ("eighths", "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"),
    ("lines", "\u2500\u2502\u256d\u256e\u2570\u256f"),
    ("arrows", "\u2190\u2191\u2192\u2193"),
)


def terminal() -> Iterator[Finding]:
    """All checks of the terminal that the command runs in."""
    yield size(_size())
    yield colours(os.environ, _colour_system())
    yield encoding(getattr(sys.stdout, "encoding", None) or "", locale.setlocale(locale.LC_CTYPE, None), os.environ)
    yield glyphs()


def _size() -> tuple[int, int] | None:
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        try:
            columns, rows = os.get_terminal_size(stream.fileno())
        except (OSError, ValueError, AttributeError):
            continue
        if columns and rows:
            return columns, rows
    return None


def size(found: tuple[int, int] | None) -> Finding:
    """Whether the terminal is large enough to be read from the mat."""
    if found is None:
        return Finding(
            "size",
            "note",
            "Terminal: none here, so its size is not known.",
            "run 'trainer doctor' in the terminal that you use, without a pipe.",
            {"columns": None, "rows": None},
        )
    columns, rows = found
    details: dict[str, str | int | bool | None] = {"columns": columns, "rows": rows}
    words = f"Terminal: {columns} columns, {rows} rows"
    if columns < TEXT_ONLY[0] or rows < TEXT_ONLY[1]:
        advice = f"make the window larger or its letters smaller, to {TEXT_ONLY[0]} x {TEXT_ONLY[1]} at least."
        return Finding("size", "note", f"{words}: room for text alone, without a figure.", advice, details)
    if columns < USUAL[0] or rows < USUAL[1]:
        advice = f"{USUAL[0]} x {USUAL[1]} or more gives larger letters and a larger figure."
        return Finding("size", "note", f"{words}: enough, though small.", advice, details)
    return Finding("size", "ok", f"{words}.", "", details)


def _colour_system() -> str | None:
    from rich.console import Console

    return Console(force_terminal=True, file=sys.stdout).color_system


def colours(environ: Mapping[str, str], system: str | None) -> Finding:
    """How many colours there are, and what says so. `system`: as Rich names it, None for no colours."""
    named = [f"{name}={environ[name]}" for name in ("NO_COLOR", "COLORTERM", "TERM") if environ.get(name)]
    known = f" ({', '.join(named)})" if named else ""
    details: dict[str, str | int | bool | None] = {
        "colours": system if system and not environ.get("NO_COLOR") else None,
        "term": environ.get("TERM"),
        "colorterm": environ.get("COLORTERM"),
        "no_color": bool(environ.get("NO_COLOR")),
    }
    if environ.get("NO_COLOR"):
        return Finding("colours", "ok", f"Colours: none, as you wish{known}. All is said in words too.", "", details)
    if system is None:
        advice = "if this terminal has colours, set TERM=xterm-256color."
        return Finding("colours", "note", f"Colours: none{known}. All is said in words too.", advice, details)
    words = f"Colours: {COLOURS.get(system, system)}{known}."
    if system == "truecolor":
        return Finding("colours", "ok", words, "", details)
    advice = "if this terminal can do more (most can), set COLORTERM=truecolor: figures are clearer."
    return Finding("colours", "note", words, advice, details)


def encoding(stream: str, locale_name: str, environ: Mapping[str, str]) -> Finding:
    """Whether the letters that the trainer sends arrive as they are."""
    chosen = next((f"{name}={environ[name]}" for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)), "")
    details: dict[str, str | int | bool | None] = {"encoding": stream, "locale": locale_name}
    words = f"Letters: {stream or 'unknown'}, locale {', '.join(filter(None, (locale_name, chosen)))}."
    if stream.lower().replace("-", "").replace("_", "") == "utf8":
        return Finding("encoding", "ok", words, "", details)
    advice = "set LANG to a UTF-8 locale, as en_US.UTF-8 or C.UTF-8 (Windows: use Windows Terminal, or 'chcp 65001')."
    return Finding("encoding", "note", words, advice, details)


def glyphs() -> Finding:
    """Samples of what letters and figures are drawn with: only an eye can tell whether the font has them."""
    shown = "   ".join(f"{name} {sample}" for name, sample in SAMPLES)
    return Finding(
        "glyphs",
        "ok",
        f"Font: {shown}",
        "blocks should touch without gaps, and none be a box or a question mark. Else choose another font (DejaVu Sans Mono, "
        'Cascadia Mono, Menlo), or write figure = "plain" into settings.toml.',
        dict(SAMPLES),
    )
