"""Keys as a keyboard of any layout sends them, and text that is pasted: how the screens take them."""

import inspect
import threading
from pathlib import Path

import pytest
from textual import events
from textual.drivers import linux_driver
from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread
from textual.widgets import Input

from tests.functional.on_screen import told
from tests.terminal_replies import REPLIES
from trainer.keymap.escape_sequences import ESCAPE_S, SEQUENCE_S
from trainer.keymap.key_press import ANOTHER_SCRIPT
from trainer.session.states import State
from trainer.ui.dialogs.prompts import ChoiceDialog, KeyCaptureDialog, PromptDialog
from trainer.ui.terminal_input import POLL_S, TerminalParser, UntilGone, one_line, terminal_driver

LINES = "a first line\r\n\n  and a second\tone \rand 10"
JOINED = "a first line and a second one and 10"


def times_told(app) -> int:
    return told(app).count(ANOTHER_SCRIPT)


async def test_capitals_act_in_a_session(session_app, follow):
    async with session_app.run_test() as pilot:
        session = session_app.screen.controller.driver.session
        await follow(session_app, pilot, 5)
        await pilot.press("N")
        assert session.phase.step == 2
        await pilot.press("B")
        assert session.state is State.PAUSED
        assert times_told(session_app) == 0


async def test_a_letter_of_another_script_acts_as_the_latin_key_at_its_position(session_app, follow):
    async with session_app.run_test() as pilot:
        await follow(session_app, pilot, 5)
        list(TerminalParser(latin_keys=session_app._latin_keys).feed("\x1b[1090::110;;1090u"))
        await pilot.press("т")
        assert session_app.screen.controller.driver.session.phase.step == 2
        assert times_told(session_app) == 0


async def test_where_that_is_not_known_what_works_is_told_once(session_app, follow):
    async with session_app.run_test() as pilot:
        await follow(session_app, pilot, 5)
        await pilot.press("ö", "т", "щ")
        await follow(session_app, pilot, 1)
        assert times_told(session_app) == 1
        assert session_app.screen.controller.driver.session.phase.step == 1


async def test_in_a_field_every_letter_is_itself(make_app):
    async with make_app().run_test() as pilot:
        await pilot.press("slash", "Q", "N", "т")
        assert pilot.app.screen.query_one(Input).value == "QNт"
        assert times_told(pilot.app) == 0


async def test_a_question_is_answered_by_capitals_too(make_app):
    answers = []
    async with make_app().run_test() as pilot:
        pilot.app.push_screen(ChoiceDialog("Save?", {"s": "save", "d": "drop"}), answers.append)
        await pilot.pause()
        await pilot.press("Q", "D")
        assert answers == ["d"]


async def test_a_key_of_ones_own_can_be_a_capital(make_app):
    pressed = []
    async with make_app().run_test() as pilot:
        pilot.app.push_screen(KeyCaptureDialog("Press", lambda key: ""), pressed.append)
        await pilot.pause()
        await pilot.press("N")
        assert pressed == ["N"]


async def test_lines_that_are_pasted_become_one_in_every_field(make_app):
    async with make_app().run_test() as pilot:
        app = pilot.app
        await pilot.press("slash")
        app.post_message(events.Paste(LINES))
        await pilot.pause()
        assert app.screen.query_one(Input).value == JOINED
        await pilot.press("escape", "ctrl+p")
        await pilot.pause()
        app.post_message(events.Paste(LINES))
        await pilot.pause()
        assert app.screen.query_one(Input).value == JOINED
        await pilot.press("escape")
        app.push_screen(PromptDialog("A note", "it is: ", lambda text: ""))
        await pilot.press("end")
        app.screen.query_one(Input).post_message(events.Paste(LINES))
        await pilot.pause()
        assert app.screen.query_one(Input).value == f"it is: {JOINED}"


@pytest.mark.parametrize(
    ("pasted", "line"), [("", ""), ("one", "one"), ("  two  spaces ", "  two  spaces "), ("a\n", "a"), ("a\x1bb\tc", "ab c")]
)
def test_what_is_one_line_already_stays_as_it_is(pasted, line):
    assert one_line(pasted) == line


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_the_screens_are_told_of_mouse_focus_size_and_paste_and_of_no_other_reply():
    told = {
        "mouse 1006, pressed": events.MouseDown,
        "mouse 1006, released": events.MouseUp,
        "mouse 1006, moved": events.MouseMove,
        "mouse 1016": events.MouseMove,
        "focus in": events.AppFocus,
        "focus out": events.AppBlur,
        "paste": events.Paste,
        "paste, begun and ended": events.Paste,
    }
    for name, reply in REPLIES.items():
        found = [message for message in TerminalParser().feed(reply) if isinstance(message, events.Event)]
        assert [type(message) for message in found] == ([told[name]] if name in told else []), name


def test_a_terminal_that_tells_of_its_size_is_believed_when_it_has_said_that_it_does():
    parser = TerminalParser()
    list(parser.feed("\x1b[?2048;2$y"))
    (resize,) = parser.feed("\x1b[48;24;80;480;640t")
    assert isinstance(resize, events.Resize)
    assert resize.size == (80, 24)


def test_escape_waits_and_other_keys_do_not():
    clock = Clock()
    parser = TerminalParser(clock=clock)
    assert [key.key for key in parser.feed("n")] == ["n"]
    assert list(parser.feed("\x1b")) == []
    assert parser.wait_s(5) == ESCAPE_S
    clock.now_s = ESCAPE_S - 0.01
    assert list(parser.tick()) == []
    clock.now_s = ESCAPE_S
    assert [(key.key, key.character) for key in parser.tick()] == [("escape", "\x1b")]
    assert parser.wait_s(5) == 5


@pytest.mark.parametrize("asks", [True, False], ids=["waits as long as it is told", "waits on its own"])
def test_what_lies_unread_when_the_process_stood_still_is_not_too_late(asks):
    clock = Clock()
    parser = TerminalParser(clock=clock)
    list(parser.tick())
    list(parser.feed("\x1b"))
    for passes_s in (0.1, 2.0):
        if asks:
            parser.wait_s(POLL_S)
        clock.now_s += passes_s
        assert list(parser.tick()) == []
    assert [key.key for key in parser.feed("[6~")] == ["pagedown"]


def test_a_fault_in_the_input_is_told_and_costs_no_more_than_its_piece(monkeypatch):
    faults = []
    parser = TerminalParser(on_fault=faults.append)

    def fail(piece):
        raise RuntimeError(piece)

    monkeypatch.setattr(parser._textuals, "feed", fail)
    keys = [*parser.feed("\x1b[<0;1;1M"), *parser.feed("n")]
    assert [type(fault) for fault in faults] == [RuntimeError]
    assert [key.key for key in keys] == ["n"]
    assert [type(message) for message in parser.feed("\x1b[<0;1;1M")] == [events.MouseDown]


def test_half_a_sequence_does_not_keep_the_screens_waiting():
    clock = Clock()
    parser = TerminalParser(clock=clock)
    list(parser.feed("\x1b[200~half"))
    assert parser.wait_s(5) == SEQUENCE_S
    clock.now_s = SEQUENCE_S
    (paste,) = parser.tick()
    assert paste.text == "half"


def test_textual_takes_its_input_where_our_parser_is_put_in():
    """What `terminal_input` relies on: it fails when Textual changes that."""
    start = inspect.getsource(linux_driver.LinuxDriver.start_application_mode)
    assert "Thread(target=self._run_input_thread" in start
    assert "WriterThread(self._file)" in start
    assert "self.run_input_thread()" in inspect.getsource(linux_driver.LinuxDriver._run_input_thread)
    theirs = inspect.getsource(linux_driver.LinuxDriver.run_input_thread)
    for used in ("self.fileno", "self.exit_event.is_set()", "self.process_message(", "XTermParser("):
        assert used in theirs
    assert terminal_driver({}).run_input_thread is not linux_driver.LinuxDriver.run_input_thread
    folder = Path(linux_driver.__file__).parent
    windows = (folder / "win32.py").read_text(encoding="utf-8")
    for used in (
        "class EventMonitor(threading.Thread)",
        "parser = XTermParser(debug=",
        "parser.feed(",
        "parser.tick()",
        "exit_event",
    ):
        assert used in windows
    assert "win32.EventMonitor(" in (folder / "windows_driver.py").read_text(encoding="utf-8")


def test_the_app_never_waits_for_a_terminal_that_has_gone():
    class Gone:
        def write(self, text=""):
            raise OSError(5, "Input/output error")

        flush = write

    output = WriterThread(UntilGone(Gone()))
    output.start()

    def end():
        for _ in range(10 * MAX_QUEUED_WRITES):
            output.write("x")
        output.stop()

    ending = threading.Thread(target=end, daemon=True)
    ending.start()
    ending.join(20)
    assert not ending.is_alive()
