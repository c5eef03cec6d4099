"""Commands in hints: what is pasted into the shell of each system does what it says."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.system.command_line import no_window, typed


@given(
    words=st.lists(
        st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20), min_size=1, max_size=4
    )
)
def test_a_shell_reads_the_words_as_they_are_meant(words):
    told = subprocess.run(["sh", "-c", f"printf '%s\\0' {typed(*words)}"], capture_output=True, check=True).stdout
    assert told.decode().split("\0")[:-1] == words


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("upper-back-trainer[simpleaudio]", "upper-back-trainer[simpleaudio]"),
        (r"C:\Users\me\my.toml", r"C:\Users\me\my.toml"),
        (r"C:\Users\A B\my.toml", r'"C:\Users\A B\my.toml"'),
        (r"C:\R&D (old)\my.toml", r'"C:\R&D (old)\my.toml"'),
        ("it's.toml", '"it\'s.toml"'),
        ("a^b;c", '"a^b;c"'),
        ("", '""'),
    ],
)
def test_on_windows_words_are_quoted_as_cmd_and_powershell_take_them(monkeypatch, word, shown):
    monkeypatch.setattr(sys, "platform", "win32")
    assert typed("trainer", "check", word) == f"trainer check {shown}"


def test_only_on_windows_a_process_is_kept_from_opening_a_console(monkeypatch):
    assert no_window() == 0
    monkeypatch.setattr(sys, "platform", "win32")
    assert no_window() == 0x08000000
