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
ACTIVE_FAR: Final = 8
ACTIVE: Final = 9
SHADE: Final = 10  # the dark rim around what is nearer
HINT: Final = 11
HAIR: Final = 12
COUNT: Final = 13

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
    ACTIVE_FAR: "@",
    ACTIVE: "@",
    SHADE: " ",
    HINT: "*",
    HAIR: "=",
}


class Palette(Struct, frozen=True):
    """The colours of the classes on a background.

    `dark`: mixed in linear light, else as the eye sees them. `coarse`: not mixed at all, as the terminal has no others.
    """

    background: RGB
    floor: RGB
    prop: RGB
    prop_mark: RGB
    far: RGB
    trunk: RGB
    near: RGB
    active_far: RGB
    active: RGB
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
            self.active_far,
            self.active,
            self.shade,
            self.hint,
            self.hair,
        )

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
    far=(104, 114, 136),
    trunk=(176, 186, 204),
    near=(232, 236, 244),
    active_far=(214, 132, 30),
    active=(255, 176, 46),
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
    far=(176, 180, 190),
    trunk=(120, 126, 140),
    near=(58, 62, 74),
    active_far=(222, 140, 60),
    active=(214, 96, 0),
    shade=(255, 255, 255),
    hint=(10, 130, 80),
    hair=(96, 100, 112),
    dark=False,
)
