"""Writes docs/architecture.md, with the session's transition table and the import rules: python docs/make_architecture.py."""

import ast
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from trainer.session.states import ENDED, TRANSITIONS, Command, State, TimedTransition

PAGE: Final = Path(__file__).with_name("architecture.md")
ROOT: Final = PAGE.parent.parent
TIMED_TRANSITIONS: Final = {
    TimedTransition.SELF_PACED_REP: "a self-paced rep begins",
    TimedTransition.READY_AGAIN: "the get-ready is over",
    TimedTransition.PLAN_ENDED: "the plan ends",
}

HEAD: Final = """# How the trainer is built

A routine file becomes a **plan**: every phase of the routine with its exact start, in whole milliseconds. A **session** is a
state machine over a plan. It reads no clock: time is handed to it, and it answers with **events**, each with the moment at which
it came due. The **driver** is the one place where a clock meets a session. It looks at the clock several times a second, hands
the cues of the next half second to the **sound** (so that a busy screen never delays a beep), and tells every event to whoever
listens: the screen, the record, the history. A **controller** owns all of these for one session and has a method for each
command of the person; a screen, plain mode and `trainer remote` are frontends of the same controller.

```mermaid
flowchart LR
    file[routine file] --> library --> plan --> session
    clock --> driver
    session <--> driver
    plan --> script[cue script] --> driver
    driver -- cues, ahead of time --> sound[player] -- lines on a pipe --> helper[helper process: mixer and device]
    driver -- events --> screen
    driver -- events --> record --> history[(history.db)]
    pose[pose files] --> skeleton --> raster[rasteriser] --> screen
```

Five rules carry all of it:

- **Time is an argument.** What is below the driver takes moments as numbers, so that a whole routine is tested in a millisecond.
- **Deadlines come from the plan,** never from counting ticks: there is no drift, and one large step of time gives the same events
  as many small ones.
- **The sound has a process of its own.** It plays what it was told ahead of time; when it dies, or the device goes, the app says
  so, flashes, and starts it again.
- **What happens is written as it happens,** on a thread of its own: a session that is cut off goes on at its step, side and rep.
- **A gap between two looks** (the lid was closed, the process was stopped) pauses the session at the last look.

## The states of a session

What is not in this table raises `IllegalCommand` and changes nothing. Moving along the plan, and adding or taking time, leave the
state as it is, or go on from a get-ready or a wait.

"""

IMPORTS: Final = """
## Who may import whom

A package may import those of the layers below its own; packages of one layer do not know each other: what they need of each other
is handed to them from above. import-linter checks it: this table is its contract (`pyproject.toml`).

"""

TAIL: Final = """
## Where to begin reading

| to change | read |
|---|---|
| what a routine file may say | `routine/model.py`, then `python docs/make_routine_file.py` |
| what happens when in a routine | `routine/compiler.py`, `session/timeline.py` |
| what a key does | `keymap/commands.py`, `run/controller.py`, `session/states.py`, `session/session.py` |
| what is heard when | `cues/table.py` (a row for each cue), `cues/script.py`, `cues/words.py` |
| how much time words are given | `routine/pace.py`, `routine/work.py`, `routine/speech.py` |
| how it is played | `run/driver.py`, `audio/player.py`, `audio/supervisor.py`, `audio/mixer.py` |
| which sound files can be one's own | `userfiles/sounds.py`, `audio/own_sounds.py` |
| how a figure looks | `pose/figures/*.toml`, `pose/skeleton.py`, `pose/raster.py` |
| which pictures of figures are kept between sessions | `userfiles/picture_cache.py`, `pose/picture_codec.py` |
| how screens look | `docs/design.md`, `ui/theme/` |
| what a screen shows | its folder in `ui`: `screen.py`, its widgets and its stylesheet; `ui/session/view.py` for a session |
| what is kept | `session/record.py`, `session/entry.py` (what each value may be), `history/tables.py`, `history/file.py` |
| how a damaged history is mended | `history/salvage.py` |
| which dose is suggested, and what an answer changes | `session/suggestion.py`, `run/dose.py` |
"""


def page() -> str:
    """The text of docs/architecture.md."""
    return HEAD + "```mermaid\n" + "\n".join(diagram()) + "\n```\n" + IMPORTS + "\n".join(import_rules()) + "\n" + TAIL


def diagram() -> Iterator[str]:
    """The transitions that change the state, as a Mermaid state diagram; those with the same ends share an arrow."""
    yield "stateDiagram-v2"
    yield f"    [*] --> {State.READY.value}"
    for state, row in TRANSITIONS.items():
        arrows: dict[State, list[str]] = {}
        for cause, after in row.items():
            if after is not state:
                arrows.setdefault(after, []).append(_words(cause))
        for after, causes in arrows.items():
            yield f"    {state.value} --> {after.value}: {', '.join(causes)}"
    for state in State:
        if state in ENDED:
            yield f"    {state.value} --> [*]"


def import_rules() -> Iterator[str]:
    """The import contracts: the layers from the top down, with what each package is for, and what is forbidden beside."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers, *others = contracts
    yield "| layer | package | what it is |\n|---|---|---|"
    for number, row in enumerate(layers["layers"][::-1], 1):
        for name in row.split(" | "):
            yield f"| {number} | `{name}` | {purpose(name)} |"
    for contract in others:
        yield f"\n{contract['name']}:\n"
        kind = "may not import" if contract["type"] == "forbidden" else "do not import each other"
        sources = _listed(contract.get("source_modules") or contract["modules"])
        yield f"{sources} {kind} {_listed(contract.get('forbidden_modules', []))}".rstrip() + "."


def purpose(package: str) -> str:
    """What a package is for: the first line of its docstring."""
    spec = find_spec(f"trainer.{package}")
    assert spec is not None
    assert spec.origin is not None
    return (ast.get_docstring(ast.parse(Path(spec.origin).read_text(encoding="utf-8"))) or "").partition("\n")[0]


def _listed(modules: list[str]) -> str:
    return ", ".join(f"`{name.removeprefix('trainer.')}`" for name in modules)


def _words(cause: Command | TimedTransition) -> str:
    return TIMED_TRANSITIONS[cause] if isinstance(cause, TimedTransition) else cause.value.replace("_", " ")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
