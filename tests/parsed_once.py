"""Stylesheets that a process parses once for all the apps that its tests start, a sixth of what starting one costs.

What is parsed depends on nothing but what is told here, and Textual only reads it: all widgets of an app share it anyway.
"""

from textual.css.model import RuleSet
from textual.css.parse import parse
from textual.css.tokenize import tokenize_values
from textual.css.tokenizer import Token

_tokens: dict[tuple[tuple[str, str], ...], dict[str, list[Token]]] = {}
_rules: dict[tuple[object, ...], list[RuleSet]] = {}


def tokens_of(variables: dict[str, str]) -> dict[str, list[Token]]:
    """The variables of a theme in tokens: the same dict for the same ones. It takes the place of `tokenize_values`."""
    key = tuple(variables.items())
    if key not in _tokens:
        _tokens[key] = tokenize_values(variables)
    return _tokens[key]


def rules_of(scope: str, css: str, read_from, *, variable_tokens: dict[str, list[Token]], **how) -> list[RuleSet]:
    """The rules of a stylesheet. It takes the place of `parse`, as `textual.css.stylesheet` calls it."""
    key = (scope, css, read_from, id(variable_tokens), *how.items())  # kept above, so that no other dict is at its place
    if key not in _rules:
        _rules[key] = list(parse(scope, css, read_from, variable_tokens=variable_tokens, **how))
    return _rules[key]
