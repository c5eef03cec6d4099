"""A suggested dose: a little more or a little less, from the latest sessions of a routine. Pure; never applied by itself."""

from collections.abc import Iterable
from itertools import takewhile
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from trainer.routine.model import EFFORTS, Effort
from trainer.session.entry import SessionEntry

Direction: TypeAlias = Literal["more", "less", "rest"]

LOOKED_AT: Final = 3  # sessions, the latest ones
HARD_ONES: Final = 2  # of them, from which on less is suggested
MILD: Final = 3  # the most that a back may hurt, of 10, for more to be suggested


class Suggestion(Struct, frozen=True):
    """What is suggested, and why. `effort`: the one to change to; None where rest, and a professional, is the advice."""

    direction: Direction
    effort: Effort | None
    reason: str


def suggested(sessions: Iterable[SessionEntry], routine: str, effort: Effort) -> Suggestion | None:
    """The suggestion for a routine at an effort, from all sessions, the latest first; None where there is none.

    What counts are sessions at speed 1 that have ended, since the effort was changed last.
    """
    of_routine = (one for one in sessions if one.routine == routine and one.speed == 1 and one.outcome != "open")
    latest = list(takewhile(lambda one: one.effort == effort, of_routine))[:LOOKED_AT]
    place = EFFORTS.index(effort)
    hard = [words for one in latest if (words := _hard(one))]
    if len(hard) >= HARD_ONES:
        reason = f"{len(hard)} of the last {len(latest)} sessions were hard: {', '.join(dict.fromkeys(hard))}."
        return Suggestion("less", EFFORTS[place - 1], reason) if place else Suggestion("rest", None, reason)
    if len(latest) == LOOKED_AT and effort != EFFORTS[-1] and all(map(_easy, latest)):
        told = ", ".join(str(one.pain_after) for one in reversed(latest))
        reason = f"The last {LOOKED_AT} sessions were done whole, and your back felt fine after them ({told} of 10)."
        return Suggestion("more", EFFORTS[place + 1], reason)
    return None


def _easy(session: SessionEntry) -> bool:
    """Whether all of it was done, without pain on the way, and the back was told to be fine after it."""
    whole = session.outcome == "finished" and all(row.outcome == "done" for row in session.steps)
    return whole and session.pain_after is not None and session.pain_after <= MILD and not session.hurt


def _hard(session: SessionEntry) -> str:
    """Why a session was hard, in words; "" where it was not."""
    if session.hurt:
        return "something hurt"
    if session.pain_before is not None and session.pain_after is not None and session.pain_after > session.pain_before:
        return "your back felt worse after it than before"
    return "stopped early" if session.outcome == "stopped" else ""
