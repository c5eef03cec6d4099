"""The lines between the app and its sound helper. Moments are seconds of `time.perf_counter`, one clock for both processes."""

from typing import Literal, TypeAlias

from msgspec import Struct

StateName: TypeAlias = Literal["on", "none"]


class Play(Struct, frozen=True):
    """Play a sound at a moment."""

    sound: str
    at: float


class Cancel(Struct, frozen=True):
    """Cancel pending sounds, and fade out playing ones."""


class Volume(Struct, frozen=True):
    """Set the volume, 0 to 100."""

    percent: int


class State(Struct, frozen=True):
    """What the helper reports: it plays through the backend `detail`, or it cannot, for the reason `detail`."""

    name: StateName
    detail: str


class Alive(Struct, frozen=True):
    """What the helper reports every second."""


Command: TypeAlias = Play | Cancel | Volume
Report: TypeAlias = State | Alive


def line(message: Command | Report) -> str:
    """Encode a message as a line."""
    match message:
        case Play(sound, at):
            return f"play {sound} {at:.6f}\n"
        case Cancel():
            return "cancel\n"
        case Volume(percent):
            return f"volume {percent}\n"
        case State(name, detail):
            return f"state {name} {' '.join(detail.split())}\n"
        case Alive():
            return "alive\n"


def command_from(text: str) -> Command | None:
    """Parse a command; None for any other line."""
    words = text.split()
    try:
        match words:
            case ["play", sound, at]:
                return Play(sound, float(at))
            case ["cancel"]:
                return Cancel()
            case ["volume", percent]:
                return Volume(min(100, max(0, int(percent))))
    except ValueError:
        pass
    return None


def report_from(text: str) -> Report | None:
    """Parse a report; None for any other line."""
    words = text.split(maxsplit=2)
    match words:
        case ["alive"]:
            return Alive()
        case ["state", ("on" | "none") as name, *detail]:
            return State(name, detail[0].strip() if detail else "")
    return None
