"""The user's settings: what `settings.toml` in the config folder may say, and its reading."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, TypeAlias

from msgspec import Meta, Struct
from msgspec.structs import replace

from trainer.diagnostics.mending import Spelling, mended
from trainer.diagnostics.problem import FileError, Problem, guarded
from trainer.diagnostics.tables import tables_of
from trainer.keymap.own_keys import CommandRegistry, checked
from trainer.routine.library import Habits
from trainer.routine.model import Effort, Side

FigureMode: TypeAlias = Literal["auto", "ascii", "blocks", "plain"]
AudioBackend: TypeAlias = Literal["auto", "miniaudio", "simpleaudio", "player", "bell", "silent"]
# Three of our own, and those that come with Textual.
ThemeName: TypeAlias = Literal[
    "dark",
    "light",
    "contrast",
    "textual-dark",
    "textual-light",
    "nord",
    "gruvbox",
    "catppuccin-mocha",
    "catppuccin-macchiato",
    "catppuccin-frappe",
    "catppuccin-latte",
    "dracula",
    "tokyo-night",
    "monokai",
    "flexoki",
    "solarized-dark",
    "solarized-light",
    "rose-pine",
    "rose-pine-moon",
    "rose-pine-dawn",
    "atom-one-dark",
    "atom-one-light",
    "ansi-dark",
    "ansi-light",
]
SPELLING: Final = Spelling(
    {}, {"effort": Effort, "first_side": Side, "figure": FigureMode, "audio": AudioBackend, "theme": ThemeName}, {}
)


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """How a person trains, and how the trainer looks and sounds.

    `prepare_extra`: seconds that every prepare lasts longer. `guided`: the first rep on each side goes at the pace of its words.
    `resume_countdown`: seconds of the get-ready after a pause.
    `voice`, `counting` (the voice says the number of each rep) and `beeps` can each be turned off; `volume` is 0 to 100.
    `figure` is the glyph mode of figures; "auto" is plain without colour, else ascii.
    `keep_awake`: the screen stays on in a session. `remote`: sessions listen to `trainer remote`.
    `keys`: the keys of each command that has others than usual.
    """

    effort: Effort = "usual"
    first_side: Side = "left"
    prepare_extra: Annotated[int, Meta(ge=0, le=120)] = 0
    resume_countdown: Annotated[int, Meta(ge=1, le=30)] = 3
    voice: bool = True
    counting: bool = True
    beeps: bool = True
    volume: Annotated[int, Meta(ge=0, le=100)] = 80
    audio: AudioBackend = "auto"
    theme: ThemeName = "dark"
    figure: FigureMode = "auto"
    keep_awake: bool = True
    remote: bool = False
    guided: bool = True
    keys: Mapping[str, Any] = {}

    @property
    def habits(self) -> Habits:
        """What the plans of all routines are made with."""
        return Habits(self.first_side, self.prepare_extra, self.guided)


def parsed(content: bytes, file: str, known: CommandRegistry | None = None) -> tuple[Settings, list[Problem]]:
    """The settings in the bytes of a file, and its problems; what has a problem, or is not there, is as usual.

    `keys` of the result holds the right ones alone, by the names that Textual has for keys; none without `known`.
    """
    problems: list[Problem] = []
    settings = Settings()
    try:
        with guarded(file):
            settings = mended(tables_of(content, file, "settings file"), Settings, (), file, problems, SPELLING) or settings
            problems = [_of_keys(problem, known) for problem in problems]
            keys, wrong = checked(settings.keys, known, file) if known and settings.keys else ({}, [])
            settings = replace(settings, keys=keys)
            problems += wrong
    except FileError as error:
        settings, problems = Settings(), list(error.problems)
    if problems:
        from trainer.diagnostics.position import located

        problems = located(problems, content)
    return settings, problems


def _of_keys(problem: Problem, known: CommandRegistry | None) -> Problem:
    """A problem with a hint where it is that keys stand above their table."""
    name = str(problem.path[0]) if problem.path else ""
    commands = known.keys if known else ()
    if problem.message == "unknown key" and any(one == name or one.startswith(f"{name}.") for one in commands):
        return replace(problem, hint="keys of commands stand below [keys]")
    return problem
