"""`trainer doctor`: check what works on this computer, and advise on what does not."""

import json
import sys
from collections.abc import Iterator
from typing import Final

import click
from msgspec import to_builtins

from trainer.doctor.awake import awake
from trainer.doctor.finding import Finding
from trainer.doctor.folders import folders, history, routines, settings
from trainer.doctor.sound import own_sounds, sound
from trainer.doctor.terminal import terminal
from trainer.doctor.versions import versions
from trainer.routine.wording import plural
from trainer.system.streams import echo, ring, warn
from trainer.system.wrapping import fitted
from trainer.userfiles.loading import load, settings_file

MARKS: Final = {"ok": "ok      ", "note": "note    ", "problem": "PROBLEM "}
INDENT: Final = 8  # columns of the marks


@click.command("doctor")
@click.option("--sound", "aloud", is_flag=True, help="Play left, right and each sound by name, and say which are yours.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(aloud: bool, as_json: bool) -> int:
    """Check what works here: terminal, colours, encoding, sound, screen, folders, settings, history; and say what to do.

    Exit code 1 if something important does not work: no sound, a history that cannot be saved or read, problems in your
    files. Notes don't count.

    \b
    --json prints {"works", "checks": [{"name", "state", "found", "advice", "details"}]}.
    state: ok, note, problem. works: no check is a problem. New checks and details may be
    added, none renamed. Names: versions, size, colours, encoding, glyphs, awake,
    folder-config, folder-data, folder-state, folder-log, folder-cache, settings, routines,
    history, own-sounds, sound.
    """
    findings = []
    for finding in _checks(aloud=aloud, quiet=as_json):
        findings.append(finding)
        if not as_json:
            _print(finding)
    works = all(finding.state != "problem" for finding in findings)
    if as_json:
        echo(json.dumps({"works": works, "checks": to_builtins(findings)}, indent=2))
    else:
        problems = sum(finding.state == "problem" for finding in findings)
        found = f"{plural(problems, 'problem')}: see PROBLEM above."
        echo("Everything important works." if works else found)
    return 0 if works else 1


def _checks(*, aloud: bool, quiet: bool) -> Iterator[Finding]:
    yield versions()
    yield from terminal()
    yield awake()
    yield from folders()
    own = settings_file()
    yield settings(own.problems)
    loaded = load((), own)
    yield routines(loaded.problems, len(loaded.library.routines))
    yield history()
    yield own_sounds()
    yield sound(
        own.settings.audio,
        own.settings.volume,
        tell=warn if quiet else echo,
        ring=ring,
        aloud=aloud,
    )


def _print(finding: Finding) -> None:
    _say(f"{MARKS[finding.state]}{finding.found}")
    if finding.advice:
        _say(f"{' ' * INDENT}{finding.advice}" if finding.state == "ok" else f"{' ' * INDENT}What to do: {finding.advice}")


def _say(text: str) -> None:
    echo(fitted(text, sys.stdout, indent=INDENT))
