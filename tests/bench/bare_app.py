"""The bare app, beside which the trainer is measured: what Textual itself costs."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, OptionList, ProgressBar, Static


class BareApp(App[None]):
    def compose(self) -> ComposeResult:
        yield OptionList("one", "two", "three")
        yield ProgressBar(total=100)
        yield Static("the bare app is painted")
        yield Footer()


if __name__ == "__main__":
    BareApp().run()
