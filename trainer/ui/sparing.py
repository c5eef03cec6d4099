"""A compositor that asks only the widgets for their rows which lie where something changed.

Textual's asks all that lie in the box around the changes, which in a session is nearly the whole screen, once a second.
"""

from textual._compositor import ChopsUpdate, Compositor


class Sparing(Compositor):
    """Relies on the inside of Textual's compositor; a test fails when Textual changes it."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """What goes to the terminal of the widgets that changed, and of those that lie with them."""
        changed = tuple(self._dirty_regions)
        everything = self.visible_widgets
        self.cuts, self.layers_visible  # noqa: B018 - these stay a matter of all widgets
        lying_there = self._visible_widgets = {
            widget: (region, clip)
            for widget, (region, clip) in everything.items()
            if any(map(region.intersection(clip).overlaps, changed))
        }
        try:
            return super().render_partial_update()
        finally:
            if self._visible_widgets is lying_there:  # else there is another layout by now
                self._visible_widgets = everything
