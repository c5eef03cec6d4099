"""The file of a history: read and changed here alone, mended when it is damaged, changed by one trainer at a time."""

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from errno import EAGAIN
from pathlib import Path
from typing import Final, TypeVar

from trainer.history.database import check_regular, check_whole, in_memory, is_busy, is_damage, opened, readable
from trainer.history.salvage import READY, Abandoned, put_in_place, read_damaged, salvage, told_sessions
from trainer.history.store import count, put, sessions
from trainer.system.atomic import private_folder
from trainer.system.locking import locked
from trainer.system.reading import Stamp, stamp_of

T = TypeVar("T")
WAIT_S: Final = 10.0  # for another trainer that changes the history, or mends it
LOOK_S: Final = 0.05


class Damaged(Exception):
    """The file is damaged, and was to be read only; the text is a sentence."""


class HistoryFile:
    """A history in a database file. Nothing is kept open: what another trainer put in its place is there at the next use."""

    def __init__(
        self,
        path: Path,
        tell: Callable[[str], None] = lambda _: None,
        *,
        progress: Callable[[str], None] = lambda _: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        """`tell` hears, as a sentence, that it was mended, `progress` how far that is, where it takes longer.

        Nothing is waited for, and nothing mended, once it is `stopped`.
        """
        self._path = path
        self._tell = tell
        self._progress = progress
        self._stopped = stopped
        self._whole: Stamp | None = None  # how the file looked when all its pages were right

    def read(self, ask: Callable[[sqlite3.Connection], T], *, mend: bool = True) -> T:
        """Ask something; where there is no history, of an empty one. A damaged one is mended first, or read as far as it goes.

        Without `mend` nothing is written: raises Damaged. Raises sqlite3.Error, OSError, NewerDatabase, Abandoned.
        """
        if mend and stamp_of(self._path.with_name(READY)) is not None:
            self._mended()
        try:
            check_regular(self._path)
        except (FileNotFoundError, NotADirectoryError):
            with contextlib.closing(in_memory()) as connection:
                return ask(connection)
        try:
            return self._ask(ask, recover=mend)
        except Exception as error:
            if not (is_damage(error) or isinstance(error, ValueError | TypeError)):  # of a value that is none
                raise
            if not mend:
                raise Damaged("it is damaged; 'trainer history' saves what can be read of it") from error
        return self._ask(ask, recover=True) if self._mended() else self._ask_of_what_is_left(ask)

    def change(self, edit: Callable[[sqlite3.Connection], T]) -> T:
        """Change it, made where there is none; no other trainer changes it meanwhile. Raises as `read` does."""
        private_folder(self._path.parent)
        with self._alone():
            self._take_what_is_ready()
            try:
                return self._edit(edit)
            except Exception as error:
                if not is_damage(error):
                    raise
            salvage(self._path, self._tell, self._progress, self._stopped)
            return self._edit(edit)

    def _ask(self, ask: Callable[[sqlite3.Connection], T], *, recover: bool) -> T:
        try:
            return self._ask_now(ask, recover=recover)
        except sqlite3.OperationalError as error:
            if not is_busy(error):
                raise
        with self._alone():
            return self._ask_now(ask, recover=recover)

    def _ask_now(self, ask: Callable[[sqlite3.Connection], T], *, recover: bool) -> T:
        stamp = stamp_of(self._path)
        with contextlib.closing(readable(self._path, recover=recover)) as connection:
            if stamp != self._whole:
                check_whole(connection)
                self._whole = stamp
            connection.execute("BEGIN")  # all that is asked is of one moment
            return ask(connection)

    def _edit(self, edit: Callable[[sqlite3.Connection], T]) -> T:
        stamp = stamp_of(self._path)
        with contextlib.closing(opened(self._path, sessions)) as connection:  # an older trainer may have let odd values in
            if stamp != self._whole:
                check_whole(connection)
            result = edit(connection)
        self._whole = stamp_of(self._path)
        return result

    def _mended(self) -> bool:
        """Mend the file, unless another trainer has done so; False where it cannot be written."""
        try:
            with self._alone():
                self._take_what_is_ready()
                if not self._is_right():
                    salvage(self._path, self._tell, self._progress, self._stopped)
        except (OSError, sqlite3.OperationalError) as error:
            if getattr(error, "errno", None) == EAGAIN:
                raise
            return False
        return True

    def _take_what_is_ready(self) -> None:
        """Go on where another trainer was ended before the file that it mended stood in its place."""
        if (aside := put_in_place(self._path)) is not None:
            with contextlib.closing(opened(self._path)) as connection:
                saved = told_sessions(count(connection))
            self._tell(f"The history was damaged: {saved} could be read and taken over. The damaged file is kept as {aside}.")

    def _is_right(self) -> bool:
        try:
            with contextlib.closing(opened(self._path, sessions)) as connection:
                check_whole(connection)
                sessions(connection)
        except Exception as error:
            if not is_damage(error):
                raise
            return False
        return True

    def _ask_of_what_is_left(self, ask: Callable[[sqlite3.Connection], T]) -> T:
        saved = read_damaged(self._path, self._progress, self._stopped)
        with contextlib.closing(in_memory()) as connection:
            put(connection, *saved.entries)
            self._tell(f"The history is damaged, and cannot be mended where it lies: {saved.words} for now.")
            return ask(connection)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """While no other trainer changes the history. Raises OSError where that takes too long, Abandoned."""
        until = time.monotonic() + WAIT_S
        with contextlib.ExitStack() as held:
            while True:
                try:
                    held.enter_context(locked(self._path, LOOK_S))
                    break
                except OSError:
                    if self._stopped():
                        raise Abandoned from None
                    if time.monotonic() >= until:
                        raise
            yield
