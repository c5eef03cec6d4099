"""Describe each setting in words."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct


class About(Struct, frozen=True):
    """A setting in words: its label, a short description, and a longer one."""

    label: str
    short: str
    text: str


GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "Training": ("effort", "first_side", "prepare_extra", "resume_countdown", "guided"),
    "Sound": ("voice", "counting", "beeps", "volume", "audio"),
    "Screen": ("theme", "figure", "keep_awake", "remote", "keys"),
}
ABOUT: Final[Mapping[str, About]] = {
    "effort": About(
        "Effort",
        "the default effort of routines",
        "The effort that routines start with. You can change it where you choose a routine.",
    ),
    "first_side": About(
        "First side",
        "the first side, unless the routine says otherwise",
        "The side that comes first in exercises with sides, unless the routine says otherwise.",
    ),
    "prepare_extra": About(
        "More time to prepare",
        "extra seconds for every prepare, 0 to 120",
        "Extra seconds to get into position before each exercise.",
    ),
    "resume_countdown": About(
        "Countdown after pause",
        "seconds of the get-ready after a pause, 1 to 30",
        "Seconds to get back into position when a session goes on after a pause.",
    ),
    "guided": About(
        "Guided first reps",
        "the first reps take as long as their words",
        "The first rep on each side takes as long as its words, and so does the time to prepare.",
    ),
    "voice": About("Voice", "a voice says what comes next", "A voice says what comes next, and which side."),
    "counting": About("Counting", "the voice counts the reps", "The voice says the number of each repetition."),
    "beeps": About("Beeps", "a sound for every cue", "A sound for every cue: rep, side, countdown, rest."),
    "volume": About("Volume", "0 to 100", "How loud the trainer is, compared with other sounds of this computer."),
    "audio": About(
        "Played by",
        "what plays the sound",
        "What plays the sound. auto finds what works here; bell is the terminal's bell; silent plays nothing.",
    ),
    "theme": About("Theme", "colours", "The colours. dark, light and contrast are made to be read from the mat."),
    "figure": About(
        "Figures",
        "how figures are drawn",
        "How figures are drawn: ascii characters on colour, blocks (sharpest), or plain characters without colour.",
    ),
    "keep_awake": About(
        "Keep awake",
        "the screen stays on while a session runs",
        "The screen stays on while a session runs, and for five minutes of a pause.",
    ),
    "remote": About(
        "Remote",
        "sessions listen to 'trainer remote'",
        "A pedal, a button or another terminal controls sessions by 'trainer remote'.",
    ),
    "keys": About("Keys", "keys that you changed", "Every command can have other keys. Enter shows them all."),
}
