"""What a session needs from whoever shows it, and what it gives them to show."""

from typing import Protocol

from msgspec import Struct

from trainer.run.ports import Listener
from trainer.session.states import State


class Frontend(Listener, Protocol):
    """Whoever shows a session to a person. It hears of every event after the controller."""

    @property
    def is_active(self) -> bool:
        """Whether the person has the session in front of them, so that it may begin."""

    def key_of(self, action: str) -> str:
        """The key of an action as it is called where a sentence begins, "" where it has none."""

    def changed(self, *, refused: bool = False) -> None:
        """Show what is. `refused`: the command that was given cannot be done now."""


class ControllerView(Struct, frozen=True):
    """What is to be shown of a session at one moment, beside its place in the plan.

    `because`: why it paused, where nobody asked for it, or where it goes on. `pain`: what can be done when it hurts, in lines.
    `feeling`: the question how the back feels, or its answer. `confirmation`: what a key has just changed of the sound.
    `silence`: why there is no sound. `unrecorded`: why what is done is not written down.
    """

    state: State
    because: str = ""
    asking: bool = False
    pain: tuple[str, ...] = ()
    feeling: str = ""
    sound: str = ""
    confirmation: str = ""
    silence: str = ""
    unrecorded: str = ""
