"""What every backend does, and how it says that it cannot."""

from typing import Protocol


class DeviceError(Exception):
    """No device can be opened; the message is a reason for a person."""


class Backend(Protocol):
    """Something that plays what a mixer holds."""

    def open(self) -> None:
        """Begin to play; raises DeviceError."""

    def stalled(self) -> bool:
        """Whether it plays no longer, though it was opened."""

    def schedule(self, sound: str, at: float) -> None:
        """Play a sound at a moment."""

    def cancel(self) -> None:
        """Drop what has not begun, end what sounds."""

    def close(self) -> None:
        """Stop playing and let the device go."""
