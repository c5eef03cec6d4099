"""Every command with a key, defined once: bindings, footer, help and docs come from here. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from string import ascii_lowercase, digits
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from trainer.keymap.key_names import at_beginning, key_name
from trainer.keymap.own_keys import CommandRegistry, key_conflict


class UserCommand(Struct, frozen=True):
    """A command: its keys (the first is displayed), action, footer label ("" hides it), and help text.

    `verb`: its name in `trainer remote`, "" if it has none. `offered`: acts only while the screen offers it, or asks for it.
    `together`: what a list of keys says of it and of those beside it with the same words, in one row; "" for the help text.
    """

    id: str
    keys: tuple[str, ...]
    action: str
    label: str
    help: str
    verb: str = ""
    offered: bool = False
    together: str = ""

    @property
    def in_list(self) -> str:
        """What a list of keys says of it."""
        return self.together or self.help


def pain_keys(screen: str, text: str) -> Iterator[UserCommand]:
    """Yield a command for each pain rating, 0 to 10."""
    for pain in range(11):
        key = str(pain) if pain < 10 else "t"
        yield UserCommand(f"{screen}.pain-{pain}", (key,), f"feels({pain})", "", text, offered=screen == "session")


def suggestion_keys(screen: str) -> Iterator[UserCommand]:
    """Yield the commands that answer a suggested dose, where there is one."""
    later = "not now: it is suggested again after a week"
    yield UserCommand(f"{screen}.take", ("y",), "suggestion(True)", "", "take the suggested effort", offered=True)
    yield UserCommand(f"{screen}.later", ("l",), "suggestion(False)", "", later, offered=True)


TIME: Final = "10 s more, 10 s less"
SWITCHES: Final = "sound, voice, counting, beeps on, off"
LOUDNESS: Final = "louder, softer"
EFFORTS: Final = "effort: low, usual, high"
PAST: Final = "what you did, and how your back felt"
OTHER_STEPS: Final = "see the other steps"
SCROLL: Final = "scroll"
CHANGES: Final = "undo the last change, or redo it"
MOVE: Final = "move this step up, down"
AMOUNT: Final = "more, less of it (also \u2192 \u2190; Enter: type it)"
CHARTS: Final = "the charts: year, weeks, back, pain"
PAUSE_OR_DONE: Final = "pause, go on; at your own pace: done"
SESSION: Final = (
    UserCommand("session.pause", ("space", "full_stop", "b"), "pause_or_resume", "pause", PAUSE_OR_DONE, "toggle"),
    UserCommand("session.next", ("right", "n"), "next_step", "next", "next step", "next"),
    UserCommand(
        "session.previous",
        ("left", "p", "pageup"),
        "previous_step",
        "back",
        "this step again; at its start the one before",
        "back",
    ),
    UserCommand("session.pain", ("x",), "pain", "it hurts", "it hurts: note it, choose what next", "pain"),
    *pain_keys("session", "how your back feels, how strong a pain is"),
    UserCommand("session.ease", ("l",), "ease", "", "do less after pain", offered=True),
    UserCommand("session.restart", ("r",), "restart_step", "restart", "restart this step", "restart"),
    UserCommand(
        "session.more",
        ("plus", "equals_sign"),
        "add_time",
        "",
        "10 s more (of a rest, a prepare, a timed step)",
        "more",
        together=TIME,
    ),
    UserCommand("session.less", ("minus",), "take_time", "", "10 s less", "less", together=TIME),
    UserCommand("session.louder", ("up",), "louder", "", "louder", "louder", together=LOUDNESS),
    UserCommand("session.softer", ("down",), "softer", "", "softer", "softer", together=LOUDNESS),
    UserCommand("session.mute", ("m",), "mute", "mute", "sound on, off", "mute", together=SWITCHES),
    UserCommand("session.voice", ("v",), "toggle('voice')", "", "voice on, off", "voice", together=SWITCHES),
    UserCommand("session.counting", ("c",), "toggle('counting')", "", "counting on, off", together=SWITCHES),
    UserCommand("session.beeps", ("k",), "toggle('beeps')", "", "beeps on, off", together=SWITCHES),
    UserCommand("session.enter", ("enter",), "enter", "", "pause, go on; yes, where asked"),
    UserCommand("session.halt", ("f5", "h"), "halt", "", "pause at any moment"),
    UserCommand("session.forward", ("pagedown",), "forward", "", "next step; at your own pace: done"),
    UserCommand("session.help", ("question_mark",), "help", "help", "this help, and pause"),
    UserCommand("session.leave", ("q", "escape"), "leave", "stop", "stop: asks first"),
)
ROUTINES: Final = (
    UserCommand("routines.resume", ("r",), "resume", "go on", "go on with the session that was cut off", offered=True),
    UserCommand("routines.start", ("enter", "full_stop", "b"), "start", "start", "start the routine"),
    UserCommand("routines.low", ("1",), "effort('low')", "", "low effort", together=EFFORTS),
    UserCommand("routines.usual", ("2",), "effort('usual')", "", "usual effort", together=EFFORTS),
    UserCommand("routines.high", ("3",), "effort('high')", "", "high effort", together=EFFORTS),
    *suggestion_keys("routines"),
    UserCommand("routines.filter", ("slash",), "filter", "filter", "filter the routines"),
    UserCommand("routines.previous", ("left",), "step(-1)", "", "see how the step before moves", together=OTHER_STEPS),
    UserCommand("routines.next", ("right",), "step(1)", "", "see how the next step moves", together=OTHER_STEPS),
    UserCommand("routines.edit", ("e",), "edit", "edit", "change this routine"),
    UserCommand("routines.new", ("n",), "new", "new", "make your own routine"),
    UserCommand("routines.history", ("h",), "app.open('history')", "history", PAST),
    UserCommand("routines.settings", ("s",), "app.open('settings')", "settings", "settings: sound, pace, colours, keys"),
    UserCommand("routines.mute", ("m",), "mute", "mute", "sound off, on"),
    UserCommand("routines.sound", ("t",), "sound_test", "test sound", "test the sound"),
    UserCommand("routines.help", ("question_mark",), "help", "help", "this help"),
    UserCommand("routines.quit", ("q",), "app.quit", "quit", "leave the trainer"),
)
SUMMARY: Final = (
    UserCommand("summary.remark", ("n",), "remark", "note", "write a line about this session"),
    UserCommand("summary.down", ("down", "pagedown"), "move(1)", "", "scroll down", together=SCROLL),
    UserCommand("summary.up", ("up", "pageup"), "move(-1)", "", "scroll up", together=SCROLL),
    *suggestion_keys("summary"),
    *pain_keys("summary", "how your back feels: 0 is no pain, 10 (t) the worst"),
    UserCommand("summary.history", ("h",), "history", "history", PAST),
    UserCommand("summary.again", ("r",), "again", "once more", "the same routine once more"),
    UserCommand("summary.help", ("question_mark",), "help", "help", "this help"),
    UserCommand("summary.close", ("enter", "space", "full_stop", "b", "escape", "q"), "close", "done", "back to the routines"),
)
EDITOR: Final = (
    UserCommand("editor.add", ("a", "insert"), "add", "add", "add an exercise after this step"),
    UserCommand("editor.remove", ("d", "delete"), "remove", "remove", "remove this step"),
    UserCommand("editor.save", ("s", "ctrl+s"), "save", "save", "save into your routines.toml"),
    UserCommand("editor.undo", ("u",), "undo", "undo", "take the last change back", together=CHANGES),
    UserCommand("editor.redo", ("y",), "redo", "", "make it again", together=CHANGES),
    UserCommand("editor.reset", ("backspace",), "reset", "default", "the field as the exercise says"),
    UserCommand("editor.up", ("shift+up", "K"), "move(-1)", "", "move this step up", together=MOVE),
    UserCommand("editor.down", ("shift+down", "J"), "move(1)", "move", "move this step down", together=MOVE),
    UserCommand(
        "editor.more",
        ("plus", "equals_sign"),
        "step(1)",
        "",
        "more of the chosen field (also \u2192; Enter: type it)",
        together=AMOUNT,
    ),
    UserCommand("editor.less", ("minus",), "step(-1)", "", "less of it (also \u2190)", together=AMOUNT),
    UserCommand("editor.rename", ("n",), "rename", "name", "another name for the routine"),
    UserCommand("editor.prescription", ("p",), "prescription", "", "how often it is to be done, until when, a note, who gave it"),
    UserCommand("editor.help", ("question_mark",), "help", "help", "this help"),
    UserCommand("editor.leave", ("q", "escape"), "leave", "leave", "back; asks first if there are unsaved changes"),
)
HISTORY: Final = (
    UserCommand("history.again", ("enter",), "again", "do it again", "do this routine again, at the same effort"),
    UserCommand(
        "history.next", ("right", "tab"), "step_chart(1)", "chart", "the next chart: year, weeks, back, pain", together=CHARTS
    ),
    UserCommand("history.previous", ("left", "shift+tab"), "step_chart(-1)", "", "the chart before", together=CHARTS),
    UserCommand("history.filter", ("f",), "filter", "routine", "only the sessions of one routine; again: the next one, then all"),
    UserCommand("history.note", ("n",), "note", "note", "write a line about this session"),
    UserCommand("history.delete", ("d", "delete"), "delete", "delete", "delete this session"),
    UserCommand("history.undo", ("u",), "undo", "put back", "restore the deleted session", offered=True),
    UserCommand("history.help", ("question_mark",), "help", "help", "this help"),
    UserCommand("history.close", ("escape", "q", "h"), "close", "routines", "back to the routines"),
)
SETTINGS: Final = (
    UserCommand("settings.more", ("right", "plus", "equals_sign", "full_stop", "b"), "step(1)", "change", "the next value"),
    UserCommand("settings.less", ("left", "minus"), "step(-1)", "", "the value before"),
    UserCommand("settings.edit", ("enter",), "edit", "choose", "choose from a list, type a number, or turn on or off"),
    UserCommand("settings.reset", ("backspace", "delete"), "reset", "default", "the default value"),
    UserCommand("settings.help", ("question_mark",), "help", "help", "this help"),
    UserCommand("settings.close", ("escape", "q", "s"), "close", "back", "back to the routines"),
)
KEYS: Final = (
    UserCommand("keys.change", ("enter", "full_stop", "b"), "change", "new key", "give the command another key"),
    UserCommand("keys.find", ("slash",), "find", "find", "find a command by its words or its key"),
    UserCommand("keys.add", ("a", "insert", "plus"), "add", "add", "give the command one key more"),
    UserCommand("keys.clear", ("d", "delete"), "clear", "no key", "take its keys away"),
    UserCommand("keys.reset", ("backspace",), "reset", "default", "its default keys"),
    UserCommand("keys.help", ("question_mark",), "help", "help", "this help"),
    UserCommand("keys.close", ("escape", "q"), "close", "back", "back to the settings"),
)
POSE: Final = (
    UserCommand("pose.pause", ("space", "full_stop", "b"), "pause", "pause", "pause, go on"),
    UserCommand("pose.next", ("right", "n", "pagedown"), "step(1)", "next", "pause at the next key"),
    UserCommand("pose.previous", ("left", "p", "pageup"), "step(-1)", "back", "pause at the previous key"),
    UserCommand("pose.mirror", ("m",), "mirror", "mirror", "the other side"),
    UserCommand("pose.mode", ("f",), "mode", "mode", "the next drawing style: ascii, blocks, plain"),
    UserCommand("pose.arrows", ("a",), "arrows", "arrows", "arrows on, off"),
    UserCommand("pose.faster", ("plus", "equals_sign"), "hurry(2)", "", "twice as fast"),
    UserCommand("pose.slower", ("minus",), "hurry(0.5)", "", "half as fast"),
    UserCommand("pose.help", ("question_mark",), "help", "help", "this help"),
    UserCommand("pose.quit", ("q", "escape"), "app.quit", "quit", "leave"),
)
REMOTE_ONLY: Final = (
    UserCommand("remote.pause", (), "pause", "", "pause", "pause"),
    UserCommand("remote.resume", (), "resume", "", "go on after a countdown", "resume"),
    UserCommand("remote.done", (), "done", "", "finish a rep at your own pace", "done"),
    UserCommand("remote.stop", (), "stop", "", "end the session; it can be resumed later", "stop"),
    UserCommand("remote.status", (), "status", "", "show where the session is, and change nothing", "status"),
)
BY_VERB: Final = {one.verb: one for one in (*SESSION, *REMOTE_ONLY) if one.verb}
INTERRUPT: Final = UserCommand("app.interrupt", ("ctrl+c",), "interrupt", "", "leave at once (ctrl+z: suspend)")
QUIT: Final = UserCommand("app.quit", ("ctrl+q",), "quit", "", "leave the trainer")
PALETTE: Final = UserCommand("app.palette", ("ctrl+p",), "screen.palette", "", "find a command")
EVERYWHERE: Final = (
    PALETTE,
    QUIT,
    INTERRUPT,
)
SCREENS: Final = {
    "Choosing a routine": ROUTINES,
    "In a session": SESSION,
    "After a session": SUMMARY,
    "Changing a routine": EDITOR,
    "History": HISTORY,
    "Settings": SETTINGS,
    "Keys": KEYS,
    "A figure alone": POSE,
    "Everywhere": EVERYWHERE,
}
CHOOSE: Final = {  # what the arrow keys do in the list of a screen
    "routines": "choose a routine",
    "editor": "choose a step",
    "history": "choose a session",
    "settings": "choose a setting",
    "keys": "choose a command",
}
LIST_KEYS: Final = ("up", "down", "pageup", "pagedown", "home", "end", "enter")
SIDEWAYS: Final = ("editor", "history")  # whose lists need the keys to the sides, too
COMMANDS: Final = {command.id: command for commands in SCREENS.values() for command in commands}
REGISTRY: Final = CommandRegistry(
    {name: command.keys for name, command in COMMANDS.items()},
    {screen: (*LIST_KEYS, *(("left", "right") if screen in SIDEWAYS else ())) for screen in CHOOSE},
    frozenset({INTERRUPT.id}),
)


def keys_of(command: UserCommand, own: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The keys of a command; `own` are those of the commands that have others than the default ones."""
    return own.get(command.id, command.keys)


def with_own_keys(commands: Iterable[UserCommand], own: Mapping[str, tuple[str, ...]]) -> tuple[UserCommand, ...]:
    """Commands with a person's own keys applied."""
    return tuple(replace(command, keys=keys_of(command, own)) for command in commands)


def free_keys(command: str, own: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The letters and digits that no command has where one acts, for keys of one's own."""
    taken = own.get(command, REGISTRY.keys[command])
    return [key for key in ascii_lowercase + digits if key not in taken and not key_conflict(command, key, own, REGISTRY)]


def key_for(action: str, commands: Iterable[UserCommand], own: Mapping[str, tuple[str, ...]]) -> str:
    """The first key of an action, spelled for the beginning of a sentence; "" if it has none."""
    keys = next((keys_of(command, own) for command in commands if command.action == action), ())
    return at_beginning(key_name(keys[0])) if keys else ""
