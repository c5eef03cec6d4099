"""Figures as vector art: the same skeleton, as a well-formed file."""

import re
from xml.etree import ElementTree

import pytest

from trainer.pose.classes import DARK, LIGHT
from trainer.pose.figure import Figure
from trainer.pose.library import bundled, bundled_ids
from trainer.pose.posefile import read
from trainer.pose.svg import svg

SVG = "{http://www.w3.org/2000/svg}"


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+\.\d+", text)]


@pytest.mark.parametrize("name", bundled_ids())
@pytest.mark.parametrize("mirrored", [False, True])
def test_every_key_is_a_drawing_that_lies_inside_its_page(name, mirrored):
    figure = bundled(name)
    for key in figure.keys:
        root = ElementTree.fromstring(svg(figure, key, mirrored=mirrored, arrowed=True))
        assert root.find(f"{SVG}title").text == f"{figure.name}: {key}"
        _, _, wide, high = numbers("0.0 0.0 " + root.get("viewBox")[4:])
        points = [numbers(one.get("d")) for one in root.iter(f"{SVG}path")]
        assert len(points) > 10
        xs = [x for path in points for x in path[::2]]
        assert -1 <= min(xs) <= max(xs) <= wide + 1
        if figure.crop is None:
            ys = [y for path in points for y in path[1::2]]
            assert -1 <= min(ys) <= max(ys) <= high + 2  # rims, in the colour of the page, may be cut off


def test_the_other_side_is_the_mirror_image():
    left, right = (svg(bundled("bird-dog"), "reach", mirrored=mirrored) for mirrored in (False, True))
    wide = numbers(left.partition("viewBox")[2])[0]
    drawn, mirrored = (numbers("".join(re.findall(r' d="[^"]*"', one))) for one in (left, right))
    assert [round(wide - x, 1) for x in drawn[::2]] == pytest.approx(mirrored[::2], abs=0.1)
    assert drawn[1::2] == mirrored[1::2]


def test_dark_pages_have_their_own_colours():
    light, dark = (svg(bundled("standing"), "in", palette=palette) for palette in (LIGHT, DARK))
    assert 'fill="#ffffff"/>' in light
    assert 'fill="#101218"/>' in dark


def test_names_are_text():
    text = 'name = "<b>&"\nview = "front"\nstart = "a"\n[key.a]\nroot = [0, 50]\n'
    assert "<title>&lt;b&gt;&amp;: a</title>" in svg(Figure("x", read(text.encode(), "x")), "a")


def test_an_unknown_key_is_told():
    with pytest.raises(KeyError):
        svg(bundled("standing"), "fly")
