"""What each setting is, in words for a person."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct


class About(Struct, frozen=True):
    """A setting in words: its name on the screen, what it is in a few words, and in a sentence or two."""

    label: str
    short: str
    text: str


GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "Training": ("effort", "first_side", "prepare_extra", "resume_countdown", "guided"),
    "Sound": ("voice", "voice_sound", "counting", "beeps", "volume", "audio"),
    "Screen": ("theme", "figure", "keep_awake", "remote", "keys"),
}
ABOUT: Final[Mapping[str, About]] = {
    "effort": About(
        "Effort",
        "the dose with which routines begin",
        "The dose with which routines begin. Each has a key where you choose a routine.",
    ),
    "first_side": About(
        "First side",
        "the side that begins, where a routine does not say",
        "The side that begins in exercises with sides, where a routine does not say another.",
    ),
    "prepare_extra": About(
        "More time to prepare",
        "seconds more in every prepare, 0 to 120",
        "So much longer is the time before each exercise in which you get into position.",
    ),
    "resume_countdown": About(
        "Countdown after pause",
        "seconds of the get-ready after a pause, 1 to 30",
        "So long you have to get back into position when a session goes on after a pause.",
    ),
    "guided": About(
        "Guided first reps",
        "the first reps go at the pace of their words",
        "The first rep on each side is as slow as its words, and a get-ready is as long as what is said in it.",
    ),
    "voice": About("Voice", "a voice says what comes next", "A voice says what comes next, and which side."),
    "voice_sound": About(
        "Sound of the voice",
        "how the voice sounds",
        "How the voice sounds. gym is louder and clearer, to be understood over music; natural is easy on the ears at home.",
    ),
    "counting": About("Counting", "the voice counts the reps", "The voice says the number of each repetition."),
    "beeps": About("Beeps", "a sound for every cue", "A sound for every cue: rep, side, countdown, rest."),
    "volume": About("Volume", "0 to 100", "How loud the trainer is beside the rest of the computer."),
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
    "keys": About("Keys", "other keys than the usual ones", "Every command can have other keys. Enter shows them all."),
}
