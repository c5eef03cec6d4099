"""The JSON Schema (2020-12) of routine files, made from the models, for editors that know TOML."""

import json
from inspect import cleandoc
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct

from trainer.routine.model import Exercise, Id, Routine
from trainer.routine.wording import FIRST_PREPARE

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
FILE_NAME: Final = "routines.schema.json"

# What an editor shows beside each key.
DESCRIPTIONS: Final = {
    "WholeFile.version": "The version of this format: 1.",
    "WholeFile.exercise": "Exercises by id: [exercise.my-stretch].",
    "WholeFile.routine": "Routines: [[routine]].",
    "Exercise.name": "What it is called, on the screen and by the voice.",
    "Exercise.start": "How to stand, sit or lie before it begins: one sentence.",
    "Exercise.movements": "The movements of one repetition, in order.",
    "Exercise.short": "A short name, for where it is drawn large.",
    "Exercise.benefit": "What it is good for, as its source says.",
    "Exercise.feel": "Where it is felt.",
    "Exercise.tips": "How to do it well, or easier: a sentence each. The voice says the first, where there is time.",
    "Exercise.avoid": "When to leave it out, or to stop.",
    "Exercise.source": "Where the exercise comes from.",
    "Exercise.dose_source": "Where its dose comes from, if not from its source.",
    "Exercise.equipment": "What is needed.",
    "Exercise.sides": "none; alternating: the side changes with every rep; each: all reps on one side, then all on the other.",
    "Exercise.reps": "Repetitions: one number, or one for each effort. Alternating: of both sides together; each: per side.",
    "Exercise.seconds": 'Seconds, in place of reps: the movements repeat until they are over. With sides = "each": per side.',
    "Exercise.pose": "The figure that shows it: 'trainer pose' lists them. Without one a standing figure is shown.",
    "Exercise.prepare": f"Seconds to get into position before it, at least; without it what its words take; {FIRST_PREPARE}.",
    "Exercise.changeover": 'Seconds to change sides; without it 1.5, or 5 with sides = "each".',
    "Movement.to": "The key of the figure that it ends in.",
    "Movement.seconds": "How long it takes, or holds; one number, or one for each effort.",
    "Movement.say": "What to do, as the screen and the voice say it. {side} and {other} become left and right.",
    "Movement.short": "One or two words that the voice says in later repetitions.",
    "Movement.breath": "Breathe in or out with it.",
    "Routine.id": "Its name on the command line.",
    "Routine.name": "What it is called.",
    "Routine.steps": "Its exercises, in order.",
    "Routine.about": "What it is for.",
    "Routine.per_day": "How often a day it is meant to be done.",
    "Routine.per_week": "How often a week it is meant to be done.",
    "Routine.until": "The last day on which it is meant to be done: until = 2027-01-31.",
    "Routine.note": "What is to be minded, from whoever gave it.",
    "Routine.by": "Who gave it: a physiotherapist, a trainer.",
    "Step.exercise": "The id of an exercise: of this file, of your routines.toml, or one that comes with the trainer.",
    "Step.reps": "Repetitions in place of the exercise's.",
    "Step.seconds": "Seconds in place of the exercise's dose.",
    "Step.sets": "How often the whole dose is done.",
    "Step.rest": "Seconds of rest after it.",
    "Step.rest_between_sets": "Seconds of rest between sets.",
    "Step.prepare": f"Seconds to get into position, in place of the exercise's; 0: the work flows on; {FIRST_PREPARE}.",
    "Step.changeover": "Seconds to change sides, in place of the exercise's.",
    "Step.first_side": "The side that begins; as in the settings (left) where none is given.",
    "Step.start": "How to stand, sit or lie, in place of the exercise's.",
    "Step.pose": "The figure, in place of the exercise's.",
    "Step.equipment": "What is needed, in place of the exercise's.",
    "Step.tempo": "A factor on the seconds of movements, not of holds: 2 is half as fast.",
    "Step.pace": "self: the person presses a key after each repetition.",
    "RepsByEffort.low": "At low effort.",
    "RepsByEffort.usual": "At usual effort.",
    "RepsByEffort.high": "At high effort.",
    "SecondsByEffort.low": "At low effort.",
    "SecondsByEffort.usual": "At usual effort.",
    "SecondsByEffort.high": "At high effort.",
}


class WholeFile(Struct, forbid_unknown_fields=True):
    """Exercises and routines of the upper-back trainer."""

    version: Literal[1]
    exercise: dict[Id, Exercise] = {}
    routine: tuple[Routine, ...] = ()


def schema() -> dict[str, Any]:
    """The schema. What concerns one exercise or step as a whole is in it; ids and the order of doses are not."""
    made = msgspec.json.schema(WholeFile)
    models = made["$defs"]
    for name, model in models.items():
        if "description" in model:
            model["description"] = cleandoc(model["description"])  # newer Pythons have no indents there
        for key, entry in model["properties"].items():
            # An entry with a reference may have a description beside it: 2020-12 allows that.
            entry["description"] = DESCRIPTIONS[f"{name}.{key}"]
    models["Exercise"]["oneOf"] = [{"required": ["reps"]}, {"required": ["seconds"]}]
    models["Step"]["not"] = {"required": ["reps", "seconds"]}
    file = models.pop("WholeFile")
    return {"$schema": DIALECT, **file, "title": "Routine file", "$defs": models}


def text() -> str:
    """The schema as the text of a file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
