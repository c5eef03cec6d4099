"""How well a text fits what a person types to find it. Pure but for the matcher, which is Textual's."""

from typing import Final

from textual.fuzzy import Matcher

WHOLE: Final = 1000.0  # lifts what has all words above what has their letters only


def score(matcher: Matcher, text: str, also: str = "") -> float:
    """How well a text with the letters of the matcher's query fits; one that has its words, or `also` has them, fits best.

    0: not at all. A query without letters fits all alike.
    """
    if not matcher.query:
        return 1.0
    words = f"{text} {also}".casefold().replace(":", " ").split()
    whole = all(any(word.startswith(part) for word in words) for part in matcher.query.casefold().split())
    return matcher.match(text) + WHOLE * whole
