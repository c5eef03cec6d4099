"""The first row of a screen: its title, and at the right what there is to know of the moment."""

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class TitleLine(Widget):
    """A title, and a text at the right as far as it has room."""

    DEFAULT_CSS = """
    TitleLine { height: 1; }
    TitleLine > .title-line--state { color: $muted; text-style: not bold; }
    """
    COMPONENT_CLASSES = {"title-line--state"}  # noqa: RUF012 - as Textual declares it

    title: reactive[str] = reactive("")
    state: reactive[str] = reactive("")

    def __init__(self, title: str) -> None:
        super().__init__(id="title")
        self.set_reactive(TitleLine.title, title)

    @property
    def text(self) -> str:
        """What the row says, where it has room for all."""
        return f"{self.title}   {self.state}".rstrip()

    def render(self) -> RenderResult:
        """Both ends of the row."""
        title, state = Content(self.title), Content.styled(self.state, self.get_visual_style("title-line--state"))
        room = self.content_size.width - title.cell_length
        return Content.assemble(title, state.pad_left(room - state.cell_length)) if room > state.cell_length else title
