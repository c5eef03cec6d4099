"""Commands to a running session from outside, by their verbs."""

import os

from trainer.keymap.commands import BY_VERB
from trainer.run.answer import Answer, Status
from trainer.run.controller import SessionController


def answered(controller: SessionController, verb: str) -> Answer:
    """Do what a verb says and tell where the session then stands; an unknown one, or one that cannot be now, changes nothing."""
    if (command := BY_VERB.get(verb)) is None:
        return Answer(False, f"there is no '{verb[:40]}': there are {', '.join(BY_VERB)}")
    controller.driver.look()
    if verb == "status" or controller.perform(command.action):
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
