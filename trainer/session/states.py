"""The states of a session and its transition table: any transition not listed is illegal and changes nothing."""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final


class State(Enum):
    """The state of a session."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    RESUMING = "resuming"  # the get-ready after a pause
    WAITING = "waiting"  # for the person to finish a self-paced rep
    FINISHED = "finished"
    STOPPED = "stopped"


class Command(Enum):
    """A command of the person to a session."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    NEXT_STEP = "next_step"
    PREVIOUS_STEP = "previous_step"
    RESTART_STEP = "restart_step"
    ADD_TIME = "add_time"
    TAKE_TIME = "take_time"
    DONE = "done"
    PAIN = "pain"
    STOP = "stop"


class TimedTransition(Enum):
    """A transition caused by time, or by moving along the plan."""

    SELF_PACED_REP = "self_paced_rep"
    READY_AGAIN = "ready_again"
    PLAN_ENDED = "plan_ended"


MOVES: Final = (Command.NEXT_STEP, Command.PREVIOUS_STEP, Command.RESTART_STEP)
ENDED: Final = frozenset({State.FINISHED, State.STOPPED})

TRANSITIONS: Final[Mapping[State, Mapping[Command | TimedTransition, State]]] = MappingProxyType(
    {
        State.READY: {
            Command.START: State.RUNNING,
            Command.STOP: State.STOPPED,
        },
        State.RUNNING: {
            Command.PAUSE: State.PAUSED,
            **dict.fromkeys(MOVES, State.RUNNING),
            Command.ADD_TIME: State.RUNNING,
            Command.TAKE_TIME: State.RUNNING,
            Command.PAIN: State.PAUSED,
            Command.STOP: State.STOPPED,
            TimedTransition.SELF_PACED_REP: State.WAITING,
            TimedTransition.PLAN_ENDED: State.FINISHED,
        },
        State.PAUSED: {
            Command.RESUME: State.RESUMING,
            **dict.fromkeys(MOVES, State.PAUSED),
            Command.ADD_TIME: State.PAUSED,
            Command.TAKE_TIME: State.PAUSED,
            Command.PAIN: State.PAUSED,
            Command.STOP: State.STOPPED,
            TimedTransition.PLAN_ENDED: State.FINISHED,
        },
        State.RESUMING: {
            Command.PAUSE: State.PAUSED,
            **dict.fromkeys(MOVES, State.RUNNING),
            Command.PAIN: State.PAUSED,
            Command.STOP: State.STOPPED,
            TimedTransition.READY_AGAIN: State.RUNNING,
            TimedTransition.PLAN_ENDED: State.FINISHED,
        },
        State.WAITING: {
            Command.PAUSE: State.PAUSED,
            **dict.fromkeys(MOVES, State.RUNNING),
            Command.DONE: State.RUNNING,
            Command.PAIN: State.PAUSED,
            Command.STOP: State.STOPPED,
            TimedTransition.PLAN_ENDED: State.FINISHED,
        },
        State.FINISHED: {},
        State.STOPPED: {},
    }
)


class IllegalCommand(Exception):
    """The session's state does not allow the command; the session is unchanged."""

    def __init__(self, command: Command, state: State, reason: str = "") -> None:
        super().__init__(f"cannot {command.value.replace('_', ' ')} while {state.value}" + (f": {reason}" if reason else ""))
