"""The colours by meaning, in every theme that can be chosen: computed, without a screen."""

from itertools import chain

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from trainer.ui.theme.contrast import contrast
from trainer.ui.theme.meanings import TRACKS, meanings, side_colours
from trainer.ui.theme.themes import OWN

TEXT, BIG = 4.5, 7.0
THEMES = [*OWN, *(theme for name, theme in sorted(BUILTIN_THEMES.items()) if not theme.ansi)]
WRITTEN = {  # what stands on what in the stylesheets, and the contrast that it must have
    "background": {
        "foreground": BIG,
        "muted": BIG,
        "primary": BIG,
        "warning": BIG,
        "success": BIG,
        "side-left": BIG,
        "side-right": BIG,
        "key": TEXT,
        "error": TEXT,
        "text-warning": BIG,
    },
    "surface": {"foreground": TEXT, "muted": TEXT, "primary": TEXT, "key": TEXT, "text-error": TEXT},
    "panel": {"foreground": TEXT, "muted": TEXT},
    "warning-muted": {"foreground": TEXT},
    "error-muted": {"foreground": TEXT},
    "primary-muted": {"foreground": TEXT},
    "block-cursor-background": {"block-cursor-foreground": TEXT},
}


def variables_of(theme: Theme) -> dict[str, str]:
    usual = {**theme.to_color_system().generate(), **theme.variables}
    return {**usual, **meanings(theme, usual, few_colours=False)}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_whatever_is_written_reads_on_its_ground(theme):
    variables = variables_of(theme)
    found = {name: Color.parse(variables[name]) for name in {*WRITTEN, *chain.from_iterable(WRITTEN.values())}}
    low = {
        f"{name} on {ground}": round(ratio, 2)
        for ground, names in WRITTEN.items()
        for name, least in names.items()
        if (ratio := contrast(found[name], found[ground])) < least
    }
    assert low == {}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_lit_row_reads_also_in_what_matters_less_and_where_the_focus_is_elsewhere(theme):
    found = variables_of(theme)
    lit = Color.parse(found["block-cursor-background"])
    assert contrast(lit.blend(lit.get_contrast_text(1.0), 0.87), lit) >= TEXT
    background = Color.parse(found["background"])
    seen = Color.parse(found["block-cursor-blurred-background"])
    blurred = background.blend(seen.with_alpha(1.0), seen.a, 1.0)
    assert contrast(Color.parse(found["foreground"]), blurred) >= TEXT


def test_a_theme_that_reads_stays_as_it_is():
    for theme in OWN:
        found = variables_of(theme)
        sides = side_colours(Color.parse(found["background"]), dark=theme.dark)
        assert sides["side-left"] == ("#FFB02E" if theme.dark else "#873700")
        usual = {**theme.to_color_system().generate(), **theme.variables}
        assert {name for name, value in found.items() if usual.get(name, value) != value} <= {*TRACKS}


@pytest.mark.parametrize("theme", OWN, ids=lambda theme: theme.name)
def test_of_sixteen_colours_the_accent_is_neither_that_of_the_text_nor_of_a_side(theme):
    found = {**variables_of(theme), **meanings(theme, variables_of(theme), few_colours=True)}

    def shown(name):
        return RichColor.from_rgb(*Color.parse(found[name]).rgb).downgrade(ColorSystem.STANDARD).number

    assert shown("primary") not in {shown(name) for name in ("foreground", "background", "side-left", "side-right")}


def test_a_colour_that_hardly_reads_keeps_its_hue():
    theme = BUILTIN_THEMES["solarized-dark"]
    before, after = (Color.parse(values["primary"]) for values in (theme.to_color_system().generate(), variables_of(theme)))
    assert after != before
    assert abs(after.hsl.h - before.hsl.h) < 0.02
