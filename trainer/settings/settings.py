"""The model of `settings.toml`, and its parser."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, TypeAlias

from msgspec import Meta, Struct
from msgspec.structs import replace

from trainer.diagnostics.mending import Spelling, repaired
from trainer.diagnostics.problem import FileError, Problem, errors_as_problems
from trainer.diagnostics.tables import parse_toml
from trainer.keymap.own_keys import CommandRegistry, checked
from trainer.routine.library import PlanDefaults
from trainer.routine.model import Effort, Side
from trainer.settings.about import About
from trainer.settings.own_efforts import checked_efforts

FigureMode: TypeAlias = Literal["auto", "ascii", "blocks", "plain"]
AudioBackend: TypeAlias = Literal["auto", "miniaudio", "simpleaudio", "player", "bell", "silent"]
VoiceSound: TypeAlias = Literal["natural", "gym"]
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
    {},
    {
        "effort": Effort,
        "first_side": Side,
        "figure": FigureMode,
        "audio": AudioBackend,
        "voice_sound": VoiceSound,
        "theme": ThemeName,
    },
    {},
)


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """How a person trains, and how the trainer looks and sounds.

    `voice_sound`: "gym" is a voice that is heard over music.
    `figure` is the glyph mode of figures; "auto" is plain without colour, else ascii.
    `efforts`: the effort of each routine, by its id, that begins with another one than `effort`.
    `keys`: the keys of each command that has others than the default ones.
    """

    effort: Annotated[
        Effort,
        About(
            "Effort",
            "the dose with which routines begin",
            "The dose with which routines begin. Each has a key where you choose a routine.",
        ),
    ] = "usual"
    first_side: Annotated[
        Side,
        About(
            "First side",
            "the side that begins, where a routine does not say",
            "The side that begins in exercises with sides, where a routine does not say another.",
        ),
    ] = "left"
    prepare_extra: Annotated[
        int,
        Meta(ge=0, le=120),
        About(
            "More time to prepare",
            "seconds more in every prepare",
            "So much longer is the time before each exercise in which you get into position.",
            step=5,
            unit=" s",
        ),
    ] = 0
    resume_countdown: Annotated[
        int,
        Meta(ge=1, le=30),
        About(
            "Countdown after pause",
            "seconds of the get-ready after a pause",
            "Time to get back into position when a session goes on after a pause.",
            unit=" s",
        ),
    ] = 3
    guided: Annotated[
        bool,
        About(
            "Guided first reps",
            "the first reps go at the pace of their words",
            "The first rep on each side is as slow as its words, and the time to prepare is as long as what is said in it.",
        ),
    ] = True
    voice: Annotated[bool, About("Voice", "a voice says what comes next", "A voice says what comes next, and which side.")] = True
    voice_sound: Annotated[
        VoiceSound,
        About(
            "Sound of the voice",
            "how the voice sounds",
            "How the voice sounds. gym is louder and clearer, to be understood over music; natural is easy on the ears at home.",
        ),
    ] = "natural"
    counting: Annotated[bool, About("Counting", "the voice counts the reps", "The voice says the number of each rep.")] = True
    beeps: Annotated[bool, About("Beeps", "a sound for every cue", "A sound for every cue: rep, side, countdown, rest.")] = True
    volume: Annotated[
        int,
        Meta(ge=0, le=100),
        About("Volume", "how loud the sound is", "How loud the trainer is beside the rest of the computer.", step=5, unit=" %"),
    ] = 80
    audio: Annotated[
        AudioBackend,
        About(
            "Sound output",
            "what plays the sound",
            "What plays the sound. auto finds what works here; bell is the terminal's bell; silent is no sound.",
        ),
    ] = "auto"
    theme: Annotated[
        ThemeName, About("Theme", "colours", "The colours. dark, light and contrast are made to be read from the mat.")
    ] = "dark"
    figure: Annotated[
        FigureMode,
        About(
            "Figures",
            "how figures are drawn",
            "How figures are drawn: ascii characters on colour, blocks (sharpest), or plain characters without colour.",
        ),
    ] = "auto"
    keep_awake: Annotated[
        bool,
        About(
            "Keep awake",
            "the screen stays on while a session runs",
            "The screen stays on while a session runs, and for five minutes of a pause.",
        ),
    ] = True
    remote: Annotated[
        bool,
        About(
            "Remote",
            "sessions listen to 'trainer remote'",
            "A pedal, a button or another terminal controls sessions by 'trainer remote'.",
        ),
    ] = False
    efforts: Annotated[
        Mapping[str, Any],
        About(
            "Effort by routine",
            "the effort of single routines",
            "Routines that begin with an effort of their own: what was suggested after sessions, and you took. "
            "The default is none: all begin with the same effort.",
        ),
    ] = {}
    keys: Annotated[
        Mapping[str, Any],
        About("Keys", "other keys than the default ones", "Every command can have other keys. Enter shows them all."),
    ] = {}

    def effort_of(self, routine: str) -> Effort:
        """The effort with which a routine begins, by its id."""
        effort: Effort = self.efforts.get(routine, self.effort)
        return effort

    @property
    def plan_defaults(self) -> PlanDefaults:
        """The options that apply to the plans of all routines."""
        return PlanDefaults(self.first_side, self.prepare_extra, self.guided)


DEFAULTS: Final = Settings()


def parsed(content: bytes, file: str, registry: CommandRegistry | None = None) -> tuple[Settings, list[Problem]]:
    """The settings in the bytes of a file, and its problems; what has a problem, or is not there, has its default.

    `keys` of the result holds only valid keys, by Textual's names; none without `registry`.
    """
    problems: list[Problem] = []
    settings = Settings()
    try:
        with errors_as_problems(file):
            settings = repaired(parse_toml(content, file, "settings file"), Settings, (), file, problems, SPELLING) or settings
            problems = [_with_keys_hint(problem, registry) for problem in problems]
            keys, wrong = checked(settings.keys, registry, file) if registry and settings.keys else ({}, [])
            efforts, unknown = checked_efforts(settings.efforts, file) if settings.efforts else ({}, [])
            settings = replace(settings, keys=keys, efforts=efforts)
            problems += [*wrong, *unknown]
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
