"""Colours by meaning that Textual's themes lack: the two sides, a key, what matters less (see docs/design.md)."""

from textual.theme import Theme


def side_colours(*, dark: bool) -> dict[str, str]:
    """A colour for each side, `side-left` and `side-right`, used for nothing else; LEFT or RIGHT always stands beside it."""
    if dark:
        return {"side-left": "#ffb02e", "side-right": "#5cc8f5"}
    return {"side-left": "#8f3a00", "side-right": "#005079"}


def meanings(theme: Theme, variables: dict[str, str]) -> dict[str, str]:
    """The theme variables `side-left`, `side-right`, `key` and `muted` of any theme, of which `variables` are the usual ones."""
    own = {"key": variables["accent"], "muted": f"{variables['foreground']} 80%"}
    return {**own, **side_colours(dark=theme.dark), **theme.variables}
