"""A field for one line of text, whatever is pasted into it."""

from textual import events
from textual.widgets import Input

from trainer.ui.terminal_input import one_line


class LineInput(Input):
    """Takes all lines that are pasted: Textual's own field keeps the first and drops the rest."""

    def on_paste(self, event: events.Paste) -> None:
        """Insert the text in place of what is selected."""
        event.prevent_default()
        event.stop()
        self.replace(one_line(event.text), *self.selection)
