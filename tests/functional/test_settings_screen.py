"""The settings as a person changes them: by keys, at once, saved; other keys; finding commands by name."""

from itertools import product

import pytest
from textual.widgets import OptionList, Static

from tests.functional.on_screen import at_size, help_keys, told
from tests.functional.on_screen import shown as screen_lines
from trainer.audio.clips import bundled_clips
from trainer.cues.voice import Clip, Voice
from trainer.history.diary import Diary
from trainer.keymap.commands import HISTORY, REGISTRY
from trainer.session.states import State
from trainer.settings.file import SettingsFile
from trainer.settings.settings import Settings
from trainer.settings.words import ABOUT
from trainer.system import paths
from trainer.ui.dialogs.finder import FinderDialog
from trainer.ui.dialogs.help import HelpDialog
from trainer.ui.dialogs.prompts import KeyCaptureDialog, PromptDialog
from trainer.ui.routines.screen import RoutinesScreen
from trainer.ui.session.pause_block import PauseBlock
from trainer.ui.session.screen import SessionScreen
from trainer.ui.settings.keys import KeysScreen
from trainer.ui.settings.screen import SettingsScreen
from trainer.ui.widgets.figure import FigureView
from trainer.ui.widgets.key_line import KeyLine
from trainer.userfiles.own_files import OwnFiles


@pytest.fixture
def path(tmp_path):
    return tmp_path / "settings.toml"


@pytest.fixture
def app(make_app, path):
    """The app with settings that can be changed; `app_with` begins with others."""
    file = SettingsFile(path, REGISTRY)
    return make_app(settings=file.settings, settings_file=file, acknowledged=True)


@pytest.fixture
def app_with(make_app, path):
    def make(text: str, **options):
        path.write_text(text)
        file = SettingsFile(path, REGISTRY)
        return make_app(settings=file.settings, settings_file=file, **options)

    return make


async def chosen(pilot, name: str) -> None:
    """Move to a setting or a command."""
    options = pilot.app.screen.query_one(OptionList)
    options.highlighted = options.get_option_index(name)
    await pilot.pause()


async def opened_keys(pilot) -> None:
    await pilot.press("s")
    await pilot.pause()
    await chosen(pilot, "keys")
    await pilot.press("enter")
    await pilot.pause()


def row(app, name: str) -> str:
    return str(app.screen.query_one(OptionList).get_option(name).prompt)


async def test_every_setting_is_changed_by_the_arrow_keys_and_saved_at_once(app, path, sound):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen)
        for name, key in [
            ("effort", "right"),
            ("first_side", "right"),
            ("prepare_extra", "right"),
            ("resume_countdown", "right"),
            ("voice", "right"),
            ("counting", "left"),
            ("beeps", "full_stop"),
            ("volume", "left"),
            ("audio", "left"),
            ("theme", "right"),
            ("figure", "right"),
            ("keep_awake", "plus"),
            ("guided", "right"),
            ("voice_sound", "right"),
        ]:
            await chosen(pilot, name)
            await pilot.press(key)
        changed = Settings(
            effort="high",
            first_side="right",
            prepare_extra=5,
            resume_countdown=4,
            guided=False,
            voice=False,
            voice_sound="gym",
            counting=False,
            beeps=False,
            volume=75,
            audio="silent",
            theme="light",
            figure="ascii",
            keep_awake=False,
        )
        assert SettingsFile(path, REGISTRY).settings == changed
        assert app.settings == changed
        assert app.current_theme.name == "light"
        assert app.figures.mode == "ascii"
        assert (sound.volume, sound.backend) == (75, "silent")
        assert "rep" in [name for name, _ in sound.played]
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, RoutinesScreen)
        assert app.screen.query_one("#choice").effort == "high"
        await pilot.press("enter")
        await pilot.pause()
        session = app.screen.controller.driver.session
        assert (session.plan.effort, session.plan.phases[0].side) == ("high", "right")
        assert session.plan.phases[0].duration_ms == 20_000
        assert app.screen.controller.driver.settings.voice is app.screen.controller.driver.settings.beeps is False


async def test_values_stand_in_a_column_right_behind_the_names(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "right")
        for size in ((80, 24), (120, 40), (150, 50), (200, 60)):
            async with at_size(pilot, size):
                await pilot.pause()
                lines = screen_lines(app)
                begins = {line.index(value) for line in lines for value in (" left ", " natural ", " 80 %") if value in line[:50]}
                assert begins == {min(begins)}
                assert min(begins) < 28
                words = [line for line in lines if "the side that begins, where a routine does not say" in line]
                assert len(words) == (size[0] >= 150)
                assert all("First side" in line for line in words)


async def test_all_settings_are_seen_at_once_in_groups_that_stand_apart(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        for size in ((80, 24), (100, 30)):
            async with at_size(pilot, size):
                await pilot.pause()
                left = [line[:45].strip("\u2503 ") for line in screen_lines(app)]
                assert all(any(row.startswith(one.label) for row in left) for one in ABOUT.values())
                assert [left[left.index(group) - 1] for group in ("Sound", "Screen")] == ["", ""]


async def test_the_volume_has_a_bar_and_a_click_on_a_mark_turns_a_value(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        for mark, volume, drawn in (("\u2039", 75, "\u25ae" * 8), ("\u203a", 80, "\u25ae" * 8), ("\u203a", 85, "\u25ae" * 8)):
            lines = screen_lines(app)
            row = next(number for number, line in enumerate(lines) if line.startswith("  Volume"))
            assert f"{app.settings.volume} %" in lines[row]
            await pilot.click(offset=(lines[row].index(mark), row))
            await pilot.pause()
            assert app.settings.volume == volume
            assert drawn in screen_lines(app)[row]
        assert app.screen.query_one("#list").chosen == "volume"
        await pilot.click(offset=(2, row))
        await pilot.pause()
        assert isinstance(app.screen, PromptDialog), "elsewhere a click asks for the value"


async def test_where_the_settings_are_kept_is_never_cut(make_app, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    file = SettingsFile(tmp_path / ".config" / "trainer" / "settings.toml", REGISTRY)
    app = make_app(settings=file.settings, settings_file=file, acknowledged=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        for size in ((80, 24), (100, 30), (200, 60)):
            async with at_size(pilot, size):
                await pilot.pause()
                shown = [line[45:] for line in screen_lines(app)]
                kept = next(number for number, line in enumerate(shown) if "Kept in" in line)
                rows = [
                    line[line.index("\u2502") + 1 :].strip("\u2502 ") if "\u2502" in line else line.strip()
                    for line in shown[kept + 1 :]
                ]
                assert "".join(rows[:2]).startswith("~/.config/trainer/settings.toml")
                assert rows[0] in ("~/.config/trainer/", "~/.config/trainer/settings.toml"), "broken between folders only"


async def test_what_plays_the_sound_is_told_in_words_that_are_understood(app, path):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        await chosen(pilot, "audio")
        await pilot.press("enter", "end", "enter")
        await pilot.pause()
        assert any("Sound output" in line and "\u2039 no sound \u203a" in line for line in screen_lines(app))
        assert SettingsFile(path, REGISTRY).settings.audio == "silent"


async def test_a_number_is_typed_and_a_wrong_one_is_told(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        await pilot.press("pagedown", "pagedown", "pageup", "down", "down")  # a clicker moves by one
        await pilot.press("enter", *"99", "enter")
        await pilot.pause()
        assert "1 to 30" in str(app.screen.query_one("#wrong", Static).content)
        await pilot.press(*["backspace"] * 3, *"12", "enter")
        await pilot.pause()
        assert app.settings.resume_countdown == 12
        assert "12 s" in row(app, "resume_countdown")
        await pilot.press("backspace")
        assert app.settings.resume_countdown == 3


async def test_after_a_pause_it_counts_as_long_as_the_settings_say(app_with, follow):
    app = app_with("resume_countdown = 5")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await follow(app, pilot, 20)
        await pilot.press("space")
        await follow(app, pilot, 1)
        await pilot.press("space")
        session = app.screen.controller.driver.session
        assert session.get_ready_ms == 5000
        await follow(app, pilot, 4.5)
        assert session.state is State.RESUMING
        await follow(app, pilot, 1)
        assert session.state is State.RUNNING


async def test_where_nothing_can_be_saved_it_is_said_once_and_the_change_holds(make_app, tmp_path):
    (tmp_path / "blocked").touch()
    file = SettingsFile(tmp_path / "blocked" / "settings.toml", REGISTRY)
    app = make_app(settings=file.settings, settings_file=file)
    said = []
    async with app.run_test(size=(80, 24)) as pilot:
        app.notify = lambda text, **_: said.append(text)
        await pilot.press("s")
        await pilot.pause()
        await pilot.press("right", "left", "right")
        assert app.settings.effort == "high"
        assert len(said) == 1
        assert "applies until the trainer ends" in said[0]
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.query_one("#choice").effort == "high"


async def test_every_size_shows_the_settings_and_the_keys(app):
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        await chosen(pilot, "theme")
        for number, size in enumerate([(1, 1), (20, 5), (40, 12), (60, 16), (80, 24)]):
            await pilot.resize_terminal(*size)
            await pilot.press("right" if number % 2 == 0 else "left")
            assert app.settings.theme == ("light" if number % 2 == 0 else "dark")
        assert app.screen.query_one("#figure", FigureView).size.height
        await chosen(pilot, "keys")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, KeysScreen)
        for size in [(1, 1), (40, 12), (200, 60)]:
            await pilot.resize_terminal(*size)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert isinstance(app.screen, RoutinesScreen)


async def test_a_key_is_changed_by_pressing_it_and_acts_everywhere(app, path, follow):
    async with app.run_test(size=(120, 40)) as pilot:
        await opened_keys(pilot)
        await chosen(pilot, "session.next")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, KeyCaptureDialog)
        assert "Free letters and digits: a d e f g i j o s u w y z" in "\n".join(screen_lines(app))
        await pilot.press("m")
        told = str(app.screen.query_one("#wrong", Static).content)
        assert told == "m is the key of 'mute'. Press it again to take it: 'mute' gets \u2192."
        await pilot.press("tab")
        await pilot.pause()
        assert "Tab" in row(app, "session.next")
        await pilot.press("a")
        await pilot.pause()
        await pilot.press("j")
        await pilot.pause()
        assert SettingsFile(path, REGISTRY).settings.keys == {"session.next": ("tab", "j")}
        await chosen(pilot, "session.mute")
        await pilot.press("d")
        assert "no key" in row(app, "session.mute")
        await pilot.press("escape", "escape", "enter")
        await pilot.pause()
        session = app.screen.controller.driver.session
        await follow(app, pilot, 1)
        line = app.screen.query_one(KeyLine).text
        assert line.startswith("space pause   Tab next   \u2190 back   x it hurts   r restart   ? help   q stop")
        await pilot.press("n", "right", "m")
        assert (session.phase.step, app.sound.muted) == (1, False)
        await pilot.press("j")
        assert session.phase.step == 2
        await pilot.press("tab")
        assert session.phase.step == 3
        await pilot.press("question_mark")
        await pilot.pause()
        shown = {text: keys for keys, text in help_keys(app)}
        assert (shown["next step"], shown["sound on, off"]) == ("Tab j", "no key")


async def test_a_key_of_another_command_is_swapped_when_it_is_pressed_once_more(app, path):
    async with app.run_test(size=(120, 40)) as pilot:
        await opened_keys(pilot)
        await chosen(pilot, "session.restart")
        await pilot.press("enter", "m", "m")
        await pilot.pause()
        assert SettingsFile(path, REGISTRY).settings.keys == {"session.restart": ("m",), "session.mute": ("r",)}
        await chosen(pilot, "session.next")
        await pilot.press("a", "r", "r")  # a key more gives none up
        await pilot.pause()
        assert "no key" in row(app, "session.mute")
        assert SettingsFile(path, REGISTRY).settings.keys["session.next"] == ("right", "n", "r")


async def test_all_strengths_of_pain_share_a_row_and_one_is_chosen_to_change_its_key(app, path):
    async with app.run_test(size=(120, 40)) as pilot:
        await opened_keys(pilot)
        await chosen(pilot, "session.pain-")
        assert "0 to t" in row(app, "session.pain-")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("end", "enter")
        await pilot.pause()
        await pilot.press("z")
        await pilot.pause()
        assert SettingsFile(path, REGISTRY).settings.keys == {"session.pain-10": ("z",)}
        assert "0 to z" in row(app, "session.pain-")


async def test_a_command_is_found_by_its_words_other_words_and_its_key(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened_keys(pilot)
        headings = [str(one.prompt).split() for one in app.screen.query_one("#list", OptionList).options if one.disabled]
        assert ["History", str(len(HISTORY))] in headings
        assert "/ find" in screen_lines(app)[-1]
        for letters, command in (("hurts", "session.pain"), ("repeat", "session.previous"), ("x", "session.pain")):
            await pilot.press("slash", *letters)
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, KeysScreen)
            assert app.screen.query_one("#list").highlighted_option.id == command, letters


async def test_where_there_is_no_room_for_whole_words_the_list_has_none(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        assert not any("\u2026" in line for line in screen_lines(app))
        await pilot.resize_terminal(160, 40)
        await pilot.pause()
        assert "the side that begins, where a routine does not say" in "\n".join(screen_lines(app))


async def test_the_help_sets_apart_what_holds_everywhere_and_keeps_each_row_to_its_column(app):
    async with app.run_test(size=(60, 24)) as pilot:
        await pilot.press("enter", "question_mark")
        await pilot.pause()
        named = help_keys(app)
        rows = [f"{keys}  {text[:8]}" for keys, text in named]
        ends = {line.index(row) + row.index("  ") for row, line in product(rows, screen_lines(app)) if f" {row}" in line}
        assert len(ends) == 1, "the keys stand right beside what they do, which begins in one column"
        assert "0 to 9, t" in [keys for keys, _ in named]
        assert "On every screen" in [str(one.content) for one in app.screen.query(".heading").results(Static)]


async def test_a_choice_is_listed_a_theme_is_seen_before_it_is_taken_and_escape_puts_the_old_one_back(app, path):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        await chosen(pilot, "theme")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("down")
        await pilot.pause()
        assert app.current_theme.name == "light"
        await pilot.press("escape")
        await pilot.pause()
        assert (app.current_theme.name, path.exists()) == ("dark", False)
        await pilot.press("enter", "down", "down", "enter")
        await pilot.pause()
        assert app.current_theme.name == SettingsFile(path, REGISTRY).settings.theme == "contrast"


async def test_the_question_for_a_number_says_what_it_may_be(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        await chosen(pilot, "volume")
        await pilot.press("enter")
        await pilot.pause()
        assert "Volume: 0 to 100 %" in "\n".join(screen_lines(app))


async def test_the_palette_finds_what_a_person_calls_it(app):
    async with app.run_test(size=(100, 30)) as pilot:
        for letters, found in (
            ("history", "History  what you did"),
            ("pain", "History  what you did"),
            ("theme", "Setting: Theme"),
            ("volume", "Setting: Volume"),
        ):
            await pilot.press("ctrl+p", *letters)
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert found in "\n".join(screen_lines(app)), letters
            await pilot.press("escape")


async def test_the_palette_takes_letters_apart_only_where_nothing_has_them_together(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+p", *"theme")
        await pilot.pause()
        assert "See how the next step moves" not in "\n".join(screen_lines(app))
        await pilot.press(*["backspace"] * 5, *"sttngs")
        await pilot.pause()
        assert "Settings" in "\n".join(screen_lines(app))


async def test_the_palette_has_a_row_for_each_command_with_its_key_at_the_right(app):
    sizes = (40, 12), (80, 24), (200, 60)
    async with app.run_test(size=sizes[0]) as pilot:
        await pilot.press("ctrl+p", *"qqqq")
        for size in sizes:
            async with at_size(pilot, size):
                assert "Nothing fits these letters" in "\n".join(screen_lines(app))
        await pilot.press(*["backspace"] * 4, *"settings")
        for size in reversed(sizes):
            async with at_size(pilot, size):
                found = app.screen.query_one("#found", OptionList)
                row = next(line for line in screen_lines(app) if "Settings" in line and "Upper" not in line)
                assert row[: found.content_region.right].rstrip().endswith(" s")
                assert found.virtual_size.height == found.option_count


async def test_the_mark_of_what_is_not_the_default_is_explained_where_it_stands(app):
    sizes = (40, 12), (80, 24), (120, 40)
    async with app.run_test(size=sizes[0]) as pilot:
        await pilot.press("s", "down", "enter", "down", "enter")
        for size in sizes:
            async with at_size(pilot, size):
                screen = screen_lines(app)
                assert any("First side" in line and "\u2039 right \u203a *" in line for line in screen)
                assert screen[0].rstrip().endswith("* not the default")
        await pilot.press("backspace")
        for size in reversed(sizes):
            async with at_size(pilot, size):
                assert not any("*" in line for line in screen_lines(app))


async def test_in_a_session_the_palette_finds_it_hurts_first_and_no_digits(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter", "ctrl+p", *"pain")
        await app.workers.wait_for_complete()
        await pilot.pause()
        found = [line.strip() for line in screen_lines(app) if line.strip()]
        assert any("It hurts  note it" in line for line in found)
        assert not any("how strong the pain is" in line for line in found)


async def test_a_setting_that_the_palette_finds_is_open_to_be_changed(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+p", *"theme")
        await app.workers.wait_for_complete()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen)
        assert app.screen.query_one("#list").highlighted_option.id == "theme"


async def test_the_usual_keys_come_back(app_with, path):
    app = app_with('[keys]\n"session.next" = "p"\n"session.previous" = "n"\n')
    async with app.run_test(size=(80, 24)) as pilot:
        await opened_keys(pilot)
        await chosen(pilot, "session.next")
        await pilot.press("backspace")
        assert app.own_keys == {"session.next": ("p",), "session.previous": ("n",)}  # n is another's now
        await chosen(pilot, "session.previous")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("w")
        await pilot.pause()
        await chosen(pilot, "session.next")
        await pilot.press("backspace")
        assert app.own_keys == {"session.previous": ("w",)}
        assert "session.next" not in path.read_text()


async def test_keys_of_the_file_hold_from_the_start_also_where_two_change_places(app_with, follow):
    app = app_with(
        '[keys]\n"session.next" = "p"\n"session.previous" = ["n", "right"]\n"routines.start" = "g"\n"session.help" = "y"\n'
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g")
        await pilot.pause()
        session = app.screen.controller.driver.session
        await follow(app, pilot, 1)
        await pilot.press("p", "p")
        assert session.phase.step == 3
        await pilot.press("right")
        assert session.phase.step == 2
        await pilot.press("n")
        assert session.phase.step == 1
        await pilot.press("y")
        await pilot.pause()
        assert isinstance(app.screen, HelpDialog)
        await pilot.press("y")
        await pilot.pause()
        assert isinstance(app.screen, SessionScreen)


async def test_what_the_screen_says_of_keys_are_the_keys_of_the_person(app_with, follow):
    keys = {
        '"session.pause"': '"g"',
        '"session.leave"': '"w"',
        '"session.next"': "[]",
        '"session.ease"': '"e"',
        '"routines.mute"': '"u"',
        '"routines.low"': '"i"',
    }
    app = app_with("[keys]\n" + "".join(f"{name} = {key}\n" for name, key in keys.items()))

    def lines() -> str:
        return "\n".join(app.screen.query_one(PauseBlock).still.lines)

    async with app.run_test(size=(80, 24)) as pilot:
        app.sound.set_muted(True)
        said = []
        app.routines.notify = lambda text, **_: said.append(text)
        await pilot.press("t")
        assert said == ["Sound is off: u turns it on."]
        assert str(app.screen.query_one("#effort", Static).content).split() == [
            "i",
            "low",
            "4:38",
            "\u25902",
            "usual",
            "5:29\u258c",
            "3",
            "high",
            "6:37",
        ]
        await pilot.press("enter")
        await pilot.pause()
        await follow(app, pilot, 1)
        await pilot.press("g")
        await pilot.pause()
        assert lines() == "g: carry on.\nw: stop here."
        await pilot.press("w")
        await pilot.pause()
        assert lines() == "Enter: stop here; you can carry on later.\ng: carry on, after a countdown.\nw: stay paused."
        await pilot.press("x")
        await pilot.pause()
        assert lines() == (
            "e: lower effort from here.\ng: carry on, after a countdown.\nw: stay paused.\n"
            "Enter: stop here; you can carry on later."
        )


async def test_the_question_of_the_back_names_the_keys_of_the_person(app_with, tmp_path):
    keys = '[keys]\n"summary.pain-10" = "z"\n"summary.close" = "space"\n'
    app = app_with(keys, diary=Diary(tmp_path / "history"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("5", *["n"] * 3)  # a session of which nothing is told is not kept, and not asked about
        await pilot.pause()
        feels = app.screen.query_one("#feels", Static)
        assert str(feels.content) == "How does your back feel? 0 (no pain) to 9, z = 10. Space skips."
        await pilot.press("z")
        assert str(feels.content) == "Noted: 10 of 10. Another key changes it."


@pytest.mark.parametrize("opened", [("question_mark",), ("ctrl+p",), ("s", "up", "enter", "enter")])
async def test_ctrl_c_leaves_from_everywhere(app, opened):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*opened)
        await pilot.pause()
        await pilot.press("ctrl+c")
    assert app.return_code == 130


async def test_a_routine_is_found_by_its_name_and_started(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"start break")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SessionScreen)
        assert app.screen.controller.driver.session.plan.routine == "desk"


async def test_the_palette_pauses_a_session_and_does_its_commands(app, follow):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        session = app.screen.controller.driver.session
        await follow(app, pilot, 20)
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert isinstance(app.screen, FinderDialog)
        assert session.state is State.PAUSED
        await pilot.press(*"next step")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SessionScreen)
        assert (session.phase.step, session.state) == (2, State.PAUSED)


async def test_the_palette_is_as_high_as_what_it_finds_and_stays_where_it_is(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        window = app.screen.query_one(".window")
        whole = window.region
        assert whole.height == 38, "all that there is room for"
        await pilot.press(*"history")
        await app.workers.wait_for_complete()
        await pilot.pause()
        found = app.screen.query_one("#found")
        assert found.size.height == found.option_count < 8
        assert (window.region.y, window.region.height) == (whole.y, found.option_count + 7)
        await pilot.resize_terminal(60, 16)
        await pilot.press(*["backspace"] * 7)
        await pilot.pause()
        assert app.screen.region.contains_region(window.region)


async def test_the_palette_leaves_out_what_does_nothing_now(app, follow):
    def offered():
        return {option.prompt.rows[0][0].plain.partition("  ")[0] for option in app.screen.query_one("#found").options}

    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert "Edit" in offered()
        assert not {"Go on", "Take the suggested effort"} & offered(), "there is no session to go on with, and no suggestion"
        await pilot.press("escape", "enter")
        await pilot.pause()
        await follow(app, pilot, 20)
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert "Do less after pain" not in offered(), "nothing hurts"
        await pilot.press("escape", "x", "ctrl+p")
        await pilot.pause()
        assert "Do less after pain" in offered()


async def test_the_palette_does_not_open_over_a_question(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark", "ctrl+p")
        await pilot.pause()
        assert isinstance(app.screen, HelpDialog)


async def test_a_file_changed_by_hand_acts_while_the_routines_are_shown(make_app, path, monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(path.parent))
    file = SettingsFile(path, REGISTRY)
    app = make_app(settings=file.settings, settings_file=file, source=OwnFiles((), file))
    async with app.run_test(size=(80, 24)) as pilot:
        path.write_text('theme = "contrast"\neffort = "low"\nvolume = 300\nprepare_extra = 5\n')
        app.follow_files()
        await pilot.pause()
        assert app.current_theme.name == "contrast"
        assert app.screen.query_one("#choice").effort == "low"
        assert app.library.plan_defaults.prepare_extra == 5
        assert "volume: expected a whole number of at most 100" in str(app.screen.query_one("#problem-lines", Static).content)


async def test_settings_of_sound_act_in_a_session_that_runs(app, follow, sound):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        app.use_settings(Settings(beeps=False, volume=30))
        assert not app.screen.controller.driver.settings.beeps
        assert sound.volume == 30


async def test_the_voice_is_made_for_music_at_once_in_a_session_that_runs(make_app, follow, sound):
    clips = {words: clip for words, (clip, _) in bundled_clips(paths.bundled_sounds()).items()}
    gym = {words: Clip(f"said/gym-{clip.name[6:]}", clip.length_ms) for words, clip in clips.items()}
    app = make_app(
        voice=lambda: Voice(gym if app.settings.voice_sound == "gym" else clips), acknowledged=True, settings=Settings()
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await follow(app, pilot, 10)
        spoken = [name for name, _ in sound.played if "/" in name]
        assert {name.partition("/")[0] for name in spoken} == {"voice"}
        app.use_settings(Settings(voice_sound="gym"))
        await follow(app, pilot, 5)  # what is being said is said to its end
        before = len(sound.played)
        await follow(app, pilot, 60)
        spoken = [name for name, _ in sound.played[before:] if "/" in name]
        assert {name.partition("/")[0] for name in spoken} == {"said"}


async def test_a_theme_that_is_not_there_is_the_usual_one(make_app):
    app = make_app(settings=Settings(theme="gone"))
    async with app.run_test():
        assert app.current_theme.name == "dark"


async def test_without_colour_nothing_is_coloured_and_the_chosen_entry_shows(make_app, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(settings=Settings(theme="light"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        styles = [
            style
            for widget in (app.screen.query_one("#title"), app.screen.query_one("#list"))
            for strip in widget.render_lines(widget.size.region)
            for _, style, _ in strip
            if style
        ]
        assert all(colour.is_default for style in styles for colour in (style.color, style.bgcolor) if colour)
        assert any(style.underline for style in styles)


async def test_the_longest_value_is_not_cut(make_app, tmp_path):
    (tmp_path / "settings.toml").write_text('theme = "catppuccin-macchiato"')
    file = SettingsFile(tmp_path / "settings.toml", REGISTRY)
    app = make_app(settings=file.settings, settings_file=file, acknowledged=True)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("s", "end", *["up"] * 5)
        for size in ((40, 12), (80, 24), (120, 40)):
            async with at_size(pilot, size):
                await pilot.pause()
                assert any("Theme" in line and "catppuccin-macchiato \u203a *" in line for line in screen_lines(app))


async def test_without_colour_the_row_in_a_question_and_the_panel_with_the_focus_show(make_app, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(acknowledged=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "\u250f" in screen_lines(app)[2][0], "a heavy border"
        assert "\u250f" not in screen_lines(app)[2][40:]
        await pilot.press("ctrl+p", "down")
        await pilot.pause()
        found = app.screen.query_one("#found", OptionList)
        lit = [
            text
            for strip in found.render_lines(found.size.region)
            for text, style, _ in strip
            if style and style.underline and text.strip()
        ]
        assert "".join(lit).startswith("Low effort")


async def test_what_another_program_writes_holds_and_shows_while_the_settings_are_open(app, path, sound):
    async with app.run_test() as pilot:
        await pilot.press("s")
        await pilot.pause()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("volume = 30\n")
        app.screen.follow_file()
        assert "30 %" in row(app, "volume")
        assert sound.volume == 30
        path.write_text("volume = 30\ncounting = false\n")
        await chosen(pilot, "beeps")
        await pilot.press("right")
        await pilot.pause()
        assert app.settings.counting is False
        assert app.settings.beeps is False
        assert " off" in row(app, "counting")


async def test_efforts_of_single_routines_are_shown_and_given_up(make_app, path):
    path.write_text('[efforts]  # mine\nrelief = "low"\n')
    file = SettingsFile(path, REGISTRY)
    app = make_app(settings=file.settings, settings_file=file, acknowledged=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("s")
        await chosen(pilot, "efforts")
        assert "1 set" in row(app, "efforts")
        assert str(app.screen.query_one("#choices", Static).content) == "relief: low"
        await pilot.press("right")
        await pilot.pause()
        assert any("trainer settings set efforts.relief low" in notice for notice in told(app))
        await pilot.press("backspace")
        assert "none" in row(app, "efforts")
        assert app.settings.effort_of("relief") == "usual"
    assert "relief" not in path.read_text()
