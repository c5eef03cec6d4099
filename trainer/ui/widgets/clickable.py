"""Text of which parts can be clicked."""

from textual.widgets import Static


class ClickableText(Static):
    """A text whose clickable parts look as the rest of it: what is underlined in a terminal without colours is the lit row."""

    auto_links = False
