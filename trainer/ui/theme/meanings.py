"""Colours by meaning that Textual's themes lack: the two sides, a key, what matters less (see docs/design.md)."""

from typing import Final

from textual.color import Color, ColorParseError
from textual.theme import Theme

from trainer.ui.theme.contrast import contrast

BLACK: Final = Color(0, 0, 0)
WHITE: Final = Color(255, 255, 255)
MIN_CONTRAST: Final = 4.6  # of text, and a little
READ: Final = (  # a colour of text, what it stands on, and the one that takes its place ("": black or white)
    ("key", "surface", "foreground"),
    ("primary", "background", "foreground"),
    ("primary", "surface", "foreground"),
    ("block-cursor-foreground", "block-cursor-background", ""),
)
FEW_COLOURS: Final = ("standard", "windows")  # of the systems of colours that Rich knows
FEW_ON_LIGHT: Final = {  # of sixteen colours, those that read on white; brown does not
    "primary": "#aa00aa",
    "warning": "#aa00aa",
    "side-left": "#aa0000",
    "side-right": "#0000aa",
}


def side_colours(*, dark: bool) -> dict[str, str]:
    """A colour for each side, `side-left` and `side-right`, used for nothing else; LEFT or RIGHT always stands beside it."""
    if dark:
        return {"side-left": "#ffb02e", "side-right": "#5cc8f5"}
    return {"side-left": "#8f3a00", "side-right": "#005079"}


def _readable(variables: dict[str, str]) -> dict[str, str]:
    """What stands in for colours of a theme that hardly show where text has them."""
    found = {}
    for name, behind, instead in READ:
        try:
            front, ground = Color.parse(variables[name]), Color.parse(variables[behind])
        except (ColorParseError, KeyError):
            continue  # "auto", and what the terminal itself decides
        if front.ansi is None and ground.ansi is None and contrast(front, ground) < MIN_CONTRAST:
            found[name] = variables[instead] if instead else max((BLACK, WHITE), key=lambda one: contrast(one, ground)).hex
    return found


def meanings(theme: Theme, variables: dict[str, str], *, few_colours: bool) -> dict[str, str]:
    """The theme variables `side-left`, `side-right`, `key` and `muted` of any theme, of which `variables` are the usual ones.

    `few_colours`: on a terminal that has sixteen, where what lies between text and ground is too near to one of them.
    """
    own = {"key": variables["accent"], "muted": f"{variables['foreground']} 80%"}
    found = {**own, **side_colours(dark=theme.dark), **theme.variables}
    found |= _readable({**variables, **found})
    if few_colours:
        front, ground = variables["foreground"], variables["background"]
        cursor = {"block-cursor-background": front, "block-cursor-foreground": ground}
        found |= {"key": front, "muted": front, **cursor, **({} if theme.dark else FEW_ON_LIGHT)}
    return found
