"""Compute what the session screen shows: a session's state as words, numbers and a figure. Pure."""

from itertools import accumulate
from typing import Final

from msgspec import Struct

from trainer.routine.pace import ANNOUNCE_MS
from trainer.routine.plan import Phase, Plan
from trainer.routine.wording import clock
from trainer.session.session import Session
from trainer.session.states import State
from trainer.ui.session.words import PhaseWords, unit, words_of
from trainer.ui.widgets.figure_moment import FigureMoment, moment_of, step_moment

MAX_SECONDS: Final = 999  # more are told in minutes
GET_READY: Final = "get ready"


class Count(Struct, frozen=True):
    """The big word, the rep and the seconds; `plain` says them as text.

    `seconds_room` is as wide as the number will get here; `ready`: the seconds are those of a get-ready.
    """

    words: PhaseWords
    word: str
    seconds: str
    seconds_room: str
    seconds_label: str
    ready: bool
    plain: str


class SessionView(Struct, frozen=True):
    """All of the plan that is on the screen. `words` are those of the phase; `part` is the share of its step that is done."""

    words: PhaseWords
    plan: Plan
    position_ms: int
    to_go: str
    count: Count
    part: float
    figure: FigureMoment


class SessionReader:
    """Builds views of a session, reusing what has not changed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._words_read: tuple[Plan, Phase, Phase] | None = None  # what the words were made of
        self._words: PhaseWords | None = None
        self._read: tuple[object, ...] = ()  # what the view was made of
        self._view: SessionView | None = None

    def view(self, *, still: bool = False) -> SessionView:
        """What is to be shown now. `still`: no animation, one picture for each movement."""
        session = self._session
        state, plan, phase, place = session.state, session.plan, session.phase, session.position_ms
        waited = session.waited_ms if state is State.WAITING else None
        ready = session.get_ready_ms if state is State.RESUMING else None
        read = (id(plan), place, waited, ready, state is State.FINISHED, still)
        if self._view is None or read != self._read:
            self._read = read
            self._view = self._made(plan, phase, place, waited, ready, still=still)
        return self._view

    def _made(self, plan: Plan, phase: Phase, place: int, waited: int | None, ready: int | None, *, still: bool) -> SessionView:
        """The view of a moment. `waited`: how long a self-paced rep lasts already; `ready`: what is left of a get-ready."""
        step = plan.steps[phase.step - 1]
        words = self._words_for(plan, phase, phase if waited is None else _movement_after(plan, phase, waited))
        if waited is not None:
            figure = step_moment(step, phase, waited, still=still)
        else:
            figure = moment_of(plan, step, phase, place, still=still)
        begin, end = words.work
        part = min(1.0, max(0.0, (place - begin) / (end - begin)))
        to_go = f"{clock(plan.duration_ms - place)} to go"
        word = "DONE" if self._session.state is State.FINISHED else _word(words, place)
        seconds, longest, label = _seconds(words, place, waited, ready)
        room = "0" * max(2, len(str(longest)))  # of two digits at least, so that the size changes seldom
        is_ready = ready is not None
        count = Count(words, word, seconds, room, label, is_ready, _plain(word, words, seconds, label, ready=is_ready))
        return SessionView(words, plan, place, to_go, count, part, figure)

    def _words_for(self, plan: Plan, phase: Phase, shown: Phase) -> PhaseWords:
        read = self._words_read
        if self._words is None or read is None or read[0] is not plan or read[1] is not phase or read[2] is not shown:
            self._words_read = plan, phase, shown
            self._words = words_of(plan, phase, shown)
        return self._words


def _movement_after(plan: Plan, phase: Phase, waited_ms: int) -> Phase:
    """The movement of a self-paced rep that is shown after some time: the rep goes on over and over at its usual speed."""
    rep = plan.phases[phase.index : plan.rep_end(phase).index + 1]
    ends = list(accumulate(one.duration_ms for one in rep))
    return next(one for one, end in zip(rep, ends, strict=True) if waited_ms % ends[-1] < end)


def _word(words: PhaseWords, place: int) -> str:
    """The word across the screen: the side where there is one, else what to do in one word."""
    if words.kind == "prepare":
        return words.side.upper() if words.side and words.counted[1] - place <= ANNOUNCE_MS else "READY"
    return words.word


def _seconds(words: PhaseWords, place: int, waited: int | None, ready: int | None) -> tuple[str, int, str]:
    """The big seconds, the most of them here, and what they are.

    They count down: what is left of the phase, of a timed step as a whole, or of the get-ready; or up, in a self-paced rep.
    """
    if ready is not None:
        return str(-(-ready // 1000)), 0, GET_READY
    if waited is not None:
        seconds = waited // 1000
        return (str(seconds), seconds, unit(seconds)) if seconds <= MAX_SECONDS else (str(seconds // 60), 0, "minutes")
    begin, end = words.counted
    seconds = -(-(end - place) // 1000)
    if seconds > MAX_SECONDS:
        return str(-(-seconds // 60)), 0, f"minutes {words.counted_label}".strip()
    return str(seconds), min(-(-(end - begin) // 1000), MAX_SECONDS), words.counted_label or unit(seconds)


def _plain(word: str, words: PhaseWords, seconds: str, label: str, *, ready: bool) -> str:
    """What is drawn big, as a line of text: "left, rep 1 of 8, 2 seconds"."""
    if ready:
        told = f"ready in {seconds}"
        word = "" if word == "READY" else word
    elif words.kind == "rest":
        told = f"{seconds} {'min' if label.startswith('minutes') else 's'}"
    else:
        told = f"{seconds} {label}"
    rep = f"rep {words.rep} of {words.reps}" if words.rep else ""
    return ", ".join(filter(None, (word.lower(), rep, told)))
