"""A list whose options stand below the names of their groups."""

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.widgets.option_list import Option

from trainer.ui.widgets.clicker_list import ClickerList


class GroupedList(ClickerList):
    """Options by their ids, in groups; the names of the groups cannot be highlighted."""

    def __init__(self, groups: Mapping[str, Sequence[str]]) -> None:
        """`groups`: the ids of each group, by its name."""
        super().__init__(id="list")
        self._groups = {name: ids for name, ids in groups.items() if ids}

    @property
    def chosen(self) -> str:
        """The id of the highlighted option."""
        option = self.highlighted_option
        return (option.id if option else None) or next(iter(self._groups.values()))[0]

    def show(self, rows: Mapping[str, Content]) -> None:
        """Show a row for each id."""
        if self.option_count:
            for name, row in rows.items():
                self.replace_option_prompt(name, row)
            return
        for group, ids in self._groups.items():
            gap = "\n" if self.option_count else ""
            self.add_option(Option(Content.assemble(gap, (f" {group}", "bold")), disabled=True))
            self.add_options(Option(rows[name], id=name) for name in ids)
        self.highlighted = 1
