"""What goes on beside a session, as a test wants it."""

from trainer.run.ports import Awake, Remote


class FakeServices:
    """Has what it is given, as long as it is wanted."""

    def __init__(self, *, awake: Awake | None = None, remote: Remote | None = None) -> None:
        self.awake = awake
        self.remote = remote
        self._had = awake, remote

    def use(self, *, keep_awake: bool, remote: bool) -> None:
        self.awake = self._had[0] if keep_awake else None
        self.remote = self._had[1] if remote else None
