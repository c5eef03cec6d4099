"""A sound server for each test."""

from collections.abc import Iterator

import pytest

from tests.sound.rig import Rig


@pytest.fixture
def rig(monkeypatch: pytest.MonkeyPatch) -> Iterator[Rig]:
    with Rig() as server:
        for name, value in server.env().items():
            monkeypatch.setenv(name, value)
        for name in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "PULSE_SINK"):
            monkeypatch.delenv(name, raising=False)
        yield server
