"""What the session screen shows at a moment: a session read off into words, numbers and a figure. Pure."""

from itertools import accumulate
from typing import Final

from msgspec import Struct

from trainer.routine.plan import Phase, Plan
from trainer.routine.wording import clock
from trainer.session.session import Session
from trainer.session.states import State
from trainer.ui.session.words import PhaseWords, unit, words_of
from trainer.ui.widgets.figure_moment import FigureMoment, moment_of, step_moment

ANNOUNCED_MS: Final = 4_000  # the side is big from here to the end of a prepare
MOST_SECONDS: Final = 999  # more are told in minutes
GET_READY: Final = "get ready"


class SessionView(Struct, frozen=True):
    """Everything on the screen. `words` are those of the phase; `word`, its rep and `seconds` are drawn big.

    `plain` says these as text. `seconds_room` is as wide as the number will get here. `whole` and `part` are the shares of the
    plan and of its step that are done.
    """

    words: PhaseWords
    state: State
    plan: Plan
    place_ms: int
    to_go: str
    word: str
    seconds: str
    seconds_room: str
    seconds_label: str
    plain: str
    whole: float
    part: float
    figure: FigureMoment


class SessionReader:
    """Reads a session off; what stays the same as long as a phase lasts is made once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._read: tuple[Plan, Phase, Phase] | None = None  # that the words belong to
        self._words: PhaseWords | None = None

    def view(self, *, still: bool = False) -> SessionView:
        """What is to be shown now. `still`: no animation, one picture for each movement."""
        session = self._session
        plan, phase, place, state = session.plan, session.phase, session.place_ms, session.state
        step = plan.steps[phase.step - 1]
        waited = session.waited_ms
        shown = _movement_after(plan, phase, waited) if state is State.WAITING else phase
        words = self._words_for(plan, phase, shown)
        word = _word(words, state, place)
        seconds, longest, label = _seconds(session, words, place)
        if state is State.WAITING:
            figure = step_moment(step, phase, waited, still=still)
        else:
            figure = moment_of(plan, step, phase, place, still=still)
        total = plan.duration_ms
        return SessionView(
            words,
            state,
            plan,
            place,
            f"{clock(total - place)} to go",
            word,
            seconds,
            "0" * max(2, len(str(longest))),  # of two digits at least, so that the size changes seldom
            label,
            _plain(word, words, seconds, label),
            place / total,
            min(1.0, max(0.0, (place - words.work[0]) / (words.work[1] - words.work[0]))),
            figure,
        )

    def _words_for(self, plan: Plan, phase: Phase, shown: Phase) -> PhaseWords:
        read = self._read
        if self._words is None or read is None or read[0] is not plan or read[1] is not phase or read[2] is not shown:
            self._read = plan, phase, shown
            self._words = words_of(plan, phase, shown)
        return self._words


def view_of(session: Session, *, still: bool = False) -> SessionView:
    """Read a session off once."""
    return SessionReader(session).view(still=still)


def _movement_after(plan: Plan, phase: Phase, waited_ms: int) -> Phase:
    """The movement of a self-paced rep that is shown after some time: the rep goes on over and over at its usual speed."""
    rep = plan.phases[phase.index : plan.rep_end(phase).index + 1]
    ends = list(accumulate(one.duration_ms for one in rep))
    return next(one for one, end in zip(rep, ends, strict=True) if waited_ms % ends[-1] < end)


def _word(words: PhaseWords, state: State, place: int) -> str:
    """The word across the screen: the side where there is one, else what to do in one word."""
    if state is State.FINISHED:
        return "DONE"
    if words.kind == "prepare":
        return words.side.upper() if words.side and words.counted[1] - place <= ANNOUNCED_MS else "READY"
    return words.word


def _seconds(session: Session, words: PhaseWords, place: int) -> tuple[str, int, str]:
    """The big seconds, the most of them here, and what they are.

    They count down: what is left of the phase, of a timed step as a whole, or of the get-ready; or up, in a self-paced rep.
    """
    if session.state is State.RESUMING:
        return str(-(-session.get_ready_ms // 1000)), 0, GET_READY
    if session.state is State.WAITING:
        seconds = session.waited_ms // 1000
        return (str(seconds), seconds, unit(seconds)) if seconds <= MOST_SECONDS else (str(seconds // 60), 0, "minutes")
    begin, end = words.counted
    seconds = -(-(end - place) // 1000)
    if seconds > MOST_SECONDS:
        return str(-(-seconds // 60)), 0, f"minutes {words.counted_label}".strip()
    return str(seconds), min(-(-(end - begin) // 1000), MOST_SECONDS), words.counted_label or unit(seconds)


def _plain(word: str, words: PhaseWords, seconds: str, label: str) -> str:
    """What is drawn big, as a line of text: "left, rep 1 of 8, 2 seconds"."""
    if label == GET_READY:
        told = f"ready in {seconds}"
        word = "" if word == "READY" else word
    elif words.kind == "rest":
        told = f"{seconds} {'min' if label.startswith('minutes') else 's'}"
    else:
        told = f"{seconds} {label}"
    rep = f"rep {words.rep} of {words.reps}" if words.rep else ""
    return ", ".join(filter(None, (word.lower(), rep, told)))
