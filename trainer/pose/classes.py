"""What a sample of the raster can be, and the colour that each class has in a palette."""

from typing import Final, TypeAlias

from msgspec import Struct

RGB: TypeAlias = tuple[int, int, int]

NOTHING: Final = 0
FLOOR: Final = 1
PROP: Final = 2
PROP_MARK: Final = 3
FAR: Final = 4
TRUNK: Final = 5
NEAR: Final = 6
HEAD: Final = 7
ACTIVE: Final = 8  # what moves or is stretched and has no side
LEFT: Final = 9  # what moves of the left side of the body, and the same behind the trunk
LEFT_FAR: Final = 10
RIGHT: Final = 11
RIGHT_FAR: Final = 12
SHADE: Final = 13  # the dark rim around what is nearer
HINT: Final = 14
HAIR: Final = 15
COUNT: Final = 16

BEHIND: Final = 0.18  # how much of the background a limb behind the trunk takes on

# A rim darkens whatever it lies on, but not the empty space around the figure.
SHADED: Final = bytes(SHADE if PROP <= value < COUNT and value != HINT else value for value in range(256))

# The glyph of a cell that lies wholly inside a class: the texture that tells parts apart without colour.
FILL: Final = {
    FLOOR: "_",
    PROP: "%",
    PROP_MARK: ".",
    FAR: ":",
    TRUNK: "H",
    NEAR: "#",
    HEAD: ".",  # light, so that a face is not taken for an arm
    ACTIVE: "@",
    LEFT: "@",
    LEFT_FAR: "@",
    RIGHT: "@",
    RIGHT_FAR: "@",
    SHADE: " ",
    HINT: "*",
    HAIR: "=",
}


class Palette(Struct, frozen=True):
    """The colours of the classes on a background. Limbs that move have the colour of their side of the body, `left` or `right`.

    `dark`: mixed in linear light, else as the eye sees them. `coarse`: not mixed at all, as the terminal has no others.
    """

    background: RGB
    floor: RGB
    prop: RGB
    prop_mark: RGB
    far: RGB
    trunk: RGB
    near: RGB
    active: RGB
    left: RGB
    right: RGB
    shade: RGB
    hint: RGB
    hair: RGB
    dark: bool
    coarse: bool = False

    def colours(self) -> tuple[RGB, ...]:
        """The colour of each class, by its number."""
        return (
            self.background,
            self.floor,
            self.prop,
            self.prop_mark,
            self.far,
            self.trunk,
            self.near,
            self.near,
            self.active,
            self.left,
            self.behind(self.left),
            self.right,
            self.behind(self.right),
            self.shade,
            self.hint,
            self.hair,
        )

    def behind(self, colour: RGB) -> RGB:
        """The colour of a limb behind the trunk."""
        return colour if self.coarse else self.mix(colour, self.background, BEHIND)

    def mix(self, first: RGB, second: RGB, share: float) -> RGB:
        """The colour `share` of the way from the first to the second."""
        power = 2.2 if self.dark else 1.0

        def one(low: int, high: int) -> int:
            value: float = ((1 - share) * low**power + share * high**power) ** (1 / power)
            return round(value)

        return one(first[0], second[0]), one(first[1], second[1]), one(first[2], second[2])


DARK: Final = Palette(
    background=(16, 18, 24),
    floor=(92, 98, 112),
    prop=(150, 96, 210),
    prop_mark=(70, 40, 110),
    far=(126, 136, 158),
    trunk=(176, 186, 204),
    near=(232, 236, 244),
    active=(255, 127, 168),
    left=(255, 176, 46),
    right=(92, 200, 245),
    shade=(70, 76, 92),
    hint=(90, 220, 160),
    hair=(120, 128, 150),
    dark=True,
)
LIGHT: Final = Palette(
    background=(255, 255, 255),
    floor=(150, 150, 150),
    prop=(120, 70, 180),
    prop_mark=(190, 165, 220),
    far=(160, 165, 176),
    trunk=(120, 126, 140),
    near=(58, 62, 74),
    active=(194, 24, 92),
    left=(214, 96, 0),
    right=(0, 110, 165),
    shade=(255, 255, 255),
    hint=(10, 130, 80),
    hair=(96, 100, 112),
    dark=False,
)
