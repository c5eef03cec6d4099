"""Custom keys: how they can be written, and the problems of invalid ones."""

import pytest

from trainer.keymap.commands import REGISTRY, free_keys
from trainer.keymap.key_names import WrongKeyError, key_in_file, parse_key
from trainer.keymap.own_keys import checked, key_conflict
from trainer.settings.settings import parsed


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("n", "n"),
        ("N", "N"),
        ("ö", "ö"),
        (".", "full_stop"),
        ("+", "plus"),
        ("full_stop", "full_stop"),
        ("PageDown", "pagedown"),
        ("page_down", "pagedown"),
        ("Esc", "escape"),
        ("\u2192", "right"),
        (" ", "space"),
        ("F5", "f5"),
        ("ctrl+s", "ctrl+s"),
        ("Shift+Up", "shift+up"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("alt+x", "alt+x"),
    ],
)
def test_a_key_can_be_written_in_many_ways(written, key):
    assert parse_key(written) == key
    assert parse_key(key_in_file(key)) == key


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("pagedwn", "did you mean 'pagedown'?"),
        ("", "a key is like"),
        ("\x1b", "a key is like"),
        ("hyper+x", "'hyper' is none of ctrl, alt, shift"),
        ("ctrl+i", "terminals send Tab for it"),
        ("ctrl+m", "terminals send Enter for it"),
        ("ctrl+c", "it always leaves the trainer"),
        ("shift+a", "write 'A'"),
        ("ctrl+shift+x", "most terminals do not send it"),
        ("ctrl++", "most terminals do not send it"),
        ("ctrl+1", "most terminals do not send it"),
    ],
)
def test_keys_that_no_terminal_sends_are_refused(written, hint):
    with pytest.raises(WrongKeyError) as caught:
        parse_key(written)
    assert hint in caught.value.hint


def test_no_default_keys_clash_and_all_can_be_written():
    for name, keys in REGISTRY.keys.items():
        for key in keys:
            assert not key_conflict(name, key, {}, REGISTRY), (name, key)
            assert name in REGISTRY.fixed or parse_key(key_in_file(key)) == key


def found(text: str):
    settings, problems = parsed(text.encode(), "settings.toml", REGISTRY)
    return settings.keys, [problem.report() for problem in problems]


def test_every_notation_of_keys_is_accepted():
    quoted, no_problems = found('[keys]\n"session.next" = ["right", "j"]\n"session.mute" = "M"\n')
    dotted, _ = found('keys.session.next = ["→", "j"]\nkeys.session.mute = "M"\n')
    assert quoted == dotted == {"session.next": ("right", "j"), "session.mute": ("M",)}
    assert not no_problems


def test_two_commands_can_swap_keys():
    keys, problems = found('[keys]\n"session.next" = "p"\n"session.previous" = "n"\n')
    assert keys == {"session.next": ("p",), "session.previous": ("n",)}
    assert not problems


def test_a_command_can_have_no_key():
    assert found('[keys]\n"session.pain" = []\n') == ({"session.pain": ()}, [])


def test_every_problem_is_reported_with_its_path_and_the_rest_applies():
    keys, problems = found(
        "[keys]\n"
        '"session.nxt" = "n"\n'
        '"session.next" = ["j", "m", "pagedwn"]\n'
        '"session.voice" = 3\n'
        '"app.interrupt" = "x"\n'
        '"routines.history" = "down"\n'
        '"summary.close" = "j"\n'
        '"session.louder" = "ctrl+p"\n'
    )
    assert keys == {"session.next": ("j",), "summary.close": ("j",)}
    assert problems == [
        'settings.toml:2:1: keys."session.nxt": unknown command\n'
        '    2 | "session.nxt" = "n"\n'
        "      | ^^^^^^^^^^^^^ did you mean 'session.next'?",
        "settings.toml:3:24: keys.\"session.next\"[1]: 'm' is a key of 'session.mute' already\n"
        '    3 | "session.next" = ["j", "m", "pagedwn"]\n'
        "      |                        ^^^ give that one another key, or this one",
        "settings.toml:3:29: keys.\"session.next\"[2]: unknown key 'pagedwn'\n"
        '    3 | "session.next" = ["j", "m", "pagedwn"]\n'
        "      |                             ^^^^^^^^^ did you mean 'pagedown'?",
        'settings.toml:4:19: keys."session.voice": expected a key or a list of keys\n'
        '    4 | "session.voice" = 3\n'
        '      |                   ^ like "n" or ["n", "right"]; [] is none',
        'settings.toml:5:19: keys."app.interrupt": the keys of this command cannot be changed\n'
        '    5 | "app.interrupt" = "x"\n'
        "      |                   ^^^",
        "settings.toml:6:22: keys.\"routines.history\": 'down' moves in the list of this screen\n"
        '    6 | "routines.history" = "down"\n'
        "      |                      ^^^^^^ choose another key",
        "settings.toml:8:20: keys.\"session.louder\": 'ctrl+p' is a key of 'app.palette' already\n"
        '    8 | "session.louder" = "ctrl+p"\n'
        "      |                    ^^^^^^^^ give that one another key, or this one",
    ]


def test_of_two_commands_with_the_same_key_the_second_keeps_its_free_default_keys():
    keys, problems = found('[keys]\n"session.next" = "p"\n"session.previous" = "p"\n')
    assert keys == {"session.next": ("p",), "session.previous": ("left", "pageup")}
    assert len(problems) == 1


def test_a_value_that_is_no_table_is_reported_and_the_rest_applies():
    settings, (problem,) = parsed(b"keys = 3\nvolume = 40\n", "settings.toml", REGISTRY)
    assert (settings.keys, settings.volume) == ({}, 40)
    assert "expected a table, found a whole number" in str(problem)


def test_without_a_table_there_are_no_problems():
    assert checked({}, REGISTRY, "") == ({}, [])


def test_free_keys_are_those_that_no_command_of_a_screen_has():
    free = free_keys("settings.more", {})
    assert {"b", "q", "s"}.isdisjoint(free)
    assert {"a", "x", "0"} <= set(free)
    assert "x" not in free_keys("settings.more", {"settings.close": ("x",)})
    assert "q" in free_keys("settings.more", {"settings.close": ("x",)})
    assert all(not key_conflict("settings.more", key, {}, REGISTRY) for key in free)
