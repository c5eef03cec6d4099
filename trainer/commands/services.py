"""What a session uses beside sound and history: a screen that stays on, and a way in from outside. Loaded when it is wanted."""

from typing import TYPE_CHECKING

from msgspec import Struct

from trainer import files
from trainer.settings.settings import Settings

if TYPE_CHECKING:
    from trainer.awake import ScreenAwake
    from trainer.remote.server import Server


class Services(Struct):
    """Each is None where the person does not want it."""

    awake: "ScreenAwake | None" = None
    remote: "Server | None" = None

    def close(self) -> None:
        """Let go of both."""
        if self.remote is not None:
            self.remote.close()
        if self.awake is not None:
            self.awake.close()


def services_for(settings: Settings, *, remote: bool) -> Services:
    """The services that the settings and `--remote` ask for; nothing is opened yet."""
    services = Services()
    if settings.keep_awake:
        from trainer.awake import ScreenAwake  # noqa: PLC0415

        services.awake = ScreenAwake()
    if remote or settings.remote:
        from trainer.remote.server import Server  # noqa: PLC0415

        services.remote = Server(files.remote_folder())
    return services
