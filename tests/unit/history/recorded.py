"""A session without a screen that a diary records."""

import os

from trainer.session.record import Record
from trainer.session.session import Session
from trainer.session.states import Command


class RecordedSession:
    """A session of a plan, or one that goes on (`resumed`); it stands before its start until it is told to begin."""

    def __init__(self, diary, plan, speed=1.0, *, resumed=None):
        where = (resumed.phase, resumed.into_ms) if resumed else (0, 0)
        self.diary, self.session = diary, Session(plan, *where)
        self.record = Record(plan, resumed.rows, resumed.active_ms) if resumed else Record(plan)
        self.recorder = diary.begin(plan, self.record, speed, resumed=resumed)

    def begin(self):
        return self.do(Command.START)

    def do(self, command):
        return self._take(self.session.apply(command))

    def follow(self, seconds):
        return self._take(self.session.advance(self.session.now_ms + round(seconds * 1000)))

    def follow_to_its_end(self):
        return self.follow(3600)

    def _take(self, events):
        for event in events:
            self.record.on_session_event(event)
            self.recorder.on_session_event(event)
        return self

    def kill(self):
        """As the process ends: what was put is written, and the lock is free."""
        if self.recorder._lock._file is not None:
            os.close(self.recorder._lock._file)
            self.recorder._lock._file = None
        self.diary.close()
