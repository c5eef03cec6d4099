"""How exact the sound is in a recording, beside a busy core or not, and how fast it comes back after its server died.

Needs the sound server of tests/sound. SOUND_SECONDS is how long each recording is, RECOVERIES how often the server dies.
"""

import multiprocessing
import os
import time
from collections.abc import Iterator
from statistics import median
from unittest import mock

from bench.row import Row
from sound.rig import Rig

from trainer.audio.player import Player
from trainer.system import paths

SECONDS = float(os.environ.get("SOUND_SECONDS", "60"))
RECOVERIES = int(os.environ.get("RECOVERIES", "20"))
EVERY_S = 0.5
AHEAD_S = 0.5


def measure() -> Iterator[Row]:
    with Rig() as rig, mock.patch.dict(os.environ, rig.env()):
        yield from _onsets(rig, "alone")
        busy = multiprocessing.Process(target=_burn, daemon=True)
        busy.start()
        try:
            yield from _onsets(rig, "beside a busy core")
        finally:
            busy.kill()
        yield from _recoveries(rig)


def _burn() -> None:
    while True:
        pass


def _opened() -> Player:
    player = Player(paths.bundled_sounds())
    player.open()
    _wait(player, "on")
    time.sleep(1)
    return player


def _wait(player: Player, state: str) -> float:
    """Seconds until the player is in a state; at most ten."""
    begin = time.monotonic()
    while player.state != state and time.monotonic() - begin < 10:
        time.sleep(0.005)
    return time.monotonic() - begin


def _onsets(rig: Rig, where: str) -> Iterator[Row]:
    recording = rig.record()
    player = _opened()
    begin = time.perf_counter() + 1
    moments = [begin + number * EVERY_S for number in range(int(SECONDS / EVERY_S))]
    for at in moments:
        time.sleep(max(0.0, at - AHEAD_S - time.perf_counter()))
        player.play("rep", at)
    time.sleep(AHEAD_S + 1)
    heard = recording.stop().heard()
    player.close()
    note = f"{len(heard)} of {len(moments)} beeps heard in {SECONDS:.0f} s, {where}"
    delays = [one.at - at for one, at in zip(heard, moments, strict=False)]
    middle = median(delays)
    off = [1000 * abs(delay - middle) for delay in delays]
    quarter = max(1, len(delays) // 4)
    drift = 1000 * (median(delays[-quarter:]) - median(delays[:quarter]))
    yield Row("cue against the plan, median", f"{median(off):.2f} ms", "1 ms", f"{note}; device delay {1000 * middle:.0f} ms")
    yield Row("cue against the plan, worst", f"{max(off):.2f} ms", "5 ms", note)
    yield Row("cue against the plan, drift", f"{drift:.2f} ms", "0 ms", note)


def _recoveries(rig: Rig) -> Iterator[Row]:
    for what, away, again in (("server killed", rig.kill, rig.start), ("device unplugged", rig.remove_sink, rig.add_sink)):
        player = _opened()
        lost, back = [], []
        for _ in range(RECOVERIES):
            away()
            lost.append(_wait(player, "none"))
            again()
            back.append(_wait(player, "on"))
            time.sleep(0.3)
        player.close()
        note = f"{RECOVERIES} times in a row; median {median(lost):.2f} s and {median(back):.2f} s"
        yield Row(f"{what}: no sound shown, worst", f"{max(lost):.2f} s", "1 s", note)
        yield Row(f"{what}, then back: sound back, worst", f"{max(back):.2f} s", "2 s", note)
    rig.kill()
    back = []
    for _ in range(RECOVERIES):
        player = Player(paths.bundled_sounds())
        player.open()
        _wait(player, "none")
        rig.start()
        back.append(_wait(player, "on"))
        player.close()
        rig.kill()
    rig.start()
    note = f"{RECOVERIES} times; median {median(back):.2f} s"
    yield Row("started without a server, which then comes: worst", f"{max(back):.2f} s", "2 s", note)
