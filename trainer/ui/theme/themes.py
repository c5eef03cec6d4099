"""The themes of our own: a dark, a light and a high-contrast one. Those that come with Textual can be chosen too.

What each colour means stands in docs/design.md: `primary` is the one accent, `key` that of keys; the sides have their own.
"""

from typing import Final

from textual.theme import Theme

USUAL: Final = "dark"
COLOURLESS: Final = "ansi-dark"  # the terminal's own colours, which NO_COLOR then takes away

OWN: Final = (
    Theme(
        name="dark",
        primary="#b7a4ff",
        secondary="#5f6f8f",
        accent="#b7a4ff",
        warning="#f2d45c",
        error="#ff7b8d",
        success="#6fdc9b",
        foreground="#e8e8ea",
        background="#111317",
        surface="#191c22",
        panel="#23272f",
        dark=True,
        variables={
            "key": "#8fe0b8",
            "muted": "#b2b6bf",
            "block-cursor-background": "#3b3560",
            "block-cursor-foreground": "#ffffff",
            "error-muted": "#4a1d28",
            "warning-muted": "#4a401a",
            "primary-muted": "#332d52",
        },
    ),
    Theme(
        name="light",
        primary="#5a3ea6",
        secondary="#5f6f8f",
        accent="#5a3ea6",
        warning="#664400",
        error="#a8122f",
        success="#09602e",
        foreground="#1c1c1c",
        background="#f7f6f2",
        surface="#edebe5",
        panel="#e2dfd7",
        dark=False,
        variables={
            "key": "#005c46",
            "muted": "#4d4d4a",
            "block-cursor-background": "#4a3390",
            "block-cursor-foreground": "#ffffff",
            "block-cursor-blurred-background": "#dcd5ef",
            "error-muted": "#f7d5da",
            "warning-muted": "#f6e3bd",
            "primary-muted": "#e0d9f2",
        },
    ),
    Theme(
        name="contrast",
        primary="#d3c4ff",
        secondary="#ffffff",
        accent="#d3c4ff",
        warning="#ffe14d",
        error="#ff8f9e",
        success="#7dffa8",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1a1a1a",
        dark=True,
        variables={
            "key": "#7dffc8",
            "muted": "#d8d8d8",
            "block-cursor-background": "#ffffff",
            "block-cursor-foreground": "#000000",
            "error-muted": "#4a0010",
            "warning-muted": "#3d3300",
            "primary-muted": "#2c2450",
        },
    ),
)
