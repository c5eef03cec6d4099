"""Check the terminal: size, colours, encoding; print glyphs to judge by eye."""

import locale
import os
import sys
from collections.abc import Iterator, Mapping
from typing import Final

from trainer.doctor.finding import Details, Finding

TEXT_ONLY: Final = (60, 16)  # columns and rows; smaller terminals get no figure
COMFORTABLE: Final = (80, 24)
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
    """Check the terminal that the command runs in."""
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
    """Check whether the terminal is large enough to read from the mat."""
    if found is None:
        return Finding(
            "size",
            "note",
            "Terminal: none, so its size is unknown.",
            "run 'trainer doctor' in your terminal, without a pipe.",
            {"columns": None, "rows": None},
        )
    columns, rows = found
    details: Details = {"columns": columns, "rows": rows}
    words = f"Terminal: {columns} columns, {rows} rows"
    if columns < TEXT_ONLY[0] or rows < TEXT_ONLY[1]:
        advice = f"enlarge the window or reduce the font size, to at least {TEXT_ONLY[0]} x {TEXT_ONLY[1]}."
        return Finding("size", "note", f"{words}: room for text only, without a figure.", advice, details)
    if columns < COMFORTABLE[0] or rows < COMFORTABLE[1]:
        advice = f"{COMFORTABLE[0]} x {COMFORTABLE[1]} or more gives larger text and a larger figure."
        return Finding("size", "note", f"{words}: enough, but small.", advice, details)
    return Finding("size", "ok", f"{words}.", "", details)


def _colour_system() -> str | None:
    from rich.console import Console

    return Console(force_terminal=True, file=sys.stdout).color_system


def colours(environ: Mapping[str, str], system: str | None) -> Finding:
    """Report the number of colours and its source. `system`: Rich's name for it, None without colours."""
    named = [f"{name}={environ[name]}" for name in ("NO_COLOR", "COLORTERM", "TERM") if environ.get(name)]
    known = f" ({', '.join(named)})" if named else ""
    details: Details = {
        "colours": system if system and not environ.get("NO_COLOR") else None,
        "term": environ.get("TERM"),
        "colorterm": environ.get("COLORTERM"),
        "no_color": bool(environ.get("NO_COLOR")),
    }
    if environ.get("NO_COLOR"):
        return Finding("colours", "ok", f"Colours: off, as you chose{known}. Everything is also said in words.", "", details)
    if system is None:
        advice = "if this terminal has colours, set TERM=xterm-256color."
        return Finding("colours", "note", f"Colours: none{known}. Everything is also said in words.", advice, details)
    words = f"Colours: {COLOURS.get(system, system)}{known}."
    if system == "truecolor":
        return Finding("colours", "ok", words, "", details)
    advice = "if this terminal supports more (most do), set COLORTERM=truecolor for clearer figures."
    return Finding("colours", "note", words, advice, details)


def encoding(stream: str, locale_name: str, environ: Mapping[str, str]) -> Finding:
    """Check whether the terminal's encoding is UTF-8."""
    chosen = next((f"{name}={environ[name]}" for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)), "")
    details: Details = {"encoding": stream, "locale": locale_name}
    words = f"Encoding: {stream or 'unknown'}, locale {', '.join(filter(None, (locale_name, chosen)))}."
    if stream.lower().replace("-", "").replace("_", "") == "utf8":
        return Finding("encoding", "ok", words, "", details)
    advice = "set LANG to a UTF-8 locale, such as en_US.UTF-8 or C.UTF-8 (Windows: use Windows Terminal, or 'chcp 65001')."
    return Finding("encoding", "note", words, advice, details)


def glyphs() -> Finding:
    """Print glyph samples: only a person can see whether the font has them."""
    shown = "   ".join(f"{name} {sample}" for name, sample in SAMPLES)
    return Finding(
        "glyphs",
        "ok",
        f"Font: {shown}",
        "blocks should touch without gaps, and none should be a box or a question mark. Otherwise choose another font "
        '(DejaVu Sans Mono, Cascadia Mono, Menlo), or write figure = "plain" into settings.toml.',
        dict(SAMPLES),
    )
