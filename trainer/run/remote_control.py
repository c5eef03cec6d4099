"""Execute the verbs of `trainer remote` on a running session."""

import os

from trainer.keymap.commands import BY_VERB
from trainer.run.answer import Answer, Status
from trainer.run.controller import SessionController


def answered(controller: SessionController, verb: str) -> Answer:
    """Execute a verb and return the resulting state; an unknown or impossible verb changes nothing."""
    if (command := BY_VERB.get(verb)) is None:
        return Answer(False, f"unknown verb '{verb[:40]}': the verbs are {', '.join(BY_VERB)}")
    controller.driver.tick()
    if verb == "status" or controller.perform(command.action):
        return Answer(True, None, status_of(controller))
    status = status_of(controller)
    return Answer(False, f"'{verb}' is not possible now: the session is {status.state}", status)


def status_of(controller: SessionController) -> Status:
    """A snapshot of the session's state."""
    session = controller.driver.session
    plan, phase, place = session.plan, session.phase, session.position_ms
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
