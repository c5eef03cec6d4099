"""The themes of our own: a dark, a light and a high-contrast one. Those that come with Textual can be chosen too."""

from typing import Final

from textual.theme import Theme

USUAL: Final = "dark"
COLOURLESS: Final = "ansi-dark"  # the terminal's own colours, which NO_COLOR then takes away

OWN: Final = (
    Theme(
        name="dark",
        primary="#5aaef0",
        secondary="#2f6690",
        accent="#ffb02e",
        warning="#ffb02e",
        error="#ff6b81",
        success="#5fd38a",
        foreground="#e4e4e4",
        background="#121212",
        surface="#1e1e1e",
        panel="#252a30",
        dark=True,
        variables={
            "block-cursor-background": "#1f4f78",
            "block-cursor-foreground": "#ffffff",
            "error-muted": "#4a1d28",
            "warning-muted": "#4d3a12",
            "primary-muted": "#1c3c56",
        },
    ),
    Theme(
        name="light",
        primary="#00508a",
        secondary="#3a6f96",
        accent="#8a3c00",
        warning="#7a4a00",
        error="#a8122f",
        success="#0b6b34",
        foreground="#1c1c1c",
        background="#f7f6f2",
        surface="#eae8e1",
        panel="#dedbd2",
        dark=False,
        variables={
            "block-cursor-background": "#003f6e",
            "block-cursor-foreground": "#ffffff",
            "block-cursor-blurred-background": "#c9dcea",
            "error-muted": "#f7d5da",
            "warning-muted": "#f6e3bd",
            "primary-muted": "#cfe2f2",
        },
    ),
    Theme(
        name="contrast",
        primary="#7fd4ff",
        secondary="#ffffff",
        accent="#ffe14d",
        warning="#ffe14d",
        error="#ff8f9e",
        success="#7dffa8",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1a1a1a",
        dark=True,
        variables={
            "block-cursor-background": "#ffffff",
            "block-cursor-foreground": "#000000",
            "error-muted": "#4a0010",
            "warning-muted": "#3d3300",
            "primary-muted": "#003a5c",
        },
    ),
)
