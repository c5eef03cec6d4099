"""What every test can use: the bundled routines, their plans, and a clock that only moves when told."""

import gc
import os

import pytest
import textual._wait
import textual.css.stylesheet
from hypothesis import HealthCheck, given, settings, strategies
from msgspec.structs import replace

from tests.idle import until_idle
from tests.parsed_once import rules_of, tokens_of
from trainer.audio import clips
from trainer.cues.voice import Voice
from trainer.routine.compiler import compile_plan
from trainer.routine.library import EMPTY, Library, PlanDefaults, merged
from trainer.routine.loader import parse
from trainer.routine.plan import Plan
from trainer.system import gc_pause, paths

# With it the streams of a process that a test starts hold nothing back, which hides what fails when they are flushed at its end.
os.environ.pop("PYTHONUNBUFFERED", None)
# With it each process that a test starts compiles the program anew, a third of its time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

textual._wait.wait_for_idle = until_idle  # before textual.app takes it from there
textual.css.stylesheet.parse, textual.css.stylesheet.tokenize_values = rules_of, tokens_of

settings.register_profile("trainer", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("trainer")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Three for each core: most of its time a test of a process, a thread or a timer only waits."""
    return 3 * (os.cpu_count() or 1)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Look for garbage as seldom as the program does: with Python's own numbers, a quarter of a run goes into it."""
    # Hypothesis asks the collector who holds its random numbers, before the first example: what is frozen by then is not found.
    given(strategies.none())(lambda _: None)()
    gc.collect()
    gc.freeze()
    gc.set_threshold(gc_pause.NEW)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-snapshots", action="store_true", help="write the pictures of figures anew")


@pytest.fixture(scope="session")
def library() -> Library:
    path = paths.bundled_routines()
    return merged(EMPTY, parse(path.read_bytes(), path.name))


@pytest.fixture(scope="session")
def plan_of(library: Library):
    def plan(routine: str, effort="usual") -> Plan:
        return compile_plan(library, library.routines[routine], effort)

    return plan


@pytest.fixture(scope="session")
def unguided_plan_of(library: Library):
    """Plans whose reps and prepares last as long as the routine says: for what is not about the pace of the words."""
    unguided = replace(library, plan_defaults=PlanDefaults(guided=False))

    def plan(routine: str, effort="usual") -> Plan:
        return compile_plan(unguided, library.routines[routine], effort)

    return plan


@pytest.fixture(scope="session")
def voice() -> Voice:
    """What the bundled clips can say."""
    return clips.voice(paths.bundled_sounds())


class FakeClock:
    """A clock that stands still until `pass_s`; `sleep_s` is time that only the awake clock sees."""

    def __init__(self) -> None:
        self.ns = 5_000_000_000
        self.slept_ns = 0

    def now_ns(self) -> int:
        return self.ns

    def awake_ns(self) -> int:
        return self.ns + self.slept_ns

    def pass_s(self, seconds: float) -> None:
        self.ns += round(seconds * 1e9)

    def sleep_s(self, seconds: float) -> None:
        self.slept_ns += round(seconds * 1e9)


class FakeSound:
    """Notes what is played: (name, moment in seconds); `cancelled` counts."""

    def __init__(self) -> None:
        self.played: list[tuple[str, float]] = []
        self.cancelled = 0
        self.state = "on"
        self.reason = ""
        self.muted = False
        self.volume = 80
        self.opened = 0
        self.backend = "auto"
        self.closed = 0

    def play(self, sound: str, at: float) -> None:
        self.played.append((sound, at))

    def cancel(self) -> None:
        self.cancelled += 1

    def open(self) -> None:
        self.opened += 1

    def close(self) -> None:
        self.closed += 1

    def set_muted(self, muted: bool) -> None:
        self.muted = muted
        self.state = "muted" if muted else "on"

    def set_volume(self, percent: int) -> None:
        self.volume = percent

    def use(self, backend: str) -> None:
        self.backend = backend


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def sound() -> FakeSound:
    return FakeSound()
