"""The interface between a session and its frontends."""

from typing import Protocol

from msgspec import Struct

from trainer.run.ports import Listener
from trainer.session.states import State


class Frontend(Listener, Protocol):
    """Displays a session. It receives every event after the controller."""

    @property
    def is_active(self) -> bool:
        """Whether the person can see the session, so that it may start."""

    def key_of(self, action: str) -> str:
        """The key of an action, spelled for the beginning of a sentence; "" if it has none."""

    def changed(self, *, refused: bool = False) -> None:
        """Update the display. `refused`: the last command is not possible now."""


class ControllerView(Struct, frozen=True):
    """What a frontend displays at one moment, besides the position in the plan.

    `because`: why it paused, where nobody asked for it, or where it goes on. `pain`: what can be done when it hurts, in lines.
    `pain_rating`: how strong it is, 0 to 10, once told.
    `feeling`: the question how the back feels, or its answer. `confirmation`: what a key has just changed of the sound.
    `silence`: why there is no sound. `unrecorded`: why what is done is not written down.
    """

    state: State
    because: str = ""
    asking: bool = False
    pain: tuple[str, ...] = ()
    pain_rating: int | None = None
    feeling: str = ""
    sound: str = ""
    confirmation: str = ""
    silence: str = ""
    unrecorded: str = ""
