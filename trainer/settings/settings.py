"""The model of `settings.toml`, and its parser."""

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
# our own three, then Textual's
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

    `prepare_extra`: seconds added to every prepare. `guided`: the first rep on each side takes as long as its words.
    `resume_countdown`: seconds of the get-ready after a pause. `volume`: 0 to 100. `counting`: the voice counts the reps.
    `figure`: the drawing style; "auto" is plain without colour, otherwise ascii. `keep_awake`: keep the screen on in a session.
    `remote`: let sessions listen to `trainer remote`. `keys`: the commands whose keys were changed.
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
        """The options that apply to the plans of all routines."""
        return Habits(self.first_side, self.prepare_extra, self.guided)


def parsed(content: bytes, file: str, registry: CommandRegistry | None = None) -> tuple[Settings, list[Problem]]:
    """Parse a settings file, and return its problems; invalid or missing values get their default.

    `keys` of the result holds only valid keys, by Textual's names; none without `registry`.
    """
    problems: list[Problem] = []
    settings = Settings()
    try:
        with guarded(file):
            settings = mended(tables_of(content, file, "settings file"), Settings, (), file, problems, SPELLING) or settings
            problems = [_with_keys_hint(problem, registry) for problem in problems]
            keys, wrong = checked(settings.keys, registry, file) if registry and settings.keys else ({}, [])
            settings = replace(settings, keys=keys)
            problems += wrong
    except FileError as error:
        settings, problems = Settings(), list(error.problems)
    if problems:
        from trainer.diagnostics.position import located

        problems = located(problems, content)
    return settings, problems


def _with_keys_hint(problem: Problem, registry: CommandRegistry | None) -> Problem:
    """Add a hint if the problem is a command id outside the table [keys]."""
    name = str(problem.path[0]) if problem.path else ""
    commands = registry.keys if registry else ()
    if problem.message == "unknown key" and any(one == name or one.startswith(f"{name}.") for one in commands):
        return replace(problem, hint="keys of commands belong in the table [keys]")
    return problem
