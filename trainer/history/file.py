"""The history's database file: locked for changes, and repaired when it is damaged."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from errno import EAGAIN
from pathlib import Path
from typing import Final, TypeVar

from trainer.history.database import check_integrity, check_regular, in_memory, is_busy, is_damage, open_readonly, open_writable
from trainer.history.salvage import READY, Abandoned, put_in_place, read_damaged, salvage
from trainer.history.store import count, put, sessions
from trainer.routine.wording import plural
from trainer.system.atomic import private_folder
from trainer.system.locking import locked
from trainer.system.reading import Stamp, stamp_of

T = TypeVar("T")
WAIT_S: Final = 10.0  # for another trainer that is changing or repairing the history


class Damaged(Exception):
    """The file is damaged and must not be repaired now; the message is a sentence."""


class HistoryFile:
    """A history in a database file, opened for each use, because another trainer may replace the file."""

    def __init__(
        self,
        path: Path,
        tell: Callable[[str], None] = lambda _: None,
        *,
        progress: Callable[[str], None] = lambda _: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        """`tell` gets a sentence when the file was repaired, `progress` status messages while that takes long.

        Once `stopped`, nothing is waited for or repaired.
        """
        self._path = path
        self._tell = tell
        self._progress = progress
        self._stopped = stopped
        self._verified_stamp: Stamp | None = None  # the file's stamp when its integrity was last checked

    def read(self, query: Callable[[sqlite3.Connection], T], *, repair: bool = True) -> T:
        """Run a query, on an empty history if there is none. A damaged file is repaired first, or read as far as possible.

        Without `repair` nothing is written: raises Damaged. Raises sqlite3.Error, OSError, NewerDatabase, Abandoned.
        """
        if repair and stamp_of(self._path.with_name(READY)) is not None:
            self._repair()
        try:
            check_regular(self._path)
        except (FileNotFoundError, NotADirectoryError):
            with contextlib.closing(in_memory()) as connection:
                return query(connection)
        try:
            return self._query(query, recover=repair)
        except Exception as error:
            if not (is_damage(error) or isinstance(error, ValueError | TypeError)):  # an invalid value
                raise
            if not repair:
                raise Damaged("it is damaged; 'trainer history' saves what is readable") from error
        return self._query(query, recover=True) if self._repair() else self._query_salvaged(query)

    def change(self, edit: Callable[[sqlite3.Connection], T]) -> T:
        """Change the history under its lock, creating it if necessary. Raises like `read`."""
        private_folder(self._path.parent)
        with self._locked():
            self._finish_repair()
            try:
                return self._change_once(edit)
            except Exception as error:
                if not is_damage(error):
                    raise
            salvage(self._path, self._tell, self._progress, self._stopped)
            return self._change_once(edit)

    def _query(self, query: Callable[[sqlite3.Connection], T], *, recover: bool) -> T:
        try:
            return self._query_once(query, recover=recover)
        except sqlite3.OperationalError as error:
            if not is_busy(error):
                raise
        with self._locked():
            return self._query_once(query, recover=recover)

    def _query_once(self, query: Callable[[sqlite3.Connection], T], *, recover: bool) -> T:
        stamp = stamp_of(self._path)
        with contextlib.closing(open_readonly(self._path, recover=recover)) as connection:
            if stamp != self._verified_stamp:
                check_integrity(connection)
                self._verified_stamp = stamp
            connection.execute("BEGIN")  # a consistent snapshot for all queries
            return query(connection)

    def _change_once(self, edit: Callable[[sqlite3.Connection], T]) -> T:
        stamp = stamp_of(self._path)
        with contextlib.closing(open_writable(self._path, sessions)) as connection:  # an older trainer may have stored bad values
            if stamp != self._verified_stamp:
                check_integrity(connection)
            result = edit(connection)
        self._verified_stamp = stamp_of(self._path)
        return result

    def _repair(self) -> bool:
        """Repair the file, unless another trainer did; False if it cannot be written."""
        try:
            with self._locked():
                self._finish_repair()
                if not self._is_intact():
                    salvage(self._path, self._tell, self._progress, self._stopped)
        except (OSError, sqlite3.OperationalError) as error:
            if getattr(error, "errno", None) == EAGAIN:
                raise
            return False
        return True

    def _finish_repair(self) -> None:
        """Finish a repair that another process began: put the repaired file in place."""
        if (aside := put_in_place(self._path)) is not None:
            with contextlib.closing(open_writable(self._path)) as connection:
                saved = plural(count(connection), "session")
            self._tell(f"The history was damaged: {saved} could be recovered. The damaged file is kept as {aside}.")

    def _is_intact(self) -> bool:
        try:
            with contextlib.closing(open_writable(self._path, sessions)) as connection:
                check_integrity(connection)
                sessions(connection)
        except Exception as error:
            if not is_damage(error):
                raise
            return False
        return True

    def _query_salvaged(self, query: Callable[[sqlite3.Connection], T]) -> T:
        saved = read_damaged(self._path, self._progress, self._stopped)
        with contextlib.closing(in_memory()) as connection:
            put(connection, *saved.entries)
            self._tell(f"The history is damaged and cannot be repaired in place: {saved.words} for now.")
            return query(connection)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the history's lock. Raises OSError on timeout, Abandoned if stopped."""
        with contextlib.ExitStack() as held:
            try:
                held.enter_context(locked(self._path, WAIT_S, self._stopped))
            except OSError:
                if self._stopped():
                    raise Abandoned from None
                raise
            yield
