"""Colours by meaning that Textual's themes lack, and those of theirs that hardly read, made to read (see docs/design.md)."""

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from textual.color import Color, ColorParseError
from textual.theme import Theme

from trainer.ui.theme.contrast import contrast

BLACK: Final = Color(0, 0, 0)
WHITE: Final = Color(255, 255, 255)
TEXT, BIG = 4.55, 7.02  # the contrast of text, and of big letters, and a little
STEPS: Final = 20  # from a colour to black, white or the ground
QUIETER: Final = 0.87  # of the text of a lit row, what matters less in it
Needed: TypeAlias = tuple[tuple[str, float], ...]  # grounds, each with the contrast on it
READ: Final[Mapping[str, Needed]] = {  # the colours of what is written; most of them are those of blocks, too
    "foreground": (("background", BIG),),
    "muted": (("background", BIG),),
    "key": (("background", TEXT), ("surface", TEXT)),
    "primary": (("background", BIG), ("surface", TEXT)),
    "warning": (("background", BIG),),
    "success": (("background", BIG),),
    "error": (("background", TEXT),),
    "text-warning": (("background", BIG), ("surface", TEXT)),
    "text-error": (("background", TEXT), ("surface", TEXT)),
}
GROUNDS: Final[Mapping[str, str]] = {  # what is written on, beside the background, and the weakest colour that is written there
    "surface": "muted",
    "panel": "muted",
    "warning-muted": "foreground",
    "error-muted": "foreground",
    "primary-muted": "foreground",
    "block-cursor-blurred-background": "foreground",
}
TRACKS: Final = ("scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active", "scrollbar-corner-color")
FEW_COLOURS: Final = ("standard", "windows")  # of the systems of colours that Rich knows
FEW_ON_DARK: Final = {"key": "#55ff55", "primary": "#55ff55"}  # cyan and yellow are the sides'; red, blue, magenta hardly read
FEW_ON_LIGHT: Final = {  # of sixteen colours, those that read on white; brown does not
    "primary": "#aa00aa",
    "warning": "#aa00aa",
    "side-left": "#aa0000",
    "side-right": "#0000aa",
}


def side_colours(background: Color, *, dark: bool) -> dict[str, str]:
    """A colour for each side, `side-left` and `side-right`, used for nothing else; LEFT or RIGHT always stands beside it."""
    left, right = ("#ffb02e", "#5cc8f5") if dark else ("#873700", "#005079")
    on = [(background, BIG)] if background.ansi is None else []
    return {"side-left": _firm(Color.parse(left), on, dark=dark).hex, "side-right": _firm(Color.parse(right), on, dark=dark).hex}


def meanings(theme: Theme, variables: dict[str, str], *, few_colours: bool) -> dict[str, str]:
    """The theme variables `side-left`, `side-right`, `key` and `muted` of any theme, of which `variables` are the usual ones.

    And whatever of these hardly reads, as it reads. `few_colours`: on a terminal that has sixteen, where what lies between text
    and ground is too near to one of them.
    """
    front, ground = variables["foreground"], variables["background"]
    found = {"key": variables["accent"], "muted": f"{front} 80%", **side_colours(Color.parse(ground), dark=theme.dark)}
    found |= dict.fromkeys(TRACKS, ground)  # Textual's are darker than any ground of ours
    found |= theme.variables
    if Color.parse(ground).ansi is None:
        found |= _readable({**variables, **found}, dark=theme.dark)
    if few_colours:
        cursor = {"block-cursor-background": front, "block-cursor-foreground": ground}
        found |= {"key": front, "muted": front, **cursor, **(FEW_ON_DARK if theme.dark else FEW_ON_LIGHT)}
    return found


def _readable(variables: Mapping[str, str], *, dark: bool) -> dict[str, str]:
    """The colours of a theme that hardly read, as they read: what is written moves away from its ground, grounds from it."""
    ground = Color.parse(variables["background"])
    colours = {name: _on(ground, variables[name]) for name in (*READ, *GROUNDS, "block-cursor-background")}
    colours["background"] = ground
    for name, needed in READ.items():
        on = [(colours[behind], least) for behind, least in needed if behind not in GROUNDS]
        colours[name] = _firm(colours[name], on, dark=dark)
    for name, written in GROUNDS.items():
        colours[name] = _ground(colours[name], colours[written], ground)
    for name, needed in READ.items():
        colours[name] = _firm(colours[name], [(colours[behind], least) for behind, least in needed], dark=dark)
    lit, cursor = _lit(colours["block-cursor-background"])
    colours["block-cursor-background"] = lit
    found = {name: one.hex for name, one in colours.items() if one != _on(ground, variables[name])}
    if "%" in variables["muted"]:
        found["muted"] = colours["muted"].hex
    if contrast(_on(lit, variables["block-cursor-foreground"]), lit) < TEXT:
        found["block-cursor-foreground"] = cursor.hex
    return found


def _on(ground: Color, text: str) -> Color:
    """A colour as it is seen on a ground, where it lets that through."""
    name, _, share = text.partition(" ")
    try:
        colour = Color.parse(name)
    except ColorParseError:
        return ground
    if share:
        colour = colour.with_alpha(float(share.removesuffix("%")) / 100)
    return ground.blend(colour.with_alpha(1.0), colour.a, 1.0) if colour.a < 1 else colour


def _firm(colour: Color, on: Iterable[tuple[Color, float]], *, dark: bool) -> Color:
    """A colour, as far towards white on dark grounds, else black, as it must be to have its contrast on all of them."""
    needed = list(on)
    for step in range(STEPS + 1):
        tried = colour.blend(WHITE if dark else BLACK, step / STEPS) if step else colour
        if all(contrast(tried, ground) >= least for ground, least in needed):
            return tried
    return WHITE if dark else BLACK


def _ground(colour: Color, written: Color, ground: Color) -> Color:
    """A ground, as near to the usual one as it must be for what is written on it."""
    for step in range(STEPS + 1):
        tried = colour.blend(ground, step / STEPS) if step else colour
        if contrast(tried, written) >= TEXT:
            return tried
    return ground


def _lit(colour: Color) -> tuple[Color, Color]:
    """The ground of a lit row and the colour of its text; what matters less in it is that text let through to the ground."""
    text = colour.get_contrast_text(1.0)
    away = BLACK if text.brightness > 0.5 else WHITE
    for step in range(STEPS + 1):
        tried = colour.blend(away, step / STEPS) if step else colour
        if contrast(tried.blend(text, QUIETER), tried) >= TEXT:
            return tried, text
    return away, text
