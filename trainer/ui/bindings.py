"""The commands of the keymap as Textual knows keys."""

from collections.abc import Iterable, Mapping
from typing import Any

from textual.actions import parse
from textual.binding import Binding, BindingType
from textual.screen import Screen

from trainer.keymap.commands import UserCommand


def bindings(commands: Iterable[UserCommand], *, first: bool = False, through: str = "") -> list[BindingType]:
    """The Textual bindings of commands. `first`: whatever has the focus or is in front.

    `through`: one action that is handed the action of each command, in place of an action for each.
    """
    action = f"{through}({{!r}})" if through else "{}"
    return [
        Binding(",".join(one.keys), action.format(one.action), one.label or one.help, id=one.id, show=False, priority=first)
        for one in commands
    ]


def own_keys(app: object) -> Mapping[str, tuple[str, ...]]:
    """The keys of the commands that have others than the default ones, in an app."""
    found: Mapping[str, tuple[str, ...]] = getattr(app, "own_keys", {})
    return found


def acts(screen: Screen[Any], action: str) -> bool:
    """Whether an action of a screen or of its app does something now."""
    namespace, name, parameters = parse(action)
    asked = (screen, screen.app) if namespace == "app" else (screen,)
    return all(one.check_action(name, parameters) is True for one in asked)
