"""What a shell may complete in place of an argument. Loaded only while it does, and silent about what is wrong with files."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, get_args

import click

from trainer.commands.options import all_routines
from trainer.system import paths

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def routines(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """The ids of all routines, with their names."""
    from trainer.userfiles.loading import load

    try:
        library = load(all_routines(ctx.find_root(), ()), following=True).library
    except click.ClickException:
        return []
    return _items(((routine.id, routine.name) for routine in library.routines.values()), incomplete)


def poses(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """The ids of all figures; else files."""
    from click.shell_completion import CompletionItem

    from trainer.pose.library import Poses

    ids = ((pose, "") for pose in Poses(paths.user_poses()).ids())
    return _items(ids, incomplete) or [CompletionItem(incomplete, type="file")]


def settings(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """The names of all settings and commands that can have keys."""
    from trainer.keymap.commands import REGISTRY
    from trainer.settings.words import ABOUT

    described = ((name, about.short) for name, about in ABOUT.items() if name not in ("keys", "efforts"))
    return _items([*described, *((name, "") for name in REGISTRY.keys)], incomplete)


def values(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """The values that the setting named before may have, where they can be listed."""
    from trainer.settings.settings import SPELLING, Settings

    name = ctx.params.get("name", "")
    known: Iterable[Any] = get_args(SPELLING.values.get(name))
    if isinstance(getattr(Settings(), name, None), bool):
        known = ("on", "off")
    return _items(((str(one), "") for one in known), incomplete)


def _items(found: Iterable[tuple[str, str]], incomplete: str) -> "list[CompletionItem]":
    from click.shell_completion import CompletionItem

    return [CompletionItem(value, help=words or None) for value, words in found if value.startswith(incomplete)]
