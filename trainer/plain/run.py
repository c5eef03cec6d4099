"""Running a session line by line to its end: the event loop, keys, signals, the way in from outside, and the summary."""

import asyncio
import contextlib
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Final, Protocol

from trainer.keymap.key_press import KeyPress
from trainer.plain.output import Output
from trainer.plain.session import PlainSession
from trainer.plain.signals import suspendable
from trainer.run.ports import Remote
from trainer.run.remote_control import answered as answer_to
from trainer.run.summary_words import headline, verdict
from trainer.session.step_words import step_text
from trainer.system.ending import SIGNALLED, answered

HUNG_UP: Final = SIGNALLED + 1
FANFARE_S: Final = 3.0  # the last cue is heard to its end
UNTOUCHED_S: Final = 0.7  # a key so soon after the end was meant for the session
QUESTION_S: Final = 30.0  # so long an answer is waited for
LATER: Final = "What was done is kept: 'trainer start --resume' goes on with it."


class Keys(Protocol):
    """Single keys of a terminal."""

    def take(self, *, anew: bool = False) -> None:
        """Tell of keys from now on, if that may be; `anew`: others may have set the terminal meanwhile."""

    def give_back(self) -> None:
        """Let the terminal be as it was."""


class Run:
    """One session from its first line to the last."""

    def __init__(self, session: PlainSession, output: Output, *, remote: Remote | None = None) -> None:
        self._session = session
        self._output = output
        self._remote = remote
        self._woken = asyncio.Event()
        self._code: int | None = None  # with which the process ends before the session does
        self._pressed: KeyPress | None = None
        output.on_end = self._woken.set

    def wake(self) -> None:
        """What comes next may have changed."""
        self._woken.set()

    def pressed(self, key: KeyPress) -> None:
        """A key was pressed."""
        if self._session.over:
            self._pressed = key
        else:
            self._session.press(key.name, key.latin)
        self._woken.set()

    async def run(self, keys: Keys | None, opening: Iterable[str], count: Callable[[], str]) -> int:
        """Run to the end; returns the exit code. `opening` are the first lines, `count` tells what was done today."""
        with answered(self._end):
            serving = asyncio.create_task(self._serve()) if self._remote else None
            try:
                with suspendable(lambda: self._suspend(keys), lambda: self._continue(keys)):
                    for line in opening:
                        self._output.write(line)
                    self._session.ask_feeling()
                    await self._follow(keys)
                    if self._code is None and not self._output.ended:
                        await self._summarise(keys, count)
            finally:
                if keys is not None:
                    keys.give_back()
                if serving is not None:
                    serving.cancel()
                    with contextlib.suppress(asyncio.CancelledError):
                        await serving
        if self._session.can_go_on:
            self._output.write(LATER)
        return self._code or (HUNG_UP if self._output.hung_up else 0)

    async def _serve(self) -> None:
        assert self._remote is not None
        await self._remote.serve(lambda verb: answer_to(self._session, verb), self._output.write)

    async def _follow(self, keys: Keys | None) -> None:
        while True:
            if keys is not None:
                keys.take()  # also of a process that has come to the foreground
            self._session.look()
            if self._session.over or self._code is not None or self._output.ended:
                return
            self._woken.clear()
            await self._wait(self._session.seconds_to_next())

    async def _wait(self, seconds: float) -> None:
        """Until something happens, or so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()

    async def _summarise(self, keys: Keys | None, count: Callable[[], str]) -> None:
        session = self._session
        plan, record = session.driver.session.plan, session.record
        lines = [verdict(plan, record), headline(plan, record, session.driver.speed)]
        lines += [step_text(list(rows)) for _, rows in groupby(record.steps, key=lambda row: row.number)]
        for line in (*lines, await asyncio.to_thread(count)):
            if line:
                self._output.write(line)
        kept = session.recording is not None and session.recording.begun
        if keys is not None and kept and record.outcome == "finished":
            self._output.write(session.how_it_feels())
            await self._ask()
        elif session.heard and record.outcome == "finished":
            await self._idle(FANFARE_S)

    async def _ask(self) -> None:
        """Wait for how the back feels, but not for ever: whoever has gone away answers nothing."""
        await self._idle(UNTOUCHED_S)
        self._pressed = None
        await self._idle(QUESTION_S, until_key=True)
        if self._pressed is not None:
            self._session.press(self._pressed.name, self._pressed.latin)

    async def _idle(self, seconds: float, *, until_key: bool = False) -> None:
        """So long, or until a signal comes, or a key."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while (left := end - loop.time()) > 0 and self._code is None and not self._output.ended:
            if until_key and self._pressed is not None:
                return
            self._woken.clear()
            await self._wait(left)

    # ---- signals

    def _end(self, number: int) -> None:
        self._code = SIGNALLED + number
        self._woken.set()

    def _suspend(self, keys: Keys | None) -> None:
        if not self._session.over:
            self._session.hold_still()
        if keys is not None:
            keys.give_back()

    def _continue(self, keys: Keys | None) -> None:
        if keys is not None:
            keys.take(anew=True)
        self._session.continued()
        self._woken.set()
