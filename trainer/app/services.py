"""What a session uses beside sound and history: a screen that stays on, and a way in from outside. Loaded when it is wanted."""

from typing import TYPE_CHECKING

from trainer.system import paths

if TYPE_CHECKING:
    from trainer.remote.server import Server
    from trainer.system.keep_awake import ScreenAwake


class Services:
    """Each is None where the person does not want it. `remote` asks for the way in whatever the settings say."""

    def __init__(self, *, keep_awake: bool, remote: bool, asked_for_remote: bool = False) -> None:
        self.awake: ScreenAwake | None = None
        self.remote: Server | None = None
        self._asked_for_remote = asked_for_remote
        self.use(keep_awake=keep_awake, remote=remote)

    def use(self, *, keep_awake: bool, remote: bool) -> None:
        """Have what is wanted from now on; nothing is opened yet. Whoever holds the screen on lets go of it."""
        remote = remote or self._asked_for_remote
        if not keep_awake:
            self.awake = None
        elif self.awake is None:
            from trainer.system.keep_awake import ScreenAwake

            self.awake = ScreenAwake()
        if not remote and self.remote is not None:
            self.remote.close()
            self.remote = None
        elif remote and self.remote is None:
            from trainer.remote.server import Server

            self.remote = Server(paths.remote_folder())

    def close(self) -> None:
        """Let go of both."""
        if self.remote is not None:
            self.remote.close()
        if self.awake is not None:
            self.awake.close()
