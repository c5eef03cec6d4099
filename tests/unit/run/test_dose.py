"""A suggested dose in words, with the keys that there are."""

import pytest

from trainer.run.dose import QUESTIONS, in_words
from trainer.session.suggestion import Suggestion

MORE = Suggestion("more", "high", "It went well.")
REST = Suggestion("rest", None, "It was hard.")


@pytest.mark.parametrize(
    ("suggestion", "keys", "words"),
    [
        (MORE, ("y", "l"), "It went well. y begins with high effort from now on, l says not now."),
        (MORE, ("y", ""), "It went well. y begins with high effort from now on."),
        (MORE, ("", "l"), "It went well. l says not now."),
        (MORE, ("", ""), "It went well."),
        (REST, ("y", "l"), "It was hard. l says not now."),
    ],
)
def test_a_suggestion_names_its_reason_and_the_keys_that_answer_it(suggestion, keys, words):
    assert in_words(suggestion, *keys) == f"{QUESTIONS[suggestion.direction]} {words}"
