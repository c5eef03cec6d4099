"""Other words by which the palette finds commands, beside what they are called. Pure."""

from collections.abc import Mapping
from typing import Final

ALIASES: Final[Mapping[str, str]] = {
    "session.pain": "pain ache sore stop",
    "session.pause": "stop wait break continue resume",
    "session.next": "skip forward",
    "session.previous": "again repeat",
    "session.more": "longer time",
    "session.less": "shorter time",
    "session.mute": "silence quiet volume",
    "session.voice": "speech talk",
    "session.counting": "numbers",
    "session.beeps": "sound tones",
    "session.louder": "volume sound",
    "session.softer": "volume sound quiet",
    "session.ease": "easier pain",
    "session.leave": "stop end exit quit",
    "routines.low": "easier",
    "routines.high": "harder",
    "routines.filter": "search find exercise equipment",
    "routines.resume": "continue interrupted",
    "routines.history": "pain sessions statistics progress",
    "routines.settings": "options preferences theme volume",
    "routines.mute": "silence quiet volume",
    "routines.sound": "speaker headphones sound",
    "routines.help": "safety keys",
    "routines.quit": "exit end stop",
    "summary.remark": "comment",
    "summary.close": "routines back home",
    "editor.prescription": "week day until physiotherapist",
    "editor.rename": "title",
    "history.delete": "remove",
    "history.undo": "restore",
}
