"""The user's settings: what `settings.toml` in the config folder may say, and its reading."""

from pathlib import Path
from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta, Struct

from trainer.problem import MAX_BYTES, FileError, Problem, Spelling, converted, tables_of

FigureMode: TypeAlias = Literal["auto", "ascii", "blocks", "plain"]
AudioBackend: TypeAlias = Literal["auto", "miniaudio", "simpleaudio", "player", "bell", "silent"]
SPELLING: Final = Spelling({}, {"figure": FigureMode, "audio": AudioBackend}, {})


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """How the trainer looks and sounds. `figure` is the glyph mode of figures; "auto" is plain without colour, else ascii.

    `voice`, `counting` (the voice says the number of each rep) and `beeps` can each be turned off; `volume` is 0 to 100.
    `keep_awake`: the screen stays on in a session. `remote`: sessions listen to `trainer remote`.
    """

    figure: FigureMode = "auto"
    audio: AudioBackend = "auto"
    voice: bool = True
    counting: bool = True
    beeps: bool = True
    volume: Annotated[int, Meta(ge=0, le=100)] = 80
    keep_awake: bool = True
    remote: bool = False


def read(path: Path) -> tuple[Settings, list[Problem]]:
    """The settings of a file, and its problems; without the file, or where it has a problem, all settings are the usual ones."""
    problems: list[Problem] = []
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return Settings(), []
    except OSError as error:
        return Settings(), [Problem(str(path), "", f"cannot be read: {error.strerror}")]
    try:
        settings = converted(tables_of(content, str(path), "settings file"), Settings, "", str(path), problems, SPELLING)
    except FileError as error:
        settings, problems = None, list(error.problems)
    if problems:
        from trainer.places import located  # noqa: PLC0415 - only when there is a problem

        problems = located(problems, content)
    return settings or Settings(), problems
