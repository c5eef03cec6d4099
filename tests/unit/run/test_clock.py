"""The clock that goes on while the computer sleeps: on each system one that nobody sets."""

import sys
import time

import pytest

from trainer.run.clock import SystemClock


@pytest.mark.parametrize(
    ("platform", "clocks", "taken"),
    [
        ("linux", {"CLOCK_BOOTTIME": 7, "CLOCK_MONOTONIC_RAW": 4}, 7),
        ("darwin", {"CLOCK_MONOTONIC_RAW": 4}, 4),
        ("win32", {}, "monotonic"),
    ],
)
def test_the_clock_of_each_system(monkeypatch, platform, clocks, taken):
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC_RAW"):
        monkeypatch.delattr(time, name, raising=False)
    for name, number in clocks.items():
        monkeypatch.setattr(time, name, number, raising=False)
    monkeypatch.setattr(time, "clock_gettime_ns", lambda number: number, raising=False)
    monkeypatch.setattr(time, "monotonic_ns", lambda: "monotonic")
    monkeypatch.setattr(time, "time_ns", lambda: "set now and then")
    monkeypatch.setattr(sys, "platform", platform)
    assert SystemClock().awake_ns() == taken
