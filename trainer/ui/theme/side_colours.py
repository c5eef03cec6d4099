"""One accent colour for each side, on dark and on light themes; the word LEFT or RIGHT always stands beside it."""


def side_colours(*, dark: bool) -> dict[str, str]:
    """The theme variables `side-left` and `side-right`."""
    if dark:
        return {"side-left": "#ffb02e", "side-right": "#5cc8f5"}
    return {"side-left": "#8f3a00", "side-right": "#005079"}
