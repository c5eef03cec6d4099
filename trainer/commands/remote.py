"""`trainer remote`: control a running session from another terminal, a pedal, a button or a voice tool."""

import json
from typing import Final

import click
import msgspec

from trainer.commands.options import json_option
from trainer.keymap.commands import BY_VERB
from trainer.routine.wording import clock
from trainer.run.answer import Status
from trainer.system import paths
from trainer.system.streams import echo, warn

VERBS: Final = "\n".join(f"{verb:<8} {one.help}" for verb, one in BY_VERB.items())


@click.command(
    "remote",
    help=f"Send VERB to the running session, and print its state afterwards.\n\n\b\n{VERBS}",
    epilog="For example: trainer remote toggle. "
    "The session must listen: 'trainer --remote', 'trainer start ROUTINE --remote', or 'remote = true' in settings.toml. "
    "Exit codes: 0 done, 1 not possible now, 2 no session listens.",
)
@click.argument("verb", type=click.Choice(tuple(BY_VERB)), metavar="VERB")
@json_option
def command(verb: str, as_json: bool) -> int:
    """Send a verb to the session that listens."""
    from trainer.remote.client import NoSession, ask

    try:
        answer = ask(paths.remote_folder(), verb)
    except NoSession as error:
        warn(str(error))
        return 2
    if as_json and answer.status is not None:
        echo(json.dumps(msgspec.to_builtins(answer.status), indent=2))
    elif answer.ok and answer.status is not None:
        echo(words(answer.status))
    if not answer.ok:
        warn(f"Not done: {answer.error}.")
    return 0 if answer.ok else 1


def words(status: Status) -> str:
    """Put a status into words: "Running: Bird dog, step 2 of 3, rep 4 of 10, left side. 2:40 left.", for instance."""
    rep = f", rep {status.rep} of {status.reps}" if status.rep else ""
    side = f", {status.side} side" if status.side else ""
    phase = f", {status.phase}" if status.phase in ("prepare", "rest") else ""
    step = f"{status.exercise_name}, step {status.step} of {status.steps}"
    return f"{status.state.capitalize()}: {step}{phase}{rep}{side}. {clock(status.left_ms)} left."
