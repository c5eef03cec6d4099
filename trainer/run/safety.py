"""The safety text: all of it in Help, in the README and in plain mode; the short ones as a banner until the first start."""

from typing import Final

BANNER: Final = (
    "This is general information, not medical advice. A mild pull is fine; stop when pain grows or spreads, or you feel dizzy, "
    "numb or tingling."
)
EMERGENCY: Final = (
    "Get emergency help for back pain with chest pain, weak or numb legs, lost bladder or bowel control, or after a serious "
    "accident."
)
SAFETY: Final = (
    f"{BANNER} Ask a doctor first with brittle bones, a recent injury or surgery, lasting pain, or in pregnancy. Get up slowly "
    "after floor work.\n"
    "See a professional for pain that is severe, does not get better, or comes with fever.\n"
    f"{EMERGENCY}"
)
STRONG: Final = 7  # of 10, from which one should rest
WORSE: Final = "Worse than before: do less next time. See a professional if it stays."
REST: Final = "That is strong pain: rest today. See a professional if it does not get better."
ONE_LINE: Final = "Not medical advice. A mild pull is fine; stop when pain grows or spreads, or you feel dizzy or numb."
EMERGENCY_IN_BRIEF: Final = (
    "Get emergency help for back pain with chest pain, weak or numb legs, or lost bladder or bowel control."
)
SHORT: Final = "Not medical advice. Stop when pain grows or spreads."  # where there is no room for one line of the banner


def one_line(key: str) -> str:
    """The banner where it has one line; `key`: that of the help, which says more, "" for none."""
    return f"{ONE_LINE} {key} says more." if key else ONE_LINE


def short(key: str) -> str:
    """The banner where there is no room for one line of it."""
    return f"{SHORT} {key} says more." if key else SHORT


def advice(before: int | None, after: int | None) -> str:
    """What to do when the back hurts much after a session, or more than before it (0 to 10, None: not told); else ""."""
    if after is None:
        return ""
    if after >= STRONG:
        return REST
    return WORSE if before is not None and after > before else ""
