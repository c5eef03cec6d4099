"""The interface of an audio backend, and its error."""

from typing import Protocol


class DeviceError(Exception):
    """No device can be opened; the message is a reason for a person."""


class Backend(Protocol):
    """Plays scheduled sounds on a device."""

    def open(self) -> None:
        """Open the device; raises DeviceError."""

    def stalled(self) -> bool:
        """Whether the open device has stopped playing."""

    def schedule(self, sound: str, at: float) -> None:
        """Schedule a sound for a moment."""

    def cancel(self) -> None:
        """Cancel pending sounds, and stop playing ones."""

    def close(self) -> None:
        """Stop playing and release the device."""
