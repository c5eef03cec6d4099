"""The base of all screens: the layout that fits the terminal, title and key line, the help, the keys in sentences."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, ClassVar, TypeAlias, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import Screen

from trainer.keymap.commands import EVERYWHERE, UserCommand, key_for
from trainer.routine.plan import PlannedStep
from trainer.ui.bindings import bindings, own_keys
from trainer.ui.sparing import Sparing
from trainer.ui.theme.sizes import LOW, TINY, is_compact
from trainer.ui.widgets.key_line import KeyLine
from trainer.ui.widgets.title_line import TitleLine

Result = TypeVar("Result")
T = TypeVar("T")
PaletteEntry: TypeAlias = tuple[str, str, Callable[[], object]]  # what is found, words about it, what it does


class TrainerScreen(Screen[Result]):
    """A screen with a title, a content of its own, and a line with the keys of its commands."""

    AUTO_FOCUS = "#list"  # where there is one
    USER_COMMANDS: ClassVar[Sequence[UserCommand]] = ()
    SHARED_COMMANDS: ClassVar[Sequence[UserCommand]] = EVERYWHERE  # those that every screen of the app has
    HELP_TITLE: ClassVar[str] = ""
    TWO_PARTS: ClassVar[int] = 0  # columns below which the screen is compact, as its two parts have no room beside each other

    def __init_subclass__(cls, **options: Any) -> None:
        """Bind the keys of the screen's commands."""
        if "BINDINGS" not in cls.__dict__:
            cls.BINDINGS = bindings(cls.USER_COMMANDS)
        super().__init_subclass__(**options)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._compositor = Sparing()

    def compose(self) -> ComposeResult:
        """Title, content, key line."""
        if self.TITLE is not None:
            yield TitleLine(self.TITLE)
        yield from self.compose_content()
        yield KeyLine(self.USER_COMMANDS)

    def compose_content(self) -> ComposeResult:
        """What stands between the title and the key line."""
        yield from ()

    # ---- the layout. Textual's breakpoints know no size that needs both columns and rows, and act after the first styling

    def size_classes(self, size: Size) -> dict[str, bool]:
        """The classes by which stylesheets fit a terminal of a size."""
        compact = is_compact(size) or size.width < self.TWO_PARTS
        return {"-compact": compact, "-low": size.height < LOW, "-tiny": size.height < TINY}

    def fit(self) -> None:
        """Choose the layout that fits."""
        self.update_classes(self.size_classes(self.app.size))

    def on_compose(self) -> None:
        """Choose the layout before anything is styled."""
        self.fit()

    def on_resize(self, event: events.Resize) -> None:
        """Choose the layout anew."""
        self.fit()

    # ---- commands

    def key_of(self, action: str) -> str:
        """The key of an action as it is called where a sentence begins, "" where it has none."""
        return key_for(action, self.USER_COMMANDS, own_keys(self.app))

    def palette_entries(self) -> Iterator[PaletteEntry]:
        """What the palette finds here beside the commands."""
        return iter(())

    def help_steps(self) -> Iterable[PlannedStep]:
        """The steps whose exercises the help explains."""
        return ()

    def action_help(self) -> None:
        """Show the safety text, the keys, and what is taught of the exercises here."""
        from trainer.ui.dialogs.help import HelpDialog

        screen = HelpDialog(self.HELP_TITLE, self.USER_COMMANDS, everywhere=self.SHARED_COMMANDS, steps=self.help_steps())
        self.app.push_screen(screen)

    def action_palette(self) -> None:
        """Find a command of this screen by its name."""
        from trainer.ui.dialogs.finder import find

        find(self.app)

    def action_close(self) -> None:
        """Go back to the screen below."""
        self.dismiss(None)

    # ---- work beside the screen

    def beside(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Run work on a thread, then use its result on the screen if that is still open."""

        def shown(result: T) -> None:
            if self.is_attached:
                then(result)

        self.run_worker(lambda: self.app.call_from_thread(shown, work()), thread=True)
