"""The safety text: all of it in Help, in the README and in plain mode; the short ones as a banner until the first start."""

from typing import Final

BANNER: Final = (
    "This is general information, not medical advice. A mild pull is fine; stop when pain grows or spreads, or you feel dizzy, "
    "numb or tingling."
)
SAFETY: Final = (
    f"{BANNER} Ask first with brittle bones, a recent injury or surgery, lasting pain, or in pregnancy.\n"
    "See a professional for pain that is severe, does not get better, or comes with fever. Get emergency help for back pain with "
    "chest pain, weak or numb legs, lost bladder or bowel control, or after a serious accident. Get up slowly after floor work."
)
ONE_LINE: Final = (
    "Not medical advice. A mild pull is fine; stop when pain grows or spreads, or you feel dizzy or numb. ? all of it"
)
SHORT: Final = "Not medical advice. Stop when pain grows or spreads. ? says more."  # where there is no room for the banner
