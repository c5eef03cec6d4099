"""Text of which parts can be clicked."""

from collections.abc import Mapping

from textual.content import Content
from textual.style import Style
from textual.widgets import Static


class ClickableText(Static):
    """A text whose clickable parts look as the rest of it: what is underlined in a terminal without colours is the lit row."""

    auto_links = False


class Tabs(ClickableText):
    """The names of what is shown one at a time, the shown one in a frame; a click on another calls an action of the screen."""

    def __init__(self, action: str) -> None:
        """`action`: called with the id of what is clicked."""
        super().__init__(id="tabs", markup=False)
        self._action = action

    def show(self, names: Mapping[str, str], chosen: str) -> None:
        """Show names by their ids, and mark one of them."""
        parts = [
            Content.styled(
                f"\u2590{word}\u258c" if name == chosen else f" {word} ", "bold $primary" if name == chosen else ""
            ).stylize(Style.from_meta({"@click": f"screen.{self._action}({name!r})"}))
            for name, word in names.items()
        ]
        self.update(Content(" ").join(parts))
