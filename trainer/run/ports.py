"""What the driver needs from outside: a clock, something that sounds, and whoever wants to know what happened."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from trainer.routine.library import Library
from trainer.routine.plan import Plan
from trainer.session.entry import SessionEntry
from trainer.session.events import Event
from trainer.session.record import Record
from trainer.session.resumption import Resumption

if TYPE_CHECKING:
    from trainer.run.answer import Answer


class Clock(Protocol):
    """Two readings in nanoseconds, each from an arbitrary beginning."""

    def now_ns(self) -> int:
        """A clock that never goes back; the sound is scheduled on it."""

    def awake_ns(self) -> int:
        """A clock that also counts while the computer sleeps."""


class Sound(Protocol):
    """Something that plays a sound by name at a moment of `Clock.now_ns`, in seconds. It never waits."""

    def play(self, sound: str, at: float) -> None:
        """Play a sound at `at` (a moment that is past: at once, or not at all when it is too late)."""

    def cancel(self) -> None:
        """Drop what has not begun, and end what sounds."""


class SoundControl(Sound, Protocol):
    """A sound that a screen can open, mute and ask about."""

    @property
    def state(self) -> str:
        """ "starting", "on", "muted" or "none"."""

    @property
    def reason(self) -> str:
        """Why there is no sound, as one sentence; "" where there is."""

    @property
    def muted(self) -> bool:
        """Whether the person wants no sound."""

    @property
    def volume(self) -> int:
        """0 to 100."""

    def open(self) -> None:
        """Make ready to play; returns at once."""

    def set_muted(self, muted: bool) -> None:
        """Sound off or on."""

    def set_volume(self, percent: int) -> None:
        """How loud, 0 to 100."""

    def use(self, backend: str) -> None:
        """Play by another backend from now on."""

    def close(self) -> None:
        """Let go of the device."""


class Awake(Protocol):
    """Something that keeps the screen on. It never waits."""

    @property
    def problem(self) -> str:
        """Why the screen cannot be held on, as a sentence; "" when it is, or is not meant to be."""

    def hold(self) -> None:
        """Keep it on from now on."""

    def let_go(self) -> None:
        """Let it go dark again as it always does."""


class Remote(Protocol):
    """A way in for other programs of this person."""

    async def serve(self, answer: "Callable[[str], Answer]", tell: Callable[[str], None]) -> None:
        """Answer requests until cancelled; `tell` hears, as a sentence, when that cannot be."""


class Services(Protocol):
    """What goes on beside sessions. Each is None where the person does not want it."""

    @property
    def awake(self) -> Awake | None:
        """What keeps the screen on."""

    @property
    def remote(self) -> Remote | None:
        """The way in for other programs."""

    def use(self, *, keep_awake: bool, remote: bool) -> None:
        """Have what is wanted from now on. Whoever holds the screen on lets go of it."""


class Listener(Protocol):
    """Whoever wants to know what happens in a session."""

    def happened(self, event: Event) -> None:
        """Take note of an event; called in order, each event once."""


class Recording(Listener, Protocol):
    """A listener that writes a session down."""

    def feels(self, *, before: int | None = None, after: int | None = None) -> None:
        """Note how the back feels, 0 (no pain) to 10."""

    def remark(self, text: str) -> None:
        """Note a line about the session, in the place of one before."""

    @property
    def begun(self) -> bool:
        """Whether something was done or told that is worth to be kept; before, nothing is written."""

    def hurts(self, pain: int) -> None:
        """Note how strong the pain is that was told last, 0 to 10."""


class Done(Struct, frozen=True):
    """What was done: how often each routine today, as far as it counts, and how many days ago it was done last.

    `unfinished`: how the sessions can go on that were cut off not long ago, the latest first. `weeks`: in how many weeks in a
    row each routine was done. `due`: the routines whose time it is. `notice`: what the person has to know of the history itself.
    """

    today: Mapping[str, int]
    last: Mapping[str, int]
    unfinished: tuple[Resumption, ...] = ()
    weeks: Mapping[str, int] = {}
    due: frozenset[str] = frozenset()
    notice: str = ""


class Past(Struct, frozen=True):
    """What was done over time: for each day how many sessions and how many milliseconds, and how the back felt.

    `pains`: day, before and after (0 to 10, None: not told), the earliest first. `problem`: why the history cannot be read.
    """

    today: date
    days: Mapping[str, tuple[int, int]] = {}
    pains: Sequence[tuple[str, int | None, int | None]] = ()
    problem: str = ""


class Diary(Protocol):
    """Where sessions are written down."""

    @property
    def problem(self) -> str:
        """Why what happens is not recorded now, as a sentence; "" when it is."""

    def begin(self, plan: Plan, record: Record, speed: float, *, resumed: Resumption | None = None) -> Recording:
        """A listener that writes a session down, `resumed`: one that `done` told as unfinished.

        `record` must hear of each event before it.
        """

    def done(self, library: Library) -> Done:
        """What was done today and when last; reads the disk."""

    def past(self) -> Past:
        """What was done over time; reads the disk."""

    def page(self, after: int, most: int) -> Sequence[SessionEntry]:
        """At most `most` sessions, the latest first, without the first `after`; reads the disk."""

    def delete(self, entry: SessionEntry) -> str:
        """Take a session out; returns why that cannot be, "" when it is done."""

    def put_back(self, entry: SessionEntry) -> str:
        """Put a session in that was taken out; returns why that cannot be, "" when it is done."""

    @property
    def deleted(self) -> list[SessionEntry]:
        """What was taken out since the trainer began and not put back, the latest last."""

    def stop_waiting(self) -> None:
        """The trainer ends: nothing may keep it waiting from now on but what is still to be written."""
