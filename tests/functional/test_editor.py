"""The editor: a whole routine made by keys, saved into a file; nothing that was typed is lost."""

import os
import re
from datetime import date

import pytest
from msgspec import UNSET
from textual.widgets import Input, OptionList, Static

from tests.functional import on_screen
from trainer.routine.editing import LABELS, draft_of, fields_of
from trainer.routine.model import RepsByEffort, Routine, Step
from trainer.settings.settings import Settings
from trainer.system import paths
from trainer.ui.dialogs.prompts import ChoiceDialog, PromptDialog, SearchDialog
from trainer.ui.editor.screen import EditorScreen
from trainer.ui.editor.words import typed_number
from trainer.ui.routines.screen import RoutinesScreen
from trainer.ui.routines.widgets import NEW_ID
from trainer.ui.session.screen import SessionScreen
from trainer.ui.widgets.key_line import KeyLine
from trainer.ui.widgets.title_line import TitleLine
from trainer.userfiles.own_files import OwnFiles
from trainer.userfiles.source import SaveConflict

MINE = "version = 1\n[[routine]]\nid = 'mine'\nname = 'Mine'\nsteps = [\n  { exercise = 'cat-stretch' },  # slowly\n]\n"


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch, tmp_path):
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))


@pytest.fixture
def own():
    path = paths.config_file("routines.toml")
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@pytest.fixture
def app(make_app):
    return make_app(source=OwnFiles(()), acknowledged=True)


async def press(app, pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def steps(app):
    return [step.exercise for step in app.screen.draft.routine.steps]


def saved():
    return {one.id: one for one in OwnFiles(()).poll(anew=True).library.routines.values()}


async def open_mine(app, pilot, own):
    """The editor with one's own routine, which is the last of the list."""
    own.write_text(MINE)
    app.follow_files("mine")
    await press(app, pilot, "e")


async def test_a_whole_routine_is_made_by_keys(app, own):
    async with app.run_test(size=(80, 24)) as pilot:
        await press(app, pilot, "n")
        assert isinstance(app.screen, EditorScreen)
        await press(app, pilot, "a", *"bird", "enter", "a", *"csrtch", "enter", "a", *"foam", "enter")
        assert steps(app) == ["bird-dog", "cat-stretch", "foam-roll"]
        await press(app, pilot, "shift+up", "up", "right")  # foam-roll between them; then the fields of bird-dog
        await press(app, pilot, "plus", "down", "right", "down", "right")
        await press(app, pilot, "down", "enter", *["backspace"] * 3, *"25", "enter")
        await press(app, pilot, "escape", "n", *["backspace"] * 20, *"At home", "enter")
        assert str(app.screen.query_one(TitleLine).text).startswith("At home   not saved")
        await press(app, pilot, "s", "escape")
        assert isinstance(app.screen, RoutinesScreen)
        assert app.screen.query_one("#list", OptionList).highlighted_option.id == "my-routine"
    assert saved()["my-routine"] == Routine(
        "my-routine",
        "At home",
        (
            Step("bird-dog", reps=RepsByEffort(10, 12, 12), sets=2, rest_between_sets=20.0, rest=25.0),
            Step("foam-roll"),
            Step("cat-stretch"),
        ),
    )


async def test_a_routine_that_comes_with_the_trainer_is_copied(app, own, library):
    async with app.run_test() as pilot:
        await press(app, pilot, "e", "s", "escape")
    assert saved()["my-warm-up"].steps == library.routines["warm-up"].steps
    assert saved()["warm-up"] == library.routines["warm-up"]


async def test_ones_own_is_changed_in_place_and_its_comments_stay(app, own):
    async with app.run_test() as pilot:
        await open_mine(app, pilot, own)
        await press(app, pilot, "right", "plus", "s")
    assert (
        own.read_text() == MINE.replace("{ exercise = 'cat-stretch' }", "{ exercise = 'cat-stretch' , reps = 5}")
        or "# slowly" in own.read_text()
    )
    assert saved()["mine"].steps == (Step("cat-stretch", reps=RepsByEffort(3, 5, 5)),)


async def test_undo_goes_back_and_redo_forward(app, own):
    async with app.run_test() as pilot:
        await press(app, pilot, "e", "d", "d")
        assert len(steps(app)) == 1
        await press(app, pilot, "u", "u", "u")
        assert len(steps(app)) == 3
        await press(app, pilot, "y")
        assert len(steps(app)) == 2


async def test_the_advice_of_each_exercise_is_seen_whole(app, own, library):
    async with app.run_test(size=(80, 24)) as pilot:
        await press(app, pilot, "down", "down", "e")
        for exercise in [library.exercises[step.exercise] for step in library.routines["full"].steps]:
            await pilot.pause()
            seen = " ".join(" ".join(line[43:].strip(" \u2502") for line in on_screen.shown(app)).split())
            assert exercise.avoid.rstrip(".") in seen, exercise.name
            await press(app, pilot, "down")


@pytest.mark.parametrize("size", [(100, 30), (120, 40), (200, 60)])
async def test_on_a_high_window_the_figure_has_all_below_the_steps_with_what_is_taught_beside_it(app, size):
    async with app.run_test(size=size) as pilot:
        await press(app, pilot, "e")
        movement, figure, taught = (app.screen.query_one(name) for name in ("#movement", "#figure", "#taught"))
        assert movement.size.width > size[0] - 8
        assert movement.region.bottom == size[1] - 1
        assert figure.region.right <= taught.region.x
        assert movement.content_region.contains_region(taught.region)
        assert "Our advice" in str(taught.content)
        assert not app.screen.query_one("#start").display


async def test_the_panel_on_which_keys_act_is_seen_at_a_glance(app):
    def borders():
        return [app.screen.query_one(name).styles.border_top[0] for name in ("#steps", "#right")]

    async with app.run_test(size=(80, 24)) as pilot:
        await press(app, pilot, "e")
        assert borders() == ["heavy", "round"]
        lit, other = (app.screen.query_one(name).styles for name in ("#steps", "#right"))
        assert lit.border_title_background == lit.border_top[1] != other.border_title_background
        await press(app, pilot, "enter")
        assert borders() == ["round", "heavy"]


async def test_backspace_gives_the_exercises_own_dose_back(app, own):
    async with app.run_test() as pilot:
        await press(app, pilot, "e", "right", "plus")
        assert app.screen.draft.routine.steps[0].reps == RepsByEffort(6, 10, 10)
        await press(app, pilot, "backspace")
        assert app.screen.draft.routine.steps[0].reps is UNSET


async def test_what_is_typed_wrongly_is_told_and_stays(app, own):
    async with app.run_test() as pilot:
        await press(app, pilot, "e", "right", "enter", *["backspace"] * 3, *"nan", "enter")
        assert isinstance(app.screen, PromptDialog)
        assert "1 to 200" in str(app.screen.query_one("#wrong", Static).content)
        await press(app, pilot, *["backspace"] * 3, *"ten", "enter")
        assert "Type a number" in str(app.screen.query_one("#wrong", Static).content)
        assert app.screen.query_one(Input).value == "ten"


@pytest.mark.parametrize(("key", "there"), [("s", True), ("d", False)])
async def test_leaving_asks(app, own, key, there):
    async with app.run_test() as pilot:
        await press(app, pilot, "n", "a", "enter", "q")
        assert isinstance(app.screen, ChoiceDialog)
        await press(app, pilot, "escape")
        assert isinstance(app.screen, EditorScreen)
        await press(app, pilot, "q", key)
        assert isinstance(app.screen, RoutinesScreen)
    assert ("my-routine" in saved()) is there
    assert OwnFiles(()).recovered_draft() is None


async def test_nothing_changed_leaves_without_a_question(app, own):
    async with app.run_test() as pilot:
        await press(app, pilot, "n", "q")
        assert isinstance(app.screen, RoutinesScreen)


async def test_after_a_crash_the_edit_goes_on(app, make_app, own):
    async with app.run_test() as pilot:
        await press(app, pilot, "e", "d")  # and the power fails
        cut_off = app.screen.draft.routine
    again = make_app(source=OwnFiles(()), acknowledged=True)
    async with again.run_test() as pilot:
        await press(again, pilot, "e")
        assert again.screen.draft.routine == cut_off
        assert again.screen.draft.unsaved


async def test_a_file_that_cannot_be_written_keeps_what_was_typed(app, own):
    async with app.run_test() as pilot:
        await press(app, pilot, "e", "d")
        own.write_text("version = 1\nnonsense")
        await press(app, pilot, "s")
        assert isinstance(app.screen, EditorScreen)
        assert app.screen.draft.unsaved
    assert own.read_text() == "version = 1\nnonsense"


@pytest.mark.parametrize("key", ["e", "n"])
async def test_a_file_with_a_mistake_is_not_written_over(app, own, key):
    content = MINE.replace("'mine'", "'my-routine'") + "[[routine]]\nid = 'relief'\nname = 'Mine'\nsteps = [{ exercise = 'x' }]\n"
    async with app.run_test() as pilot:
        own.write_text(content)
        app.follow_files("relief")
        await press(app, pilot, key, "a", "enter", "s")
        assert isinstance(app.screen, EditorScreen)
        assert app.screen.draft.unsaved
    assert own.read_text() == content


async def test_a_routine_that_came_into_the_file_meanwhile_stays_there(app, own):
    async with app.run_test() as pilot:
        await press(app, pilot, "n", "a", "enter")
        await press(app, pilot, "a", "enter")
        own.write_text(MINE.replace("'mine'", "'my-routine'"))
        await press(app, pilot, "s", "u", "s", "escape")  # an older one of the draft's routines is not another's, either
    assert saved()["my-routine"].name == "Mine"
    assert len(saved()["my-routine-2"].steps) == 1


async def test_a_pipe_in_the_place_of_the_file_holds_nothing_up(app, own):
    os.mkfifo(own)
    async with app.run_test() as pilot:
        await press(app, pilot, "e", "d", "s")
        assert isinstance(app.screen, EditorScreen)
        assert app.screen.draft.unsaved


async def test_a_routine_without_steps_is_not_saved(app, own):
    async with app.run_test() as pilot:
        await press(app, pilot, "n", "s", "d", "right", "left", "shift+up", "backspace", "enter")
        assert isinstance(app.screen, EditorScreen)
    assert not own.exists()


@pytest.mark.parametrize("size", [(80, 24), (50, 14)])
@pytest.mark.parametrize("where", [(), ("right",)])
async def test_without_its_last_step_it_says_what_to_do_and_goes_on_by_keys(app, own, size, where):
    async with app.run_test(size=size) as pilot:
        await open_mine(app, pilot, own)
        await press(app, pilot, *where, "d")
        assert app.screen.query_one("#empty").region.height > 0
        for key in ("u", "right", "right"):
            await press(app, pilot, key)
        assert app.focused.id == "fields"
        assert app.focused.region.height > 0
        assert app.screen.draft.unsaved
        await press(app, pilot, "escape", "d", "a", *"bird", "enter")
        assert app.focused.id == "steps"
        assert app.focused.region.height > 0


async def test_its_texts_name_the_keys_of_the_person(make_app, own):
    app = make_app(
        source=OwnFiles(()),
        acknowledged=True,
        settings=Settings(keys={"editor.add": ("i",), "editor.reset": ("z",), "editor.save": ("w",)}),
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await press(app, pilot, "n")
        assert str(app.screen.query_one("#empty", Static).content) == "No steps yet: i adds one."
        await press(app, pilot, "i", *"bird", "enter")
        assert app.screen.query_one("#steps").border_subtitle == "\u2192 change this step"
        line = app.screen.query_one(KeyLine)
        assert line.text.startswith("i add")
        assert "default" not in line.text
        assert line.text.endswith("q leave")
        await press(app, pilot, "right")
        assert app.screen.query_one("#right").border_subtitle == "1 to 200  \u2190 \u2192  Enter type"
        assert "z default" in line.text
        assert "w save" in line.text
        assert line.text.endswith("q steps")


async def test_a_field_says_what_it_may_be(app, own):
    async with app.run_test(size=(80, 24)) as pilot:
        await press(app, pilot, "n", "a", *"bird", "enter", "right", "down", "down")
        assert "0 to 3600 s  \u2190 \u2192  Enter type" in "\n".join(on_screen.shown(app))
        await press(app, pilot, "enter")
        assert "Rest after it: 0 to 3600 s" in "\n".join(on_screen.shown(app))
        await press(app, pilot, "escape", "down", "down")
        assert "0.25 to 4" in str(app.screen.query_one("#right").border_subtitle)


async def test_without_steps_a_click_adds_one_and_where_it_is_kept_covers_nothing(app, own):
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(app, pilot, "n")
        await pilot.click("#empty", offset=(20, 8))
        await pilot.pause()
        assert isinstance(app.screen, SearchDialog)
        await press(app, pilot, *"bird", "enter")
        title = app.screen.query_one(TitleLine)
        assert title.title.endswith("   not saved")
        await press(app, pilot, "s")
        assert title.title.endswith("   saved")
        assert not on_screen.told(app)
        await press(app, pilot, "right", "right")
        assert title.title.endswith("   not saved")


async def test_how_often_it_is_to_be_done_stands_beside_the_steps_and_a_click_changes_it(app, own):
    async with app.run_test(size=(80, 24)) as pilot:
        await open_mine(app, pilot, own)
        assert shown(app, "#prescribed") == "As often as you like."
        assert str(app.screen.query_one("#prescribed").border_subtitle) == "p change"
        await pilot.click("#prescribed", offset=(5, 1))
        await pilot.pause()
        assert isinstance(app.screen, ChoiceDialog)
        await press(app, pilot, "d", "2", "enter")
        assert shown(app, "#prescribed") == "Twice a day."
        await press(app, pilot, "u")
        assert shown(app, "#prescribed") == "As often as you like."


async def test_a_copy_of_which_nothing_was_changed_is_left_without_a_question(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await press(app, pilot, "e", "q")
        assert isinstance(app.screen, RoutinesScreen)


async def test_a_step_is_chosen_and_a_question_is_answered_with_the_mouse(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await press(app, pilot, "e")
        await pilot.click("#steps", offset=(5, 3))
        await pilot.pause()
        assert "Step 2 of 3" in str(app.screen.query_one("#right").border_title)
        await press(app, pilot, "d", "q", "q")
        assert isinstance(app.screen, ChoiceDialog)
        await pilot.click("#found", offset=(3, 1))
        await pilot.pause()
        assert isinstance(app.screen, RoutinesScreen)


async def test_seconds_are_typed_with_or_without_their_unit_and_what_each_number_means_is_told(app, own):
    async with app.run_test(size=(80, 24)) as pilot:
        await press(app, pilot, "n", "a", *"bird", "enter", "right")
        reps = str(app.focused.get_option("reps").prompt)
        assert re.fullmatch(r"Reps +10 +default\n +low 10, high 12", reps)
        app.focused.highlighted = app.focused.get_option_index("rest")
        await press(app, pilot, "enter")
        assert any("Enter takes it   Esc back" in line for line in on_screen.shown(app))
        await press(app, pilot, *["backspace"] * 3, *"20 s", "enter")
        assert app.screen.draft.routine.steps[0].rest == 20
        app.screen.action_save()
        await pilot.pause()
    assert typed_number("1,5s", "rest") == 1.5
    with pytest.raises(ValueError, match="Type a number"):
        typed_number("10 s", "reps")


async def test_below_76_columns_steps_and_fields_take_turns(app):
    async with app.run_test(size=(70, 24)) as pilot:
        await press(app, pilot, "e")
        assert not app.screen.query_one("#right").display
        await press(app, pilot, "right")
        assert app.screen.query_one("#right").size.width > 60


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (200, 60), (40, 12)])
async def test_the_values_of_a_step_begin_in_one_column(app, size):
    async with app.run_test(size=size) as pilot:
        await press(app, pilot, "e", "right")
        fields = app.focused
        left = fields.content_region.x
        labels = ("Reps", "Sets", "Rest after it", "Tempo", "Get ready", "Pace")
        rows = {label: row[left:] for row in on_screen.shown(app) for label in labels if row[left:].startswith(label)}
        assert len(rows) == len(labels)
        values = {label: row[: fields.content_size.width].rstrip() for label, row in rows.items()}
        assert len({re.search(r"\S", row[len(label) :]).start() + len(label) for label, row in values.items()}) == 1, values
        assert re.search(r"\d s$", values["Rest after it"])
        told = [row for row in values.values() if "default" in row]
        assert all(row.endswith("  default") for row in told), "behind what it is said of"
        assert values["Reps"] in told


async def test_no_field_of_a_step_is_cut_at_80_columns(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await press(app, pilot, "n", "a", *"bird", "enter", "right", "end", "right", "up", "up", "right")
        drawn = "\n".join(line[44:] for line in on_screen.shown(app))
        step = app.screen.draft.routine.steps[0]
        for field in fields_of(step, app.screen._library.exercises[step.exercise]):
            assert re.search(rf"{LABELS[field]} .*\S", drawn), field
        assert re.search(r"First side +by settings", drawn)
        assert re.search(r"Tempo +1.25 \u00d7 as long", drawn)
        assert re.search(r"Pace +a key each rep", drawn)


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_what_takes_a_change_back_is_named_as_soon_as_there_is_one(app, size):
    async with app.run_test(size=size) as pilot:
        await press(app, pilot, "e")
        line = app.screen.query_one(KeyLine)
        assert "undo" not in line.text, "nothing to take back"
        await press(app, pilot, "d")
        assert "u undo" in line.text
        await press(app, pilot, "right", "plus")
        assert "u undo" in line.text
        assert "Backspace default" in line.text
        assert line.text.split()[-4:] == ["?", "help", "q", "steps"]


def shown(app, name):
    return str(app.screen.query_one(name, Static).content)


async def test_a_search_without_a_find_and_esc_change_nothing(app, own):
    async with app.run_test() as pilot:
        await press(app, pilot, "n", "a", *"qqqq", "enter", "down")
        assert isinstance(app.screen, SearchDialog)
        await press(app, pilot, "escape")
        assert steps(app) == []


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (60, 16), (80, 24), (200, 60)])
async def test_it_works_at_every_size(app, own, size):
    async with app.run_test(size=size) as pilot:
        await press(app, pilot, "e", "right", "plus", "escape", "d", "s")
        assert app.screen.query_one("#steps").region.height or size == (20, 5)
    assert len(saved()["my-warm-up"].steps) == 2


async def test_a_look_at_the_files_while_the_app_ends_is_no_fault(app, own):
    async with app.run_test() as pilot:
        await pilot.pause()
    app.follow_files()


async def test_a_saved_file_is_noticed(app, own):
    async with app.run_test() as pilot:
        own.write_text(MINE)
        app.follow_files()
        await pilot.pause()
        shown = app.screen.query_one("#list", OptionList)
        assert shown.get_option("mine")
        own.write_text(MINE.replace("cat-stretch", "cat-strech"))
        app.follow_files()
        await pilot.pause()
        assert "did you mean 'cat-stretch'?" in str(app.screen.query_one("#problem-lines", Static).content)
        assert app.screen.query_one("#problems").display
        assert [option.id for option in shown.options] == ["warm-up", "relief", "full", "desk", NEW_ID]
        own.unlink()
        app.follow_files()
        assert not app.screen.query_one("#problems").display


async def test_a_routine_that_takes_anothers_place_says_so(app, own):
    async with app.run_test() as pilot:
        own.write_text(MINE.replace("'mine'", "'relief'"))
        app.follow_files("relief")
        await pilot.pause()
        assert "Yours, in place of the routine of the same id." in str(app.screen.query_one("#about", Static).content)


async def test_a_session_goes_on_with_what_it_began_with(app, own, clock):
    async with app.run_test() as pilot:
        await press(app, pilot, "enter")
        assert isinstance(app.screen, SessionScreen)
        plan = app.screen.controller.driver.session.plan
        own.write_text(MINE.replace("'mine'", "'warm-up'"))
        app.follow_files()
        await pilot.pause()
        assert isinstance(app.screen, SessionScreen)
        assert app.screen.controller.driver.session.plan == plan


# ---- the file is changed by another program meanwhile

SLOWLY = MINE.replace("{ exercise = 'cat-stretch' }", "{ exercise = 'cat-stretch', tempo = 2 }")


@pytest.mark.parametrize(
    ("key", "mine", "another"),
    [
        ("escape", Step("cat-stretch", tempo=2), None),
        ("o", Step("cat-stretch", reps=RepsByEffort(3, 5, 5)), None),
        ("a", Step("cat-stretch", tempo=2), Step("cat-stretch", reps=RepsByEffort(3, 5, 5))),
    ],
)
async def test_a_routine_that_was_changed_on_disk_is_not_overwritten_unasked(app, own, key, mine, another):
    async with app.run_test() as pilot:
        await open_mine(app, pilot, own)
        await press(app, pilot, "right", "plus")
        own.write_text(SLOWLY)
        await press(app, pilot, "s")
        assert isinstance(app.screen, ChoiceDialog)
        assert "Mine was changed in " in str(app.screen.query(Static).first().content)
        assert own.read_text() == SLOWLY
        await press(app, pilot, key)
        assert isinstance(app.screen, EditorScreen)
        assert app.screen.draft.unsaved is (key == "escape")
    assert saved()["mine"].steps == (mine,)
    assert [one.steps for name, one in saved().items() if name == "mine-2"] == ([(another,)] if another else [])


@pytest.mark.parametrize("key", ["escape", "o", "a"])
async def test_leaving_by_saving_asks_too_and_leaves_when_it_was_saved(app, own, key):
    async with app.run_test() as pilot:
        await open_mine(app, pilot, own)
        await press(app, pilot, "right", "plus", "escape", "q")
        own.write_text(SLOWLY)
        await press(app, pilot, "s", key)
        assert isinstance(app.screen, EditorScreen if key == "escape" else RoutinesScreen)


async def test_a_routine_that_was_taken_out_of_the_file_is_asked_about(app, own):
    async with app.run_test() as pilot:
        await open_mine(app, pilot, own)
        await press(app, pilot, "right", "plus")
        own.write_text("version = 1\n")
        await press(app, pilot, "s", "o")
    assert saved()["mine"].steps == (Step("cat-stretch", reps=RepsByEffort(3, 5, 5)),)


async def test_comments_and_other_routines_that_came_in_meanwhile_stay_unasked(app, own):
    async with app.run_test() as pilot:
        await open_mine(app, pilot, own)
        await press(app, pilot, "right", "plus")
        own.write_text(f"# new\n{MINE}[[routine]]\nid = 'more'\nname = 'More'\nsteps = [{{ exercise = 'foam-roll' }}]\n")
        await press(app, pilot, "s")
        assert isinstance(app.screen, EditorScreen)
        assert not app.screen.draft.unsaved
    assert own.read_text().startswith("# new\n")
    assert saved()["more"].steps == (Step("foam-roll"),)


async def test_an_edit_that_goes_on_after_a_crash_asks_too(app, make_app, own):
    async with app.run_test() as pilot:
        await open_mine(app, pilot, own)
        await press(app, pilot, "right", "plus")  # and the power fails
    own.write_text(SLOWLY)
    again = make_app(source=OwnFiles(()), acknowledged=True)
    async with again.run_test() as pilot:
        await press(again, pilot, "e", "s")
        assert isinstance(again.screen, ChoiceDialog)
        await press(again, pilot, "a")
    assert saved()["mine"].steps == (Step("cat-stretch", tempo=2),)
    assert saved()["mine-2"].steps == (Step("cat-stretch", reps=RepsByEffort(3, 5, 5)),)


async def test_two_editors_of_one_routine_lose_nothing_of_each_other(make_app, own):
    own.write_text(MINE)
    one, other = OwnFiles(()), OwnFiles(())
    draft = draft_of(saved()["mine"], one.poll(anew=True).library, None, one.is_own)
    first = one.save(draft.renamed("First"))
    with pytest.raises(SaveConflict):
        other.save(draft.renamed("Second"))
    assert one.save(first.renamed("Third")).routine.name == saved()["mine"].name == "Third"


@pytest.mark.parametrize("content", [b"\xff", b"x = " + b"9" * 5000, b"[" + b"a." * 1100 + b"a]", b"version = 1\n", None])
async def test_an_odd_draft_is_none(make_app, own, content):
    draft = paths.state_file("edited-routine.toml")
    draft.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(draft) if content is None else draft.write_bytes(content)
    app = make_app(source=OwnFiles(()), acknowledged=True)
    async with app.run_test() as pilot:
        await press(app, pilot, "n", "a", "enter", "s")
    assert len(saved()["my-routine"].steps) == 1


async def test_the_prescription_is_typed_and_what_is_there_stays_untouched(app, own):
    async with app.run_test() as pilot:
        own.write_text(MINE.replace("steps", 'by = "Dr. Weiss"  # from the clinic\nper_week = 3\nuntil = 2027-01-31\nsteps'))
        app.follow_files("mine")
        await press(app, pilot, "e", "p")
        assert isinstance(app.screen, ChoiceDialog)
        assert any("Given by: Dr. Weiss" in line for line in on_screen.shown(app))
        await press(app, pilot, "d", "0", "enter")
        assert "at least 1" in str(app.screen.query_one("#wrong", Static).content)
        await press(app, pilot, "backspace", "2", "enter", "p", "w", "backspace", "enter", "s")
        mine = saved()["mine"]
        assert (mine.per_day, mine.per_week, mine.until, mine.by) == (2, UNSET, date(2027, 1, 31), "Dr. Weiss")
        assert 'by = "Dr. Weiss"  # from the clinic\n' in own.read_text()
        await press(app, pilot, "p", "escape")
        assert isinstance(app.screen, EditorScreen)
