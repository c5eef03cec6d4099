"""What can be told to a running session from outside, by words."""

import os
from collections.abc import Mapping
from typing import Final

from trainer.run.answer import Answer, Status
from trainer.run.controller import SessionController

VERBS: Final[Mapping[str, str]] = {
    "pause": "stand still",
    "resume": "go on, after a countdown",
    "toggle": "pause, or go on; in a rep at your own pace: it is done",
    "done": "a rep at your own pace is done",
    "next": "the next step",
    "back": "this step again; in its first three seconds the one before",
    "restart": "this step from its beginning",
    "more": "ten seconds more of a rest, a prepare or a timed step",
    "less": "ten seconds less of it",
    "mute": "sound off, on",
    "voice": "voice off, on",
    "louder": "a tenth louder",
    "softer": "a tenth softer",
    "pain": "it hurts: stand still and note it",
    "stop": "end the session; it can be gone on with later",
    "status": "tell where the session stands, and change nothing",
}
_ACTIONS: Final[Mapping[str, str]] = {  # the other verbs are actions by the same name
    "toggle": "pause_or_resume",
    "next": "next_step",
    "back": "previous_step",
    "restart": "restart_step",
    "more": "add_time",
    "less": "take_time",
    "voice": "hearing('voice')",
}


def answered(controller: SessionController, verb: str) -> Answer:
    """Do what a verb says and tell where the session then stands; an unknown one, or one that cannot be now, changes nothing."""
    if verb not in VERBS:
        return Answer(False, f"there is no '{verb[:40]}': there are {', '.join(VERBS)}")
    controller.driver.look()
    if verb == "status" or controller.perform(_ACTIONS.get(verb, verb)):
        return Answer(True, None, status_of(controller))
    status = status_of(controller)
    return Answer(False, f"'{verb}' cannot be done now: the session is {status.state}", status)


def status_of(controller: SessionController) -> Status:
    """Where a session stands now."""
    session = controller.driver.session
    plan, phase, place = session.plan, session.phase, session.place_ms
    step = plan.step_of(phase)
    return Status(
        session.state.value,
        plan.routine,
        plan.name,
        plan.effort,
        controller.driver.speed,
        phase.kind,
        step.number,
        len(plan.steps),
        step.exercise,
        step.name,
        phase.set,
        phase.sets,
        phase.rep,
        phase.reps,
        phase.side,
        step.start if phase.kind == "prepare" else phase.text,
        place,
        plan.duration_ms,
        plan.duration_ms - place,
        phase.end_ms - place,
        controller.sound.state,
        controller.sound.volume,
        os.getpid(),
    )
