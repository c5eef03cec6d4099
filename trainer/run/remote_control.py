"""What can be told to a running session from outside, by words."""

import os
from collections.abc import Callable, Mapping
from typing import Final

from trainer.run.answer import Answer, Status
from trainer.run.session_keys import SessionKeys
from trainer.session.states import Command, State

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
_COMMANDS: Final = {
    "done": Command.DONE,
    "next": Command.NEXT_STEP,
    "back": Command.PREVIOUS_STEP,
    "restart": Command.RESTART_STEP,
    "more": Command.ADD_TIME,
    "less": Command.TAKE_TIME,
    "stop": Command.STOP,
}


def answered(session: SessionKeys, verb: str) -> Answer:
    """Do what a verb says and tell where the session then stands; an unknown one, or one that cannot be now, changes nothing."""
    if verb not in VERBS:
        return Answer(False, f"there is no '{verb[:40]}': there are {', '.join(VERBS)}")
    session.driver.look()
    if _obeyed(session, verb):
        return Answer(True, None, status_of(session))
    return Answer(False, f"'{verb}' cannot be done now: the session is {session.driver.session.state.value}", status_of(session))


def _obeyed(session: SessionKeys, verb: str) -> bool:
    inner = session.driver.session
    state, place = inner.state, inner.place_ms
    if (command := _COMMANDS.get(verb)) is not None:
        return session.do(command)
    if verb == "pause":
        return state is State.PAUSED or session.do(Command.PAUSE)
    if verb == "resume":
        if state is State.PAUSED:
            session.go_on()
        return inner.state in (State.RUNNING, State.RESUMING, State.WAITING)
    if verb == "pain":
        return session.action_pain()
    if verb == "toggle":
        session.action_pause_or_resume()
        return (inner.state, inner.place_ms) != (state, place)
    actions: dict[str, Callable[[], object]] = {
        "mute": session.action_mute,
        "voice": lambda: session.action_hearing("voice"),
        "louder": session.action_louder,
        "softer": session.action_softer,
    }
    if (action := actions.get(verb)) is not None:
        action()
    return True


def status_of(session: SessionKeys) -> Status:
    """Where a session stands now."""
    inner = session.driver.session
    plan, phase, place = inner.plan, inner.phase, inner.place_ms
    step = plan.step_of(phase)
    return Status(
        inner.state.value,
        plan.routine,
        plan.name,
        plan.effort,
        session.driver.speed,
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
        session.sound.state,
        session.sound.volume,
        os.getpid(),
    )
