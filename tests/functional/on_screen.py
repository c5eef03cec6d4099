"""What a person sees of a screen: its lines, and the text of its parts."""

from contextlib import asynccontextmanager

from textual.widgets import Static

from trainer.ui.session.status_line import StatusLine


def shown(app) -> list[str]:
    """The lines of the screen."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


def text(app, name: str) -> str:
    """The text of a part of the screen."""
    widget = app.screen.query_one(f"#{name}")
    return str(widget.content) if isinstance(widget, Static) else widget.text


def help_keys(app) -> list[tuple[str, str]]:
    """The keys that the help names, each with what it does."""
    return [pair for one in app.screen.query(".key-rows").results(Static) for pair in one.content.pairs]


def told(app) -> list[str]:
    """The notices that there are: in the corner, and on the line of a session."""
    return [one.message for one in app._notifications] + [one.text for one in app.screen.query(StatusLine) if one.text]


@asynccontextmanager
async def at_size(pilot, size: tuple[int, int]):
    """The screen at another size, which is named where something is wrong at it."""
    await pilot.resize_terminal(*size)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    try:
        yield
    except AssertionError as wrong:
        wrong.add_note(f"The screen is {size[0]} by {size[1]}.")
        raise
