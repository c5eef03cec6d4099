"""Writes the table of verbs in docs/remote.md from the table of commands: python docs/make_remote.py."""

import re
from pathlib import Path
from typing import Final

from trainer.keymap.commands import BY_VERB

PAGE: Final = Path(__file__).with_name("remote.md")
HEAD: Final = "| `trainer remote` | |\n|---|---|\n"


def page() -> str:
    """The text of docs/remote.md."""
    rows = "".join(f"| `{verb}` | {one.help} |\n" for verb, one in BY_VERB.items())
    return re.sub(re.escape(HEAD) + r"(\|.*\n)+", lambda _: HEAD + rows, PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
