"""The interfaces that the driver and controller require: clock, sound, storage, services."""

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
    from trainer.session.progress import Progress


class Clock(Protocol):
    """Two nanosecond clocks, each with an arbitrary origin."""

    def now_ns(self) -> int:
        """A monotonic clock; sounds are scheduled on it."""

    def awake_ns(self) -> int:
        """A clock that also runs while the computer sleeps."""


class Sound(Protocol):
    """Plays a sound by name at a time of `Clock.now_ns`, in seconds. Never blocks."""

    def play(self, sound: str, at: float) -> None:
        """Play a sound at `at`; a time in the past means immediately, or never if too late."""

    def cancel(self) -> None:
        """Cancel pending sounds, and stop playing ones."""


class SoundControl(Sound, Protocol):
    """A sound output that can be opened, muted and queried."""

    @property
    def state(self) -> str:
        """ "starting", "on", "muted" or "none"."""

    @property
    def reason(self) -> str:
        """Why there is no sound, as one sentence; "" if there is."""

    @property
    def muted(self) -> bool:
        """Whether the person muted the sound."""

    @property
    def volume(self) -> int:
        """The volume, 0 to 100."""

    def open(self) -> None:
        """Open the device; returns immediately."""

    def set_muted(self, muted: bool) -> None:
        """Mute or unmute."""

    def set_volume(self, percent: int) -> None:
        """Set the volume, 0 to 100."""

    def use(self, backend: str) -> None:
        """Switch to another backend."""

    def close(self) -> None:
        """Close the device."""


class Awake(Protocol):
    """Keeps the screen on. Never blocks."""

    @property
    def problem(self) -> str:
        """Why the screen cannot be kept on, as a sentence; "" if it is, or need not be."""

    def hold(self) -> None:
        """Keep the screen on."""

    def release(self) -> None:
        """Allow the screen to turn off again."""


class Remote(Protocol):
    """Lets other programs of the same user control the session."""

    async def serve(self, answer: "Callable[[str], Answer]", tell: Callable[[str], None]) -> None:
        """Serve requests until cancelled; `tell` gets a sentence if that is impossible."""


class Services(Protocol):
    """Optional services; each is None if the person does not want it."""

    @property
    def awake(self) -> Awake | None:
        """Keeps the screen on."""

    @property
    def remote(self) -> Remote | None:
        """Serves `trainer remote`."""

    def use(self, *, keep_awake: bool, remote: bool) -> None:
        """Choose the services to run from now on."""


class Listener(Protocol):
    """Receives the events of a session."""

    def on_session_event(self, event: Event) -> None:
        """Handle an event; called once for each, in order."""


class Recording(Listener, Protocol):
    """A listener that records a session."""

    def rate_back(self, *, before: int | None = None, after: int | None = None) -> None:
        """Record how the back feels, 0 (no pain) to 10."""

    def set_note(self, text: str) -> None:
        """Set the session's note."""

    @property
    def begun(self) -> bool:
        """Whether there is anything worth keeping; until then, nothing is written."""

    @property
    def entry(self) -> SessionEntry:
        """The session as it is recorded now; one that was resumed has what was told before."""

    def rate_pain(self, pain: int) -> None:
        """Record the strength of the last reported pain, 0 to 10."""


class HistoryOverview(Struct, frozen=True):
    """An overview of the history: sessions and active milliseconds by day, and how the back felt.

    `pains`: day, and ratings before and after (0 to 10, None: not given), oldest first. `progress`: the last weeks.
    `routines`: the name and the number of sessions of each routine by its id, most sessions first.
    `problem`: why the history is unreadable.
    """

    today: date
    days: Mapping[str, tuple[int, int]] = {}
    pains: Sequence[tuple[str, int | None, int | None]] = ()
    progress: "Progress | None" = None
    routines: Mapping[str, tuple[str, int]] = {}
    problem: str = ""


class RoutineProgress(Struct, frozen=True):
    """Each routine's progress: counted sessions today, and days since the last one.

    `unfinished`: recent sessions that can be resumed, latest first. `weeks`: consecutive weeks with each routine. `due`: routines
    that are due now. `notice`: a message about the history itself. `week`: counted sessions since Monday. `latest`: the latest
    sessions of each routine, a bounded number, latest first. `recent`: an overview of the last year and the last ratings of
    the back. `last_session`: the latest session of all.
    """

    today: Mapping[str, int]
    last: Mapping[str, int]
    unfinished: tuple[Resumption, ...] = ()
    weeks: Mapping[str, int] = {}
    due: frozenset[str] = frozenset()
    notice: str = ""
    week: Mapping[str, int] = {}
    latest: Mapping[str, Sequence[SessionEntry]] = {}
    recent: HistoryOverview | None = None
    last_session: SessionEntry | None = None


class Diary(Protocol):
    """Stores sessions."""

    @property
    def problem(self) -> str:
        """Why sessions are not being recorded, as a sentence; "" if they are."""

    def begin(self, plan: Plan, record: Record, speed: float, *, resumed: Resumption | None = None) -> Recording:
        """Create a listener that records a session; `resumed`: an unfinished one that goes on.

        `record` must receive each event first.
        """

    def done(self, library: Library) -> RoutineProgress:
        """Read each routine's progress from disk."""

    def past(self) -> HistoryOverview:
        """Read the history overview from disk."""

    def page(self, after: int, most: int, routine: str = "") -> Sequence[SessionEntry]:
        """Read at most `most` sessions from disk, of one routine or of all, latest first, skipping `after`."""

    def annotate(self, entry: SessionEntry, note: str) -> str:
        """Set the note of a session; returns why that failed, "" if it did not."""

    def delete(self, entry: SessionEntry) -> str:
        """Delete a session; returns why that failed, "" if it did not."""

    def put_back(self, entry: SessionEntry) -> str:
        """Restore a deleted session; returns why that failed, "" if it did not."""

    @property
    def deleted(self) -> list[SessionEntry]:
        """Sessions deleted since the trainer started and not restored, latest last."""

    def stop_waiting(self) -> None:
        """Prepare to exit: from now on only pending writes may delay it."""
