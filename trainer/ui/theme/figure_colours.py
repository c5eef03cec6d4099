"""The colours of a figure, from those of the theme."""

from textual.color import Color

from trainer.pose.classes import RGB, Palette
from trainer.ui.theme.meanings import side_colours


def palette_of(variables: dict[str, str], background: Color, *, dark: bool) -> Palette:
    """The palette of a theme's variables on a background; limbs that move have the colour of their side's word."""
    base = background.rgb if background.ansi is None else ((16, 18, 24) if dark else (250, 250, 248))
    foreground = Color.parse(variables["foreground"])
    front = foreground.rgb if foreground.ansi is None else ((232, 232, 232) if dark else (32, 32, 32))
    prop = (150, 96, 210) if dark else (120, 70, 180)
    hint = (110, 225, 150) if dark else (10, 130, 80)
    sides = side_colours(background, dark=dark)
    return Palette(
        background=base,
        floor=_towards(base, front, 0.38),
        prop=prop,
        prop_mark=_towards(prop, base, 0.55),
        far=_towards(base, front, 0.54 if dark else 0.4),
        trunk=_towards(base, front, 0.76 if dark else 0.56),
        near=_towards(base, front, 1.0 if dark else 0.82),
        active=(255, 127, 168) if dark else (176, 14, 80),
        left=Color.parse(sides["side-left"]).rgb,
        right=Color.parse(sides["side-right"]).rgb,
        shade=_towards(base, front, 0.26 if dark else 0.2),
        hint=hint,
        hair=_towards(base, front, 0.52 if dark else 0.5),
        dark=dark,
    )


def _towards(one: RGB, other: RGB, share: float) -> RGB:
    return (
        round(one[0] + (other[0] - one[0]) * share),
        round(one[1] + (other[1] - one[1]) * share),
        round(one[2] + (other[2] - one[2]) * share),
    )


def sixteen_colours(*, dark: bool) -> Palette:
    """The palette of a terminal that has sixteen colours: each class is one of them (as Rich knows them)."""
    front, back = ((255, 255, 255), (0, 0, 0)) if dark else ((0, 0, 0), (255, 255, 255))
    middle, faint = ((170, 170, 170), (85, 85, 85)) if dark else ((85, 85, 85), (170, 170, 170))
    warm, cold = ((255, 255, 85), (85, 255, 255)) if dark else ((170, 0, 0), (0, 0, 170))
    return Palette(
        background=back,
        floor=faint,
        prop=(170, 0, 170),
        prop_mark=back,
        far=faint,
        trunk=middle,
        near=front,
        active=(255, 85, 255) if dark else (170, 0, 0),
        left=warm,
        right=cold,
        shade=back,
        hint=(85, 255, 85) if dark else (0, 170, 0),
        hair=faint,
        dark=dark,
        coarse=True,
    )
