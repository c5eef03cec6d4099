"""The clock that runs during sleep: never one that can be set."""

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
def test_each_system_uses_a_clock_that_runs_during_sleep(monkeypatch, platform, clocks, taken):
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC_RAW"):
        monkeypatch.delattr(time, name, raising=False)
    for name, number in clocks.items():
        monkeypatch.setattr(time, name, number, raising=False)
    monkeypatch.setattr(time, "clock_gettime_ns", lambda number: number, raising=False)
    monkeypatch.setattr(time, "monotonic_ns", lambda: "monotonic")
    monkeypatch.setattr(time, "time_ns", lambda: "set now and then")
    monkeypatch.setattr(sys, "platform", platform)
    assert SystemClock().awake_ns() == taken
