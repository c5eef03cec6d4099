"""Whatever a person does in a session: no word over a tick of a countdown, and no two words at once."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import FakeClock
from trainer.audio.clips import RATE, decoded
from trainer.cues.words import SOUND_BACK
from trainer.run.driver import Driver
from trainer.session.session import Session
from trainer.session.states import Command
from trainer.system import paths

TICK_S = len(decoded(paths.bundled_sounds() / "cues" / "countdown.wav")) / 2 / RATE
LOOK_S = 0.25
ROUTINES = st.tuples(st.sampled_from(["warm-up", "relief", "full", "desk"]), st.sampled_from(["low", "usual", "high"]))
COMMANDS = [one for one in Command if one not in (Command.START, Command.STOP)]
DOINGS = st.lists(st.tuples(st.integers(1, 400), st.sampled_from([*COMMANDS, None])), max_size=12)


class Heard:
    """A sound that keeps what is really heard, and until when: what is cancelled ends, or never begins."""

    def __init__(self, clock: FakeClock, lengths: dict[str, float]) -> None:
        self._clock = clock
        self._lengths = lengths
        self.spans: list[tuple[float, float, str]] = []

    def play(self, sound: str, at: float) -> None:
        if sound.startswith("voice/") or sound == "countdown":
            self.spans.append((at, at + self._lengths.get(sound, TICK_S), sound))

    def cancel(self) -> None:
        now = self._clock.now_ns() / 1e9
        self.spans = [(begin, min(end, now), name) for begin, end, name in self.spans if begin < now]


@settings(max_examples=40)
@given(routine=ROUTINES, doings=DOINGS, seconds=st.sampled_from([1, 2, 3, 10]), speed=st.sampled_from([1.0, 1.0, 1.5, 0.5]))
def test_no_word_is_over_a_tick_or_another_word(plan_of, voice, routine, doings, seconds, speed):
    clock = FakeClock()
    lengths = {clip.name: clip.length_ms / 1000 for clip in voice._clips.values()}
    sound = Heard(clock, lengths)
    driver = Driver(Session(plan_of(*routine), get_ready_ms=seconds * 1000), clock, sound, voice=voice, speed=speed)
    driver.start()
    for looks, command in doings:
        for _ in range(looks):
            clock.pass_s(LOOK_S)
            driver.tick()
        if command is None:
            driver.say(SOUND_BACK)
        else:
            driver.do(command)
    for _ in range(100):
        clock.pass_s(LOOK_S)
        driver.tick()
    spans = sorted(sound.spans)
    met = [(one, other) for one, other in pairwise(spans) if other[0] < one[1] - 1e-6]
    assert not met, met
