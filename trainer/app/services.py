"""Optional services of a session: keeping the screen on, remote control. Each is imported when first needed."""

from typing import TYPE_CHECKING

from trainer.system import paths

if TYPE_CHECKING:
    from trainer.remote.server import Server
    from trainer.system.keep_awake import ScreenAwake


class Services:
    """Each service is None if unwanted. `asked_for_remote` enables remote control regardless of the settings."""

    def __init__(self, *, keep_awake: bool, remote: bool, asked_for_remote: bool = False) -> None:
        self.awake: ScreenAwake | None = None
        self.remote: Server | None = None
        self._asked_for_remote = asked_for_remote
        self.use(keep_awake=keep_awake, remote=remote)

    def use(self, *, keep_awake: bool, remote: bool) -> None:
        """Choose the services to use from now on; nothing is opened yet."""
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
        """Close both services."""
        if self.remote is not None:
            self.remote.close()
        if self.awake is not None:
            self.awake.close()
