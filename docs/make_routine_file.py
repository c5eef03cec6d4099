"""Writes docs/routine-file.md and the schema file from the models: python docs/make_routine_file.py."""

from pathlib import Path
from typing import Any, Final

from trainer.routine.schema import FILE_NAME, schema, text

HERE: Final = Path(__file__).parent
SCHEMA: Final = HERE.parent / "trainer" / "routine" / FILE_NAME
PAGE: Final = HERE / "routine-file.md"
TITLES: Final = {
    "Exercise": "`[exercise.ID]`: an exercise",
    "Movement": "An entry of `movements`",
    "Routine": "`[[routine]]`: a routine",
    "Step": "An entry of `steps`",
}

HEAD: Final = """# The routine file

`routines.toml` in the folder of your configuration (`trainer doctor` names it) is read at every start; `--routines FILE` adds
others. An exercise or routine with the id of one that comes with the trainer takes its place. `trainer new` writes a file to
begin with, `trainer check FILE` says what is wrong with one, line by line, and `trainer schema` prints the JSON Schema with which
editors that know TOML check and complete a file as it is typed: its first line is then `#:schema ./routines.schema.json`.

```toml
#:schema ./routines.schema.json
version = 1

[exercise.wall-slide]
name = "Wall slide"
start = "Stand with your back to a wall."
feel = "Between the shoulder blades."
reps = { low = 6, usual = 8, high = 10 }
movements = [
  { to = "up", seconds = 3, short = "up", say = "Slide your arms up", breath = "in" },
  { to = "down", seconds = 3, short = "down", say = "Slide them down", breath = "out" },
]
tips = ["Keep your ribs down.", "Too hard? Stand a step away from the wall."]
avoid = "Stop if a shoulder hurts."

[[routine]]
id = "mornings"
name = "Mornings"
per_day = 1
steps = [
  { exercise = "wall-slide", rest = 15 },
  { exercise = "cat-stretch" },
]
```

Texts are plain text on one line. Times are in seconds. A dose is one number, or `{ low = 6, usual = 8, high = 10 }`.
A file has at most 1 MiB, and nothing in it stands deeper than 32 tables and lists in each other.

## How long a session is

Every rep, rest and changeover lasts as long as the file says, but for two things, so that the voice can say all there is to do:

- **Guided reps**: the first rep on each side of a step (in its first set; of timed work the first pass through the movements)
  goes at the pace of its words. Each movement lasts at least as long as its `say` takes: 0.4 s, and 0.06 s for each letter. The
  seconds of timed work stay as they are; `trainer check` warns where they are too few for a first pass in words.
- **Prepare**: without `prepare`, it is as long as the announcement (name, number, amount, start position, the first tip), the
  side and the countdown take, at least 10 s. With one, it is at least that long, and longer where the words need it. 0 stays 0:
  the work flows on, and nothing but a new side is told. The first one is at least 15 s.

`guided = false` in the settings, or `--no-guided` with `trainer start`, `plan` and `render`, leaves every rep, and every
`prepare` that is given, exactly as long as the file says. `trainer plan` marks the guided phases.

A changeover of 5 s or more ends with 3, 2, 1, go.

## What is taught

The movements say what to do: one limb after the other, so that somebody who only listens does it right. `feel` and `benefit` are
what the source says of the exercise; `tips` and `avoid` are yours, and stand apart from it under "Our advice". All of them are
shown before the exercise begins, in the preview of its routine and in the help, and `trainer plan` prints them.
"""

TAIL: Final = """
## What only `trainer check` finds

A file that the schema rejects is rejected by `trainer check` too. These are found by `check` alone; each has an example, and what
is said of it, in `tests/data/bad_routines`:

- `exercise-timed-alternating`: a timed exercise cannot alternate
- `step-timed-alternating`: neither can a step that gives such an exercise seconds
- `step-timed-self-paced`: a timed step cannot be self-paced
- `exercise-bundled-changed-so-that-it-does-not-fit`: one that replaces a bundled one must fit where that is used
- `exercise-name-with-newline`: texts stand on one line
- `exercise-name-with-escape-sequence`: nor may they hold control characters
- `exercise-name-turns-direction`: nor characters that turn the direction of writing
- `movement-side-in-exercise-without-sides`: {side} and {other} need sides
- `movement-unknown-braces`: other braces have no meaning
- `movement-seconds-nan`: nan is no number of seconds
- `seconds-nan`: nor of a dose
- `step-rest-nan`: nor of a rest
- `reps-with-point`: 8.0 is no whole number
- `routine-per-day-with-point`: nor is 2.0
- `reps-out-of-order`: low, usual and high are in order
- `seconds-out-of-order`: in seconds too
- `step-doses-out-of-order`: in a step too
- `step-exercise-unknown`: a step names an exercise that there is
- `step-exercise-like-none`: whether or not one is spelt like it
- `step-tempo-makes-movements-too-long`: a tempo keeps movements within 0.2 to 3600 seconds
- `routine-same-id-twice`: each routine of a file has its own id
"""


def main() -> None:
    """Write both files."""
    SCHEMA.write_text(text(), encoding="utf-8")
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """The text of docs/routine-file.md."""
    models = schema()["$defs"]
    return HEAD + "".join(_section(title, models[name]) for name, title in TITLES.items()) + TAIL


def _section(title: str, model: dict[str, Any]) -> str:
    rows = [_row(key, entry, key in model["required"]) for key, entry in model["properties"].items()]
    return "\n".join(["", f"## {title}", "", "| key | value | default | meaning |", "|---|---|---|---|", *rows, ""])


def _row(key: str, entry: dict[str, Any], needed: bool) -> str:
    default = "needed" if needed else _shown(entry.get("default"))
    meaning = entry["description"].replace("|", "\\|")
    return f"| `{key}` | {_value(entry)} | {default} | {meaning} |"


def _shown(value: object) -> str:
    if value in (None, []):
        return ""
    return f"`{value}`" if isinstance(value, str) else f"{value}"


def _value(entry: dict[str, Any]) -> str:
    if "anyOf" in entry:
        return " or ".join(_value(one) for one in entry["anyOf"])
    if "$ref" in entry:
        return "a table" if not entry["$ref"].endswith("ByEffort") else "low, usual, high"
    if "enum" in entry:
        return ", ".join(f"`{one}`" for one in entry["enum"])
    match entry["type"]:
        case "array":
            most = f", at most {entry['maxItems']}" if "maxItems" in entry else ""
            return f"list of {_value(entry['items'])}{most}".replace("list of a table", "list of tables")
        case "string":
            if entry.get("format") == "date":
                return "date"
            return "id" if "pattern" in entry else f"text, at most {entry['maxLength']} characters"
        case "integer":
            return f"whole number, {entry['minimum']} to {entry['maximum']}"
        case _:
            return f"number, {entry['minimum']} to {entry['maximum']}"


if __name__ == "__main__":
    main()
