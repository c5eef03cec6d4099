"""Run a session in plain mode: event loop, keys, signals, remote control, summary."""

import asyncio
import contextlib
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Final

from trainer.keymap.key_press import KeyPress
from trainer.plain.keyboard import Keyboard
from trainer.plain.output import Output
from trainer.plain.session import PlainSession
from trainer.plain.signals import suspendable
from trainer.run.ports import Remote
from trainer.run.remote_control import answered as answer_to
from trainer.run.summary_words import headline, verdict
from trainer.session.step_words import step_text
from trainer.system.ending import SIGNALLED, answered

HUNG_UP: Final = SIGNALLED + 1
LAST_CUE_S: Final = 3.0  # time for the last cue to end
IGNORE_KEYS_S: Final = 0.7  # a key this soon after the end was meant for the session
ANSWER_TIMEOUT_S: Final = 30.0  # how long to wait for an answer
RESUME_HINT: Final = "Your session is saved: 'trainer start --resume' continues it."


class Run:
    """Runs one session from the first line to the last."""

    def __init__(self, session: PlainSession, output: Output, *, remote: Remote | None = None) -> None:
        self._session = session
        self._output = output
        self._remote = remote
        self._wake_up = asyncio.Event()
        self._exit_code: int | None = None  # exit code, if a signal ends the process first
        self._keys: Keyboard | None = None
        self._last_key: KeyPress | None = None
        output.on_end = self._wake_up.set

    def wake(self) -> None:
        """Wake the event loop: the next event may be due earlier."""
        self._wake_up.set()

    def pressed(self, key: KeyPress) -> None:
        """Handle a key."""
        if self._session.controller.ended:
            self._last_key = key
        else:
            self._session.press(key.name, key.latin)
        self._wake_up.set()

    async def run(
        self, keys: Keyboard | None, opening: Iterable[str], count: Callable[[], str], advise: Callable[[], str]
    ) -> int:
        """Run to the end and return the exit code. `opening`: the first lines; `count` returns the line with today's count.

        `advise` returns the suggested effort, "" where there is none; it is called once the back was told.
        """
        self._keys = keys
        with answered(self._end):
            serving = asyncio.create_task(self._serve()) if self._remote else None
            try:
                with suspendable(self._suspend, self._continue):
                    for line in opening:
                        self._output.write(line)
                    self._session.ask_feeling()
                    await self._follow()
                    if self._exit_code is None and not self._output.ended:
                        await self._summarise(count, advise)
            finally:
                if keys is not None:
                    keys.stop_reading()
                if serving is not None:
                    serving.cancel()
                    with contextlib.suppress(asyncio.CancelledError):
                        await serving
        if self._session.resumable:
            self._output.write(RESUME_HINT)
        return self._exit_code or (HUNG_UP if self._output.hung_up else 0)

    async def _serve(self) -> None:
        assert self._remote is not None
        await self._remote.serve(lambda verb: answer_to(self._session.controller, verb), self._output.write)

    async def _follow(self) -> None:
        while True:
            if self._keys is not None:
                self._keys.start_reading()  # in case the process came to the foreground
            self._session.controller.tick()
            if self._session.controller.ended or self._exit_code is not None or self._output.ended:
                return
            self._wake_up.clear()
            await self._wait(self._session.seconds_to_next())

    async def _wait(self, seconds: float) -> None:
        """Wait until something happens, at most so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake_up.wait()

    async def _summarise(self, count: Callable[[], str], advise: Callable[[], str]) -> None:
        controller = self._session.controller
        plan, record = controller.driver.session.plan, controller.record
        lines = [verdict(plan, record), headline(plan, record, controller.driver.speed)]
        lines += [step_text(list(rows)) for _, rows in groupby(record.steps, key=lambda row: row.number)]
        for line in (*lines, await asyncio.to_thread(count)):
            if line:
                self._output.write(line)
        kept = controller.recording is not None and controller.recording.begun
        if self._keys is not None and kept:
            self._output.write(self._session.feeling_question())
            await self._ask()
        elif controller.sounds.heard and record.outcome == "finished":
            await self._sleep(LAST_CUE_S)
        if suggestion := await asyncio.to_thread(advise):
            self._output.write(suggestion)

    async def _ask(self) -> None:
        """Wait for the rating of the back, with a timeout."""
        await self._sleep(IGNORE_KEYS_S)
        self._last_key = None
        await self._sleep(ANSWER_TIMEOUT_S, until_key=True)
        if self._last_key is not None:
            self._session.press(self._last_key.name, self._last_key.latin)

    async def _sleep(self, seconds: float, *, until_key: bool = False) -> None:
        """Wait so long, or until a signal or (optionally) a key."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while (left := end - loop.time()) > 0 and self._exit_code is None and not self._output.ended:
            if until_key and self._last_key is not None:
                return
            self._wake_up.clear()
            await self._wait(left)

    # ---- signals

    def _end(self, number: int) -> None:
        self._exit_code = SIGNALLED + number
        self._wake_up.set()

    def _suspend(self) -> None:
        if not self._session.controller.ended:
            self._session.controller.hold_still()
        if self._keys is not None:
            self._keys.stop_reading()

    def _continue(self) -> None:
        if self._keys is not None:
            self._keys.start_reading(again=True)
        self._session.on_continue()
        self._wake_up.set()
